"""What an import will do: each row of a file beside the journal, before anything is written.

The journal holds one row for a session, a night or a day. A row that is there already, or was once brought, adds
nothing. What the person typed or edited stays; only blanks of it are filled. Of two sources of one session or night the
one that stands first in PRIORITY is shown, and the other is kept beside it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from journal.calendar import MINUTE, Calendar
from journal.files.checked import checked
from journal.files.document import Late
from journal.files.found import Found, FoundRow, Refusal
from journal.measures.one_session import ended_at
from journal.models import KINDS, ImportedRow, Profile, RowUse
from journal.reading.ahead import Ahead
from journal.reading.rows import columns
from journal.row import Row, digest, is_nap, only_date, typed
from journal.vocabulary import Activity

SAME_START = 2 * MINUTE
FIRST_ROWS = 3  # of a kind, shown before they come in
CHUNK = 2000  # ids asked for in one query; SQLite and PostgreSQL both limit the variables of one
# What is shown of several sources: an account that knows how hard it felt, then the device itself, then its copies.
PRIORITY = {
    "sessions": (
        "strava fit garmin whoop apple_health fitbit samsung tcx gpx hevy strong oura withings google_fit csv".split()
    ),
    "nights": "oura whoop garmin fitbit apple_health samsung withings google_fit sleep_cycle csv".split(),
}
# Activities that devices tell apart differently: on foot one's walk is the other's hike.
_ON_FOOT = {Activity.RUN, Activity.WALK, Activity.HIKE}
_INDOORS = {Activity.STRENGTH, Activity.HIIT, Activity.YOGA, Activity.DANCE, Activity.MARTIAL_ARTS}
# Never filled in: what an entry is, and what came after it, which no file knows.
_NEVER_FILLED = set(
    "id date started_at at duration_min activity hours kind quiet_after aftermath source source_id".split()
)


@dataclass
class Counts:
    """What an import does with the entries of one kind."""

    added: int = 0
    filled: int = 0
    there: int = 0
    refused: list[str] = field(default_factory=list)  # one sentence each


@dataclass(slots=True)
class Step:
    """What becomes of one row. `fills`: the columns of the entry that it fills; `instead`: it takes another's place."""

    kind: str
    row: Row
    entry_id: UUID
    use: RowUse
    fills: list[str] = field(default_factory=list)
    instead: bool = False


@dataclass
class Plan:
    """All that an import will do. `new`: nothing of what is there; `there`: how many rows add nothing.

    `settings_taken`: whether the person's settings became those of the file.
    """

    steps: list[Step] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    settings_taken: bool = False

    def of(self, kind: str) -> Counts:
        """The counts of a kind."""
        return self.counts.setdefault(kind, Counts())

    def added(self, kind: str) -> list[Row]:
        """The rows of a kind that will be new, oldest first."""
        new = [step.row for step in self.steps if (step.kind, step.use, step.instead) == (kind, RowUse.SHOWN, False)]
        return sorted(new, key=lambda row: row[KINDS[kind].WHEN])

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.steps)


@dataclass(frozen=True)
class Outline:
    """What a plan comes to. `first`: the oldest new rows of each kind; `ends`: the first and last date of all new ones.

    `asks_zone`: whether a clock of the file names no zone.
    """

    counts: dict[str, Counts]
    remarks: list[str]
    first: dict[str, list[Row]]
    ends: tuple[date, date] | None
    asks_zone: bool


def outline_of(plan: Plan, found: Found, calendar: Calendar) -> Outline:
    """The Outline of the Plan of what a file holds. `calendar`: whose clock moments are told on."""
    new = {kind: plan.added(kind) for kind in plan.counts}
    dates = [_date(kind, row, calendar) for kind, rows in new.items() for row in rows]
    return Outline(
        counts=plan.counts,
        remarks=plan.remarks,
        first={kind: rows[:FIRST_ROWS] for kind, rows in new.items()},
        ends=(min(dates), max(dates)) if dates else None,
        asks_zone=any(_without_zone(*pair) for row in found.rows for pair in row.values.items()),
    )


def _without_zone(name: str, value: Any) -> bool:
    """Whether a file says a value by a clock of no zone, or a date as a moment, which has another in each zone."""
    return isinstance(value, datetime) and (value.tzinfo is None or name == "date")


