"""What is usual for a person: five meanings, each with one definition. Too few values give no usual, never a guess.

- an amount's usual (`usual_before`): the median of the 28 days before, of LEAST values or more: stress, caffeine of a
  drink;
- a session's usual load (`usual_load`): the mean of the sessions of the 28 days before;
- the usual range of single values (`middle_half`): between the quartiles of the earlier ones, of LEAST or more;
- what a person does as a rule (`journal.measures.habit`): the middle of the last weeks, of LEAST_SAID or more;
- the usual week (`usual_weeks`): from the lowest to the highest of the last four full weeks.
"""

from statistics import quantiles

import numpy as np

from journal.measures.windows import trailing

USUAL_DAYS = 28
LEAST = 5  # values on record before there is a usual: our line
LEAST_SESSIONS = 3  # with a known load
USUAL_WEEKS, LEAST_WEEKS = 4, 2

_DAY = np.timedelta64(1, "D")


def usual_before(times: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The usual of each row's moment (sorted), from the known values of the rows before it; NaN where there is none."""
    span = USUAL_DAYS * _DAY / np.timedelta64(1, "us")
    return trailing(times.astype("datetime64[us]").astype("int64"), values, span, share=0.5, least=LEAST)


def usual_load(dates: np.ndarray, load: np.ndarray) -> np.ndarray:
    """The mean load of the sessions on the 28 days before each date.

    NaN where fewer than LEAST_SESSIONS are known, and where all of them were of effort 0: nothing is a multiple of 0.
    """
    dates = np.maximum.accumulate(dates)  # a journey can bring a date back
    low = np.searchsorted(dates, dates - USUAL_DAYS * _DAY)
    here = np.arange(len(dates))
    known = ~np.isnan(load)
    sums, counts = (np.append(0, np.cumsum(values)) for values in (np.nan_to_num(load), known))
    count = counts[here] - counts[low]
    mean = (sums[here] - sums[low]) / np.maximum(count, 1)
    return np.where((count >= LEAST_SESSIONS) & (mean > 0), mean, np.nan)


def middle_half(values: list[float]) -> tuple[float, float] | None:
    """(lower quartile, upper quartile), or None with fewer than LEAST values."""
    if len(values) < LEAST:
        return None
    low, _median, high = quantiles(values, n=4, method="inclusive")
    return low, high


def usual_weeks(values: list[float | None]) -> tuple[float, float] | None:
    """(lowest, highest) of the four weeks before the last of `values`, or None with fewer than two weeks recorded."""
    known = [value for value in values[-USUAL_WEEKS - 1 : -1] if value is not None]
    return (min(known), max(known)) if len(known) >= LEAST_WEEKS else None
