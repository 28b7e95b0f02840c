"""What followed a session: pure functions over rows, used by the week and by the analysis.

An episode from 45 minutes before a session's start (a start can be logged late) to 24 h after its end belongs to the
nearest earlier session. No answer and no later entry means the outcome is unknown, never calm.
"""

from bisect import bisect_right
from collections.abc import Container
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from journal.calendar import HOUR, MINUTE, Calendar
from journal.measures.one_session import ended_at
from journal.reading.rows import Journal
from journal.row import Row, typed

BEFORE_START = 45 * MINUTE
AFTER_END = 24 * HOUR
# Kind -> the column that says when: what a person types of these tells that they were there.
TYPED = {"sessions": "started_at", "drinks": "at", "nights": "date", "days": "date", "episodes": "started_at"}


class Outcome(StrEnum):
    """What followed a session. `FELT`: an aftermath above 0, so something twitched or cramped, but none was logged."""

    TWINGE = "twinge"
    FELT = "felt"
    CALM = "calm"
    UNKNOWN = "unknown"

    @property
    def known(self) -> bool:
        return self != Outcome.UNKNOWN


def link_episodes(sessions: list[Row], episodes: list[Row]) -> list[UUID | None]:
    """For each episode row the id of the session it followed, or None. `sessions` sorted by started_at."""
    opens = [session["started_at"] - BEFORE_START for session in sessions]
    linked = []
    for episode in episodes:
        n = bisect_right(opens, episode["started_at"]) - 1
        near = n >= 0 and episode["started_at"] <= ended_at(sessions[n]) + AFTER_END
        linked.append(sessions[n]["id"] if near else None)
    return linked


def answered(session: Row, twinged: Container[Any]) -> bool:
    """Whether the person has said what followed: an episode, "nothing", or how restless the muscles were."""
    return session["id"] in twinged or session["quiet_after"] is True or session["aftermath"] is not None


def last_typed_on(journal: Journal) -> date | None:
    """The person's date of the newest entry that they typed, or None; `recent.last_typed` asks the database."""
    newest = [(name, row) for kind, name in TYPED.items() if (row := _last_typed(getattr(journal, kind)))]
    return max(
        (row[name] if name == "date" else journal.calendar.date_of(row[name]) for name, row in newest), default=None
    )


def _last_typed(rows: list[Row]) -> Row | None:
    return next((row for row in reversed(rows) if typed(row)), None)


def felt_only(session: Row, twinged: Container[Any]) -> bool:
    """Whether something was felt after a session and no twinge was logged. `twinged`: ids of sessions with a twinge."""
    return bool(session["aftermath"]) and session["id"] not in twinged


def outcomes(
    sessions: list[Row], episodes: list[Row], calendar: Calendar, last_typed_on: date | None
) -> dict[UUID, Outcome]:
    """{session id: Outcome}.

    `last_typed_on`: the person's date of the newest entry that they typed, or None; one on a later day than the
    session's end tells that the person was there and logged no episode. It tells nothing of an imported session, about
    which nobody was asked.
    """
    twinged = set(link_episodes(sessions, episodes))
    found = {}
    for session in sessions:
        later = typed(session) and last_typed_on is not None and last_typed_on > calendar.date_of(ended_at(session))
        if session["id"] in twinged:
            found[session["id"]] = Outcome.TWINGE
        elif felt_only(session, twinged):
            found[session["id"]] = Outcome.FELT
        elif session["quiet_after"] or session["aftermath"] == 0 or later:
            found[session["id"]] = Outcome.CALM
        else:
            found[session["id"]] = Outcome.UNKNOWN
    return found
