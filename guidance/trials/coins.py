"""What coins of the same sessions say: graded outcomes, up to three causes together (docs/evidence.md, 7.5).

A coin gave each session one of two arms of each cause: in `usual` the cause was there, in `do` it was taken away. Each
cause either has an effect or none; which have one is averaged over all subsets, each weighed by its evidence and by
each cause's own probability from the journal. Proportional odds by their score (`statistics.ordinal`), without a trend
and without tempering, which are there for what coins rule out.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, ndtr, ndtri
from scipy.stats import beta

from guidance.evidence.levels import CONFIRMED_FROM
from guidance.evidence.outcome_models import EFFECT_MEAN, EFFECT_SD
from guidance.statistics import ordinal
from guidance.statistics.logistic import Floats
from guidance.trials.statistics import BLOCK, Count

MOST_SESSIONS = 160
UPPER = 0.95  # the largest effect still credible: no more than 1 in 20 that it is larger
LEAST_FOR_TOO_SMALL = (
    24  # answered sessions before that is said: fewer hold too few twinges to know how often they come
)
ADHERENCE = 0.9  # share of sessions in which people do as the coin said (docs/evidence.md, 7.5)
PATHS, SEED = 4000, 1  # trials that a plan plays through


@dataclass(frozen=True)
class Told:
    """What so many answered sessions say of one cause.

    `probability`: that it raises the risk. `largest`: if it has an effect, the share of sessions that a twinge follows
    is larger by at most so much in `usual`, with UPPER.
    """

    probability: float
    largest: float
    sessions: int = 0

    def is_too_small(self, smallest: float) -> bool:
        """Whether the effect can hardly be as large as a share of sessions."""
        return self.sessions >= LEAST_FOR_TOO_SMALL and self.largest < smallest


def told(usual: ArrayLike, grade: ArrayLike, twinged: ArrayLike, priors: list[float]) -> Told:
    """What n sessions say of the first of K causes that coins switched in them.

    `usual`: (n, K), 1 in that arm, 0 in `do`, NaN where that cause had no coin. `grade`: (n,), NaN without an answer.
    `twinged`: (n,) of 0 and 1. `priors`: (K,) probability of each cause before the coin, above 0 and below 1.
    """
    columns = np.nan_to_num(np.asarray(usual, float).reshape(-1, len(priors)) - 0.5)
    twinges = np.asarray(twinged, float)
    score, information = ordinal.scored(np.asarray(grade, float), twinges)
    always = np.ones((len(twinges), 1))
    slope, curvature = ordinal.slopes(columns, always, score, information, temper=1)
    subsets = _subsets(len(priors))
    found = [_Fitted(causes, *_fit(slope, curvature, causes), _odds(causes, priors)) for causes in subsets]
    logs = np.array([fitted.log_evidence + fitted.log_odds for fitted in found])
    weights = np.exp(logs - logs.max())
    return _told(found, weights / weights.sum(), twinges)


@dataclass(frozen=True)
class _Fitted:
    """One subset of the causes: modes (k,) and standard deviations (k,) of their effects on the log odds scale."""

    causes: tuple[int, ...]
    mode: Floats
    sd: Floats
    log_evidence: float
    log_odds: float


def _subsets(causes: int) -> list[tuple[int, ...]]:
    return [subset for size in range(causes + 1) for subset in combinations(range(causes), size)]


def _fit(slope: Floats, curvature: Floats, causes: tuple[int, ...]) -> tuple[Floats, Floats, float]:
    if not causes:
        return np.empty(0), np.empty(0), 0.0
    fits = ordinal.fits_of(slope, curvature, np.array([causes]), EFFECT_MEAN, EFFECT_SD)
    return fits.mode[0], np.sqrt(fits.covariance[0].diagonal()), float(fits.log_evidence[0])


def _odds(causes: tuple[int, ...], priors: list[float]) -> float:
    return float(sum(logit(priors[n]) for n in causes))


def _told(found: list[_Fitted], weights: Floats, twinged: Floats) -> Told:
    """The Told of the first cause out of all subsets, whose weights sum to 1."""
    mine = [(weight, fitted) for weight, fitted in zip(weights, found, strict=True) if 0 in fitted.causes]
    mode = np.array([fitted.mode[0] for _weight, fitted in mine])
    sd = np.array([fitted.sd[0] for _weight, fitted in mine])
    share = np.array([weight for weight, _fitted in mine])
    return Told(float(share @ ndtr(mode / sd)), _largest(mode, sd, share / share.sum(), twinged), len(twinged))


def _largest(mode: Floats, sd: Floats, share: Floats, twinged: Floats) -> float:
    """The UPPER point of the difference between the arms, where the effect is a mixture of normals.

    How many sessions a twinge follows is not known either: Jeffreys' posterior of the share of both arms together.
    """
    effects = mode[:, None] + sd[:, None] * ndtri(_middles(100))
    count = twinged.sum()
    baselines = logit(beta.ppf(_middles(10), count + 0.5, len(twinged) - count + 0.5))
    gaps = (gap(baselines[:, None, None], effects) + np.zeros((len(baselines), *effects.shape))).reshape(-1)
    weights = np.broadcast_to(share[:, None], (len(baselines), *effects.shape)).reshape(-1)
    order = np.argsort(gaps)
    reached = np.cumsum(weights[order]) / weights.sum()
    return max(0.0, float(np.interp(UPPER, reached, gaps[order])))


@cache
def _middles(n: int) -> Any:
    """The middles of n equal parts of 0 to 1."""
    return (np.arange(n) + 0.5) / n


def gap(log_odds: Any, effect: Any) -> Any:
    """The share of sessions with a twinge in `usual` less that in `do`, around common log odds; shapes as numpy's."""
    return expit(log_odds + effect / 2) - expit(log_odds - effect / 2)


