"""One cause in each session of two years: its dose, whether it counts as present, and what followed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np

from guidance.causes.counts import session_outcomes
from guidance.causes.doses import doses_of
from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, EXPOSED, UNKNOWN
from journal.public import Journal, Outcome, frames, measured, measured_before_sessions


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
    dose = doses_of(tables, measured_before_sessions(tables, measured(tables, at)), body)[cause]
    states = dose.states
    has_number, sign = CAUSES[cause].dose is not None, -1 if less else 1
    known = {EXPOSED: True, UNKNOWN: None}
    points = (
        Point(
            session=session["id"],
            date=journal.calendar.date_of(session["started_at"]),
            dose=float(sign * dose.usual[n]) if has_number and not np.isnan(dose.usual[n]) else None,
            present=known.get(states[n], False),
            outcome=outcome,
        )
        for n, (session, outcome) in enumerate(zip(journal.sessions, session_outcomes(journal), strict=True))
        if outcome is not None
    )
    return OverTime(tuple(points), sign * dose.cut if has_number else None)
