"""Bayesian model averaging over subsets of causes.

Each cause is in the model or not (spike and slab: George & McCulloch 1993, "Variable selection via Gibbs sampling",
JASA 88); the answer averages over the subsets by their posterior weight (Hoeting, Madigan, Raftery & Volinsky 1999,
"Bayesian model averaging: a tutorial", Statistical Science 14).
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit, logsumexp, ndtr

from guidance.evidence.outcome_models import ALWAYS, OutcomeModel

ALL_UP_TO = 2  # causes: all subsets of up to so many, then the best BEAM of each size grow by one
LARGEST = 4
BEAM = 12


@dataclass(frozen=True)
class Subset:
    """One model: the causes in it (columns), its posterior weight, and the normal posterior of its coefficients."""

    causes: tuple[int, ...]
    weight: float
    mode: np.ndarray
    covariance: np.ndarray


def average(model: OutcomeModel, columns: NDArray[Any], inclusion: NDArray[Any]) -> list[Subset]:
    """The Subsets that were tried, heaviest first; their weights sum to 1.

    `model`: of what followed the n units. `columns`: (n, K). `inclusion`: (K,) prior probability that each cause has an
    effect.
    """
    odds = logit(inclusion)
    found: list[Any] = []
    for size in range(min(LARGEST, len(odds)) + 1):
        subsets = _of_size(size, len(odds), found)
        fits = model.fits(columns, subsets)
        log_weights = fits.log_evidence + [odds[list(causes)].sum() for causes in subsets]
        found += zip(subsets, log_weights, fits.mode, fits.covariance, strict=True)
    total = logsumexp([log_weight for _causes, log_weight, *_fit in found])
    made = [Subset(causes, float(np.exp(log_weight - total)), *fit) for causes, log_weight, *fit in found]
    return sorted(made, key=lambda subset: -subset.weight)


def _of_size(
    size: int, count: int, found: list[tuple[tuple[int, ...], float, NDArray[Any], NDArray[Any]]]
) -> list[tuple[int, ...]]:
    if size <= ALL_UP_TO:
        return list(combinations(range(count), size))
    smaller = sorted((entry for entry in found if len(entry[0]) == size - 1), key=lambda entry: -entry[1])[:BEAM]
    return sorted(
        {tuple(sorted((*causes, more))) for causes, *_ in smaller for more in range(count) if more not in causes}
    )


def probabilities(subsets: list[Subset], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """(raises, lowers): for each of `count` causes the probability that its effect is above 0, and below it."""
    raises, lowers = np.zeros((2, count))
    for subset in subsets:
        causes = list(subset.causes)
        z = subset.mode[ALWAYS:] / np.sqrt(subset.covariance.diagonal()[ALWAYS:])
        raises[causes] += subset.weight * ndtr(z)
        lowers[causes] += subset.weight * ndtr(-z)
    return raises, lowers
