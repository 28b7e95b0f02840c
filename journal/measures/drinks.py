"""What was drunk around each session and on the latest day: fluid, sugar, caffeine and alcohol."""

from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.calendar import HOUR, Calendar, shift
from journal.measures.arrays import Measures
from journal.measures.windows import between, largest, total

WITH_SUGAR = ["juice", "soft_drink", "energy_drink", "electrolyte", "milk"]
# Eaten or drunk alone before a session, these can be followed by a dip in blood sugar.
SWEET = ["juice", "soft_drink", "energy_drink"]
HELD = ("caffeine_mg", "alcohol_units")  # columns of the drinks
BED = time(23)  # the journal holds no bedtime: our line, on the evening before the night's morning
ABOVE_USUAL_MG = 100  # of caffeine at once: that much more than the usual drink is told, our line
EVENING = 6 * HOUR  # caffeine so long before bed costs sleep [R52]

_MINUTE, _HOUR, _DAY = np.timedelta64(1, "m"), np.timedelta64(1, "h"), np.timedelta64(1, "D")


def of_drinks(drinks: pd.DataFrame, start: NDArray[Any], end: NDArray[Any], later: Any) -> Measures:
    """What was drunk in the 24 h before the start plus during, during alone, and up to `later` after the end."""
    times, kind = drinks["at"].to_numpy("datetime64[us]"), drinks["kind"]
    ml, caffeine, alcohol = (drinks[name].to_numpy("float64") for name in ("ml", *HELD))
    day = between(times, start - _DAY, end)
    week = between(times, start - 7 * _DAY, end)
    before = between(times, start - _HOUR, start - 15 * _MINUTE)
    logged = day[1] - day[0]
    known = np.where(logged > 0, 1.0, np.nan)
    return in_session(drinks, start, end, later) | {
        "drinks_24h": logged.astype("float64"),
        "fluid_24h_ml": known * total(ml, *day),
        "sweet_before": total(kind.isin(SWEET).to_numpy("float64"), *before),
        "caffeine_24h_mg": known * total(caffeine, *day),
        "caffeine_dose_mg": largest(caffeine, *day),
        "caffeine_over_usual": total(caffeine > drinks["usual_caffeine_mg"].to_numpy() + ABOVE_USUAL_MG, *day),
        "alcohol_24h_units": known * total(alcohol, *day),
        "alcohol_7d_units": np.where(week[1] > week[0], total(alcohol, *week), np.nan),
    }


def in_session(drinks: pd.DataFrame, start: NDArray[Any], end: NDArray[Any], later: Any) -> Measures:
    """What was drunk from the start to the end and, for sweat, up to `later` after it. NaN: no drink in 24 h."""
    times, kind = drinks["at"].to_numpy("datetime64[us]"), drinks["kind"]
    day, during = between(times, start - _DAY, end), between(times, start, end)
    after = between(times, start, end + later)
    fluid = np.where(day[1] > day[0], total(drinks["ml"].to_numpy("float64"), *during), np.nan)
    return {
        "fluid_during_ml": fluid,
        "fluid_during_ml_h": fluid / np.maximum((end - start) / _HOUR, 1 / 60),
        "sugar_during": total(kind.isin(WITH_SUGAR).to_numpy("float64"), *during),
        "drinks_after": (after[1] - after[0]).astype("float64"),
        "not_water_after": total((kind != "water").to_numpy("float64"), *after),
    }


def of_evening(drinks: pd.DataFrame, calendar: Calendar, day: date | None) -> dict[str, float]:
    """Caffeine in mg and alcohol in UK units from 17:00 to 23:00 on the evening before a morning (a date or None).

    NaN where no drink of that evening is logged.
    """
    names = [f"evening_{name}" for name in HELD]
    if day is None:
        return dict.fromkeys(names, np.nan)
    bed = calendar.clock(shift(day, -1), BED).replace(tzinfo=None)
    times = drinks["at"].to_numpy("datetime64[us]")
    low, high = between(times, *(np.array([moment], dtype="datetime64[us]") for moment in (bed - EVENING, bed)))
    known = np.where(high > low, 1.0, np.nan)
    held = [drinks[name].to_numpy("float64") for name in HELD]
    return {name: float((known * total(values, low, high))[0]) for name, values in zip(names, held, strict=True)}
