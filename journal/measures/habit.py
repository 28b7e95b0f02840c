"""What somebody does as a rule, from the sessions of the last weeks: which sessions, and how each is usually answered.

It fills in what a person is about to log and offers the rest as one tap; it is never taken for what happened.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from statistics import median_low
from typing import Any

from journal.calendar import Calendar
from journal.row import Row

MOST_USUAL = 3  # sessions that Today offers
LEAST_SAID = 3  # answers on record before one is called usual: our line
AMOUNTS = ("warm_up_min", "stretch_after_min")
WORDS = ("sweat", "air")


@dataclass(frozen=True)
class UsualSession:
    """An activity as it is usually done; `muscles`: those ticked the last time any were, None for never."""

    activity: str
    minutes: int
    muscles: list[str] | None


def usual_sessions(sessions: Iterable[Row], calendar: Calendar, weekday: int) -> list[UsualSession]:
    """The MOST_USUAL activities of session rows (oldest first): first those most done on a weekday (0: Monday).

    The minutes are the middle ones of that weekday's sessions, where there are none of all of the activity.
    """
    by_activity = _by_activity(sessions)
    ranked = sorted(by_activity, key=lambda name: _rank(by_activity[name], calendar, weekday))
    return [_usual(by_activity[name], calendar, weekday) for name in ranked[:MOST_USUAL]]


def usual_session(sessions: Iterable[Row], calendar: Calendar, weekday: int, activity: str) -> UsualSession | None:
    """An activity as it is usually done on a weekday, or None where none of the rows is of it."""
    same = _by_activity(sessions).get(activity)
    return _usual(same, calendar, weekday) if same else None


def usual_answers(sessions: Iterable[Row], activity: str | None = None) -> dict[str, Any]:
    """{column of AMOUNTS and WORDS: what it usually is}, of the rows of an activity or of all.

    An amount is the middle one; a word is that of more than half. With fewer than LEAST_SAID on record there is none.
    """
    rows = [row for row in sessions if activity in (None, row["activity"])]
    said = {name: [row[name] for row in rows if row[name] is not None] for name in (*AMOUNTS, *WORDS)}
    found = {name: usual_amount(said[name]) for name in AMOUNTS} | {name: _usual_word(said[name]) for name in WORDS}
    return {name: value for name, value in found.items() if value is not None}


def usual_amount(said: list[int]) -> int | None:
    """The middle one of what was said, None with fewer than LEAST_SAID."""
    return median_low(said) if len(said) >= LEAST_SAID else None


def _usual_word(said: list[str]) -> str | None:
    word, times = max(Counter(said).items(), key=itemgetter(1), default=("", 0))
    return word if len(said) >= LEAST_SAID and 2 * times > len(said) else None


def _by_activity(sessions: Iterable[Row]) -> dict[str, list[Row]]:
    rows = sorted(sessions, key=itemgetter("activity"))  # keeps the order of each activity
    return {activity: list(same) for activity, same in groupby(rows, key=itemgetter("activity"))}


def _rank(rows: list[Row], calendar: Calendar, weekday: int) -> tuple[int, int, float]:
    return -len(_on(rows, calendar, weekday)), -len(rows), -rows[-1]["started_at"].timestamp()


def _on(rows: list[Row], calendar: Calendar, weekday: int) -> list[Row]:
    return [row for row in rows if calendar.date_of(row["started_at"]).weekday() == weekday]


def _usual(rows: list[Row], calendar: Calendar, weekday: int) -> UsualSession:
    minutes = median_low([row["duration_min"] for row in _on(rows, calendar, weekday) or rows])
    muscles = next((row["muscles"] for row in reversed(rows) if row["muscles"]), None)
    return UsualSession(rows[0]["activity"], minutes, muscles)
