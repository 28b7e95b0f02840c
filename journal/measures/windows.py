"""Sums, extremes and quantiles over stretches of time, for sorted arrays. NaN is "not known", everywhere."""

from bisect import bisect_left, insort
from typing import Any

import numpy as np
from numpy.typing import NDArray


def between(times: NDArray[Any], first: NDArray[Any], last: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """(low, high) positions so that times[low:high] lie from `first` to `last`, both counted in; arrays in, arrays out.

    Where `last` is before `first` the stretch is empty.
    """
    low = np.searchsorted(times, first, "left")
    return low, np.maximum(low, np.searchsorted(times, last, "right"))


def total(values: NDArray[Any], low: NDArray[Any], high: NDArray[Any]) -> NDArray[Any]:
    """The sum of values[low:high] for each pair of positions; an empty stretch sums to 0."""
    running = np.concatenate([[0.0], np.cumsum(values)])
    # Differences of running sums carry rounding dust, which a threshold would see.
    return np.round(running[high] - running[low], 6)


def largest(values: NDArray[Any], low: NDArray[Any], high: NDArray[Any]) -> NDArray[Any]:
    """The largest of values[low:high] for each pair of positions; NaN where the stretch is empty."""
    if not len(values):
        return np.full(len(low), np.nan)
    # reduceat looks at values[low:high] for every second pair; one more value lets `high` be the very end.
    padded = np.append(values, -np.inf)
    found = np.maximum.reduceat(padded, np.column_stack([low, high]).ravel())[::2]
    return np.where(high > low, found, np.nan)


def on(dates: NDArray[Any], values: NDArray[Any], wanted: NDArray[Any]) -> NDArray[Any]:
    """The value at each wanted date; NaN where there is no such date. `dates` sorted, each once."""
    if not len(dates):
        return np.full(len(wanted), np.nan)
    place = np.minimum(np.searchsorted(dates, wanted), len(dates) - 1)
    return np.where(dates[place] == wanted, values[place], np.nan)


def trailing(times: Any, values: Any, span: float, share: float, least: int) -> NDArray[Any]:
    """For each row the `share` quantile (0 to 1) of the known values of earlier rows no more than `span` before it.

    `times`: whole numbers, sorted. NaN where fewer than `least` values are known. Linear between neighbours, as numpy.
    """
    found, first = np.full(len(values), np.nan), 0
    window: list[float] = []
    times, values = times.tolist(), values.tolist()
    for n, (time, value) in enumerate(zip(times, values, strict=True)):
        while times[first] < time - span:
            _forget(window, values[first])
            first += 1
        if len(window) >= least:
            found[n] = _quantile(window, share)
        if value == value:
            insort(window, value)
    return found


def _forget(window: list[float], value: float) -> None:
    if value == value:
        del window[bisect_left(window, value)]


def _quantile(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
