"""What a cause is: its rules, which say whether it was there, and its dose, which says how much of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.person_limits import Body

if TYPE_CHECKING:
    from journal.public import Measures

EXPOSED, NOT_EXPOSED, UNKNOWN = "exposed", "not_exposed", "unknown"
# How far a rule reaches: only "exposed" counts.
RULE_LEVELS = ("exposed", "watch", "episode_only", "information")
# Drinks are tried for the 24 h before a unit and for the 24 h before those; the less likely lag weighs this much.
OTHER_DAY = 0.30
JUST = 1e-6  # makes "above the cut" of "from the cut on"


def blank(measure: NDArray[Any]) -> NDArray[Any]:
    """Where nothing was recorded."""
    return measure != measure


def never(m: "Measures", body: Body) -> NDArray[Any]:
    """No unit at all: for a cause that needs nothing, or that no entry can tell of."""
    return m["minutes"] > m["minutes"]


@dataclass(frozen=True)
class Dose:
    """How much of a cause each unit holds, larger = more: NaN where nothing was recorded, and where it cannot be.

    `variants`: ((n,) array, prior weight) of each lag that is tried. `cut`: the cause is there above it. Cuts are the
    lines of knowledge.json seen from the dose's side: minus 5 min of warm-up is "under 5 min".
    """

    variants: tuple[tuple[NDArray[Any], float], ...]
    cut: float

    @property
    def usual(self) -> NDArray[Any]:
        """The dose at its usual lag, which alone is counted."""
        return self.variants[0][0]

    @property
    def sides(self) -> tuple[int, int]:
        """(units above the cut, units up to it)."""
        return int((self.usual > self.cut).sum()), int((self.usual <= self.cut).sum())

    @property
    def states(self) -> list[str]:
        """How each unit is counted: EXPOSED above the cut, UNKNOWN without a dose, else NOT_EXPOSED."""
        known = np.where(self.usual > self.cut, EXPOSED, NOT_EXPOSED)
        return np.where(np.isnan(self.usual), UNKNOWN, known).tolist()

    def state(self, unit: int) -> str:
        """How the unit at a position is counted."""
        return self.at([unit]).states[0]

    def at(self, units: Any) -> "Dose":
        """The Dose of some of the units, by their positions."""
        return Dose(tuple((dose[units], weight) for dose, weight in self.variants), self.cut)


def one(dose: NDArray[Any], cut: float) -> Dose:
    """The Dose of a cause with one lag."""
    return Dose(((dose, 1.0),), cut)


def two(usual: NDArray[Any], other: NDArray[Any], cut: float) -> Dose:
    """The Dose of a cause with its usual lag and another one."""
    return Dose(((usual, 1 - OTHER_DAY), (other, OTHER_DAY)), cut)


@dataclass(frozen=True)
class Cause:
    """Rules of one cause by their level, each rule id -> function of (measures, Body) giving a yes/no array.

    `missing`: where an entry that the cause needs is not there. `of_the_day`: its state is that of the latest day, not
    of the last session. `foods`: those of the check-in that it rests on. `dose`: function of (measures, Body) giving
    its Dose; without one, it is whether a rule of level "exposed" holds.
    """

    exposed: dict[str, Callable[..., Any]] = field(default_factory=dict)
    missing: Callable[..., Any] = never
    watch: dict[str, Callable[..., Any]] = field(default_factory=dict)
    episode_only: dict[str, Callable[..., Any]] = field(default_factory=dict)
    information: dict[str, Callable[..., Any]] = field(default_factory=dict)
    of_the_day: bool = False
    foods: tuple[str, ...] = ()
    dose: Callable[["Measures", Body], Dose] | None = None
