"""The last weeks' entries, read once for a request and shared by whoever needs them.

Red flags are checked on every page, and Today and Week show the same sessions and episodes: together they cost two
queries. What only few rules of red flags look at is read when one of them does.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from journal.calendar import DAY
from journal.models import KINDS, Episode, Session
from journal.reading.rows import Journal, columns, person_row

# An urgent red flag looks back 21 days for an episode, and 7 days before one for a session; Today shows a week.
REACH = 22 * DAY
# Drinks of the 3 days and the week before, for a tremor; check-ins of an episode's date and the day before it.
ALSO = {"drinks": 12 * DAY, "days": 3 * DAY}
# How far the calmer flags look: eyelids for 4 months; 28 days of cramps, each against the 30 days before it.
FAR = {"episodes": 124 * DAY, "sessions": 60 * DAY, "drinks": 31 * DAY, "days": 15 * DAY, "nights": 15 * DAY}
# And at what: months of rows are read after every write, so only the keys their rules ask for.
FAR_KEYS = {
    "episodes": "id started_at ended_at ongoing kind body_part side pain several_muscles signs".split(),
    "sessions": "id started_at duration_min activity warm_up_min hours_since_meal".split(),
    "drinks": "at ml".split(),
    "days": "date stress".split(),
    "nights": "date leg_jerks woken_by_legs urge_to_move".split(),
}


def recent_journal(request, since=None):
    """The Journal (see `read`) of the signed-in person from `since`, by default the last 22 days.

    The first call decides; later calls of the same request get the same rows, so ask for the widest first.
    An episode that is still going on is always among them.
    """
    if not hasattr(request, "recent_journal"):
        request.recent_journal = read(request.user, since or timezone.now() - REACH)
    return request.recent_journal


def journal_for_flags(request):
    """The Journal that urgent red flags look at: the request's recent rows, or else each kind when it is looked at."""
    if hasattr(request, "recent_journal"):
        return request.recent_journal
    return lazily(request.user, {"episodes": REACH, "sessions": REACH} | ALSO)


def journal_for_calm_flags(person):
    """The Journal that the calmer red flags look at, each kind read when it is looked at; rows have FAR_KEYS only."""
    return lazily(person, FAR, FAR_KEYS)


def lazily(person, reaches, keys=None):
    """The Journal of a person with lists that are read when first looked at.

    `reaches`: {kind: how far back}; `keys`: {kind: the keys of its rows}, by default all.
    """
    now, keys = timezone.now(), keys or {kind: columns(kind) for kind in reaches}
    lists = {kind: _later(person, kind, now - reach, keys[kind]) for kind, reach in reaches.items()}
    return Journal(person_row(person), **lists)


def _later(person, kind, since, keys):
    return SimpleLazyObject(lambda: list(_since(person, kind, since).oldest_first().values(*keys)))


def _since(person, kind, since):
    """Entries of a kind from a moment on (dates: from the person's date of it on), and what is still going on."""
    model = KINDS[kind]
    if model.WHEN == "date":
        return model.objects.of(person).filter(date__gte=person.calendar.date_of(since))
    late = Q(**{f"{model.WHEN}__gte": since})
    return model.objects.of(person).filter(late | Q(ongoing=True) if model is Episode else late)


def read(person, since):
    """The Journal of a person from a moment on: sessions and episodes; the rest only as far as red flags need it."""
    sessions, episodes = (_rows(_since(person, kind, since), kind) for kind in ("sessions", "episodes"))
    also = lazily(person, ALSO)
    return Journal(also.person, sessions=sessions, episodes=episodes, drinks=also.drinks, days=also.days)


def between(person, start, end):
    """The Journal (sessions and episodes only) of a person from `start` up to `end`: two queries."""
    sessions, episodes = (model.objects.of(person).between(start, end) for model in (Session, Episode))
    return Journal(person_row(person), sessions=_rows(sessions, "sessions"), episodes=_rows(episodes, "episodes"))


def _rows(found, kind):
    return list(found.oldest_first().values(*columns(kind)))
