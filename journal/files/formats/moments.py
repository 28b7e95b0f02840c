"""Moments as files write them."""

from datetime import UTC, datetime

from journal.calendar import FIRST_YEAR, LAST_YEAR, SECOND


def iso_moment(text: str) -> datetime | None:
    """A moment from ISO 8601 text; without an offset it is UTC, as GPX and TCX lay down. None when it is no moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR < moment.year < LAST_YEAR else None


def seconds_between(start: datetime, end: datetime) -> float:
    """How many seconds lie between two moments."""
    return (end - start) / SECOND
