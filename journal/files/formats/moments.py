"""Moments as files write them."""

from datetime import UTC, datetime

from journal.calendar import SECOND, is_known_moment

FIRST_YEAR = 1990  # clocks of devices that were never set begin in 1970, 1980 or 1989


def iso_moment(text: str) -> datetime | None:
    """A moment from ISO 8601 text; without an offset it is UTC, as GPX and TCX lay down. None when it is no moment."""
    try:
        moment = datetime.fromisoformat(text.strip().upper().replace(" Z", "Z"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if is_known_moment(moment) and moment.year >= FIRST_YEAR else None


def seconds_between(start: datetime, end: datetime) -> float:
    """How many seconds lie between two moments."""
    return (end - start) / SECOND
