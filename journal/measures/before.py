"""What came before each unit that is compared: the same windows for units with a twinge and for calm ones.

A drink taken because of a twinge must not count as its cause, and leaving out the drinks after twinges alone would give
calm units more time to drink. So drinks end with the session's start, what was drunk during it with its end, and on a
rest day with the morning. Check-ins have no clock: a bad evening colours the rating of its day, so the day before is
read.
"""

from datetime import time

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from journal.calendar import Calendar
from journal.measures.arrays import Measures
from journal.measures.drink_contents import ALCOHOL_SHARE
from journal.measures.drinks import in_session, of_drinks
from journal.measures.food import of_food
from journal.measures.sessions import of_checkins, of_nights
from journal.measures.tables import Frames, dates_array, moments_array
from journal.measures.windows import between, total

MORNING = time(7)  # of the person's clock: where the drinks of a rest day end, our line
# Causes of their own, which mean little about how much else was drunk.
NOT_FOR_THIRST = ["coffee", *ALCOHOL_SHARE]
# Of what was drunk, this is about the session itself.
DURING = ("fluid_during_ml", "fluid_during_ml_h", "sugar_during", "drinks_after", "not_water_after")

_DAY, _MOMENT = np.timedelta64(1, "D"), np.timedelta64(1, "us")


def before_sessions(frames: Frames, found: Measures) -> Measures:
    """The measures `found` of `journal.measures.sessions.of_units`, for comparing: its n sessions, from before each."""
    sessions = frames.sessions
    start, end = (sessions[name].to_numpy("datetime64[us]") for name in ("started_at", "ended_at"))
    own = {name: values[: len(sessions)] for name, values in found.items()}
    date, night = (sessions[name].to_numpy("datetime64[us]") for name in ("date", "night"))
    return own | _before(frames, start, end, date, night)


def before_rest_days(frames: Frames, dates: NDArray[np.datetime64]) -> Measures:
    """The measures before the mornings of rest days (datetime64[us], midnights), those of sessions left out."""
    morning = mornings(frames.calendar, dates)
    found = _before(frames, morning, morning, dates, dates)
    return {name: values for name, values in found.items() if name not in DURING}


def mornings(calendar: Calendar, dates: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """The UTC moments of MORNING on each date, as the tables hold them."""
    return moments_array(calendar.clock(day, MORNING) for day in dates_array(dates))


def _before(
    frames: Frames,
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
    date: NDArray[np.datetime64],
    night: NDArray[np.datetime64],
) -> Measures:
    drinks, none = frames.drinks, np.timedelta64(0, "h")
    yesterday = of_checkins(frames.days, date - _DAY)
    return (
        of_drinks(drinks, start, start, later=none)
        | in_session(drinks, start, end, later=none)
        | _drunk(drinks, start - _DAY, start, "")
        | _drunk(drinks, start - 2 * _DAY, start - _DAY - _MOMENT, "_before")
        | yesterday
        | {"stress_before": yesterday["stress"]}
        | of_food(frames.days, date - _DAY)
        | of_nights(frames.nights, night)
    )


def _drunk(drinks: pd.DataFrame, first: NDArray[np.datetime64], last: NDArray[np.datetime64], lag: str) -> Measures:
    """Drinks against thirst, their ml, mg of caffeine and UK units of alcohol; amounts are NaN where none is logged."""
    thirst = (~drinks["kind"].isin(NOT_FOR_THIRST)).to_numpy("float64")
    ml, caffeine, alcohol = (drinks[name].to_numpy("float64") for name in ("ml", "caffeine_mg", "alcohol_units"))
    window = between(drinks["at"].to_numpy("datetime64[us]"), first, last)
    known = np.where(window[1] > window[0], 1.0, np.nan)
    return {
        f"drinks_24h{lag}": total(thirst, *window),
        f"fluid_24h_ml{lag}": known * total(ml * thirst, *window),
        f"caffeine_24h_mg{lag}": known * total(caffeine, *window),
        f"alcohol_24h_units{lag}": known * total(alcohol, *window),
    }
