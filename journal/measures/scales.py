"""Graded measures of sessions: what the rules see as yes or no, as a number that can be more or less."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.measures.arrays import Measures
from journal.measures.heat import HOT_INDEX_C, HOT_WBGT_C
from journal.measures.tables import Frames
from journal.measures.usual import usual_load
from journal.vocabulary import Sweat

AIR = {"cold": -1.0, "mild": 0.0, "warm": 1.0, "hot": 2.0}


def of_sessions(frames: Frames, found: Measures) -> Measures:
    """{measure: (n sessions,) float array}. `found`: the measures of `journal.measures.sessions.of_units`.

    `sweat_level` 0 (none) to 4 (very heavy), `air_level` -1 (cold) to 2 (hot), `load_ratio` session-RPE load over the
    usual one.
    """
    sessions = frames.sessions
    own = {name: values[: len(sessions)] for name, values in found.items()}
    return {
        "sweat_level": _levels(sessions["sweat"], {word: float(n) for n, word in enumerate(Sweat.values)}),
        "air_level": _air(sessions["air"], own),
        "load_ratio": own["load"] / usual_load(sessions["date"].to_numpy("datetime64[us]"), own["load"]),
    }


def _levels(column: pd.Series, levels: dict[str, float]) -> NDArray[Any]:
    return column.map(levels).to_numpy("float64", na_value=np.nan)


def _air(column: pd.Series, own: Measures) -> NDArray[Any]:
    """How the air felt; when that was not said, hot by heat index or WBGT."""
    felt = _levels(column, AIR)
    hot = (own["heat_index_c"] >= HOT_INDEX_C) | (own["wbgt_c"] >= HOT_WBGT_C)
    return np.where(hot, AIR["hot"], felt)
