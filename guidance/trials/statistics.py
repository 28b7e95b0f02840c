"""What the sessions of a trial say, and what a trial can settle before it starts (docs/evidence.md, 6).

A coin gave each session one of two arms: in `do` the cause was taken away, in `usual` it was left as it is. The model
of one trial is logistic: log odds of a twinge = baseline in `do`, baseline + effect in `usual`, with the effect absent
(exactly 0) as a second possibility. "Real" means: there is an effect, and it is above 0.
"""

from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from guidance.evidence.levels import CONFIRMED_FROM
from guidance.statistics.intervals import newcombe, wilson
from guidance.statistics.logistic import fit

BLOCK = 4  # sessions: two of each arm, in an order that nobody knows
NOT_FOUND = 0.04  # stop and say not found from this probability down, ...
LEAST_FOR_NOT_FOUND = 24  # ... once so many sessions have a known outcome
BASELINE = (-1.6, 1.1)  # mean and standard deviation of the log odds of a twinge in `do`
EFFECT = (0.6, 0.7)  # the same of what the cause adds
COVERAGE = 0.9  # of the ranges shown
# Several trials at once: section 3 of docs/evidence.md.
PRIOR_TOGETHER = 0.3
INTERCEPT_PRECISION = 0.04


@dataclass(frozen=True)
class Count:
    """Sessions with a known outcome: how many a twinge followed, and after how many more something was felt."""

    sessions: int = 0
    twinged: int = 0
    felt: int = 0


_Z = NormalDist().inv_cdf((1 + COVERAGE) / 2)


def _normal(mean: float, sd: float, points: int = 81, reach: Any = 4) -> tuple[NDArray[Any], NDArray[Any]]:
    """(points, weights) of a normal distribution on a grid of so many standard deviations either way."""
    at = np.linspace(mean - reach * sd, mean + reach * sd, points)
    weights = np.exp(-0.5 * ((at - mean) / sd) ** 2)
    return at, weights / weights.sum()


def _share(log_odds: NDArray[Any]) -> NDArray[Any]:
    return 1 / (1 + np.exp(-log_odds))


_BASELINES, _BASELINE_WEIGHTS = _normal(*BASELINE)
_EFFECTS, _EFFECT_WEIGHTS = _normal(*EFFECT)
_RAISING_WEIGHTS = _EFFECT_WEIGHTS * (_EFFECTS > 0)
_IN_DO = _share(_BASELINES)
_IN_USUAL = _share(_BASELINES[:, None] + _EFFECTS)


def _likelihood(share: NDArray[Any], twinged: NDArray[Any] | int, sessions: int) -> NDArray[Any]:
    """The likelihood of a share, as part of the largest that any share has: many sessions do not underflow."""
    calm = sessions - twinged
    best = _times_log(twinged, twinged / max(sessions, 1)) + _times_log(calm, calm / max(sessions, 1))
    return np.exp(twinged * np.log(share) + calm * np.log1p(-share) - best)


def _times_log(count: NDArray[Any] | int, share: NDArray[Any] | float) -> NDArray[Any] | float:
    """count x log(share), 0 where there is nothing to count."""
    return count * np.log(np.where(count > 0, share, 1))


def probability(do: Count, usual: Count, prior: float) -> float:
    """The probability that the effect is real. `do`, `usual`: Counts; `prior`: the probability before the trial."""
    counts = np.array([do.twinged]), np.array([usual.twinged])
    return float(_probabilities(*counts, do.sessions, usual.sessions, prior)[0, 0])


def _probabilities(
    twinged_do: NDArray[Any], twinged_usual: NDArray[Any], sessions_do: int, sessions_usual: int, prior: float
) -> NDArray[Any]:
    """The probability for each pair of counts: a matrix, one row a count in `do`, one column a count in `usual`."""
    do = _likelihood(_IN_DO, twinged_do[:, None], sessions_do) * _BASELINE_WEIGHTS
    usual = _likelihood(_IN_USUAL, twinged_usual[:, None, None], sessions_usual)
    raising, any_effect = do @ (usual @ _RAISING_WEIGHTS).T, do @ (usual @ _EFFECT_WEIGHTS).T
    none = do @ _likelihood(_IN_DO, twinged_usual[:, None], sessions_usual).T
    return prior * raising / (prior * any_effect + (1 - prior) * none)


def verdict(known: float, sessions: int) -> bool | None:
    """True: confirmed; False: not found; None: goes on. `known`: the probability; `sessions` with a known outcome."""
    if known >= CONFIRMED_FROM:
        return True
    return False if known <= NOT_FOUND and sessions >= LEAST_FOR_NOT_FOUND else None


def share_range(side: Count) -> tuple[float, float]:
    """(low, high) of the share of sessions with a twinge, with COVERAGE."""
    return wilson(side.twinged, side.sessions, _Z)


def difference(do: Count, usual: Count) -> tuple[float, float, float]:
    """(low, point, high) of share in `do` less share in `usual`, with COVERAGE."""
    low, high = newcombe(do.twinged, do.sessions, usual.twinged, usual.sessions, _Z)
    return low, do.twinged / do.sessions - usual.twinged / usual.sessions, high


def together(usual: Any, twinged: ArrayLike) -> list[float]:
    """The probability of a real effect for each of up to three causes that coins switched in the same sessions.

    `usual`: sessions x causes, 1 in that arm, 0 in `do`, NaN where that cause had no coin. `twinged`: 1 or 0 each.
    All subsets of the causes, weighed by evidence and prior odds: the model of section 3, without its trend and its
    tempering, which are there for what coins rule out.
    """
    arms, followed = np.nan_to_num(np.asarray(usual, float) - 0.5), np.asarray(twinged, float)
    causes = range(arms.shape[1])
    subsets = [subset for size in range(len(causes) + 1) for subset in combinations(causes, size)]
    fits = [_fit(arms[:, subset], followed) for subset in subsets]
    odds = np.log(PRIOR_TOGETHER / (1 - PRIOR_TOGETHER))
    logs = np.array([evidence + odds * len(subset) for subset, (evidence, _) in zip(subsets, fits, strict=True)])
    weights = np.exp(logs - logs.max())
    found = np.zeros(len(causes))
    for subset, weight, (_, above_zero) in zip(subsets, weights / weights.sum(), fits, strict=True):
        found[list(subset)] += weight * above_zero
    return found.tolist()


def _fit(usual: NDArray[Any], twinged: NDArray[Any]) -> tuple[float, NDArray[Any]]:
    """(log evidence, P(effect > 0) of each column) of one logistic regression, without tempering."""
    design = np.column_stack([np.ones(len(twinged)), usual])[None]
    mean = np.array([0.0] + [EFFECT[0]] * usual.shape[1])
    precision = np.array([INTERCEPT_PRECISION] + [EFFECT[1] ** -2] * usual.shape[1])
    fitted = fit(design, twinged, mean, precision, temper=1)
    z = fitted.mode[0] / np.sqrt(np.diagonal(fitted.covariance[0]))
    return fitted.log_evidence[0], ndtr(z[1:])


def counted(arms: list[str], twinged: list[bool]) -> tuple[Count, Count]:
    """(Count of `do`, Count of `usual`) of two equally long lists: the arm words, and whether a twinge followed."""
    pairs = list(zip(arms, twinged, strict=True))
    do, usual = (
        Count(sum(arm == word for arm, _yes in pairs), sum(yes for arm, yes in pairs if arm == word))
        for word in ("do", "usual")
    )
    return do, usual
