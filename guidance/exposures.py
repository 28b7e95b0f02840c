"""Which causes of the two documents each session, and the latest day, meet: rules over the journal's measures.

Thresholds are those of knowledge.json, under the same rule ids. A measure is a float array with one value per unit and
NaN where nothing was recorded, so a comparison with a blank is simply not met. A unit is `exposed` when a rule of level
"exposed" holds; else `unknown` when what the cause needs is missing; else `not_exposed`. Rules of level "watch" are
told, never counted. To add a cause: one entry in CAUSES under its id, and its cases in tests/test_exposures.py.

Left out: `caffeine_late` needs a bedtime, which the journal does not hold.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from journal.door import HOT_INDEX_C, HOT_WBGT_C

EXPOSED, NOT_EXPOSED, UNKNOWN = "exposed", "not_exposed", "unknown"
# From day to day, not from session to session: their state is that of the latest day.
OF_THE_DAY = ("stress", "poor_sleep", "caffeine")
LEAST_DRINKS = 3  # fewer drinks logged in 24 h tell nothing about how much was drunk
LEAST_SAME_ACTIVITY = 3  # sessions of one activity in 30 days that a jump can be measured against


@dataclass(frozen=True)
class Body:
    """What the rules need to know of the person."""

    male: bool = False
    pregnant: bool = False
    age: int | None = None  # years, by calendar year
    weight_kg: float | None = None

    @classmethod
    def of(cls, person, year):
        """The Body of a person's row in a year."""
        return cls(
            male=person["sex"] == "male",
            pregnant="pregnant" in (person["conditions"] or ()),
            age=None if person["birth_year"] is None else year - person["birth_year"],
            weight_kg=person["weight_kg"],
        )

    @property
    def under_age(self):
        return self.age is not None and self.age < 18

    @property
    def fluid_target_ml(self):
        """Drinks in 24 h, in ml: the part of EFSA's adequate intakes that is drunk [R37] [R38]."""
        return 2000 if self.male else 1600

    @property
    def fluid_stop_ml(self):
        """From here on nobody is told to drink more, in ml in 24 h: 80 % of EFSA's 95th percentile [R37]."""
        return 3200 if self.male else 2500

    @property
    def caffeine_limit_mg(self):
        """Caffeine in 24 h, in mg: 400, in pregnancy 200, under 18 years 3 mg a kg of body weight [R50]."""
        by_weight = 3 * self.weight_kg if self.under_age and self.weight_kg is not None else 400
        return min(200 if self.pregnant else 400, by_weight)


def blank(measure):
    """Where nothing was recorded."""
    return measure != measure


@dataclass(frozen=True)
class Cause:
    """Rules of one cause: rule id -> function of (measures, Body) giving a yes/no array."""

    exposed: dict
    missing: Callable
    watch: dict = field(default_factory=dict)


def _long_sweat(m):
    return (m["heavy_sweat"] == 1) & (m["minutes"] >= 60)


def _maybe_long_sweat(m):
    return (m["heavy_sweat"] != 0) & (m["minutes"] >= 60)


def _salt_taken(m):
    return (m["not_water_after"] > 0) | (m["salty"] == 1)


def _long(m):
    return m["minutes"] >= 90


def _fluid_below(m, target_ml):
    return (m["drinks_24h"] >= LEAST_DRINKS) & (m["fluid_24h_ml"] < target_ml)


