"""The dates on which the person typed anything."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.measures.tables import Frames


def with_entries(frames: Frames) -> NDArray[Any]:
    """Every date of the person's on which they typed anything, oldest first, as datetime64[us]."""
    tables = (frames.sessions, frames.drinks, frames.nights, frames.days, frames.episodes)
    return np.unique(np.concatenate([dates_of(table)[table["typed"].to_numpy(bool)] for table in tables]))


def dates_of(table: pd.DataFrame) -> NDArray[Any]:
    """The dates of a table's rows as an array."""
    return table["date"].to_numpy("datetime64[us]")
