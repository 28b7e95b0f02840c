"""The drawings of the steps: one for each movement, with what it shows in words. A step without a movement has none."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# Symbol of static/img/figures.svg -> what it shows.
FIGURES = {
    "calf": gettext_lazy(
        "A person sits on the floor with one leg straight and draws the toes back towards the knee with a towel. The "
        "calf is marked."
    ),
    "thigh_back": gettext_lazy(
        "A person stands with one heel on a low step, that leg straight, and leans forward from the hips. The back of "
        "the thigh is marked."
    ),
    "thigh_front": gettext_lazy(
        "A person stands by a wall with one hand on it and holds the other foot behind the body, heel to the buttock. "
        "The front of the thigh is marked."
    ),
    "foot": gettext_lazy(
        "A person sits on a chair, one ankle on the other knee, and pulls the toes back towards the shin with one "
        "hand. The sole of the foot is marked."
    ),
    "hand": gettext_lazy(
        "An arm is held out, and the other hand bends its wrist and straight fingers back. The underside of the "
        "forearm is marked."
    ),
    "abdomen": gettext_lazy(
        "A person lies on the back and lengthens, arms overhead and legs straight. The belly is marked."
    ),
    "sit": gettext_lazy("A person sits on a chair with both feet on the floor."),
    "rub": gettext_lazy("A person sits on the floor, one knee bent, and rubs the calf up and down with both hands."),
    "walk": gettext_lazy("A person walks a few steps."),
}
STRETCH = "RC2"  # drawn for the body part; for another part there is no drawing
OF_STEPS = {"RC3": "rub", "RC5": "walk", "RT3": "walk", "RR4": "sit", "RN1": "calf", "RN2": "walk"}


@dataclass(frozen=True)
class Figure:
    """A symbol of static/img/figures.svg, and what it shows in words."""

    id: str
    shows: Promise


def figure_of(step_id: str, part: str) -> Figure | None:
    """The Figure of a step of relief; `part`: the word of a body part, or ""."""
    found = part if step_id == STRETCH and part in FIGURES else OF_STEPS.get(step_id)
    return Figure(found, FIGURES[found]) if found else None
