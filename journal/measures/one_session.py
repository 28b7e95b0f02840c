"""What one session comes to: its end, its load, and the lines drawn for it.

Plain numbers of rows, shared by the analysis and by pages.
"""

from datetime import datetime

from journal.calendar import MINUTE
from journal.row import Row

# Under so many minutes it is too little of a warm-up [R70], adapted: the line of that cause in the knowledge base.
WARM_UP_MIN = 5
HARD_EFFORT = 7  # "hard" on the 0 to 10 scale, or more [R33]


def session_end(started_at: datetime, duration_min: int) -> datetime:
    """The moment a session of so many minutes ended."""
    return started_at + duration_min * MINUTE


def ended_at(session: Row) -> datetime:
    """The moment a session row ended."""
    return session_end(session["started_at"], session["duration_min"])


def load_of(session: Row) -> int | None:
    """The session-RPE load of a session row, effort x minutes (Foster et al. 2001); None when either is not known."""
    effort, minutes = session["effort"], session["duration_min"]
    return None if effort is None or minutes is None else effort * minutes


def total_load(sessions: list[Row]) -> int | None:
    """The load of the session rows that have one, summed, or None when none has."""
    loads = [load for load in map(load_of, sessions) if load is not None]
    return sum(loads) if loads else None
