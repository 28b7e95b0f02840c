"""One cause in each session of two years: its dose, whether it counts as present, and what followed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from guidance.causes.counts import session_outcomes
from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, EXPOSED, UNKNOWN, all_exposures
from guidance.causes.rule_types import Dose
from journal.public import Journal, Outcome, frames, graded, measured, measured_before_sessions

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Point:
    """One session. `dose`: as its axis in knowledge.json says, None when it was not recorded or has no number.

    `present`: whether the cause counts as there, None when that is not known.
    """

    session: UUID
    date: date
    dose: float | None
    present: bool | None
    outcome: Outcome


@dataclass(frozen=True)
class OverTime:
    """The Points of a cause, oldest first. `cut`: the dose from which it counts, on that scale, None without one."""

    points: tuple[Point, ...] = ()
    cut: float | None = None


def over_time(journal: Journal, cause: str, less: bool, at: datetime) -> OverTime:
    """The OverTime of a counted cause in a Journal that holds nothing later than `at`.

    `less`: whether a lower number is more of the cause (minutes of warm-up), as its axis says.
    """
    if not journal.sessions:
        return OverTime()
    tables, body = frames(journal), Body.of(journal.person, at.year)
    found = measured_before_sessions(tables, measured(tables, at))
    exposure, make = all_exposures(found, body)[cause], CAUSES[cause].dose
    dose = make(found | graded(tables, found), body) if make else None
    numbers, sign = _numbers(dose, len(journal.sessions)), -1 if less else 1
    known = {EXPOSED: True, UNKNOWN: None}
    points = (
        Point(
            session=session["id"],
            date=journal.calendar.date_of(session["started_at"]),
            dose=None if np.isnan(number) else float(sign * number),
            present=known.get(exposure.state(n), False),
            outcome=outcome,
        )
        for n, (session, outcome, number) in enumerate(
            zip(journal.sessions, session_outcomes(journal), numbers, strict=True)
        )
        if outcome is not None
    )
    return OverTime(tuple(points), sign * dose.cut if dose else None)


def _numbers(dose: Dose | None, sessions: int) -> NDArray[Any]:
    """The dose of each session at its usual lag, NaN where there is none."""
    return np.full(sessions, np.nan) if dose is None else dose.variants[0][0][:sessions]
