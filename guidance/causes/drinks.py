"""Causes that drinks show: too little, too much, salt, caffeine, alcohol."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.rule_types import JUST, Cause, blank, one, two
from guidance.causes.sessions import LONG_MIN, hot
from guidance.causes.thresholds import LONG_DRINKING_MIN, TOO_FAST_ML_H, line

if TYPE_CHECKING:
    from journal.public import Measures

HEAVY_SWEAT = 3  # of 4
LEAST_DRINKS = line("fluid_24h_low", "drinks")  # fewer logged in 24 h tell nothing about how much was drunk


def _long_sweat(m: "Measures") -> NDArray[Any]:
    return (m["heavy_sweat"] == 1) & (m["minutes"] >= line("sweaty_plain_water"))


def _maybe_long_sweat(m: "Measures") -> NDArray[Any]:
    return (m["heavy_sweat"] != 0) & (m["minutes"] >= line("sweaty_plain_water"))


def _salt_taken(m: "Measures") -> NDArray[Any]:
    return (m["not_water_after"] > 0) | (m["salty"] == 1)


def _little_fluid(m: "Measures", lag: str = "") -> NDArray[Any]:
    """Minus the ml of 24 h; `lag`: "_before" for the 24 h before those."""
    return np.where(m[f"drinks_24h{lag}"] >= LEAST_DRINKS, -m[f"fluid_24h_ml{lag}"], np.nan)


def _sweat_not_replaced(session: "Measures") -> Any:
    """How heavy the sweat was, 0 to 4; 0 where something other than water was drunk."""
    return np.where(session["not_water_after"] > 0, 0, session["sweat_level"])


def _hot_or_long(m: Any, of: Any = "") -> Any:
    """Where a session was hot or long; `of`: "day_" for those of the latest day."""
    return hot(m, of) | (m[f"{of}minutes"] >= LONG_MIN)


def _fluid_below(m: "Measures", target_ml: float) -> NDArray[Any]:
    return (m["drinks_24h"] >= LEAST_DRINKS) & (m["fluid_24h_ml"] < target_ml)


LOW_FLUIDS = Cause(
    exposed={
        "fluid_24h_low": lambda m, body: _fluid_below(m, body.fluid_low_ml),
        "weight_loss": lambda m, body: (
            m["weight_before_kg"] - m["weight_after_kg"]
            > line("weight_loss", "percent") / 100 * m["weight_before_kg"] + 1e-9
        ),
    },
    watch={
        "fluid_24h_border": lambda m, body: _fluid_below(m, body.fluid_target_ml) & ~_fluid_below(m, body.fluid_low_ml)
    },
    missing=lambda m, body: m["drinks_24h"] < LEAST_DRINKS,
    dose=lambda m, body: two(_little_fluid(m), _little_fluid(m, "_before"), -body.fluid_low_ml),
)

ELECTROLYTE_LOSS = Cause(
    exposed={"sweaty_plain_water": lambda m, body: _long_sweat(m) & (m["drinks_after"] > 0) & ~_salt_taken(m)},
    watch={"salt_marks": lambda m, body: m["salt_marks"] == 1},
    missing=lambda m, body: (
        blank(m["minutes"])
        | (m["minutes"] >= line("sweaty_plain_water")) & blank(m["heavy_sweat"])
        | _maybe_long_sweat(m) & (m["drinks_after"] == 0) & ~_salt_taken(m)
    ),
    dose=lambda m, body: one(_sweat_not_replaced(m), HEAVY_SWEAT - JUST),
)

CAFFEINE = Cause(
    exposed={
        "caffeine_day": lambda m, body: m["caffeine_24h_mg"] > body.caffeine_limit_mg,
        "caffeine_dose": lambda m, body: (
            (m["caffeine_dose_mg"] > line("caffeine_dose", "mg")) | (m["caffeine_over_usual"] > 0)
        ),
        # Of the latest day alone: among sessions, only those that a night's twinge followed would be asked.
        "caffeine_late": lambda m, body: (m["night_twinge"] == 1) & (m["evening_caffeine_mg"] > 0),
    },
    missing=lambda m, body: blank(m["caffeine_24h_mg"]),
    of_the_day=True,
    dose=lambda m, body: two(m["caffeine_24h_mg"], m["caffeine_24h_mg_before"], body.caffeine_limit_mg),
)

ALCOHOL = Cause(
    exposed={
        "alc_week": lambda m, body: m["alcohol_7d_units"] > line("alc_week"),
        "alc_day": lambda m, body: m["alcohol_24h_units"] >= body.heavy_day_units,
    },
    watch={"alc_evening": lambda m, body: (m["night_twinge"] == 1) & (m["evening_alcohol_units"] > 0)},
    missing=lambda m, body: blank(m["alcohol_24h_units"]),
    of_the_day=True,
    dose=lambda m, body: two(m["alcohol_24h_units"], m["alcohol_24h_units_before"], body.heavy_day_units - JUST),
)

OVERDRINKING = Cause(
    exposed={
        "rate": lambda m, body: (m["fluid_during_ml_h"] > TOO_FAST_ML_H) & (m["minutes"] >= LONG_DRINKING_MIN),
        "gain": lambda m, body: m["weight_after_kg"] > m["weight_before_kg"],
    },
    watch={
        "volume": lambda m, body: (
            (m["fluid_24h_ml"] >= body.fluid_stop_ml) & ~_hot_or_long(m) & ~_hot_or_long(m, "day_")
        )
    },
)
