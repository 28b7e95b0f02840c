"""Causes that seven days of food check-ins show, of which at least four must have answered."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.rule_types import Cause, blank, one
from guidance.causes.thresholds import LEAST_MAGNESIUM, line

if TYPE_CHECKING:
    from journal.public import Measures

LEAST_DAYS = line("mg_low", "days")  # of seven, with an answer
RICH_DAYS = 3  # of seven, with dairy or with fish: enough


def _answered(m: "Measures", food: str) -> NDArray[Any]:
    return m[f"{food}_logged_7d"] >= LEAST_DAYS


def _below(m: "Measures", food: str, portions: float) -> NDArray[Any]:
    """Where the mean of the answered days is below so many portions a day."""
    return _answered(m, food) & (m[f"{food}_7d"] < portions)


def _little_magnesium(m: "Measures") -> NDArray[Any]:
    return np.where(_answered(m, "magnesium_servings"), -m["magnesium_servings_7d"], np.nan)


def _neither(m: "Measures") -> NDArray[Any]:
    both = _answered(m, "dairy") & _answered(m, "fish")
    return both & (m["dairy_days_7d"] == 0) & (m["fish_days_7d"] == 0)


def _rich(m: "Measures") -> NDArray[Any]:
    return (m["dairy_days_7d"] >= RICH_DAYS) | (m["fish_days_7d"] >= RICH_DAYS)


LOW_MAGNESIUM = Cause(
    exposed={"mg_low": lambda m, body: _below(m, "magnesium_servings", LEAST_MAGNESIUM)},
    missing=lambda m, body: ~_answered(m, "magnesium_servings"),
    of_the_day=True,
    foods=("magnesium_servings",),
    dose=lambda m, body: one(_little_magnesium(m), -LEAST_MAGNESIUM),
)

LOW_POTASSIUM = Cause(
    exposed={"k_low": lambda m, body: _below(m, "fruit_veg_portions", line("k_low"))},
    watch={"shoulder_repeat": lambda m, body: m["shoulder_twitches_14d"] >= line("shoulder_repeat")},
    missing=lambda m, body: ~_answered(m, "fruit_veg_portions"),
    of_the_day=True,
    foods=("fruit_veg_portions",),
)

LOW_OTHER_MINERALS = Cause(
    watch={"few_dairy_fish": lambda m, body: _neither(m)},
    missing=lambda m, body: ~_rich(m) & ~(_answered(m, "dairy") & _answered(m, "fish")),
    of_the_day=True,
    foods=("dairy", "fish"),
)

PROCESSED_DIET = Cause(
    information={
        "info": lambda m, body: (m["processed_days_7d"] > 0) | (m["sweets_days_7d"] > 0) | (m["salty_days_7d"] > 0)
    },
    missing=lambda m, body: blank(m["processed_days_7d"]) & blank(m["sweets_days_7d"]) & blank(m["salty_days_7d"]),
    of_the_day=True,
    foods=("processed", "sweets", "salty"),
)
