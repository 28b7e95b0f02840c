"""The person's calendar: the one place that knows zones, moves, day start and first weekday.

A day runs from `day_starts_at` o'clock to `day_starts_at` o'clock on the person's clock; a moment before that hour
belongs to the day before. The clock is that of the zone in force at the moment, so travelling on changes nothing that
was logged before. Days can last 23 or 25 hours when the clocks change. Over the date line a date can be left out or
come twice; every moment still has one date, the one its clock showed. Weeks begin on `week_starts_on`.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

Span = timedelta  # a length of time, for signatures; what is reckoned with it is here and in these constants
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_WEEKDAY = {"monday": 0, "saturday": 5, "sunday": 6}
# o'clock, on the person's clock: what counts as night, our line.
NIGHT_FROM, NIGHT_TO = 22, 6
UP_FROM = 4  # o'clock: who begins to train earlier has not slept yet, who begins later has: our line
MIDNIGHT, NOON = time(0), time(12)
# The dates that forms, pages and files know, first and last; local arithmetic near the ends of datetime's range fails.
FIRST_DATE, LAST_DATE = date(1901, 1, 1), date(2199, 12, 31)
# Moments that fall on one of those dates on any clock.
FIRST_MOMENT, LAST_MOMENT = datetime(1901, 1, 2, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
MOST_MOVES = 200  # far more than a journal can need; each is read whenever the calendar is


@dataclass(frozen=True)
class Calendar:
    """How one person cuts time into days and weeks. Dates are `datetime.date`, moments are aware datetimes.

    `zones`: the first zone, and the one after each move; `moved_at`: the moments of the moves, oldest first.
    """

    zones: tuple[ZoneInfo, ...]
    moved_at: tuple[datetime, ...] = ()
    day_starts_at: int = 0
    week_starts_on: str = "monday"

    @classmethod
    def of(
        cls,
        time_zone: str,
        day_starts_at: int | None = None,
        week_starts_on: str | None = None,
        moves: Any = None,
    ) -> Self:
        """The calendar for an IANA zone name and the format's `moves`; not said means midnight, Monday and no move.

        A stored zone that is unknown here is read as UTC, a move that cannot be read is left out.
        """
        known = known_moves(moves)
        first = time_zone if time_zone in time_zones() else "UTC"
        zones = tuple(ZoneInfo(name) for name in (first, *(name for _at, name in known)))
        return cls(zones, tuple(at for at, _name in known), day_starts_at or 0, week_starts_on or "monday")

    @property
    def newest_zone(self) -> ZoneInfo:
        """The zone after the last move."""
        return self.zones[-1]

    def zone_at(self, moment: datetime) -> ZoneInfo:
        """The zone in force at a moment."""
        return self.zones[bisect_right(self.moved_at, moment)] if self.moved_at else self.zones[0]

    def stays(self, start: datetime, end: datetime) -> list[tuple[datetime, str]]:
        """(moment, zone name) from which each zone was in force from `start` up to `end`, the first at `start`."""
        later = [(at, zone.key) for at, zone in zip(self.moved_at, self.zones[1:], strict=True) if start < at <= end]
        return [(start, self.zone_at(start).key), *later]

    def local(self, moment: datetime) -> datetime:
        """The moment on this person's clock."""
        return moment.astimezone(self.zone_at(moment))

    def wall(self, moment: datetime) -> datetime:
        """What this person's clock showed at a moment, as a naive datetime."""
        return self.local(moment).replace(tzinfo=None)

    def moments(self, wall: datetime) -> list[datetime]:
        """The UTC moments at which this person's clock showed a naive wall-clock time, oldest first.

        Empty if that time was skipped, two if it came twice: when the clocks changed, or on a journey.
        """
        return sorted(moment for moment in self._turns(wall) if self.wall(moment) == wall)

    def clock(self, day: date, at: time) -> datetime:
        """The UTC moment at which the clock first showed a time of a date, or went past it if that was skipped."""
        wall = datetime.combine(day, at)
        shown = self.moments(wall)
        return shown[0] if shown else min(m for m in self._turns(wall) if self.wall(m) > wall)

    def date_of(self, moment: datetime) -> date:
        """The person's date of a moment."""
        local = self.local(moment)
        if not self.day_starts_at:
            return local.date()
        return (local.replace(tzinfo=None) - self.day_starts_at * HOUR).date()

    def morning_of(self, moment: datetime) -> date:
        """The date that a sleep has which ended at a moment: of the clock, at whatever hour the day begins."""
        return self.local(moment).date()

    def night_of(self, moment: datetime) -> date | None:
        """The date of the morning of the night that a moment falls into; None by day, from 6 o'clock on."""
        local = self.local(moment)
        if NIGHT_TO <= local.hour < NIGHT_FROM:
            return None
        return shift(local.date(), 1) if local.hour >= NIGHT_FROM else local.date()

    def night_before(self, moment: datetime, over_from: int = NIGHT_TO) -> date:
        """The date of the morning of the last night that was over at a moment, at whatever hour the day begins.

        `over_from`: o'clock from which this morning's is; UP_FROM for who was up, and trained.
        """
        return (self.local(moment).replace(tzinfo=None) - over_from * HOUR).date()

    def start_of(self, day: date) -> datetime:
        """The UTC moment a person's day begins; if it was left out, the moment the next one did."""
        turns = self._turns(datetime.combine(day, time(self.day_starts_at)))
        dates = {turn: self.date_of(turn) for turn in turns}
        return min([turn for turn in turns if dates[turn] == day] or [turn for turn in turns if dates[turn] > day])

    def end_of(self, day: date) -> datetime:
        """The UTC moment just after the last of a person's day; the start of the day if it was left out."""
        turns = self._turns(datetime.combine(shift(day, 1), time(self.day_starts_at)))
        ends = [turn for turn in turns if self.date_of(turn - SECOND.resolution) == day]
        return max(ends, default=None) or self.start_of(day)

    def span(self, first: date, last: date | None = None) -> tuple[datetime, datetime]:
        """(start, end) in UTC within which all moments of the days `first` to `last` lie; the end is not part of it.

        The spans of days meet end to start. Only where a journey brings a date back do they overlap, so who counts
        entries of a day asks for each its `date_of`.
        """
        return self.start_of(first), self.end_of(last or first)

    def _near(self, wall: datetime) -> tuple[tuple[ZoneInfo, ...], tuple[datetime, ...]]:
        """The zones in force within two days of a wall-clock time, and the moves between them."""
        utc = wall.replace(tzinfo=UTC)
        low, high = bisect_left(self.moved_at, utc - 2 * DAY), bisect_right(self.moved_at, utc + 2 * DAY)
        return self.zones[low : high + 1], self.moved_at[low:high]

    def _turns(self, wall: datetime) -> set[datetime]:
        """The UTC moments at which the clock can pass a wall-clock time: in each zone near it, and at each move."""
        zones, moves = self._near(wall)
        return set(moves).union(*(_passes(zone, wall) for zone in zones))

    def week_of(self, day: date) -> list[date]:
        """The seven dates of the week that holds `day`."""
        back = (day.weekday() - _WEEKDAY[self.week_starts_on]) % 7
        return days_from(shift(day, -back), 7)

    def weeks_to(self, day: date, count: int) -> list[date]:
        """The first dates of `count` weeks, oldest first, ending with the week that holds `day`."""
        start = self.week_of(day)[0]
        return [shift(start, -7 * n) for n in reversed(range(count))]


