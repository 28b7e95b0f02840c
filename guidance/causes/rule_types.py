"""What a cause is to the rules."""

from collections.abc import Callable
from dataclasses import dataclass, field

# How far a rule reaches (knowledge.json, `rule_levels`): only "exposed" counts.
LEVELS = ("exposed", "watch", "episode_only", "information")


def blank(measure):
    """Where nothing was recorded."""
    return measure != measure


def never(m, body):
    """No unit at all: for a cause that needs nothing, or that no entry can tell of."""
    return m["minutes"] > m["minutes"]


@dataclass(frozen=True)
class Cause:
    """Rules of one cause by their level, each rule id -> function of (measures, Body) giving a yes/no array.

    `missing`: where an entry that the cause needs is not there. `of_the_day`: its state is that of the latest day, not
    of the last session. `foods`: those of the check-in that it rests on.
    """

    exposed: dict = field(default_factory=dict)
    missing: Callable = never
    watch: dict = field(default_factory=dict)
    episode_only: dict = field(default_factory=dict)
    information: dict = field(default_factory=dict)
    of_the_day: bool = False
    foods: tuple[str, ...] = ()
