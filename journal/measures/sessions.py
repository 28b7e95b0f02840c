"""What the journal's numbers come to: load, fluid, caffeine, heat, sleep and stress around each session.

`of_units` gives one array per measure, one value per unit: every session, oldest first, and last the latest day on
which anything was logged. NaN is "not recorded" or "not enough recorded"; yes and no are 1 and 0. Only what was
recorded before a unit's end enters its measures.
"""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.measures.arrays import Measures
from journal.measures.drinks import of_drinks, of_evening
from journal.measures.food import of_food
from journal.measures.heat import HOT_INDEX_C, HOT_WBGT_C, heat_index, wbgt
from journal.measures.one_session import HARD_EFFORT
from journal.measures.tables import Frames, midnight
from journal.measures.twinges import of_twinges
from journal.measures.windows import between, largest, on, total, trailing

# Every kind of medicine with a word of its own can go with twitches, cramps or tremor [R20] [R28] [R96] [R98].
UNNAMED_MEDICINE = (None, "other")
# A hot session so many days after the one before opens a new hot season: our line.
NEW_SEASON_DAYS = 120

_HOUR, _DAY = np.timedelta64(1, "h"), np.timedelta64(1, "D")
_DAY_US = 86_400_000_000
_NEVER = np.datetime64("NaT", "us")


def of_units(frames: Frames, at: datetime) -> Measures:
    """{measure: float array} for the units of `frames`: n sessions and the latest day.

    `at`: the moment the journal is looked at (aware).
    """
    sessions = frames.sessions
    start, end, date = _spans(frames, at)
    day = latest_day(frames)
    own = _own(sessions) | _heat(sessions) | _history(sessions)
    last = of_twinges(frames, at, day) | of_evening(frames.drinks, frames.calendar, day)
    last |= _of_its_sessions(own, start[:-1] >= end[-1] - _DAY)
    return (
        {name: np.append(values, np.nan) for name, values in own.items()}
        | of_drinks(frames.drinks, start, end, later=2 * _HOUR)
        | of_checkins(frames.days, date)
        | of_nights(frames.nights, np.append(sessions["night"].to_numpy("datetime64[us]"), date[-1:]))
        | of_food(frames.days, date)
        | _medicines(frames.person["medicines"], date)
        | _only_last(last, len(date))
    )


def _only_last(values: dict[str, float], units: int) -> Measures:
    """Measures that the latest day alone has: NaN for every session."""
    return {name: np.append(np.full(units - 1, np.nan), value) for name, value in values.items()}


def _of_its_sessions(own: Measures, near: NDArray[Any]) -> dict[str, float]:
    """How long and how hot it was at most in the sessions of the latest day. `near`: which of all sessions are."""
    names = ("minutes", "air_hot", "heat_index_c", "wbgt_c")
    return {f"day_{name}": np.fmax.reduce(own[name][near], initial=np.nan) for name in names}


def latest_day(frames: Frames) -> date | None:
    """The person's newest date with any entry, as `datetime.date`, or None."""
    tables = (frames.sessions, frames.drinks, frames.nights, frames.days, frames.episodes)
    newest = [table["date"].max() for table in tables if len(table)]
    return max(newest).date() if newest else None


def _spans(frames: Frames, at: datetime) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """(start, end, date) of the units. The latest day is the 24 h up to its end, or up to `at` while it lasts."""
    sessions, day = frames.sessions, latest_day(frames)
    start = sessions["started_at"].to_numpy("datetime64[us]")
    end = sessions["ended_at"].to_numpy("datetime64[us]")
    last = at if day is None else min(at, frames.calendar.span(day)[1])
    close = np.datetime64(last.astimezone(UTC).replace(tzinfo=None), "us")
    date = _NEVER if day is None else midnight(day)
    return np.append(start, close), np.append(end, close), np.append(sessions["date"].to_numpy("datetime64[us]"), date)


def _numbers(column: pd.Series) -> NDArray[Any]:
    """A nullable number or yes/no column as floats."""
    return column.to_numpy("float64", na_value=np.nan)


def _among(column: pd.Series, words: list[str]) -> NDArray[Any]:
    """1 where the word is one of `words`, 0 where it is another, NaN where none was recorded."""
    return np.where(column.isna(), np.nan, column.isin(words))


def _own(sessions: pd.DataFrame) -> Measures:
    """What a session says of itself."""
    names = (
        "effort warm_up_min stretch_after_min salt_marks hours_since_meal carbs_during_g weight_before_kg "
        "weight_after_kg felt_drained event temperature_c load"
    ).split()
    found = {name: _numbers(sessions[name]) for name in names}
    return found | {
        "minutes": _numbers(sessions["duration_min"]),
        "only_static": _among(sessions["warm_up_kinds"], ["static_stretch"]),
        "heavy_sweat": _among(sessions["sweat"], ["heavy", "very_heavy"]),
    }


def _heat(sessions: pd.DataFrame) -> Measures:
    """Heat index and WBGT in °C, whether the air felt hot or cold, days since the season's first hot session."""
    air_hot, air_cold = (_among(sessions["air"], [word]) for word in ("hot", "cold"))
    pairs = list(zip(_numbers(sessions["temperature_c"]), _numbers(sessions["humidity_pct"]), strict=True))
    index_c = np.array([heat_index(*pair) for pair in pairs])
    wbgt_c = np.array([wbgt(*pair) for pair in pairs])
    hot = (air_hot == 1) | (index_c >= HOT_INDEX_C) | (wbgt_c >= HOT_WBGT_C)
    found = {"air_hot": air_hot, "air_cold": air_cold, "heat_index_c": index_c, "wbgt_c": wbgt_c}
    return found | {"hot_season_days": _season(sessions, hot)}


