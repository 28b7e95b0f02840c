"""A set of causes of which at least one raises the risk, where none is likely alone (docs/evidence.md, 4)."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from guidance.evidence.averaging import Subset
from guidance.evidence.levels import CONFIRMED, LIKELY, LIKELY_FROM, NO_SIGN, POSSIBLE
from guidance.evidence.outcome_models import ALWAYS

FIRST = 5  # suspects that a set is looked for among
LARGEST_SET = 3


@dataclass(frozen=True)
class CauseSet:
    """Causes, the first suspect first, and the probability that at least one of them raises the risk."""

    causes: tuple[str, ...]
    probability: float


@dataclass(frozen=True)
class Shares:
    """The averaged models, cause by cause. `none`: (models, K) probability that a cause does not raise the risk in each
    model; `weights`: (models,).
    """

    causes: tuple[str, ...]
    weights: NDArray[np.floating]
    none: NDArray[np.floating]

    def any_of(self, causes: tuple[str, ...]) -> float:
        """The probability that at least one of the causes raises the risk.

        Inside a model the effects count as independent: what the models leave together there moves it by less than .01.
        """
        places = [self.causes.index(cause) for cause in causes]
        return float(1 - self.weights @ self.none[:, places].prod(axis=1))


def shares_of(subsets: list[Subset], causes: list[str]) -> Shares:
    """The Shares of the averaged models; `causes`: the id of each column."""
    none = np.ones((len(subsets), len(causes)))
    for n, subset in enumerate(subsets):
        z = subset.mode[ALWAYS:] / np.sqrt(subset.covariance.diagonal()[ALWAYS:])
        none[n, list(subset.causes)] = ndtr(-z)
    return Shares(tuple(causes), np.array([subset.weight for subset in subsets]), none)


def sets_of(shares: Shares | None, levels: dict[str, str], aside: tuple[str, ...] = ()) -> tuple[CauseSet, ...]:
    """The smallest set of two or three of the first suspects that reaches LIKELY_FROM, or nothing.

    `levels`: {cause id: level}, the first suspect first; `aside`: causes the person calls not relevant. Nothing where a
    cause is likely or confirmed: then that is what is said.
    """
    if shares is None or {LIKELY, CONFIRMED} & set(levels.values()):
        return ()
    suspects = [cause for cause, level in levels.items() if level in (POSSIBLE, NO_SIGN) and cause not in aside][:FIRST]
    for size in range(2, LARGEST_SET + 1):
        found = [CauseSet(causes, shares.any_of(causes)) for causes in combinations(suspects, size)]
        best = max(found, key=lambda one: one.probability, default=None)
        if best and best.probability >= LIKELY_FROM:
            return (best,)
    return ()
