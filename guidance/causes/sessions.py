"""Causes that a session shows: load, warm-up, stretching, heat, cold, food."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.rule_types import JUST, Cause, blank, one
from guidance.causes.thresholds import LONG_WITHOUT_FOOD_H, SPIKE_PERCENT, is_spike, line
from journal.public import HARD_EFFORT, HOT_INDEX_C, HOT_WBGT_C, LEAST_LOW_SUGAR, WARM_UP_MIN

if TYPE_CHECKING:
    from journal.public import Measures

HOT_AIR, COLD_AIR = 2, -1  # of the measure `air_level`
LEAST_SAME_ACTIVITY = line("single_session_spike", "sessions")  # in 30 days, to measure a jump by
LONG_MIN = line("long_unfuelled")  # from here on a session needs carbohydrate [R84]; for drinking much, our line


def _long(m: "Measures") -> NDArray[Any]:
    return m["minutes"] >= LONG_MIN


def hot(m: "Measures", of: Any = "") -> NDArray[Any]:
    """Where the air felt hot, or was hot by its numbers; `of`: "day_" for the sessions of the latest day."""
    return (m[f"{of}air_hot"] == 1) | _hot_by_numbers(m, of)


def _hot_by_numbers(m: "Measures", of: Any = "") -> NDArray[Any]:
    return (m[f"{of}wbgt_c"] >= HOT_WBGT_C) | (m[f"{of}heat_index_c"] >= HOT_INDEX_C)


def _felt(m: "Measures", air: Any) -> Any:
    """1 where the air was of this level, 0 where it was of another, NaN where that was not recorded."""
    level = m["air_level"]
    return np.where(blank(level), np.nan, level == air)


def _after_gap(m: "Measures") -> NDArray[Any]:
    """Where the last session of this activity was long ago."""
    return m["gap_days"] >= line("return_after_gap", "days")


MUSCLE_FATIGUE = Cause(
    exposed={
        "effort_very_hard": lambda m, body: m["effort"] >= HARD_EFFORT,
        "load_top_fifth": lambda m, body: m["load"] >= m["load_p80_56d"],
        "drained": lambda m, body: m["felt_drained"] == 1,
    },
    watch={
        "same_muscle_48h": lambda m, body: m["same_muscle_48h"] == 1,
        "heavy_work_day": lambda m, body: m["physical_job_load"] >= line("heavy_work_day"),
    },
    missing=lambda m, body: blank(m["effort"]),
    dose=lambda m, body: one(m["effort"], HARD_EFFORT - JUST),
)

LOAD_SPIKE = Cause(
    exposed={
        "single_session_spike": lambda m, body: (
            (m["same_activity_30d"] >= LEAST_SAME_ACTIVITY) & is_spike(m["minutes"], m["longest_30d_min"])
        ),
        "return_after_gap": lambda m, body: _after_gap(m) & (m["effort"] >= line("return_after_gap", "hard_from")),
    },
    information={
        "weekly_ratio": lambda m, body: (
            (m["load_weekly_28d"] > 0) & (m["load_7d"] > line("weekly_ratio") * m["load_weekly_28d"])
        )
    },
    missing=lambda m, body: (
        (m["same_activity_30d"] < LEAST_SAME_ACTIVITY)
        | blank(m["same_activity_30d"])
        | _after_gap(m) & blank(m["effort"])
    ),
    # The line is for minutes; load also sees a session that is harder, not longer.
    dose=lambda m, body: one(m["load_ratio"], SPIKE_PERCENT / 100),
)

POOR_WARMUP = Cause(
    exposed={
        "warmup_short": lambda m, body: m["warm_up_min"] < WARM_UP_MIN,
        "stretch_cold": lambda m, body: m["only_static"] == 1,
    },
    missing=lambda m, body: blank(m["warm_up_min"]),
    dose=lambda m, body: one(-m["warm_up_min"], -WARM_UP_MIN),
)

NO_POST_STRETCH = Cause(
    exposed={"no_stretch": lambda m, body: m["stretch_after_min"] == 0},
    missing=lambda m, body: blank(m["stretch_after_min"]),
    dose=lambda m, body: one(-m["stretch_after_min"], -JUST),
)

LOW_FUEL = Cause(
    exposed={
        "meal_gap": lambda m, body: m["hours_since_meal"] > LONG_WITHOUT_FOOD_H,
        "long_unfuelled": lambda m, body: _long(m) & (m["carbs_during_g"] == 0) & (m["sugar_during"] == 0),
    },
    watch={"sugar_rebound": lambda m, body: (m["hours_since_meal"] > LONG_WITHOUT_FOOD_H) & (m["sweet_before"] > 0)},
    episode_only={"sign_cluster": lambda m, body: m["tremor_low_sugar_signs"] >= LEAST_LOW_SUGAR},
    missing=lambda m, body: (
        blank(m["hours_since_meal"]) | _long(m) & blank(m["carbs_during_g"]) & (m["sugar_during"] == 0)
    ),
    dose=lambda m, body: one(m["hours_since_meal"], LONG_WITHOUT_FOOD_H),
)

HEAT = Cause(
    exposed={
        "hot_flag": lambda m, body: m["air_hot"] == 1,
        "wbgt": lambda m, body: _hot_by_numbers(m),
    },
    watch={"first_hot_fortnight": lambda m, body: m["hot_season_days"] <= line("first_hot_fortnight", "days")},
    missing=lambda m, body: blank(m["air_hot"]) & blank(m["wbgt_c"]),
    dose=lambda m, body: one(_felt(m, HOT_AIR), 0),
)

COLD = Cause(
    exposed={"cold_flag": lambda m, body: m["air_cold"] == 1},
    episode_only={"shivering": lambda m, body: m["shivering"] == 1},
    missing=lambda m, body: blank(m["air_cold"]),
    dose=lambda m, body: one(_felt(m, COLD_AIR), 0),
)
