"""Personal evidence: how likely each cause raises this person's risk of a twinge, by what their own entries show.

The method is described, with what it can and cannot find, in the modules it is made of: `units` and `doses` say what is
compared, `codings` how, `logistic` and `averaging` fit it, `effects` and `levels` say what it means.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, logsumexp

from guidance.causes.counts import LEAST_UNITS, Side
from guidance.causes.rule_types import Dose
from guidance.evidence.averaging import average, probabilities
from guidance.evidence.codings import WITH_FROM, Coding, codings
from guidance.evidence.effects import Range, coefficients, effects
from guidance.evidence.levels import (
    LEAST_SESSIONS,
    LEAST_TWINGED,
    STANDING,
    TOO_EARLY,
    level,
    more_needed,
    twinges_needed,
)
from guidance.evidence.outcome_models import OutcomeModel
from guidance.evidence.sets import Shares, shares_of
from guidance.evidence.units import Units

INCLUSION = 0.14  # prior probability that a cause has an effect on this person


@dataclass(frozen=True)
class Evidence:
    """What the entries show of one cause.

    `probability`: that it raises the risk; None where nothing could be fitted. `risk_ratio` and `avoidable` (share of
    twinges): None when `level` is too_early. `coding` ("cut", "linear", "own") and `start`: the dose that was found to
    matter most, in the measure of `doses`; `at_start`: of "own", sessions above that dose and up to it. `sides`: units
    with the cause and without it by the documents' cut. `more_needed`: units missing there, 0 where there is a verdict;
    `twinges_needed`: units with a twinge missing, whatever the cause.
    """

    level: str = TOO_EARLY
    probability: float | None = None
    risk_ratio: Range | None = None
    avoidable: Range | None = None
    more_needed: int = LEAST_UNITS
    twinges_needed: int = LEAST_TWINGED
    coding: str | None = None
    start: float | None = None
    at_start: tuple[Side, Side] | None = None
    sides: tuple[int, int] = (0, 0)

    @property
    def shown_ratio(self) -> Range | None:
        """The risk ratio where a page may say it: below "possible" its interval covers a true cause too rarely."""
        return self.risk_ratio if self.level in STANDING else None


@dataclass(frozen=True)
class Weighed:
    """{cause id: Evidence} of every cause with a dose, and the averaged models; None where nothing was fitted."""

    causes: dict[str, Evidence]
    shares: Shares | None = None


def weigh(units: Units, doses: dict[str, Dose], trials: dict[str, Any]) -> Weighed:
    """The Weighed of Units and the doses of each.

    `trials`: {cause id: probability after a trial}, which stands in for the prior of that cause; of 0.95 or more it is
    what "confirmed" means.
    """
    tried = {cause: codings(dose.variants, dose.cut) for cause, dose in doses.items()}
    fitted, shares = _fitted(units, {cause: found for cause, found in tried.items() if found}, trials)
    told = {cause: _evidence(units, dose, fitted.get(cause), trials.get(cause)) for cause, dose in doses.items()}
    return Weighed(told, shares)


@dataclass(frozen=True)
class Fitted:
    """A cause in the averaged models."""

    coding: Coding
    raises: float
    lowers: float
    risk_ratio: Range
    avoidable: Range


def _fitted(
    units: Units, tried: dict[str, list[Coding]], trials: dict[str, Any]
) -> tuple[dict[str, Fitted], Shares | None]:
    """{cause id: Fitted} of causes that have a coding, and their Shares; nothing with too few sessions or twinges."""
    sessions = len(units.rows)
    if not tried or sessions < LEAST_SESSIONS or units.twinged.sum() < LEAST_TWINGED:
        return {}, None
    always, model, causes = units.always, units.model, list(tried)
    chosen = choose(model, tried)
    columns = np.column_stack([chosen[cause][0].centred for cause in causes])
    raised = np.array([chosen[cause][1] for cause in causes])
    inclusion = np.array([trials.get(cause, INCLUSION) for cause in causes])
    subsets = average(model, columns, expit(logit(inclusion) + raised))
    raises, lowers = probabilities(subsets, len(causes))
    off = np.array([-np.nanmean(chosen[cause][0].values) for cause in causes])
    shown = effects(coefficients(subsets, len(causes)), always[:sessions], columns[:sessions], off)
    fitted = {
        cause: Fitted(chosen[cause][0], float(raises[n]), float(lowers[n]), *shown[n]) for n, cause in enumerate(causes)
    }
    return fitted, shares_of(subsets, causes)


def choose(model: OutcomeModel, tried: dict[str, list[Coding]]) -> dict[str, tuple[Coding, float]]:
    """{cause id: (Coding, log factor)}: the coding that stands in for a cause, and what its prior odds change by.

    Each coding is fitted with its cause alone. The best stands in for all, so the prior odds of the cause are changed
    by the evidence of all codings together, each with its prior weight, over that of the best: choosing is not free.
    """
    flat = [(cause, coding) for cause, found in tried.items() for coding in found]
    columns = np.column_stack([coding.centred for _cause, coding in flat])
    fits = model.fits(columns, [(n,) for n in range(len(flat))])
    chosen = {}
    for cause in tried:
        mine = [n for n, (name, _coding) in enumerate(flat) if name == cause]
        evidence = fits.log_evidence[mine]
        weighed = evidence + np.log([flat[n][1].weight for n in mine])
        best = int(np.argmax(weighed))
        chosen[cause] = flat[mine[best]][1], float(logsumexp(weighed) - evidence[best])
    return chosen


def _evidence(units: Units, dose: Dose, fitted: Fitted | None, trial: float | None) -> Evidence:
    """The Evidence of one cause; `fitted` is None where it could not be fitted.

    After a trial its own probability stands: the trial's sessions are in the journal, too, and must not speak twice.
    """
    raises, lowers = (fitted.raises, fitted.lowers) if fitted else (None, None)
    raises = raises if trial is None else trial
    thinner = max(min(dose.sides), min(fitted.coding.sides) if fitted else 0)
    word, twinged = level(raises, lowers, thinner, trial), int(units.twinged.sum())
    missing = more_needed(dose.sides, len(units.rows), twinged) if word == TOO_EARLY else 0
    told = Evidence(word, raises, more_needed=missing, twinges_needed=twinges_needed(twinged), sides=dose.sides)
    if not fitted or word == TOO_EARLY:
        return told
    return replace(
        told,
        risk_ratio=fitted.risk_ratio,
        avoidable=fitted.avoidable,
        coding=fitted.coding.kind,
        start=float(fitted.coding.start),
        at_start=_counted(units, fitted.coding.values) if fitted.coding.kind == "own" else None,
    )


def _counted(units: Units, values: NDArray[Any]) -> tuple[Side, Side]:
    """The sessions with the cause by a coding of the units, and those without it."""
    values, twinged, grade = (each[: len(units.rows)] for each in (values, units.twinged == 1, units.grade))
    felt = (grade > 0) & ~twinged
    there, not_there = (
        Side(int(side.sum()), int((side & twinged).sum()), int((side & felt).sum()))
        for side in (values >= WITH_FROM, values < WITH_FROM)
    )
    return there, not_there
