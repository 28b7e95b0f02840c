"""A session as devices tell it: seconds, metres, a word for the sport."""

from datetime import datetime
from typing import Any

from journal.files.formats.activities import activity_of
from journal.files.found import FoundRow
from journal.words import KM_PER_MILE

# How many km each unit of distance is, by the names that files give it.
KM_OF = {"km": 1.0, "m": 0.001, "mi": KM_PER_MILE, "yd": KM_PER_MILE / 1760, "ft": KM_PER_MILE / 5280}


def session_row(
    place: str, source: str, started_at: datetime, seconds: float, sport: str | None, source_id: str = "", **more: Any
) -> FoundRow:
    """The found row of a session. `sport`: any word of a device or app for it; `more`: further columns.

    Without a `source_id` the start and the activity say which session it is.
    """
    activity = activity_of(sport)
    values = {
        "started_at": started_at,
        "duration_min": whole_minutes(seconds),
        "activity": activity,
        "source": source,
        "source_id": source_id or f"{started_at.isoformat()} {activity}",
    }
    return FoundRow("sessions", place, values | {name: value for name, value in more.items() if value is not None})


def whole_minutes(seconds: float) -> int:
    """Minutes to the nearest; anything longer than nothing is at least one."""
    return max(1, round(seconds / 60)) if seconds > 0 else 0


def rating(tenfold: float | None) -> int | None:
    """A watch's CR-10 rating, which it keeps ten times over; 0 is none: the watch did not ask."""
    return round(tenfold / 10) if tenfold else None


def kilometres(metres: float | None) -> float | None:
    """Metres as km with three decimals; None for none: a device without a sensor says 0."""
    return round(metres / 1000, 3) or None if metres else None
