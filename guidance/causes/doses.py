"""The dose of each cause: one number per unit, larger = more of the cause, and the documents' cut.

Doses are NaN where nothing was recorded, and on rest days for causes that only a session can hold. Cuts are those of
knowledge.json (see guidance/causes/registry.py), seen from the dose's side: minus 5 min of warm-up is "under 5 min".

Only what came before a twinge may count. Drinks of a session end with it or with the first twinge. Ratings have no time
of their own, so a stress rating of a day with a twinge is dropped: a bad evening colours it.
"""

from dataclasses import dataclass

import numpy as np

from guidance.causes.thresholds import (
    HIGH_STRESS,
    LEAST_MAGNESIUM,
    LONG_WITHOUT_FOOD_H,
    SHORT_SLEEP_H,
    SPIKE_PERCENT,
)
from journal.public import HARD_EFFORT, WARM_UP_MIN, daily, graded

ONE_DAY = np.timedelta64(1, "D")
# Stress, caffeine and alcohol are tried for the same day and the day before; the less likely lag weighs this much.
OTHER_DAY = 0.30
FLUID_DAYS, MAGNESIUM_DAYS = 2, 3
JUST = 1e-6  # makes "above the cut" of "from the cut on"


@dataclass(frozen=True)
class Dose:
    """`variants`: ((n,) array, prior weight) of each lag that is tried. `cut`: the cause is there above it."""

    variants: tuple
    cut: float


def doses_of(units, frames, found, body):
    """{cause id: Dose} over the Units. `found`: measures of the sessions before their twinges; `body`: a Body."""
    own = _on_sessions(units, found | graded(frames, found))
    last = [_of_dates(units, frames, back) for back in range(MAGNESIUM_DAYS)]
    return _of_sessions(own) | _of_days(last, body)


def _on_sessions(units, measures):
    """The measures of sessions on all units, with NaN on rest days."""
    rest = np.full(len(units.dates) - len(units.rows), np.nan)
    return {name: np.append(values[units.rows], rest) for name, values in measures.items()}


def _of_dates(units, frames, back):
    """The measures of the dates so many days before the units'; the stress of a day with a twinge is not known."""
    found = daily(frames, units.dates - back * ONE_DAY)
    return found | {"stress": np.where(found["twinged"] & (back == 0), np.nan, found["stress"])}


def _of_sessions(own):
    felt = np.where(np.isnan(own["air_level"]), np.nan, 1.0)
    return {
        "muscle_fatigue": _one(own["effort"], HARD_EFFORT - JUST),
        # The line is for minutes; load also sees a session that is harder, not longer.
        "load_spike": _one(own["load_ratio"], SPIKE_PERCENT / 100),
        "poor_warmup": _one(-own["warm_up_min"], -WARM_UP_MIN),
        "no_post_stretch": _one(-own["stretch_after_min"], -JUST),
        "electrolyte_loss": _one(np.where(own["not_water_after"] > 0, 0, own["sweat_level"]), 3 - JUST),
        "heat": _one(felt * (own["air_level"] == 2), 0),
        "cold": _one(felt * (own["air_level"] == -1), 0),
        "low_fuel": _one(own["hours_since_meal"], LONG_WITHOUT_FOOD_H),
    }


def _of_days(last, body):
    """`last`: the measures of the units' dates, of the day before, ..."""
    today, before = last[:2]
    return {
        "low_fluids": _one(-mean_known(last[:FLUID_DAYS], "thirst_ml"), -body.fluid_low_ml),
        "poor_sleep": _one(-today["sleep_h"], -SHORT_SLEEP_H),
        "low_magnesium": _one(-mean_known(last[:MAGNESIUM_DAYS], "magnesium_servings"), -LEAST_MAGNESIUM),
        "stress": _two(today["stress"], before["stress"], HIGH_STRESS - JUST),
        "caffeine": _two(today["caffeine_mg"], before["caffeine_mg"], body.caffeine_limit_mg),
        "alcohol": _two(before["alcohol_units"], today["alcohol_units"], body.heavy_day_units - JUST),
    }


def _one(dose, cut):
    return Dose(((dose, 1.0),), cut)


def _two(usual, other, cut):
    """A dose with its usual lag and another one."""
    return Dose(((usual, 1 - OTHER_DAY), (other, OTHER_DAY)), cut)


def mean_known(days, measure):
    """The mean of a measure over several days, of those known; NaN where none is."""
    values = np.array([day[measure] for day in days])
    known = ~np.isnan(values)
    sums = np.where(known, values, 0).sum(axis=0)
    return np.where(known.any(axis=0), sums / np.maximum(known.sum(axis=0), 1), np.nan)
