"""What the twinges of the last day, the last night and the last 14 days tell, as of one moment.

These serve rules that explain a twinge by its own signs, or that look at repeats. A session is never compared by them:
it would be called a cause because a twinge came.
"""

from collections import Counter
from datetime import date, datetime

import numpy as np
import pandas as pd

from journal.calendar import DAY, Calendar
from journal.measures.signs import LOW_SUGAR, NERVE, REPEATS
from journal.measures.tables import Frames
from journal.row import Row


def of_twinges(frames: Frames, at: datetime, day: date | None) -> dict[str, float]:
    """{measure: number or NaN}. `day`: the latest day with an entry, or None."""
    rows = _rows(frames.episodes, at - REPEATS, at)
    last = [row for row in rows if at - row["started_at"] <= DAY or row["ongoing"] is True]
    nerve = [row for row in rows if row["signs"].intersection(NERVE)]
    tremors = [len(row["signs"].intersection(LOW_SUGAR)) for row in last if row["kind"] == "tremor"]
    spots = Counter((row["body_part"], row["side"]) for row in nerve)
    shoulders = [row for row in rows if (row["kind"], row["body_part"]) == ("twitch", "shoulder")]
    return {
        "tremor_low_sugar_signs": max(tremors, default=np.nan),
        "shivering": float(any("shivering" in row["signs"] for row in last)),
        "nerve_signs": float(any(row["signs"].intersection(NERVE) for row in last)),
        "nerve_same_spot_14d": max(spots.values(), default=0),
        "shoulder_twitches_14d": len(shoulders),
        "signs_answered_14d": sum(row["answered"] for row in rows),
        "night_twinge": np.nan if day is None else _night_twinge(frames, rows, day),
    }


def _rows(episodes: pd.DataFrame, since: datetime, until: datetime) -> list[Row]:
    """Plain dicts of the episodes that began from `since` to `until`, or that are still going on."""
    near = episodes["ongoing"].fillna(False) | episodes["started_at"].between(since, until)
    names = ["started_at", "ongoing", "kind", "body_part", "side"]
    found: list[Row] = episodes.loc[near, names].to_dict("records")  # type: ignore[assignment]
    for row, signs in zip(found, episodes.loc[near, "signs"], strict=True):
        row["answered"] = isinstance(signs, str)
        row["signs"] = set(signs.split()) if row["answered"] else set()
    return found


def _night_twinge(frames: Frames, rows: list[Row], day: date) -> float:
    return float(_came_at_night(rows, frames.calendar, day) or _restless(frames.nights, day))


def _came_at_night(rows: list[Row], calendar: Calendar, day: date) -> bool:
    """Whether a twinge began in the night before the morning of a date."""
    return any(calendar.night_of(row["started_at"]) == day for row in rows)


def _restless(nights: pd.DataFrame, day: date) -> bool:
    """Whether the night of this morning is logged with legs that jerked or woke."""
    night = nights[(nights["date"] == np.datetime64(day, "us")) & ~nights["nap"].to_numpy(bool)]
    return bool(night[["leg_jerks", "woken_by_legs"]].fillna(False).to_numpy(dtype=bool).any())
