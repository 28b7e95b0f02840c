"""The person's calendar: the one place that knows zone, day start and first weekday.

A day runs from `day_starts_at` o'clock to `day_starts_at` o'clock in `zone`; a moment before that hour belongs
to the day before. Days can last 23 or 25 hours when the clocks change. Weeks begin on `week_starts_on`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_WEEKDAY = {"monday": 0, "saturday": 5, "sunday": 6}
# o'clock, on the person's clock: what counts as night, our line.
NIGHT_FROM, NIGHT_TO = 22, 6
# Local arithmetic near the ends of datetime's range overflows, so times outside these years are refused.
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Calendar:
    """How one person cuts time into days and weeks. Dates are `datetime.date`, moments are aware datetimes."""

    zone: ZoneInfo
    day_starts_at: int = 0
    week_starts_on: str = "monday"

    @classmethod
    def of(cls, time_zone: str, day_starts_at: int | None = None, week_starts_on: str | None = None) -> Self:
        """The calendar for an IANA zone name; a missing day start or first weekday means midnight and Monday."""
        return cls(ZoneInfo(time_zone), day_starts_at or 0, week_starts_on or "monday")

    def local(self, moment: datetime) -> datetime:
        """The moment on this person's clock."""
        return moment.astimezone(self.zone)

    def moment(self, wall: datetime) -> datetime | None:
        """The UTC moment of a naive wall-clock time: None if the clocks skipped it, the first one if it came twice."""
        moment = wall.replace(tzinfo=self.zone).astimezone(UTC)
        return moment if self.local(moment).replace(tzinfo=None) == wall else None

    def date_of(self, moment: datetime) -> date:
        """The person's date of a moment."""
        wall = self.local(moment).replace(tzinfo=None)
        return (wall - self.day_starts_at * HOUR).date()

    def night_of(self, moment: datetime) -> date | None:
        """The date of the morning of the night that a moment falls into; None by day, from 6 o'clock on."""
        local = self.local(moment)
        if NIGHT_TO <= local.hour < NIGHT_FROM:
            return None
        return shift(local.date(), 1) if local.hour >= NIGHT_FROM else local.date()

    def start_of(self, day: date) -> datetime:
        """The UTC moment a person's day begins. If the clocks skip that time, the first moment after it."""
        wall = datetime.combine(day, time(self.day_starts_at))
        return wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def span(self, first: date, last: date | None = None) -> tuple[datetime, datetime]:
        """(start, end) in UTC of the days `first` to `last`, both counted in; the end is not part of it."""
        return self.start_of(first), self.start_of(shift(last or first, 1))

    def week_of(self, day: date) -> list[date]:
        """The seven dates of the week that holds `day`."""
        back = (day.weekday() - _WEEKDAY[self.week_starts_on]) % 7
        return days_from(shift(day, -back), 7)

    def weeks_to(self, day: date, count: int) -> list[date]:
        """The first dates of `count` weeks, oldest first, ending with the week that holds `day`."""
        start = self.week_of(day)[0]
        return [shift(start, -7 * n) for n in reversed(range(count))]


def shift(day: date, days: int) -> date:
    """The date so many days later (or earlier, when negative)."""
    return day + timedelta(days=days)


def days_from(first: date, count: int) -> list[date]:
    """`count` dates from `first` on."""
    return [shift(first, n) for n in range(count)]


def parse_date(text: str | None) -> date | None:
    """A date from "2026-06-18", or None."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def parse_moment(text: str | None) -> datetime | None:
    """An aware moment from "2026-06-18T17:30:00+02:00", or None."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR < moment.year < LAST_YEAR else None


def parse_wall(text: str) -> datetime | None:
    """A naive wall-clock time from "2026-06-18 17:30" or "2026-06-18T17:30", or None."""
    text = text.strip()
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return None
    fits = len(text) >= len("2026-06-18 17:30") and wall.tzinfo is None and FIRST_YEAR < wall.year < LAST_YEAR
    return wall if fits else None
