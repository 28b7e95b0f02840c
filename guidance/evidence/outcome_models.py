"""What followed a unit, as the models see it: a twinge or none, or the person's graded answers.

Both give the fits of models that hold an intercept, session or rest day, a trend, and some of the causes.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from guidance.statistics import ordinal
from guidance.statistics.logistic import Fits, fit

# Of an included cause, on the log odds scale: what is logged is rounded and partly missing, which draws effects to 0.
EFFECT_MEAN, EFFECT_SD = 0.5, 0.6
# Intercept, session or rest day, and the trend per 91 days: prior precisions around 0.
ALWAYS_PRECISION = np.array([0.04, 1.0, 4.0])
ALWAYS = len(ALWAYS_PRECISION)


class OutcomeModel(Protocol):
    """What was followed by what, ready to be explained by causes."""

    def fits(self, columns: NDArray[Any], subsets: list[tuple[int, ...]]) -> Fits:
        """Fits of models of equally many causes. `columns`: (n, K), one a cause; `subsets`: tuples of their positions.

        The first ALWAYS coefficients are those of what every model holds.
        """


@dataclass(frozen=True)
class YesOrNo:
    """Logistic regression. `always`: (n, 3), what every model holds; `twinged`: (n,) of 0 and 1."""

    always: NDArray[Any]
    twinged: NDArray[Any]

    def fits(self, columns: NDArray[Any], subsets: list[tuple[int, ...]]) -> Fits:
        """As of OutcomeModel."""
        size = len(subsets[0])
        # Units last in memory: what `fit` multiplies by unit then runs along it, twice as quick.
        designs = np.empty((len(subsets), ALWAYS + size, len(self.twinged))).swapaxes(1, 2)
        designs[:, :, :ALWAYS] = self.always
        designs[:, :, ALWAYS:] = columns[:, np.array(subsets, dtype=int)].swapaxes(0, 1) if size else 0
        mean = np.append(np.zeros(ALWAYS), np.full(size, EFFECT_MEAN))
        precision = np.append(ALWAYS_PRECISION, np.full(size, EFFECT_SD**-2))
        share = (self.twinged.sum() + 1) / (len(self.twinged) + 2)
        start = np.append(logit(share), mean[1:])
        return fit(designs, self.twinged, mean, precision, start=start)


@dataclass(frozen=True)
class Graded:
    """Proportional odds; sessions and rest days each have a baseline of their own.

    `always`, `twinged`: as of YesOrNo. `grade`: (n,), NaN where none was given. `is_session`: (n,).
    """

    always: NDArray[Any]
    twinged: NDArray[Any]
    grade: NDArray[Any]
    is_session: NDArray[Any]

    def fits(self, columns: NDArray[Any], subsets: list[tuple[int, ...]]) -> Fits:
        """As of OutcomeModel. Log evidences are those beside the model without causes.

        What every model holds has the coefficients of a twinge without any cause, so that risks are those of a twinge.
        """
        slope, curvature = ordinal.slopes(columns, self.always, *self._scored)
        models = np.array(subsets, dtype=int).reshape(len(subsets), -1)
        found, base = ordinal.fits_of(slope, curvature, models, EFFECT_MEAN, EFFECT_SD), self._baseline
        size = ALWAYS + models.shape[1]
        mode, covariance = np.zeros((len(subsets), size)), np.zeros((len(subsets), size, size))
        mode[:, :ALWAYS], mode[:, ALWAYS:] = base.mode, found.mode
        covariance[:, :ALWAYS, :ALWAYS], covariance[:, ALWAYS:, ALWAYS:] = base.covariance, found.covariance
        return Fits(mode, covariance, found.log_evidence)

    @cached_property
    def _scored(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """(score, information) of each unit, from its own kind."""
        score, information = np.zeros((2, len(self.twinged)))
        for kind in (self.is_session, ~self.is_session):
            score[kind], information[kind] = ordinal.scored(self.grade[kind], self.twinged[kind])
        return score, information

    @cached_property
    def _baseline(self) -> Fits:
        return YesOrNo(self.always, self.twinged).fits(self.always, [()])
