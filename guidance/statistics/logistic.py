"""Logistic regression with normal priors, many models at once, by Newton's method and the Laplace approximation.

The posterior of each model is approximated by a normal at its mode; its evidence (marginal likelihood) follows from the
curvature there: Tierney & Kadane (1986), "Accurate approximations for posterior moments and marginal densities",
JASA 81. The likelihood is raised to a power below 1, for what the model leaves out: Grünwald & van Ommen (2017),
"Inconsistency of Bayesian inference for misspecified linear models", Bayesian Analysis 12.

Shapes: B models, n units, p coefficients.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.floating]

TEMPER = 0.85
LARGEST_STEP = 2.0  # on any coefficient; keeps Newton's method from overshooting where an outcome is rare
MOST_STEPS = 30
SMALL_STEP = 1e-4  # Newton's error after a step is about its square


@dataclass(frozen=True)
class Fits:
    """B fitted models: posterior modes (B, p), covariances (B, p, p) and log evidences (B,)."""

    mode: Floats
    covariance: Floats
    log_evidence: Floats


def fit(
    designs: Floats,
    outcome: Floats,
    mean: Floats,
    precision: Floats,
    temper: float = TEMPER,
    start: Floats | None = None,
) -> Fits:
    """The Fits of logistic regressions of one outcome on several designs.

    `designs`: (B, n, p). `outcome`: (n,) of 0 and 1. `mean`, `precision`: (p,), the normal prior of the coefficients.
    `temper`: the power of the likelihood; 1 where a coin rules out what the model leaves out. `start`: (p,), where
    Newton's method begins, by default the prior mean; a near one saves steps.
    """
    mode = np.tile(mean if start is None else start, (len(designs), 1))
    room = np.empty_like(designs)  # made once: it costs more to make than to fill
    for _ in range(MOST_STEPS):
        gradient, curvature = _slopes(designs, outcome, mode, mean, precision, temper, room)
        step = np.linalg.solve(curvature, gradient[..., None])[..., 0]
        mode = mode + np.clip(step, -LARGEST_STEP, LARGEST_STEP)
        if np.abs(step).max(initial=0) < SMALL_STEP:
            break
    _gradient, curvature = _slopes(designs, outcome, mode, mean, precision, temper, room)
    return Fits(
        mode, np.linalg.inv(curvature), _log_evidence(designs, outcome, mode, mean, precision, temper, curvature)
    )


def _slopes(
    designs: Floats, outcome: Floats, mode: Floats, mean: Floats, precision: Floats, temper: float, room: Floats
) -> tuple[Floats, Floats]:
    """Gradient (B, p) and negative Hessian (B, p, p) of the log posterior. `room`: as `designs`, to work in."""
    risk = expit(_linear(designs, mode))
    gradient = temper * np.matvec(designs.swapaxes(1, 2), outcome - risk) - precision * (mode - mean)
    weighted = np.multiply(designs, (temper * risk * (1 - risk))[..., None], out=room)
    return gradient, designs.swapaxes(1, 2) @ weighted + np.diag(precision)


def _log_evidence(
    designs: Floats, outcome: Floats, mode: Floats, mean: Floats, precision: Floats, temper: float, curvature: Floats
) -> Floats:
    """Laplace: temper x log likelihood + log prior at the mode + p/2 log 2 pi - 1/2 log |curvature|.

    The 2 pi of the prior and of the approximation cancel.
    """
    linear = _linear(designs, mode)
    log_likelihood = temper * (linear @ outcome - np.logaddexp(0, linear).sum(axis=1))
    log_prior = 0.5 * (np.log(precision) - precision * (mode - mean) ** 2).sum(axis=1)
    return log_likelihood + log_prior - 0.5 * np.linalg.slogdet(curvature)[1]


def _linear(designs: Floats, coefficients: Floats) -> Floats:
    """(B, n) linear predictors."""
    return np.matvec(designs, coefficients)
