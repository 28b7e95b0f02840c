"""A journal as plain rows: what a file is read into and what a query gives, the same from both.

A row is a dict with every key of its kind in the journal format; what was not recorded is None. Moments are aware
datetimes in UTC, dates are `datetime.date`, ids are `uuid.UUID`. Lists are sorted by time, oldest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from journal.calendar import Calendar, known_moves, stored_moves
from journal.models import KINDS, Profile
from journal.row import Row, is_nap

PERSON_FIELDS = (
    "time_zone moves week_starts_on day_starts_at units sex birth_year weight_kg emergency_number advice_line "
    "conditions medicines activity_muscles"
).split()
# Columns the format does not have.
_OURS = {"person", "demo", "graded_at"}


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The keys of one kind of entry, in the format's order ("sessions" -> ("id", "started_at", ...))."""
    names = [f.name for f in KINDS[kind]._meta.concrete_fields if f.name not in _OURS]
    return tuple(name for name in names if not (kind == "set_aside" and name == "id"))


@dataclass(frozen=True)
class Journal:
    """One person's journal, or a stretch of it."""

    person: Row
    sessions: list[Row] = field(default_factory=list)
    drinks: list[Row] = field(default_factory=list)
    nights: list[Row] = field(default_factory=list)
    days: list[Row] = field(default_factory=list)
    episodes: list[Row] = field(default_factory=list)
    experiments: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    set_aside: list[Row] = field(default_factory=list)
    intentions: list[Row] = field(default_factory=list)
    exported_at: datetime | None = None

    @property
    def calendar(self) -> Calendar:
        return calendar_of(self.person)

    @property
    def without_naps(self) -> list[Row]:
        """The nights alone, at most one a date."""
        return [row for row in self.nights if not is_nap(row)]


def calendar_of(person: Row) -> Calendar:
    """The Calendar of a person's row."""
    return Calendar.of(person["time_zone"], person["day_starts_at"], person["week_starts_on"], person["moves"])


def person_as_of(person: Row, at: datetime) -> Row:
    """The format's `person` as it was at a moment: without later moves."""
    moves = known_moves(person["moves"])
    come = [move for move in moves if move[0] <= at]
    return person | {"moves": stored_moves(come)} if come != moves else person


def person_row(person: Profile) -> Row:
    """The format's `person` of a Profile, as of now: a move that has not come yet counts nowhere."""
    return person_as_of({name: getattr(person, name) for name in PERSON_FIELDS}, timezone.now())


def date_at(kind: str, calendar: Calendar, moment: datetime) -> date:
    """The date that an entry without a clock has at a moment: a sleep that of the morning, others that of the day."""
    return calendar.morning_of(moment) if kind == "nights" else calendar.date_of(moment)


def read(
    person: Profile,
    kinds: Iterable[str] = tuple(KINDS),
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    demo: bool = True,
) -> Journal:
    """The Journal of a person from the database: one query a kind.

    `kinds`: which lists to read (the others stay empty). `since`: a moment; only entries from then on (dates: from
    the person's date of it on). `until`: a moment; only entries before it (dates: up to its own). `demo=False` leaves
    made-up entries out.
    """
    lists: dict[str, Any] = {kind: _rows(person, kind, since, until, demo) for kind in kinds}
    return Journal(person_row(person), **lists)


def _rows(person: Profile, kind: str, since: datetime | None, until: datetime | None, demo: bool) -> list[Row]:
    model = KINDS[kind]
    dated = model._meta.get_field(model.WHEN).get_internal_type() == "DateField"
    found = model.objects.of(person)
    if since is not None:
        found = found.filter(**{f"{model.WHEN}__gte": person.calendar.date_of(since) if dated else since})
    if until is not None:
        today = date_at(kind, person.calendar, until)
        found = found.filter(**({f"{model.WHEN}__lte": today} if dated else {f"{model.WHEN}__lt": until}))
    if not demo:
        found = found.filter(demo=False)
    # What was set aside has no id in the format, so causes of one moment keep an order of their own.
    tie = "cause" if kind == "set_aside" else "id"
    return list(found.order_by(model.WHEN, tie).values(*columns(kind)))
