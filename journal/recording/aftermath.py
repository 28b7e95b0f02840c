"""What followed a session, answered with one tap."""

from django.utils import timezone

from journal.models import Profile, Session
from journal.reading.recent import followed_by_twinge
from journal.recording import undo
from journal.vocabulary import Aftermath


def grade(person: Profile, session: Session, answer: Aftermath) -> undo.Note | None:
    """Keep the answer about a session, inside `person.writing()`; how to undo it.

    None, and nothing is kept, where "nothing" does not fit: a logged twinge followed.
    """
    if answer == Aftermath.NOTHING and followed_by_twinge(person, session):
        return None
    before = undo.row_of(session)
    session.aftermath, session.quiet_after = answer, True if answer == Aftermath.NOTHING else None
    session.graded_at = timezone.now()
    session.save(update_fields=["aftermath", "quiet_after", "graded_at"])
    return undo.changed("sessions", session.id, before, session)
