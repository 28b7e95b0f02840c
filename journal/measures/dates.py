"""What each of the person's dates adds up to: drinks, sleep, stress and food, for comparing days with one another.

A date counts whole: what was drunk on it, the night that ended on its morning, its check-in. NaN is "not recorded".
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.measures.arrays import Measures
from journal.measures.drink_contents import ALCOHOL_SHARE
from journal.measures.tables import Frames
from journal.measures.windows import between, on, total

# Fewer drinks than this logged on a date tell nothing about how much was drunk.
LEAST_DRINKS = 2
# Not part of a day's fluid: they are causes of their own, and mean little about how much else was drunk.
NOT_FOR_THIRST = ["coffee", *ALCOHOL_SHARE]


def of_dates(frames: Frames, dates: NDArray[Any]) -> Measures:
    """{measure: float array} for `dates` (datetime64[us], midnights).

    `sleep_h` hours, `stress` 0 to 10, `magnesium_servings`, `thirst_ml` (fluid, coffee and alcohol left out),
    `caffeine_mg`, `alcohol_units` (10 ml of pure alcohol), and `twinged`: 1 where an episode began on the date, else 0.
    """
    days = frames.days
    return {
        "sleep_h": on(dates_of(frames.nights), _numbers(frames.nights["hours"]), dates),
        "stress": on(dates_of(days), _numbers(days["stress"]), dates),
        "magnesium_servings": on(dates_of(days), _numbers(days["magnesium_servings"]), dates),
        "twinged": np.isin(dates, dates_of(frames.episodes)),
    } | _drunk(frames.drinks, dates)


def with_entries(frames: Frames) -> NDArray[Any]:
    """Every date of the person's on which they typed anything, oldest first, as datetime64[us]."""
    tables = (frames.sessions, frames.drinks, frames.nights, frames.days, frames.episodes)
    return np.unique(np.concatenate([dates_of(table)[table["typed"].to_numpy(bool)] for table in tables]))


def dates_of(table: pd.DataFrame) -> NDArray[Any]:
    """The dates of a table's rows as an array."""
    return table["date"].to_numpy("datetime64[us]")


def _drunk(drinks: pd.DataFrame, dates: NDArray[Any]) -> Measures:
    drinks = drinks.sort_values("date", kind="stable")  # a journey can bring a date back
    ml, kind = _numbers(drinks["ml"]), drinks["kind"]
    thirst = ~kind.isin(NOT_FOR_THIRST).to_numpy()
    low, high = between(dates_of(drinks), dates, dates)
    known = np.where(high > low, 1.0, np.nan)
    return {
        "thirst_ml": np.where(total(thirst, low, high) >= LEAST_DRINKS, total(ml * thirst, low, high), np.nan),
        "caffeine_mg": known * total(_numbers(drinks["caffeine_mg"]), low, high),
        "alcohol_units": known * total(_numbers(drinks["alcohol_units"]), low, high),
    }


def _numbers(column: pd.Series) -> NDArray[Any]:
    return column.to_numpy("float64", na_value=np.nan)
