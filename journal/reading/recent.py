"""The newest entries, read once for a request and shared by whoever needs them.

Red flags are checked on every page, and Today and Week show the same sessions and episodes: together they cost two
queries. A kind that nobody looks at is not read.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from journal.calendar import DAY, MINUTE
from journal.models import KINDS, EntryQuerySet, Episode, Profile, Session
from journal.reading.outcomes import AFTER_END, BEFORE_START, TYPED, Outcome, last_typed_on, link_episodes, outcomes
from journal.reading.rows import Journal, columns, date_at, person_row
from journal.row import TYPED_SOURCES, Row, typed

# What every page needs. An alarm stays open for 14 days. Before its episode it looks back 21 days for another and 7 for
# a session, at drinks of the 3 days and the week before, and at the check-ins of its date and the day before.
RECENT_REACH = {"sessions": 36 * DAY, "episodes": 36 * DAY, "drinks": 26 * DAY, "days": 17 * DAY}

_ALSO = {"sessions": ("graded_at",)}  # what Today asks for besides the columns of the format


class RecentRows:
    """A person's newest rows, for one request. The order of the questions does not matter.

    A kind is read when its list is first looked at, RECENT_REACH back or further where that is asked for; a shorter
    question is answered from the rows that are there. After a write (a new `person.journal_version`) they are read
    anew.
    """

    def __init__(self, person: Profile) -> None:
        self.person = person
        self._read: dict[
            str, tuple[int, datetime, list[Row]]
        ] = {}  # kind -> (journal version, since when, rows oldest first)

    def journal(self, reaches: dict[str, Any] = RECENT_REACH) -> Journal:
        """The Journal of the last days, its rows with every column. `reaches`: {kind: how far back}."""
        now = timezone.now()
        return Journal(person_row(self.person), **{kind: self._later(kind, now - reaches[kind]) for kind in reaches})

    def _later(self, kind: str, since: datetime) -> Any:
        return SimpleLazyObject(lambda: self._from(kind, since))

    def _from(self, kind: str, since: datetime) -> list[Row]:
        """The rows of a kind from `since` on, and what is still going on."""
        first = self.person.calendar.date_of(since) if KINDS[kind].WHEN == "date" else since
        return [row for row in self._rows(kind, since) if row[KINDS[kind].WHEN] >= first or row.get("ongoing")]

    def _rows(self, kind: str, since: datetime) -> list[Row]:
        version, earliest, rows = self._read.get(kind, (None, since, []))
        if version != self.person.journal_version or since < earliest:
            earliest = min(since, timezone.now() - RECENT_REACH.get(kind, 0 * DAY))
            rows = rows_since(self.person, kind, earliest)
            self._read[kind] = self.person.journal_version, earliest, rows
        return rows


def rows_since(person: Profile, kind: str, since: datetime, saying: tuple[str, ...] = ()) -> list[Row]:
    """The rows of one kind of entry from a moment on, oldest first, and a twinge that is still going on.

    `saying`: only rows where one of these columns is recorded, with these columns and their time alone.
    """
    found = _since(person, kind, since)
    if not saying:
        return _rows(found, kind)
    unsaid = Q(**{f"{column}__isnull": True for column in saying})
    return list(found.exclude(unsaid).oldest_first().values(KINDS[kind].WHEN, *saying))


def _since(person: Profile, kind: str, since: datetime) -> EntryQuerySet:
    """Entries of a kind from a moment on (dates: from the person's date of it on), and what is still going on."""
    model = KINDS[kind]
    if model.WHEN == "date":
        return model.objects.of(person).filter(date__gte=person.calendar.date_of(since))
    late = Q(**{f"{model.WHEN}__gte": since})
    return model.objects.of(person).filter(late | Q(ongoing=True) if model is Episode else late)


def between(person: Profile, start: datetime, end: datetime) -> Journal:
    """The Journal (sessions and episodes only) of a person from `start` up to `end`: two queries."""
    sessions, episodes = (model.objects.of(person).between(start, end) for model in (Session, Episode))
    return Journal(person_row(person), sessions=_rows(sessions, "sessions"), episodes=_rows(episodes, "episodes"))


def outcomes_now(person: Profile, sessions: list[Row], episodes: list[Row], at: datetime) -> dict[UUID, Outcome]:
    """{session id: Outcome} of rows that hold nothing later than `at`, which is now: see `outcomes.outcomes`.

    One query, and only where a session hangs on it: what else the person typed since.
    """
    seen = last_typed_on(Journal(person_row(person), sessions=sessions, episodes=episodes))
    found = outcomes(sessions, episodes, person.calendar, seen)
    open_ones = [row for row in sessions if found[row["id"]] == Outcome.UNKNOWN and typed(row) and not row["aftermath"]]
    if not open_ones:
        return found
    return outcomes(sessions, episodes, person.calendar, last_typed(person, open_ones[0]["started_at"], at))


def last_typed(person: Profile, since: datetime, until: datetime) -> date | None:
    """As `outcomes.last_typed_on`, of the person's entries from `since` up to `until` in the database: one query."""
    newest = {kind: Subquery(_typed(person, kind, since, until)) for kind in TYPED}
    found = Profile.objects.filter(pk=person.pk).values_list(*newest.values()).get()
    date_of = person.calendar.date_of
    return max((date_of(at) if isinstance(at, datetime) else at for at in found if at is not None), default=None)


def _typed(person: Profile, kind: str, since: datetime, until: datetime) -> Any:
    """When the newest entry of a kind was that the person typed, as a query of one row at most."""
    model, name = KINDS[kind], TYPED[kind]
    ends: tuple[date, date] = (since, until)  # moments are dates, too
    if name == "date":
        ends = person.calendar.date_of(since), date_at(kind, person.calendar, until)
    found = model.objects.of(person).filter(**{f"{name}__gte": ends[0], f"{name}__lte": ends[1]})
    if any(field.name == "source" for field in model._meta.concrete_fields):
        found = found.filter(Q(source=None) | Q(source__in=TYPED_SOURCES))
    return found.order_by(f"-{name}").values(name)[:1]


def followed_by_twinge(person: Profile, session: Session) -> bool:
    """Whether a logged twinge followed the session, which need not be saved yet.

    One query, two where a twinge is near.
    """
    since, until = session.started_at - BEFORE_START, session.ended_at + AFTER_END + MINUTE
    episodes = _rows(Episode.objects.of(person).between(since, until), "episodes")
    if not episodes:
        return False
    others = _rows(Session.objects.of(person).between(since, until).exclude(id=session.id), "sessions")
    own = {"id": session.id, "started_at": session.started_at, "duration_min": session.duration_min}
    return session.id in link_episodes(sorted([*others, own], key=lambda row: row["started_at"]), episodes)


def _rows(found: EntryQuerySet, kind: str) -> list[Row]:
    return list(found.oldest_first().values(*columns(kind), *_ALSO.get(kind, ())))
