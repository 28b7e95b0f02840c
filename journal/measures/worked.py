"""Which muscles a session mainly worked: those said of it, else those of its activity, worked out when read.

A session stores its muscles only when somebody said so, or from the sets of a strength session. The table below holds
activities whose muscles were measured; of the others (strength, HIIT, ball games, skiing of either kind) one session
differs too much from the next. Which body parts stand for the muscles measured is our own line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journal.row import Row

# The person's own answers: {activity: its body parts}; [] is "none in particular".
OwnMuscles = Mapping[str, list[str]]


@dataclass(frozen=True)
class UsualMuscles:
    """The body parts that an activity mainly works, and where that was measured: its name and address."""

    parts: tuple[str, ...]
    source: str
    address: str


_LEGS = ("buttock", "thigh_front", "thigh_back", "calf")
_WALKING = UsualMuscles(
    _LEGS,
    "Muscle contributions to support and progression over a range of walking speeds, Journal of Biomechanics, 2008",
    "https://doi.org/10.1016/j.jbiomech.2008.07.031",
)
USUAL_MUSCLES = {
    "run": UsualMuscles(
        _LEGS,
        "Muscular strategy shift in human running, Journal of Experimental Biology, 2012",
        "https://doi.org/10.1242/jeb.064527",
    ),
    "walk": _WALKING,
    "hike": _WALKING,
    "cycle": UsualMuscles(
        _LEGS,
        "Electromyographic analysis of pedaling: a review, Journal of Electromyography and Kinesiology, 2009",
        "https://doi.org/10.1016/j.jelekin.2007.10.010",
    ),
    "swim": UsualMuscles(
        ("shoulder", "upper_arm", "chest", "upper_back"),
        "Muscle activity in front crawl swimming: a systematic review, Journal of Sports Science and Medicine, 2023",
        "https://doi.org/10.52082/jssm.2023.1",
    ),
    "row": UsualMuscles(
        ("upper_arm", "upper_back", "lower_back", "thigh_front", "thigh_back"),
        "Muscle synergies of untrained subjects during maximal rowing, Journal of Sports Science and Medicine, 2014",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC4234948",
    ),
    "climb": UsualMuscles(
        ("forearm",),
        "Finger flexors fatigue in trained rock climbers, International Journal of Sports Medicine, 2003",
        "https://doi.org/10.1055/s-2003-41174",
    ),
}


def usual_muscles(activity: str, own: OwnMuscles | None) -> list[str] | None:
    """The body parts that an activity works: as the person corrected it, else by the table; None where neither says."""
    if own and activity in own:
        return own[activity] or None
    known = USUAL_MUSCLES.get(activity)
    return list(known.parts) if known else None


def worked_muscles(session: Row, own: OwnMuscles | None) -> list[str] | None:
    """The body parts that a session row worked: those said of it, else those usual for its activity."""
    said: list[str] | None = session["muscles"]
    return usual_muscles(session["activity"], own) if said is None else said


def with_muscles(sessions: Iterable[Row], person: Row) -> list[Row]:
    """The session rows of a person's row, each with the muscles it worked."""
    own = person["activity_muscles"]
    return [row if row["muscles"] is not None else row | {"muscles": worked_muscles(row, own)} for row in sessions]
