"""Candidate codings of a dose: how a number of each unit becomes the 0 to 1 of "with the cause".

Nobody knows at which dose a cause begins for one person, so several codings are tried, each with a prior weight
(docs/evidence.md, 2): above the documents' cut; rising in a line between the person's own 20th and 80th percentile;
above a percentile of the person's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

WITH_FROM = 0.5  # of a value, 0 to 1.25: from here on it counts as "with the cause"
LEAST_UNITS = 3  # on either side of a coding
LINEAR_END = 1.25  # of the linear coding: beyond the 80th percentile it goes on for a quarter
WEIGHTS = {"cut": 0.40, "linear": 0.35, "own": 0.25}
OWN_SHARES = (0.50, 0.67, 0.80, 0.92)


@dataclass(frozen=True)
class Coding:
    """One coding of one dose. `values`: 0 to 1.25, NaN where the dose is not known; `weight`: its prior weight.

    `kind`: "cut", "linear" or "own". `start`: the dose above which the cause counts as present.
    """

    kind: str
    start: float
    values: np.ndarray
    weight: float

    @property
    def sides(self) -> tuple[int, int]:
        """(units with the cause, units without it)."""
        return int((self.values >= WITH_FROM).sum()), int((self.values < WITH_FROM).sum())

    @property
    def centred(self) -> NDArray[Any]:
        """The values less their mean; what is not known says nothing either way: 0."""
        return np.nan_to_num(self.values - np.nanmean(self.values))


def codings(variants: tuple[tuple[NDArray[Any], float], ...], cut: float) -> list[Coding]:
    """The distinct Codings that have LEAST_UNITS on both sides; their weights sum to 1.

    `variants`: [(dose array, prior weight)], the same cause at different lags. `cut`: the documents' dose.
    """
    found: dict[bytes, Coding] = {}
    for dose, weight in variants:
        for coding in _of_dose(dose, cut, weight):
            if min(coding.sides) >= LEAST_UNITS:
                _add(found, coding)
    total = sum(coding.weight for coding in found.values())
    return [_weighing(coding, coding.weight / total) for coding in found.values()]


def _add(found: dict[bytes, Coding], coding: Coding) -> None:
    """Codings that come to the same for this person are one, with the weight of all."""
    key = coding.values.tobytes()
    weight = coding.weight + (found[key].weight if key in found else 0)
    found[key] = _weighing(found.get(key, coding), weight)


def _weighing(coding: Coding, weight: float) -> Coding:
    return Coding(coding.kind, coding.start, coding.values, weight)


def _of_dose(dose: NDArray[Any], cut: float, weight: float) -> Iterator[Coding]:
    known = dose[~np.isnan(dose)]
    if not len(known):
        return
    yield Coding("cut", cut, _above(dose, cut), weight * WEIGHTS["cut"])
    low, high = _quantile(known, 0.2), _quantile(known, 0.8)
    if high > low:
        yield Coding("linear", (low + high) / 2, _line(dose, low, high), weight * WEIGHTS["linear"])
    for share in OWN_SHARES:
        own = _quantile(known, share)
        yield Coding("own", own, _above(dose, own), weight * WEIGHTS["own"] / len(OWN_SHARES))


def _quantile(values: NDArray[Any], share: float) -> float:
    # A value that was logged, not one between two: then two kinds of session give the same coding every way.
    return np.quantile(values, share, method="inverted_cdf")


def _above(dose: NDArray[Any], cut: float) -> NDArray[Any]:
    return np.where(np.isnan(dose), np.nan, dose > cut)


def _line(dose: NDArray[Any], low: float, high: float) -> NDArray[Any]:
    return np.clip((dose - low) / (high - low), 0, LINEAR_END)