@dataclass(frozen=True)
class CoinChance:
    """How probably a trial of so many sessions ends with "confirmed", and with "too small to matter"."""

    confirmed: float
    too_small: float

    @property
    def settled(self) -> float:
        return self.confirmed + self.too_small


def coin_chances(
    prior: float, known: Count, information: float, contrast: float, smallest: float, most: int = MOST_SESSIONS
) -> dict[int, CoinChance]:
    """{sessions: CoinChance} after each whole block, from PATHS trials played through by the rules of `told`.

    `prior`: the probability that the effect is real; the plays hold as many with an effect, drawn as the model expects
    it, as it says. `known`: the person's sessions so far, and how many a twinge followed. `information`: what a session
    tells of the odds (`ordinal.scored`), less where answers are missing. `contrast`: how far apart the arms really are,
    1 when every arm is followed and the arms differ as planned.
    """
    draw = np.random.default_rng(SEED)
    real = draw.random(PATHS) < prior
    effect = np.where(real, EFFECT_MEAN + EFFECT_SD * _above_zero(draw.random(PATHS)), 0.0) * contrast
    blocks = most // BLOCK
    per_block = BLOCK * information / 4  # two sessions of each arm, half a unit from the middle
    pulls = np.cumsum(effect[:, None] * per_block + np.sqrt(per_block) * draw.standard_normal((PATHS, blocks)), axis=1)
    share = draw.beta(known.twinged + 0.5, known.sessions - known.twinged + 0.5, PATHS)
    twinges = np.cumsum(draw.binomial(BLOCK, share[:, None], (PATHS, blocks)), axis=1)
    sessions = BLOCK * np.arange(1, blocks + 1)
    baseline = logit((twinges + 0.5) / (sessions + 1))
    yes, no = _verdicts(pulls, per_block * sessions / BLOCK, prior, baseline, smallest)
    no &= sessions >= LEAST_FOR_TOO_SMALL
    ended = np.maximum.accumulate(yes | no, axis=1)
    first = ended & ~np.pad(ended[:, :-1], ((0, 0), (1, 0)))
    confirmed, small = (np.cumsum((first & found).mean(axis=0)) for found in (yes, no & ~yes))
    return {BLOCK * (n + 1): CoinChance(float(confirmed[n]), float(small[n])) for n in range(blocks)}


def _above_zero(uniform: Floats) -> Floats:
    """Standard normal draws of the effects above 0 alone."""
    below = ndtr(-EFFECT_MEAN / EFFECT_SD)
    return ndtri(below + (1 - below) * uniform)


def _verdicts(
    pulls: Floats, told_so_far: Floats, prior: float, baseline: Floats, smallest: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(confirmed, too small) of (trials, blocks): the rules of `told` for one cause."""
    precision = told_so_far + EFFECT_SD**-2
    mode = (pulls + EFFECT_MEAN / EFFECT_SD**2) / precision
    evidence = mode**2 * precision / 2 - (EFFECT_MEAN / EFFECT_SD) ** 2 / 2 - np.log(EFFECT_SD) - np.log(precision) / 2
    probability = expit(logit(prior) + evidence) * ndtr(mode * np.sqrt(precision))
    largest = gap(baseline, mode + ndtri(UPPER) / np.sqrt(precision))
    return probability >= CONFIRMED_FROM, largest < smallest
