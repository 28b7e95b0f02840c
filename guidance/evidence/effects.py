"""What an effect means for the person: risk ratios and avoidable twinges, as draws from the averaged models.

A draw takes a subset of causes by its weight and coefficients from its normal posterior. Where a cause is not in the
subset it changes nothing: its risk ratio is 1. The seed is fixed, so the same entries give the same numbers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from guidance.evidence.averaging import Subset
from guidance.evidence.outcome_models import ALWAYS

DRAWS = 1000  # 300 leave noise of .07 at the ends of an interval
SEED = 1
INTERVAL = (5, 50, 95)  # percentiles: a 90 % interval around the median


@dataclass(frozen=True)
class Range:
    """A number with its 90 % interval."""

    low: float
    median: float
    high: float


def coefficients(subsets: list[Subset], count: int) -> NDArray[Any]:
    """(DRAWS, 3 + count) coefficients drawn from the averaged models; 0 for a cause that is not in the drawn one."""
    rng = np.random.default_rng(SEED)
    drawn = rng.choice(len(subsets), size=DRAWS, p=[subset.weight for subset in subsets])
    normal = rng.standard_normal((DRAWS, ALWAYS + count))
    found = np.zeros((DRAWS, ALWAYS + count))
    for n in np.unique(drawn):
        subset, draws = subsets[n], np.flatnonzero(drawn == n)
        places = [*range(ALWAYS), *(ALWAYS + cause for cause in subset.causes)]
        spread = np.linalg.cholesky(subset.covariance)
        found[draws[:, None], places] = subset.mode + normal[draws, : len(places)] @ spread.T
    return found


def effects(
    drawn: NDArray[Any], always: NDArray[Any], columns: NDArray[Any], off: NDArray[Any]
) -> list[tuple[Range, Range]]:
    """[(risk ratio, avoidable share)] of each cause, both a Range.

    `drawn`: as from `coefficients`. `always` (n, 3), `columns` (n, K): the person's sessions. `off` (K,): the value of
    a column without the cause; with it, the value is one more.

    Risk ratio: mean predicted risk over the sessions with the cause in all of them, over that with the cause in none.
    Avoidable share: the part of the predicted twinges that would go with the cause in none.
    """
    linear = np.hstack([always, columns]) @ drawn.T
    risks = expit(linear)
    return [
        _of_cause(linear, risks, columns[:, [cause]], drawn[:, ALWAYS + cause], off[cause])
        for cause in range(columns.shape[1])
    ]


def _of_cause(
    linear: NDArray[Any], risks: NDArray[Any], column: NDArray[Any], effect: NDArray[Any], off: float
) -> tuple[Range, Range]:
    ratio, avoidable = np.ones(len(effect)), np.zeros(len(effect))
    there = np.flatnonzero(effect)
    if len(there) < INTERVAL[0] / 100 * len(effect):  # too few draws to move an end of the interval
        return _range(ratio), _range(avoidable)
    without = linear[:, there] - (column - off) * effect[there]
    risks_without, risks = expit(without), risks[:, there]
    ratio[there] = expit(without + effect[there]).mean(axis=0) / risks_without.mean(axis=0)
    left = np.where(column == 0, risks, risks_without)  # a dose that is not known stays as it is
    avoidable[there] = 1 - left.mean(axis=0) / risks.mean(axis=0)
    return _range(ratio), _range(avoidable)


def _range(draws: NDArray[Any]) -> Range:
    return Range(*(float(value) for value in np.percentile(draws, INTERVAL)))
