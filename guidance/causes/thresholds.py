"""The lines that causes draw: numbers of the rules in knowledge.json, with names where more than one place needs one.

A line that the journal draws too (a warm-up, a hard effort, hot air) stands in `journal.measures`; a test keeps
knowledge.json in step with it.
"""

from typing import Any

from numpy.typing import NDArray

from guidance.knowledge.load import rules


def line(rule: str, name: str = "line") -> float:
    """A number of a rule of knowledge.json."""
    return rules()[rule]["numbers"][name]


LONG_WITHOUT_FOOD_H = line("meal_gap")  # over so many hours since a meal
HIGH_STRESS = line("stress_high")  # of 10, or more
SHORT_SLEEP_H = line("sleep_short")  # under so many hours
LEAST_MAGNESIUM = line("mg_low")  # servings a day
TOO_FAST_ML_H, LONG_DRINKING_MIN = line("rate", "ml_h"), line("rate", "min")  # over so much, in a session so long
NEW_MEDICINE_DAYS = int(line("new_medicine", "days"))  # for so long a medicine is called new
SPIKE_PERCENT = 100 + line("single_session_spike", "percent")  # over so much of what was usual


def is_spike(minutes: NDArray[Any] | int, longest: NDArray[Any] | int) -> NDArray[Any] | bool:
    """Whether a session is a jump beside the longest; numbers or arrays, without rounding dust."""
    return 100 * minutes > SPIKE_PERCENT * longest
