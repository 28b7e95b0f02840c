"""Which muscles a strength session worked, from the exercises of its sets.

The groups are those of Garmin's FIT profile (`exercise_category`); which muscles lead in each is our own line. A group
that works the whole body, or that is not listed, says nothing.
"""

import re

from journal.files.formats.activities import plain_word
from journal.row import Row

_CATEGORIES = {
    "bench_press": "chest upper_arm", "push_up": "chest upper_arm", "flye": "chest",
    "shoulder_press": "shoulder upper_arm", "lateral_raise": "shoulder", "shoulder_stability": "shoulder",
    "shrug": "neck upper_back", "row": "upper_back upper_arm", "pull_up": "upper_back upper_arm",
    "curl": "upper_arm", "triceps_extension": "upper_arm",
    "crunch": "abdomen", "sit_up": "abdomen", "plank": "abdomen", "core": "abdomen", "chop": "abdomen",
    "leg_raise": "abdomen hip", "hyperextension": "lower_back",
    "deadlift": "thigh_back buttock lower_back", "squat": "thigh_front buttock", "lunge": "thigh_front buttock",
    "leg_curl": "thigh_back", "hip_raise": "buttock thigh_back", "hip_swing": "buttock thigh_back",
    "hip_stability": "hip", "calf_raise": "calf",
}  # fmt: skip


# Exercises of apps that are called otherwise than those groups.
_EXERCISES = {name.replace("_", " "): parts for name, parts in _CATEGORIES.items()} | {
    "overhead press": "shoulder upper_arm", "military press": "shoulder upper_arm",
    "arnold press": "shoulder upper_arm",
    "chest press": "chest upper_arm", "chest fly": "chest", "dip": "chest upper_arm",
    "pulldown": "upper_back upper_arm", "chin up": "upper_back upper_arm", "face pull": "upper_back shoulder",
    "good morning": "thigh_back lower_back", "back extension": "lower_back", "leg press": "thigh_front buttock",
    "leg extension": "thigh_front", "hip thrust": "buttock thigh_back", "glute bridge": "buttock",
    "triceps": "upper_arm", "wrist curl": "forearm", "upright row": "shoulder neck", "step up": "thigh_front buttock",
}  # fmt: skip


def muscles_of_exercises(names: list[str]) -> list[str] | None:
    """The body parts that the exercises of an app work, known by their English names; None where none is known."""
    found: dict[str, None] = {}
    for name in map(plain_word, names):
        known = [exercise for exercise in _EXERCISES if re.search(rf"\b{exercise}", name)]
        found.update(dict.fromkeys(_EXERCISES[max(known, key=len)].split() if known else []))
    return list(found) or None


def muscles_of_sets(sets: list[Row]) -> list[str] | None:
    """The body parts that the active sets of a FIT file name; None when they name none."""
    found: dict[str, None] = {}
    for one in sets:
        category = one.get("category")
        for name in category if isinstance(category, tuple | list) else [category]:
            if one.get("set_type") != "rest":
                found.update(dict.fromkeys(_CATEGORIES.get(str(name), "").split()))
    return list(found) or None
