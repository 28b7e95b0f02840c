"""The units that are compared: sessions, and rest days on which something was logged, whose outcome is known.

A twinge from 45 min before a session's start to 24 h after its end belongs to the nearest earlier session, every other
one to its rest day. A unit is calm when the person said so, or logged anything on a later day and no twinge; else its
outcome is unknown and the unit is left out (design: docs/evidence.md, 1).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.counts import LOOK_BACK
from guidance.evidence.outcome_models import Graded, OutcomeModel, YesOrNo
from journal.public import Journal, Outcome, last_typed_on, link_episodes, with_entries

if TYPE_CHECKING:
    from journal.public import Frames

QUARTER = np.timedelta64(91, "D")


@dataclass(frozen=True)
class Units:
    """n units: sessions, oldest first, then rest days, oldest first.

    `rows`: position of each session unit among the journal's sessions. `dates`: (n,) datetime64[us], the person's own.
    `twinged`: (n,) of 0 and 1. `grade`: (n,), how much was felt after a session, 0 to 10; NaN where that was not asked.
    """

    rows: np.ndarray
    dates: np.ndarray
    twinged: np.ndarray
    grade: np.ndarray

    @property
    def is_session(self) -> NDArray[Any]:
        return np.arange(len(self.dates)) < len(self.rows)

    @property
    def rest_days(self) -> NDArray[Any]:
        """The dates of the rest days, midnights."""
        return self.dates[len(self.rows) :]

    def places(self, sessions: int) -> NDArray[Any]:
        """Positions of the units among all of so many sessions and then the rest days."""
        return np.append(self.rows, sessions + np.arange(len(self.rest_days)))

    @property
    def always(self) -> NDArray[Any]:
        """(n, 3), what every model holds: intercept, rest day or session, and the trend per 91 days; both centred."""
        rest = (~self.is_session).astype("float64")
        quarters = (self.dates - self.dates[0]) / QUARTER
        return np.column_stack([np.ones(len(rest)), rest - rest.mean(), quarters - quarters.mean()])

    @property
    def model(self) -> OutcomeModel:
        """What followed the units, graded when any answer was."""
        if np.isnan(self.grade).all():
            return YesOrNo(self.always, self.twinged)
        return Graded(self.always, self.twinged, self.grade, self.is_session)


def units_of(journal: Journal, frames: "Frames", known: list[Outcome | None]) -> Units:
    """The Units of a Journal that holds a session, and of its Frames. `known`: as `session_outcomes` gives it."""
    rows = np.array([n for n, outcome in enumerate(known) if outcome and outcome.known], dtype=int)
    rest, rest_twinged = _rest_days(journal, frames)
    grades = frames.sessions["aftermath"].to_numpy("float64", na_value=np.nan)
    return Units(
        rows=rows,
        dates=np.concatenate([frames.sessions["date"].to_numpy("datetime64[us]")[rows], rest]),
        twinged=np.concatenate([[known[n] == Outcome.TWINGE for n in rows], rest_twinged]).astype("float64"),
        grade=np.append(grades[rows], np.full(len(rest), np.nan)),
    )


def _rest_days(journal: Journal, frames: "Frames") -> tuple[NDArray[Any], NDArray[Any]]:
    """(dates, twinged) of the rest days with a known outcome, in the two years before the newest session."""
    calendar, newest = journal.calendar, last_typed_on(journal)
    links = link_episodes(journal.sessions, journal.episodes)
    alone = [e for e, session in zip(journal.episodes, links, strict=True) if session is None]
    twinged_on = _dates({calendar.date_of(episode["started_at"]) for episode in alone})
    oldest = calendar.date_of(journal.sessions[-1]["started_at"] - LOOK_BACK)
    dates = np.setdiff1d(with_entries(frames), frames.sessions["date"].to_numpy("datetime64[us]"))
    twinged = np.isin(dates, twinged_on)
    counts = (dates >= _dates([oldest])) & (twinged | (dates < _dates([newest])))
    return dates[counts], twinged[counts]


def _dates(dates: Collection[Any]) -> NDArray[Any]:
    """Dates of the calendar as the tables hold them, sorted."""
    return np.array(sorted(dates), dtype="datetime64[D]").astype("datetime64[us]")
