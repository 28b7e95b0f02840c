"""Which causes of the two documents each session, and the latest day, meet: rules over the journal's measures.

Thresholds are those of knowledge.json, under the same rule ids: one entry of CAUSES for each cause of that file. A
measure is a float array with one value per unit and NaN where nothing was recorded, so a comparison with a blank is
simply not met. A unit is `exposed` when a rule of level "exposed" holds; else `unknown` when what the cause needs is
missing; else `not_exposed`, also between the two lines of a cause (a stress of 5). Rules of the levels "watch",
"episode_only" (built from a twinge's own signs) and "information" are told, never counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from guidance.causes.asked import MEDICINES_TOXINS, NERVE_IRRITATION, UNDERLYING_CONDITION
from guidance.causes.days import POOR_SLEEP, STRESS
from guidance.causes.diet import LOW_MAGNESIUM, LOW_OTHER_MINERALS, LOW_POTASSIUM, PROCESSED_DIET
from guidance.causes.drinks import ALCOHOL, CAFFEINE, ELECTROLYTE_LOSS, LOW_FLUIDS, OVERDRINKING
from guidance.causes.person_limits import Body
from guidance.causes.rule_types import EXPOSED, NOT_EXPOSED, RULE_LEVELS, UNKNOWN, Cause, never
from guidance.causes.sessions import (
    COLD,
    HEAT,
    LOAD_SPIKE,
    LOW_FUEL,
    MUSCLE_FATIGUE,
    NO_POST_STRETCH,
    POOR_WARMUP,
)

if TYPE_CHECKING:
    from journal.public import Measures

__all__ = ["CAUSES", "EXPOSED", "NOT_EXPOSED", "RULE_LEVELS", "UNKNOWN", "Body", "Exposure", "all_exposures"]

CAUSES = {
    "muscle_fatigue": MUSCLE_FATIGUE,
    "load_spike": LOAD_SPIKE,
    "poor_warmup": POOR_WARMUP,
    "no_post_stretch": NO_POST_STRETCH,
    "low_fluids": LOW_FLUIDS,
    "electrolyte_loss": ELECTROLYTE_LOSS,
    "low_magnesium": LOW_MAGNESIUM,
    "low_potassium": LOW_POTASSIUM,
    "low_other_minerals": LOW_OTHER_MINERALS,
    "stress": STRESS,
    "poor_sleep": POOR_SLEEP,
    "caffeine": CAFFEINE,
    "alcohol": ALCOHOL,
    "low_fuel": LOW_FUEL,
    "heat": HEAT,
    "cold": COLD,
    "nerve_irritation": NERVE_IRRITATION,
    "medicines_toxins": MEDICINES_TOXINS,
    "processed_diet": PROCESSED_DIET,
    "underlying_condition": UNDERLYING_CONDITION,
    "overdrinking": OVERDRINKING,
}


@dataclass(frozen=True)
class Exposure:
    """One cause over all units: yes/no arrays, and per level the rules they came from."""

    exposed: NDArray[Any]
    unknown: NDArray[Any]
    rules: "Measures"
    watch: "Measures"
    episode_only: "Measures"
    information: "Measures"

    def state(self, unit: int) -> str:
        """ "exposed", "not_exposed" or "unknown" of the unit at a position."""
        return EXPOSED if self.exposed[unit] else UNKNOWN if self.unknown[unit] else NOT_EXPOSED

    def holding(self, unit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(ids of the exposed rules, ids of the watch rules) that hold for the unit."""
        return _met(self.rules, unit), _met(self.watch, unit)

    def signs(self) -> tuple[str, ...]:
        """Ids of the episode_only rules that hold now."""
        return _met(self.episode_only, -1)

    def beside(self, unit: int) -> tuple[str, ...]:
        """Ids of the information rules that hold for the unit."""
        return _met(self.information, unit)


def _met(rules: "Measures", unit: int) -> tuple[str, ...]:
    return tuple(rule for rule, met in rules.items() if met[unit])


def all_exposures(measures: "Measures", body: Body) -> dict[str, Exposure]:
    """{cause id: Exposure} of every cause in CAUSES. `measures` as `journal.measures.sessions.of_units` makes them."""
    return {name: exposure_of(cause, measures, body) for name, cause in CAUSES.items()}


def exposure_of(cause: Cause, measures: "Measures", body: Body) -> Exposure:
    """The Exposure of one of the CAUSES; the rest as of `all_exposures`."""
    rules = {level: _worked_out(getattr(cause, level), measures, body) for level in RULE_LEVELS}
    exposed = sum(rules["exposed"].values(), start=never(measures, body)) > 0
    return Exposure(exposed, cause.missing(measures, body) & ~exposed, *rules.values())


def _worked_out(rules: dict[str, Callable[..., Any]], measures: "Measures", body: Body) -> "Measures":
    return {name: rule(measures, body) for name, rule in rules.items()}