CAUSES = {
    "muscle_fatigue": Cause(
        exposed={
            "effort_very_hard": lambda m, body: m["effort"] >= 7,
            "load_top_fifth": lambda m, body: m["load"] >= m["load_p80_56d"],
            "drained": lambda m, body: m["felt_drained"] == 1,
        },
        watch={
            "same_muscle_48h": lambda m, body: m["same_muscle_48h"] == 1,
            "heavy_work_day": lambda m, body: m["physical_job_load"] >= 7,
        },
        missing=lambda m, body: blank(m["effort"]),
    ),
    "load_spike": Cause(
        exposed={
            # 10 x minutes > 11 x longest is "more than 1.10 times", without rounding dust
            "single_session_spike": lambda m, body: (
                (m["same_activity_30d"] >= LEAST_SAME_ACTIVITY) & (10 * m["minutes"] > 11 * m["longest_30d_min"])
            ),
            "return_after_gap": lambda m, body: (m["gap_days"] >= 14) & (m["effort"] >= 5),
        },
        missing=lambda m, body: (
            (m["same_activity_30d"] < LEAST_SAME_ACTIVITY)
            | blank(m["same_activity_30d"])
            | (m["gap_days"] >= 14) & blank(m["effort"])
        ),
    ),
    "poor_warmup": Cause(
        exposed={
            "warmup_short": lambda m, body: m["warm_up_min"] < 5,
            "stretch_cold": lambda m, body: m["only_static"] == 1,
        },
        missing=lambda m, body: blank(m["warm_up_min"]),
    ),
    "no_post_stretch": Cause(
        exposed={"no_stretch": lambda m, body: m["stretch_after_min"] == 0},
        missing=lambda m, body: blank(m["stretch_after_min"]),
    ),
    "low_fluids": Cause(
        exposed={
            "fluid_24h_low": lambda m, body: _fluid_below(m, 0.75 * body.fluid_target_ml),
            "weight_loss": lambda m, body: (
                m["weight_before_kg"] - m["weight_after_kg"] > 0.02 * m["weight_before_kg"] + 1e-9
            ),
        },
        watch={
            "fluid_24h_border": lambda m, body: (
                _fluid_below(m, body.fluid_target_ml) & ~_fluid_below(m, 0.75 * body.fluid_target_ml)
            )
        },
        missing=lambda m, body: m["drinks_24h"] < LEAST_DRINKS,
    ),
    "electrolyte_loss": Cause(
        exposed={"sweaty_plain_water": lambda m, body: _long_sweat(m) & (m["drinks_after"] > 0) & ~_salt_taken(m)},
        watch={"salt_marks": lambda m, body: m["salt_marks"] == 1},
        missing=lambda m, body: (
            blank(m["minutes"])
            | (m["minutes"] >= 60) & blank(m["heavy_sweat"])
            | _maybe_long_sweat(m) & (m["drinks_after"] == 0) & ~_salt_taken(m)
        ),
    ),
    "heat": Cause(
        exposed={
            "hot_flag": lambda m, body: m["air_hot"] == 1,
            "wbgt": lambda m, body: (m["wbgt_c"] >= HOT_WBGT_C) | (m["heat_index_c"] >= HOT_INDEX_C),
        },
        watch={"first_hot_fortnight": lambda m, body: m["hot_season_days"] <= 14},
        missing=lambda m, body: blank(m["air_hot"]) & blank(m["wbgt_c"]),
    ),
    "stress": Cause(
        exposed={
            "stress_high": lambda m, body: (m["stress"] >= 7) | (m["stress_before"] >= 7),
            "stress_above_own": lambda m, body: (m["stress"] >= m["stress_usual_28d"] + 2) & (m["stress"] >= 5),
        },
        watch={"event_day": lambda m, body: (m["event_day"] == 1) | (m["event"] == 1)},
        missing=lambda m, body: blank(m["stress"]) & blank(m["stress_before"]),
    ),
    "poor_sleep": Cause(
        exposed={
            "sleep_short": lambda m, body: m["sleep_h"] < 7,
            "sleep_debt": lambda m, body: (m["sleep_3_nights_h"] < 6.5) | (m["sleep_h"] <= 5),
        },
        watch={"sleep_broken": lambda m, body: m["sleep_quality"] <= 2},
        missing=lambda m, body: blank(m["sleep_h"]),
    ),
    "caffeine": Cause(
        exposed={
            "caffeine_day": lambda m, body: m["caffeine_24h_mg"] > body.caffeine_limit_mg,
            "caffeine_dose": lambda m, body: (m["caffeine_dose_mg"] > 200) | (m["caffeine_over_usual"] > 0),
        },
        missing=lambda m, body: blank(m["caffeine_24h_mg"]),
    ),
    "low_fuel": Cause(
        exposed={
            "meal_gap": lambda m, body: m["hours_since_meal"] > 4,
            "long_unfuelled": lambda m, body: _long(m) & (m["carbs_during_g"] == 0) & (m["sugar_during"] == 0),
        },
        missing=lambda m, body: (
            blank(m["hours_since_meal"]) | _long(m) & blank(m["carbs_during_g"]) & (m["sugar_during"] == 0)
        ),
    ),
}


@dataclass(frozen=True)
class Exposure:
    """One cause over all units: yes/no arrays, and the rules they came from."""

    exposed: object
    unknown: object
    rules: dict
    watch: dict

    def state(self, unit):
        """ "exposed", "not_exposed" or "unknown" of the unit at a position."""
        return EXPOSED if self.exposed[unit] else UNKNOWN if self.unknown[unit] else NOT_EXPOSED

    def holding(self, unit):
        """(ids of the exposed rules, ids of the watch rules) that hold for the unit."""
        return tuple(tuple(rule for rule, met in rules.items() if met[unit]) for rules in (self.rules, self.watch))


def all_exposures(measures, body):
    """{cause id: Exposure} of every cause in CAUSES. `measures` as `journal.measures.of_units` makes them."""
    return {name: _exposure(cause, measures, body) for name, cause in CAUSES.items()}


def _exposure(cause, measures, body):
    rules = {name: rule(measures, body) for name, rule in cause.exposed.items()}
    watch = {name: rule(measures, body) for name, rule in cause.watch.items()}
    exposed = sum(rules.values()) > 0
    return Exposure(exposed, cause.missing(measures, body) & ~exposed, rules, watch)
