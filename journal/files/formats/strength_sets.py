"""Which muscles a strength session worked, from the exercises of its sets.

The groups are those of Garmin's FIT profile (`exercise_category`); which muscles lead in each is our own line. A group
that works the whole body, or that is not listed, says nothing.
"""

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


def muscles_of_sets(sets: list[Row]) -> list[str] | None:
    """The body parts that the active sets of a FIT file name; None when they name none."""
    found: dict[str, None] = {}
    for one in sets:
        category = one.get("category")
        for name in category if isinstance(category, tuple | list) else [category]:
            if one.get("set_type") != "rest":
                found.update(dict.fromkeys(_CATEGORIES.get(str(name), "").split()))
    return list(found) or None
