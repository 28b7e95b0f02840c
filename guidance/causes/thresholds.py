"""Lines that more than one rule, dose or red flag draws; a line that only one rule draws stands in that rule.

They are those of knowledge.json, under the rule ids named here.
"""

from journal.public import HARD_EFFORT, WARM_UP_MIN

__all__ = ["HARD_EFFORT", "WARM_UP_MIN"]

SPIKE_TENTHS = 11  # over 1.1 times what was usual: `single_session_spike` [R32]
LONG_WITHOUT_FOOD_H = 4  # over so many hours since a meal: `meal_gap`, adapted from [R82] [R84]
FLUID_SHARE = 0.75  # under this part of the target in 24 h: `fluid_24h_low`, adapted from [R37] [R38] [R39]
LEAST_MAGNESIUM = 2  # servings a day: `mg_low`, our line [R58] [R59]
HIGH_STRESS = 7  # of 10, or more: `stress_high`, our line
SHORT_SLEEP_H = 7  # under so many hours: `sleep_short` [R48]
TOO_FAST_ML_H, LONG_DRINKING_MIN = 1000, 60  # over so much an hour in a session so long: `rate` [R46] [R47]


def is_spike(minutes, longest):
    """Whether a session is more than 1.1 times as long as the longest; numbers or arrays, without rounding dust."""
    return 10 * minutes > SPIKE_TENTHS * longest
