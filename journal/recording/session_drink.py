"""The drink that a session's own form logged: it follows its session, and no other drink does."""

import uuid
from datetime import datetime

from journal.measures.one_session import session_end
from journal.models import Drink, Entry, Session

# Its id follows from the session's, so that a form sent twice makes one drink.
_DRINK_OF = uuid.UUID("6f0c6a52-6c0e-4c0b-8a4b-6d2f3e0a9b51")


def drink_id(session: Session) -> uuid.UUID:
    """The id of the drink that a session's form logs."""
    return drink_id_of(session.id)


def drink_id_of(session_id: uuid.UUID) -> uuid.UUID:
    """The id of the drink that the form of the session with this id logs."""
    return uuid.uuid5(_DRINK_OF, str(session_id))


def middle(session: Session) -> datetime:
    """The middle of a session, where its drink is logged."""
    return session.started_at + (session_end(session.started_at, session.duration_min) - session.started_at) / 2


def belonging(entry: Entry) -> list[Drink]:
    """The drink of a session's form, if there is one; nothing belongs to other entries."""
    if not isinstance(entry, Session):
        return []
    found = list(Drink.objects.of(entry.person).filter(id=drink_id(entry)))
    for drink in found:
        drink.person = entry.person
    return found


def move_along(drink: Drink, was: datetime, session: Session) -> bool:
    """Move the drink of a session that was moved, unless the person gave it a time of its own; whether it moved.

    `was`: the middle of the session before.
    """
    if drink.at != was or middle(session) == was:
        return False
    drink.at = middle(session)
    drink.save(update_fields=["at"])
    return True