def _date(kind: str, row: Row, calendar: Calendar) -> date:
    when: date = row[KINDS[kind].WHEN]
    return calendar.date_of(when) if isinstance(when, datetime) else when


def plan_of(person: Profile, found: Found, now: datetime, calendar: Calendar | None = None) -> Plan:
    """The Plan of what a file holds. `calendar`: of the zone that clocks without one are read in, else the person's."""
    plan = Plan(remarks=list(found.remarks))
    late = Late(Ahead.of(person.calendar, now), person.calendar)
    rows: dict[str, list[FoundRow]] = {}
    for raw in found.rows:
        for find in checked(raw, calendar or person.calendar, late):
            if isinstance(find, FoundRow):
                rows.setdefault(find.kind, []).append(find)
            elif isinstance(find, Refusal):
                plan.of(find.kind).refused.append(find.text)
            else:
                plan.remarks.append(find.text)
    for refusal in found.refused:
        plan.of(refusal.kind).refused.append(refusal.text)
    for kind, of_kind in rows.items():
        _plan_kind(plan, person, kind, [find.values for find in of_kind])
    return plan


def _plan_kind(plan: Plan, person: Profile, kind: str, rows: list[Row]) -> None:
    known = _known_sources(person, kind, {row["source"] for row in rows})
    told_by_date = _naps_told_by_date(person) if kind == "nights" else set()
    shelf = _shelf(person, kind, rows)
    counts = plan.of(kind)
    for row in sorted(rows, key=lambda row: rank(kind, row)):
        mark = (row["source"], row["source_id"])
        nap = (row["source"], str(row["date"]), row["hours"]) if is_nap(row) else None
        if mark in known or nap in told_by_date:
            told_by_date.discard(nap)
            counts.there += 1
            continue
        known.add(mark)
        step = shelf.place(row)
        plan.steps.append(step)
        if step.use == RowUse.FILLED:
            counts.filled += 1
        elif step.use == RowUse.SHOWN and not step.instead:
            counts.added += 1
        else:
            counts.there += 1


def rank(kind: str, row: Row) -> tuple[Any, ...]:
    """What a source's row is sorted by among others of the same entry: the smallest is shown."""
    order = PRIORITY.get(kind, [])
    source = row.get("source")  # a check-in has no column for it
    place = order.index(source) if source in order else len(order)
    return place, -row["hours"] if "hours" in row else 0


def _known_sources(person: Profile, kind: str, sources: set[str]) -> set[tuple[str, str]]:
    """The (source, source_id) that were brought before, shown or not."""
    brought = ImportedRow.objects.of(person).filter(kind=kind, source__in=sources)
    known = set(brought.values_list("source", "source_id"))
    if "source" in columns(kind):
        known.update(KINDS[kind].objects.of(person).filter(source__in=sources).values_list("source", "source_id"))
    return known


def _naps_told_by_date(person: Profile) -> set[Any]:
    """(source, date, hours) of the naps of tables that came in while a nap was known by its date alone."""
    told = ImportedRow.objects.of(person).filter(kind="nights", source_id__endswith=" nap", values__isnull=False)
    return {(source, said["date"], said["hours"]) for source, said in told.values_list("source", "values")}


@dataclass
class Shelf:
    """The entries of a kind that rows of a file may be about. Of entries that will be new, too."""

    kind: str
    own: set[UUID] = field(default_factory=set)  # typed or edited by the person
    rows: dict[UUID, Row] = field(default_factory=dict)

    def put(self, entry_id: UUID, row: Row) -> None:
        """Put an entry on the shelf."""
        self.rows[entry_id] = row

    def same(self, row: Row) -> UUID | None:
        """The entry that a row is about; None when there is none."""
        raise NotImplementedError

    def place(self, row: Row) -> Step:
        """What becomes of a row that was never brought before."""
        entry_id = self.same(row)
        if entry_id is None:
            new = uuid4()
            self.put(new, row)
            return Step(self.kind, row, new, RowUse.SHOWN)
        there = self.rows[entry_id]
        if entry_id in self.own:
            blanks = [
                name for name, value in row.items()
                if name not in _NEVER_FILLED and value is not None and there.get(name) is None
            ]  # fmt: skip
            fills = blanks if typed(there) else []
            there.update({name: row[name] for name in fills})
            return Step(self.kind, row, entry_id, RowUse.FILLED if fills else RowUse.BESIDE, fills)
        if rank(self.kind, row) < rank(self.kind, there):
            self.put(entry_id, row)
            return Step(self.kind, row, entry_id, RowUse.SHOWN, instead=True)
        return Step(self.kind, row, entry_id, RowUse.BESIDE)


