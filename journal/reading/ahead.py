"""What has not come yet: mistakes that no form takes. An import refuses them, an export leaves them out, a page lists
them to be corrected.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.core.cache import caches
from django.db.models import DateField, Q

from journal.calendar import DAY, MINUTE, Calendar, known_moves
from journal.measures.one_session import ended_at
from journal.models import KINDS, Entry, Profile
from journal.reading.rows import columns
from journal.row import Row, is_sleep

SKEW = 10 * MINUTE  # clocks differ
MOST_LISTED = 200  # of a kind


@dataclass(frozen=True)
class Ahead:
    """Tells what is later than a moment (`until`), or than the person's date of it."""

    until: datetime
    calendar: Calendar

    @classmethod
    def of(cls, calendar: Calendar, now: datetime) -> Self:
        """What is ahead of now, with some minutes for clocks that differ."""
        return cls(now + SKEW, calendar)

    @property
    def today(self) -> date:
        return self.calendar.date_of(self.until)

    def newest_of(self, row: Row) -> date:
        """The last date that an entry can have: a sleep that of the morning, others that of the day."""
        return self.calendar.morning_of(self.until) if is_sleep(row) else self.today

    def is_ahead(self, value: Any, newest: date | None = None) -> bool:
        """Whether a value is a moment that has not come yet, or a date after the `newest`, else after today."""
        if isinstance(value, datetime):
            return value > self.until
        return isinstance(value, date) and value > (newest or self.today)

    def first(self, row: Row) -> tuple[str, Any] | None:
        """(key, value) of the first value of an entry that has not come yet; a session's end is its `duration_min`."""
        times = row | ({"duration_min": ended_at(row)} if "duration_min" in row else {})
        newest = self.newest_of(row)
        return next(((name, value) for name, value in times.items() if self.is_ahead(value, newest)), None)

    def medicines(self, person: Row) -> list[int]:
        """The positions of the medicines that the person's row says begin later."""
        began = [medicine.get("started_on") for medicine in person["medicines"] or ()]
        return [n for n, on in enumerate(began) if on and self.is_ahead(date.fromisoformat(on))]

    def moves(self, moves: Any) -> list[tuple[datetime, str]]:
        """The format's `moves` that have not come yet, as (moment, zone name)."""
        return [move for move in known_moves(moves) if self.is_ahead(move[0])]


def entries_ahead(person: Profile, now: datetime) -> dict[str, list[Row]]:
    """{kind: rows with every column of the format, and their id} of what the person has stored that has not come yet.

    Oldest first, MOST_LISTED a kind at most; one query a kind.
    """
    ahead = Ahead.of(person.calendar, now)
    return {kind: found for kind, model in KINDS.items() if (found := _ahead(person, kind, model, ahead))}


def is_any_ahead(person: Profile, ahead: Ahead) -> bool:
    """Whether anything stored says a moment or date that has not come yet; one query for all kinds.

    The end of a session is none that is stored. That nothing is ahead stays true until the next write, as time goes on;
    it is kept until then, by each process.
    """
    nothing = f"nothing-ahead:{person.pk}"
    if caches["analysis"].get(nothing) == person.journal_version:
        return False
    first, *others = (
        model.objects.of(person).filter(_late(kind, model, ahead)).values("id") for kind, model in KINDS.items()
    )
    if first.union(*others, all=True).exists():
        return True
    caches["analysis"].set(nothing, person.journal_version, timeout=None)
    return False


def _late(kind: str, model: type[Entry], ahead: Ahead) -> Q:
    """That one of the moments or dates of the format has not come yet."""
    names, late = columns(kind), Q()
    for field in model._meta.concrete_fields:
        if isinstance(field, DateField) and field.name in names:  # moments are dates of Django's, too
            until = ahead.until if field.get_internal_type() == "DateTimeField" else ahead.today
            late |= Q(**{f"{field.name}__gt": until})
    return late


def _ahead(person: Profile, kind: str, model: type[Entry], ahead: Ahead) -> list[Row]:
    names, late = dict.fromkeys(["id", *columns(kind)]), _late(kind, model, ahead)
    if "duration_min" in names:  # a day at most
        late |= Q(started_at__gt=ahead.until - DAY)
    found = model.objects.of(person).filter(late).oldest_first().values(*names)
    return [row for row in found[: MOST_LISTED + 1] if ahead.first(row)][:MOST_LISTED]
