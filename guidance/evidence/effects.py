"""What an effect means for the person: risk ratios and avoidable twinges, as draws from the averaged models.

A draw takes a subset of causes by its weight and coefficients from its normal posterior. Where a cause is not in the
subset it changes nothing: its risk ratio is 1. The seed is fixed, so the same entries give the same numbers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    odds = np.exp(drawn @ np.hstack([always, columns]).T)
    risks, rooms = odds / (1 + odds), np.empty((2, *odds.shape))
    return [
        _of_cause(odds, risks, columns[:, cause], drawn[:, ALWAYS + cause], off[cause], rooms)
        for cause in range(columns.shape[1])
    ]


def _of_cause(
    odds: NDArray[Any], risks: NDArray[Any], column: NDArray[Any], effect: NDArray[Any], off: float, rooms: NDArray[Any]
) -> tuple[Range, Range]:
    """(risk ratio, avoidable share). `odds`, `risks`: (DRAWS, n) as recorded. `rooms`: two of that shape to work in."""
    if np.count_nonzero(effect) < INTERVAL[0] / 100 * len(effect):  # too few draws to move an end of the interval
        return Range(1.0, 1.0, 1.0), Range(0.0, 0.0, 0.0)
    odds_without = np.exp(np.multiply.outer(effect, off - column, out=rooms[0]), out=rooms[0])
    odds_without *= odds
    without = _risk(odds_without, rooms[1])
    mean_without = without.mean(axis=1)
    unknown = column == 0  # such a dose stays as it is
    without[:, unknown] = risks[:, unknown]
    avoidable = 1 - without.mean(axis=1) / risks.mean(axis=1)
    odds_without *= np.exp(effect)[:, None]
    ratio = _risk(odds_without, rooms[1]).mean(axis=1) / mean_without
    return _range(ratio), _range(avoidable)


def _risk(odds: NDArray[Any], room: NDArray[Any]) -> NDArray[Any]:
    """The risk that odds are, worked out in `room`: arrays of this size cost more to make than to fill."""
    return np.divide(odds, np.add(odds, 1, out=room), out=room)


def _range(draws: NDArray[Any]) -> Range:
    return Range(*(float(value) for value in np.percentile(draws, INTERVAL)))