@dataclass
class _Sessions(Shelf):
    """By start: the same family of activity, starting within two minutes, is the same session."""

    starts: list[tuple[datetime, UUID]] = field(default_factory=list)

    def put(self, entry_id: UUID, row: Row) -> None:
        if entry_id not in self.rows:
            self.starts.insert(bisect_left(self.starts, (row["started_at"], entry_id)), (row["started_at"], entry_id))
        super().put(entry_id, row)

    def same(self, row: Row) -> UUID | None:
        start = row["started_at"]
        first = bisect_left(self.starts, start - SAME_START, key=lambda one: one[0])
        last = bisect_right(self.starts, start + SAME_START, key=lambda one: one[0])
        near = sorted(self.starts[first:last], key=lambda one: abs(one[0] - start))
        return next((found for _at, found in near if same_session(self.rows[found], row)), None)


@dataclass
class _Dates(Shelf):
    """By date: one night and one check-in a date, and any number of naps."""

    by_date: dict[date, UUID] = field(default_factory=dict)

    def put(self, entry_id: UUID, row: Row) -> None:
        super().put(entry_id, row)
        if on := only_date(row):
            self.by_date[on] = entry_id

    def same(self, row: Row) -> UUID | None:
        on = only_date(row)
        return self.by_date.get(on) if on else None


class _Others(Shelf):
    """Drinks: two of one moment are two."""

    def same(self, row: Row) -> UUID | None:
        return None


def same_session(one: Row, other: Row) -> bool:
    """Whether two rows that start within two minutes are of one session.

    Two of one source that do not overlap are not: a watch tells of a walk and the run right after it apart.
    """
    first, second = sorted((one, other), key=lambda row: row["started_at"])
    apart = one["source"] == other["source"] and ended_at(first) <= second["started_at"]
    return not apart and same_family(one["activity"], other["activity"])


def same_family(one: str, other: str) -> bool:
    """Whether two words for an activity can be of one session; "other" can be any."""
    if one == other or Activity.OTHER in (one, other):
        return True
    return {one, other} <= _ON_FOOT or {one, other} <= _INDOORS


def _shelf(person: Profile, kind: str, rows: list[Row]) -> Shelf:
    """The entries of the person between the first and the last of the rows."""
    shelf = {"sessions": _Sessions, "nights": _Dates, "days": _Dates}.get(kind, _Others)(kind)
    if isinstance(shelf, _Others):
        return shelf
    model = KINDS[kind]
    whens = [row[model.WHEN] for row in rows]
    first, last = min(whens), max(whens)
    if isinstance(shelf, _Sessions):
        first, last = first - SAME_START, last + SAME_START
    near = model.objects.of(person).filter(**{f"{model.WHEN}__gte": first, f"{model.WHEN}__lte": last})
    stored = {row["id"]: row for row in near.values(*columns(kind))}
    for entry_id, row in stored.items():
        shelf.put(entry_id, row)
    shelf.own = set(stored) - untouched(person, stored)
    return shelf


def untouched(person: Profile, stored: dict[UUID, Row]) -> set[UUID]:
    """Those of the entries that are as a file of others left them; those of a journal of ours are the person's own."""
    shown = ImportedRow.objects.of(person).filter(use=RowUse.SHOWN, values__isnull=False)
    left = {
        entry_id: left
        for some in chunks(list(stored))
        for entry_id, left in shown.filter(entry_id__in=some).values_list("entry_id", "left")
    }
    return {entry_id for entry_id, row in stored.items() if left.get(entry_id) == digest(row)}


def chunks(ids: list[UUID]) -> Iterable[list[UUID]]:
    """Ids in lists that one query can ask for."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
