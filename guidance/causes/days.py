"""Causes that the check-in and the night show."""

from guidance.causes.rule_types import JUST, Cause, blank, one
from guidance.causes.thresholds import HIGH_STRESS, SHORT_SLEEP_H, line

STRESS = Cause(
    exposed={
        "stress_high": lambda m, body: (m["stress"] >= HIGH_STRESS) | (m["stress_before"] >= HIGH_STRESS),
        "stress_above_own": lambda m, body: (
            (m["stress"] >= m["stress_usual_28d"] + line("stress_above_own", "above"))
            & (m["stress"] >= line("stress_above_own", "from"))
        ),
    },
    watch={"event_day": lambda m, body: (m["event_day"] == 1) | (m["event"] == 1)},
    missing=lambda m, body: blank(m["stress"]) & blank(m["stress_before"]),
    of_the_day=True,
    dose=lambda m, body: one(m["stress"], HIGH_STRESS - JUST),
)

POOR_SLEEP = Cause(
    exposed={
        "sleep_short": lambda m, body: m["sleep_h"] < SHORT_SLEEP_H,
        "sleep_debt": lambda m, body: (
            (m["sleep_3_nights_h"] < line("sleep_debt", "mean")) | (m["sleep_h"] <= line("sleep_debt"))
        ),
    },
    watch={"sleep_broken": lambda m, body: m["sleep_quality"] <= line("sleep_broken")},
    missing=lambda m, body: blank(m["sleep_h"]),
    of_the_day=True,
    dose=lambda m, body: one(-m["sleep_h"], -SHORT_SLEEP_H),
)
