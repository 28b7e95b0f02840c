"""The last days' sessions and episodes, read once for a request and shared by whoever needs them.

Red flags are checked on every page, and Today and Week show the same rows; together they cost two queries.
"""

from django.db.models import Q
from django.utils import timezone

from journal.calendar import DAY
from journal.models import Episode, Session
from journal.rows import Journal, columns, person_row

# A red flag looks back 24 h for an episode and 7 days from there for a session; Today shows a week, asks 3 days back.
REACH = 10 * DAY


def of(request, since=None):
    """The Journal (sessions and episodes only) of the signed-in person from `since`, by default the last 10 days.

    The first call decides; later calls of the same request get the same rows, so ask for the widest first.
    An episode that is still going on is always among them.
    """
    if not hasattr(request, "recent_journal"):
        request.recent_journal = read(request.user, since or timezone.now() - REACH)
    return request.recent_journal


def for_flags(request, since):
    """The Journal that red flags look at: the request's recent rows, or else only the episodes that reach `since`.

    Most pages have not read those rows, and most people have no twinge of today: then one small query is enough. The
    sessions before them are read only when there are any.
    """
    if hasattr(request, "recent_journal"):
        return request.recent_journal
    oldest = timezone.now() - REACH
    reaching = Q(started_at__gte=oldest) & (Q(started_at__gte=since) | Q(ended_at__gte=since)) | Q(ongoing=True)
    episodes = _rows(Episode.objects.of(request.user).filter(reaching), "episodes")
    sessions = Session.objects.of(request.user).filter(started_at__gte=oldest)
    return Journal(
        person_row(request.user), episodes=episodes, sessions=_rows(sessions, "sessions") if episodes else []
    )


def read(person, since):
    """The Journal (sessions and episodes only) of a person from a moment on."""
    sessions = Session.objects.of(person).filter(started_at__gte=since)
    episodes = Episode.objects.of(person).filter(Q(started_at__gte=since) | Q(ongoing=True))
    return Journal(person_row(person), sessions=_rows(sessions, "sessions"), episodes=_rows(episodes, "episodes"))


def between(person, start, end):
    """The Journal (sessions and episodes only) of a person from `start` up to `end`: two queries."""
    sessions, episodes = (model.objects.of(person).between(start, end) for model in (Session, Episode))
    return Journal(person_row(person), sessions=_rows(sessions, "sessions"), episodes=_rows(episodes, "episodes"))


def _rows(found, kind):
    return list(found.oldest_first().values(*columns(kind)))
