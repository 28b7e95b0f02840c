"""What the page says about a rule that holds, with the person's number and the line it crossed.

The sentences are those of knowledge.json: `said` of a rule that holds, `line` of what it looks at. Their blanks are
named after measures, the rule's own `numbers` and the limits of a person. Whose line it is (a source's, ours, the
documents') is told by the rule's `basis`.
"""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from guidance.causes.person_limits import Body
from guidance.knowledge.load import load, rules
from guidance.knowledge.texts import with_numbers

LIMITS = ("fluid_target_ml", "fluid_low_ml", "fluid_stop_ml", "heavy_day_units", "caffeine_limit_mg")


def said(rule: str, values: Any, body: Body, imperial: bool) -> str:
    """The sentence for a rule that holds: "Warm-up 3 min; we count under 5 min (our threshold, adapted ...)." """
    known = rules()[rule]
    numbers: ChainMap[str, Any] = ChainMap(known["numbers"], _limits(body), _together(values), values)
    return f"{with_numbers(known['said'], numbers, imperial)} ({basis(known)})."


def line_of(rule: Mapping[str, Any], imperial: bool = False) -> str:
    """A rule (a dict of knowledge.json) as the page of its cause lists it: what is looked at, and the threshold."""
    for_men = {f"men_{name}": limit for name, limit in _limits(Body(male=True)).items()}
    return with_numbers(rule["line"], ChainMap(rule["numbers"], _limits(Body()), for_men), imperial)


def basis(rule: Mapping[str, Any]) -> str:
    """Whose line a rule draws, "" where it draws none."""
    return load()["rules"]["basis_labels"][rule["basis"]]


def _limits(body: Body) -> dict[str, float]:
    return {name: getattr(body, name) for name in LIMITS}


def _together(values: Mapping[str, Any]) -> dict[str, float | None]:
    """Numbers of two measures."""
    stress = [rating for rating in (values["stress"], values["stress_before"]) if rating is not None]
    load, usual = values["load_7d"], values["load_weekly_28d"]
    return {
        "stress_of_two_days": max(stress, default=None),
        "load_week_ratio": load / usual if load is not None and usual else None,
    }
