"""Guidance as JSON values: what `manage.py guide` prints and what programs get, the same from both."""

from collections.abc import Sequence
from dataclasses import asdict

from guidance.analysis.analysis import Advice, CauseAdvice
from guidance.analysis.relief_counts import caution_of
from guidance.flags.reasons import question
from guidance.flags.registry import Flag
from guidance.knowledge.load import by_id
from guidance.trials.results import TrialResult
from journal.public import Calendar, Row


def guidance_row(advice: Advice, calendar: Calendar) -> Row:
    """An Advice, its moment on the clock of the Calendar: see docs/contract.md."""
    return {
        "at": calendar.local(advice.at).isoformat(),
        "red_flags": [flag_row(flag) for flag in advice.flags],
        "asked": [flag_row(flag) | {"question": question(flag, calendar, advice.at)} for flag in advice.asked],
        "causes": [_cause(cause, advice.analysis.aside) for cause in advice.analysis.causes],
        "sets": [asdict(found) for found in advice.analysis.sets],
        "tips": [asdict(tip) for tip in advice.tips],
        "relief": [
            {"method": r.method, "tried": r.tried, "helped": r.helped, "not_said": r.not_said}
            | ({"caution": caution_of(r.method)} if caution_of(r.method) else {})
            for r in advice.analysis.relief
        ],
        "trials": [_trial(trial) for trial in advice.analysis.trials],
    }


def flag_row(flag: Flag) -> dict[str, Sequence[str] | str]:
    """A red flag: what it is, what to do, and what opened it."""
    return {
        "id": flag.id,
        "urgency": flag.urgency,
        "episodes": [str(episode) for episode in flag.episodes],
        "claims": flag.claims,
        "text": flag.wording,
        "because": flag.because,
        "asks": [by_id("questions")[ask.question]["text"] for ask in flag.asks],
        "refs": flag.refs,
    }


def _trial(trial: TrialResult) -> Row:
    return {
        "id": str(trial.id),
        "cause": trial.cause,
        "state": trial.state,
        "flips": len(trial.units),
        "do": asdict(trial.do),
        "usual": asdict(trial.usual),
        "probability": trial.probability,
        "prior": trial.prior,
        "largest": trial.largest,
    }


def _cause(cause: CauseAdvice, aside: tuple[str, ...]) -> Row:
    compared, evidence = cause.compared, cause.evidence
    return {
        "id": cause.id,
        "state": cause.state,
        "rules": cause.rules,
        "watch": cause.watch,
        "episode_only": cause.episode_only,
        "information": cause.information,
        "level": cause.level,
        "probability": evidence.probability,
        "risk_ratio": evidence.risk_ratio and asdict(evidence.risk_ratio),
        "with": asdict(compared.with_cause),
        "without": asdict(compared.without),
        "left_out": {"outcome_unknown": compared.outcome_unknown, "exposure_unknown": compared.exposure_unknown},
        "more_needed": evidence.more_needed,
        "avoidable": evidence.avoidable and asdict(evidence.avoidable),
        "coding": evidence.coding,
        "at_own_threshold": evidence.at_start
        and {side: asdict(counts) for side, counts in zip(("with", "without"), evidence.at_start, strict=True)},
        "tangled": [asdict(tangle) for tangle in cause.tangled],
        "grade": cause.grade,
        "claims": cause.claims,
        "set_aside": cause.id in aside,
    }
