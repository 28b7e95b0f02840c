"""Causes that only the person's own words show: signs of a twinge, medicines, contact with chemicals."""

from guidance.causes.rule_types import Cause, blank
from guidance.causes.thresholds import NEW_MEDICINE_DAYS, line

NERVE_IRRITATION = Cause(
    watch={"same_spot": lambda m, body: m["nerve_same_spot_14d"] >= line("same_spot")},
    episode_only={"nerve_signs": lambda m, body: m["nerve_signs"] == 1},
    missing=lambda m, body: ~(m["signs_answered_14d"] > 0),
    of_the_day=True,
)

MEDICINES_TOXINS = Cause(
    exposed={
        "new_medicine": lambda m, body: m["medicine_days"] <= NEW_MEDICINE_DAYS,
        "chemical": lambda m, body: m["chemical_contact"] == 1,
    },
    watch={"known_medicine": lambda m, body: m["watched_medicine"] == 1},
    missing=lambda m, body: blank(m["watched_medicine"]),
    of_the_day=True,
)

# Never scored: what a doctor must look at opens red flags, and nothing is guessed from entries.
UNDERLYING_CONDITION = Cause()