def _passes(zone: ZoneInfo, wall: datetime) -> set[datetime]:
    """The UTC moments at which the clock of a zone shows a wall-clock time: one, or two when it is put back.

    If it is put forward over that time, the moment at which that happens.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return {first, second}
    seconds = range(int((first - second) / SECOND))  # the clock is put forward somewhere between the two readings
    shown = lambda n: (second + n * SECOND).astimezone(zone).replace(tzinfo=None)  # noqa: E731
    return {second + bisect_left(seconds, wall, key=shown) * SECOND}


@cache
def time_zones() -> frozenset[str]:
    """The IANA names of zones that a person can have; what only stands for "of this machine" or "not set" is none."""
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def known_moves(moves: Any) -> list[tuple[datetime, str]]:
    """(moment, zone name) of each of the format's `moves`, oldest first; what cannot be read is left out.

    Of two moves of one moment the one that stands later counts.
    """
    found = (_move(move) for move in moves) if isinstance(moves, list) else ()
    return sorted(dict(move for move in found if move).items())


def stored_moves(moves: list[tuple[datetime, str]]) -> list[dict[str, str]]:
    """The format's `moves` of (moment, zone name) pairs, oldest first."""
    return [{"from": at.astimezone(UTC).isoformat(), "time_zone": name} for at, name in sorted(moves)]


def _move(value: Any) -> tuple[datetime, str] | None:
    try:
        at, name = parse_moment(value["from"]), value["time_zone"]
        return (at, name) if at and name in time_zones() else None
    except (KeyError, TypeError):
        return None


def shift(day: date, days: int) -> date:
    """The date so many days later (or earlier, when negative)."""
    return day + timedelta(days=days)


def days_from(first: date, count: int) -> list[date]:
    """`count` dates from `first` on."""
    return [shift(first, n) for n in range(count)]


def is_known_date(day: date) -> bool:
    """Whether forms, pages and files know a date."""
    return FIRST_DATE <= day <= LAST_DATE


def is_known_moment(moment: datetime) -> bool:
    """Whether forms, pages and files know a moment; one without a zone is none."""
    return moment.tzinfo is not None and FIRST_MOMENT <= moment < LAST_MOMENT


def month_of(day: date) -> tuple[date, date]:
    """(first date of its month, first date of the next)."""
    first = day.replace(day=1)
    return first, shift(first, 32).replace(day=1)


def parse_date(text: str | None) -> date | None:
    """A date from "2026-06-18", or None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if is_known_date(day) else None


def parse_moment(text: str | None) -> datetime | None:
    """An aware moment from "2026-06-18T17:30:00+02:00", or None."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if is_known_moment(moment) else None


def parse_wall(text: str) -> datetime | None:
    """A naive wall-clock time from "2026-06-18 17:30" or "2026-06-18T17:30", or None."""
    text = text.strip()
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return None
    fits = len(text) >= len("2026-06-18 17:30") and wall.tzinfo is None
    return wall if fits and shift(FIRST_DATE, 2) <= wall.date() <= shift(LAST_DATE, -2) else None