def _season(sessions: pd.DataFrame, hot: NDArray[Any]) -> NDArray[Any]:
    """Days since the first hot session of the season; NaN for sessions that were not hot."""
    days = sessions["date"].to_numpy("datetime64[D]").astype("int64")
    found, first, last = np.full(len(days), np.nan), None, None
    for n in np.flatnonzero(hot):
        if last is None or days[n] - last > NEW_SEASON_DAYS:
            first = days[n]
        found[n], last = days[n] - first, days[n]
    return found


def _history(sessions: pd.DataFrame) -> Measures:
    """How a session compares with the person's earlier ones."""
    start = sessions["started_at"].to_numpy("datetime64[us]")
    load = _numbers(sessions["load"])
    longest, count, gap = np.full((3, len(start)), np.nan)
    for rows in sessions.groupby("activity", sort=False).indices.values():
        longest[rows], count[rows], gap[rows] = _same_activity(sessions.iloc[rows], start[rows])
    return {
        "load_p80_56d": trailing(start.astype("int64"), load, 56 * _DAY_US, 0.8, least=10),
        "longest_30d_min": longest,
        "same_activity_30d": count,
        "gap_days": gap,
        "same_muscle_48h": _same_muscle(sessions, start),
    } | _weeks(start, load)


def _weeks(start: NDArray[Any], load: NDArray[Any]) -> Measures:
    """The load of 7 days up to a session, and a week's mean load in the 28 days before those.

    NaN where the journal does not reach back 35 days, or where the load of a session in them is not known.
    """
    week = between(start, start - 7 * _DAY, start)
    before = between(start, start - 35 * _DAY, start - 7 * _DAY - np.timedelta64(1, "us"))
    known, blank = np.nan_to_num(load), np.isnan(load).astype("float64")
    reaches = start - start[:1] >= 35 * _DAY
    whole = reaches & (total(blank, before[0], week[1]) == 0)
    return {
        "load_7d": np.where(whole, total(known, *week), np.nan),
        "load_weekly_28d": np.where(whole, total(known, *before) / 4, np.nan),
    }


def _same_activity(sessions: pd.DataFrame, start: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """(longest minutes and number in the 30 days before, days since the one before) among one activity's sessions."""
    low, here = np.searchsorted(start, start - 30 * _DAY), np.arange(len(start))
    minutes = _numbers(sessions["duration_min"])
    days = sessions["date"].to_numpy("datetime64[D]").astype("float64")
    return largest(minutes, low, here), here - low, np.append(np.nan, np.diff(days))


def _same_muscle(sessions: pd.DataFrame, start: NDArray[Any]) -> NDArray[Any]:
    """1 where a session of HARD_EFFORT or more with a muscle in common ended less than 48 h before the start.

    NaN where one of them does not name its muscles, or where the effort of one with a muscle in common is not recorded.
    """
    muscles = [set(text.split()) if isinstance(text, str) else None for text in sessions["muscles"]]
    end = sessions["ended_at"].to_numpy("datetime64[us]")
    effort = _numbers(sessions["effort"])
    found = np.zeros(len(start))
    for n in np.flatnonzero(~(effort < HARD_EFFORT)):
        for later in range(n + 1, np.searchsorted(start, end[n] + 48 * _HOUR)):
            one, other = muscles[n], muscles[later]
            known = one is not None and other is not None
            if found[later] == 1 or (one is not None and other is not None and not one & other):
                continue
            found[later] = 1 if known and effort[n] >= HARD_EFFORT else np.nan
    return found


def of_checkins(days: pd.DataFrame, date: NDArray[Any]) -> Measures:
    """The check-in of the unit's date and the stress of the day before, with the usual of the 28 days before."""
    dates, stress = days["date"].to_numpy("datetime64[us]"), _numbers(days["stress"])
    found = {name: on(dates, _numbers(days[name]), date) for name in ("event_day", "physical_job_load", "salty")}
    contact = _numbers(days["chemical_contact"])
    return found | {
        # 24 h before any moment of a day begin on the day before.
        "chemical_contact": np.fmax(on(dates, contact, date), on(dates, contact, date - _DAY)),
        "stress": on(dates, stress, date),
        "stress_before": on(dates, stress, date - _DAY),
        "stress_usual_28d": on(dates, days["usual_stress"].to_numpy(), date),
    }


def of_nights(nights: pd.DataFrame, date: NDArray[Any]) -> Measures:
    """Hours asleep in the night of the unit's morning, the mean of three nights (all three known), and its quality."""
    nights = nights[~nights["nap"].to_numpy(bool)]
    dates, hours = nights["date"].to_numpy("datetime64[us]"), _numbers(nights["hours"])
    last = on(dates, hours, date)
    mean = np.round((last + on(dates, hours, date - _DAY) + on(dates, hours, date - 2 * _DAY)) / 3, 6)
    return {"sleep_h": last, "sleep_3_nights_h": mean, "sleep_quality": on(dates, _numbers(nights["quality"]), date)}


def _medicines(medicines: list[dict[str, str]] | None, date: NDArray[Any]) -> Measures:
    """Whether one of the person's medicines can go with twinges (NaN: never said), and days since the newest began."""
    watched = any(medicine.get("kind") not in UNNAMED_MEDICINE for medicine in medicines or ())
    told = np.nan if medicines is None else float(watched)
    began = sorted(m["started_on"] for m in medicines or () if m.get("started_on"))
    days = np.full(len(date), np.nan)
    for start in np.array(began, dtype="datetime64[us]"):
        days = np.where(date >= start, (date - start) / _DAY, days)
    return {"watched_medicine": np.full(len(date), told), "medicine_days": days}
