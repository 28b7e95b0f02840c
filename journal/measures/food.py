"""What the check-ins of the last seven days tell about food.

A blank day is neither a poor nor a rich one: days are counted among those that answered, and where none did the answer
is NaN.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.measures.arrays import Measures
from journal.measures.windows import between, total

WEEK_DAYS = 7
# Portions are told as a mean a day, and on how many days there were any; yes and no as days with a yes.
PORTIONS = ("magnesium_servings", "fruit_veg_portions")
YES_OR_NO = ("dairy", "fish", "processed", "sweets", "salty")

_DAY = np.timedelta64(1, "D")


def of_food(days: pd.DataFrame, date: NDArray[Any]) -> Measures:
    """{measure: float array} for the seven days up to each date, that date counted in.

    `*_logged_7d`: days that answered, 0 to 7. `*_days_7d`: those with any. `*_7d`: mean a day of those that answered.
    """
    dates = days["date"].to_numpy("datetime64[us]")
    week = between(dates, date - (WEEK_DAYS - 1) * _DAY, date)
    found = {}
    for name in PORTIONS + YES_OR_NO:
        values = days[name].to_numpy("float64", na_value=np.nan)
        logged = total((~np.isnan(values)).astype("float64"), *week)
        known = np.where(logged > 0, 1.0, np.nan)
        found[f"{name}_logged_7d"] = logged
        found[f"{name}_days_7d"] = known * total((values > 0).astype("float64"), *week)
        if name in PORTIONS:
            found[f"{name}_7d"] = known * total(np.nan_to_num(values), *week) / np.maximum(logged, 1)
    return found
