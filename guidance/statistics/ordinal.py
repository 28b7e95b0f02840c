"""Proportional odds by its score: how much each answer speaks for more, and how much it could have told.

A graded answer is one of ordered levels, and a cause multiplies the odds of every higher level alike: McCullagh (1980),
"Regression models for ordinal data", JRSS B 42. The log likelihood of small effects needs only the score and the
information at no effect: Whitehead (1993), "Sample size calculations for ordered categorical data", Statistics in
Medicine 12. For two levels both are those of logistic regression.

Shapes: n units, K columns, B models of k columns each.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from guidance.statistics.logistic import TEMPER, Fits, Floats


def scored(grade: Floats, twinged: Floats) -> tuple[Floats, Floats]:
    """(score, information), both (n,), of units that share one baseline.

    `grade`: (n,) answers, NaN where only yes or no is known. `twinged`: (n,) of 0 and 1; a twinge is above all grades.

    A unit whose level lies between two has the score F(below) + F(up to) - 1, F being the share of units up to a level.
    A calm unit without a grade may be of any level below a twinge, so its score is less the share with a twinge. Every
    unit with a grade has the information (1 - sum of q^3) / 3, q being the share of each level; one without the same
    of the two levels it can have.
    """
    share = twinged.mean() if len(twinged) else 0.0
    graded, calm = ~np.isnan(grade), twinged == 0
    _levels, place, units = np.unique(grade[graded & calm], return_inverse=True, return_counts=True)
    shares = (1 - share) * units / max(units.sum(), 1)
    up_to = np.append(0, np.cumsum(shares))
    score = np.where(calm, -share, 1 - share)
    score[graded & calm] = np.array([below + here - 1 for below, here in pairwise(up_to)])[place]
    two_levels = _information(np.array([share, 1 - share]))
    return score, np.where(graded, _information(np.append(shares, share)), two_levels)


def _information(shares: Floats) -> float:
    return (1 - (shares**3).sum()) / 3


def slopes(
    columns: Floats, always: Floats, score: Floats, information: Floats, temper: float = TEMPER
) -> tuple[Floats, Floats]:
    """Slope (K,) and curvature (K, K) of the tempered log likelihood at no effect, free of what every model holds.

    `columns`: (n, K). `always`: (n, m); each column is made orthogonal to them in the metric of the information.
    `temper`: the power of the likelihood; 1 where a coin rules out what the model leaves out.
    """
    root = np.sqrt(information)[:, None]
    explained = always @ np.linalg.lstsq(root * always, root * columns)[0]
    free = columns - explained
    return temper * free.T @ score, temper * (free.T * information) @ free


def fits_of(slope: Floats, curvature: Floats, models: NDArray[np.intp], mean: float, sd: float) -> Fits:
    """The Fits of models of k of the columns each; every effect is normal with `mean` and `sd` before the data.

    `models`: (B, k) positions of columns. Log evidence beside the model without effects: with A = curvature + 1 / sd^2
    and b = slope + mean / sd^2 it is b'A^-1 b / 2 - k (mean / sd)^2 / 2 - k log sd - log|A| / 2.
    """
    k = models.shape[1]
    precision = curvature[models[:, :, None], models[:, None, :]] + np.eye(k) / sd**2
    pull = slope[models] + mean / sd**2
    covariance = np.linalg.inv(precision)
    mode = np.matvec(covariance, pull)
    log_evidence = (pull * mode).sum(axis=1) / 2 - k * ((mean / sd) ** 2 / 2 + np.log(sd))
    return Fits(mode, covariance, log_evidence - np.linalg.slogdet(precision)[1] / 2)
