"""What was different when an episode followed: each cause of the documents as a line of counts, with an interval.

Counts of the sessions of one stretch of time and nothing else: no prior, no level, no word on what it means.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from guidance.causes.counts import LEAST_UNITS, Side, side_of
from guidance.causes.doses import doses_of
from guidance.causes.labels import sides
from guidance.causes.person_limits import Body
from guidance.causes.registry import EXPOSED, NOT_EXPOSED
from guidance.causes.rule_types import Dose
from guidance.statistics.intervals import newcombe
from journal.public import Journal, Outcome, Row, frames, measured, measured_before_sessions

MOST_CIRCUMSTANCES = 6


@dataclass(frozen=True)
class Circumstance:
    """One circumstance: sessions with it and without it, and how many of them an episode followed."""

    cause: str
    with_it: Side
    without: Side

    @property
    def thinner(self) -> int:
        """Sessions on the side that has fewer: how much there is to compare."""
        return min(self.with_it.sessions, self.without.sessions)

    @property
    def difference(self) -> float | None:
        """How much larger the share with it is, -1 to 1; None where a side has too few sessions to say."""
        if self.thinner < LEAST_UNITS:
            return None
        one, other = self.with_it, self.without
        return one.episodes / one.sessions - other.episodes / other.sessions


@dataclass(frozen=True)
class CircumstanceLine:
    """A row of the table, in words."""

    name: str
    with_it: str
    without: str
    difference: str


def circumstances(journal: Journal, outcomes: dict[UUID, Outcome], at: datetime) -> list[Circumstance]:
    """The Circumstances with any session to count, the largest difference first; those with too few sessions last.

    `outcomes`: {session id: Outcome} of the sessions that count; the rows before them are only looked back at.
    """
    if not outcomes:
        return []
    tables, body = frames(journal), Body.of(journal.person, at.year)
    doses = doses_of(tables, measured_before_sessions(tables, measured(tables, at)), body)
    found = [
        _circumstance(cause, dose, journal.sessions, outcomes)
        for cause, dose in doses.items()
        if sides(cause)  # the others are told, never counted
    ]
    return sorted((one for one in found if one.with_it.sessions + one.without.sessions), key=_rank)


def _rank(circumstance: Circumstance) -> tuple[float, int, int, str]:
    by_difference = float("inf") if circumstance.difference is None else -circumstance.difference
    return by_difference, -circumstance.thinner, -circumstance.with_it.sessions, circumstance.cause


def _circumstance(cause: str, dose: Dose, sessions: list[Row], outcomes: dict[UUID, Outcome]) -> Circumstance:
    states = Counter((state, outcomes.get(row["id"])) for state, row in zip(dose.states, sessions, strict=False))
    return Circumstance(cause, *(side_of(states, state) for state in (EXPOSED, NOT_EXPOSED)))


def line(circumstance: Circumstance) -> CircumstanceLine:
    """The CircumstanceLine of a Circumstance."""
    name, _without = sides(circumstance.cause)
    return CircumstanceLine(name, _share(circumstance.with_it), _share(circumstance.without), _difference(circumstance))


def _share(side: Side) -> str:
    if not side.sessions:
        return _("no session")
    return _("%(n)s of %(sessions)s") % {"n": side.episodes, "sessions": side.sessions}


def _difference(circumstance: Circumstance) -> str:
    """ "+45 (+9 to +69)": how many more of every 100 sessions, with its interval."""
    difference = circumstance.difference
    if difference is None:
        return _("too few")
    one, other = circumstance.with_it, circumstance.without
    low, high = newcombe(one.episodes, one.sessions, other.episodes, other.sessions)
    return _("%(difference)s (%(low)s to %(high)s)") % {
        "difference": _signed(difference),
        "low": _signed(low),
        "high": _signed(high),
    }


def _signed(share: float) -> str:
    """0.45 -> "+45", with a true minus sign."""
    return f"{round(100 * share):+d}".replace("-", "−")
