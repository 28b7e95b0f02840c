"""Causes that the check-in and the night show."""

from guidance.causes.rule_types import Cause, blank
from guidance.causes.thresholds import HIGH_STRESS, SHORT_SLEEP_H

STRESS = Cause(
    exposed={
        "stress_high": lambda m, body: (m["stress"] >= HIGH_STRESS) | (m["stress_before"] >= HIGH_STRESS),
        "stress_above_own": lambda m, body: (m["stress"] >= m["stress_usual_28d"] + 2) & (m["stress"] >= 5),
    },
    watch={"event_day": lambda m, body: (m["event_day"] == 1) | (m["event"] == 1)},
    missing=lambda m, body: blank(m["stress"]) & blank(m["stress_before"]),
    of_the_day=True,
)

POOR_SLEEP = Cause(
    exposed={
        "sleep_short": lambda m, body: m["sleep_h"] < SHORT_SLEEP_H,
        "sleep_debt": lambda m, body: (m["sleep_3_nights_h"] < 6.5) | (m["sleep_h"] <= 5),
    },
    watch={"sleep_broken": lambda m, body: m["sleep_quality"] <= 2},
    missing=lambda m, body: blank(m["sleep_h"]),
    of_the_day=True,
)
