"""Trials settled by a coin, as the journal keeps them: started, drawn, answered, stopped. All rules are guidance's.

An assignment is drawn when its session begins and never before, so a file holds no position that is still to come.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from journal.models import Profile, Session, Trial
from journal.reading.rows import columns
from journal.row import Row


def trial_rows(person: Profile) -> list[Row]:
    """The person's trials as rows, newest first."""
    return list(Trial.objects.of(person).newest_first().values(*columns("experiments")))


def next_position(assignments: list[Row]) -> int:
    """The position that is drawn next, from 1."""
    return max((drawn["position"] for drawn in assignments or ()), default=0) + 1


def start_trial(person: Profile, trial_id: UUID, *, cause: str, **fields: Any) -> UUID:
    """A new trial of a cause, or the one that is running already; its id. The same id twice is one trial."""
    with person.writing():
        running = Trial.objects.of(person).filter(cause=cause, ended_on=None).first()
        if running is None:
            made = {"cause": cause, "assignments": [], **fields}
            running, _made = Trial.objects.get_or_create(person=person, id=trial_id, defaults=made)
    return running.id


def draw_arm(person: Profile, trial_id: UUID, position: int, choose: Callable[..., Any]) -> None:
    """Draw a position's arm with `choose(assignments)`; nothing happens when it is drawn already."""
    with person.writing():
        trial = Trial.objects.of(person).get(id=trial_id)
        drawn = trial.assignments or []
        if position == next_position(drawn):
            _keep(trial, [*drawn, {"position": position, "arm": choose(drawn)}])


def answer_position(
    person: Profile, trial_id: UUID, position: int, followed: bool, session_id: str | None = None
) -> None:
    """What became of a drawn position: whether the arm was followed, and the session, None when there was none."""
    said = {"followed": followed} | ({"session": str(session_id)} if session_id else {})
    with person.writing():
        trial = Trial.objects.of(person).get(id=trial_id)
        _keep(trial, [drawn | said if drawn["position"] == position else drawn for drawn in trial.assignments or []])


def answer_with(session: Session, trial_id: UUID, position: int, followed: bool) -> None:
    """Whether the arm of a drawn position was followed in a session that was just logged.

    Nothing happens where the position waits for no session any more, or the session was before the trial.
    """
    person = session.person
    with person.writing():
        trial = Trial.objects.of(person).filter(id=trial_id, ended_on=None).first()
        drawn = next((one for one in trial.assignments or [] if one["position"] == position), None) if trial else None
        if trial is None or drawn is None or drawn.get("session"):
            return
        if person.calendar.date_of(session.started_at) < trial.started_on:
            return
        said = {"followed": followed and drawn.get("followed") is not False, "session": str(session.id)}
        _keep(trial, [one | said if one is drawn else one for one in trial.assignments or []])


def skip_position(person: Profile, trial_id: UUID, position: int) -> None:
    """A drawn position is not followed; it still waits for its session."""
    answer_position(person, trial_id, position, followed=False)


def plan_more_sessions(person: Profile, trial_id: UUID, planned_sessions: int) -> None:
    """Go on to so many sessions."""
    with person.writing():
        Trial.objects.of(person).filter(id=trial_id).update(planned_sessions=planned_sessions)


def stop_trial(person: Profile, trial_id: UUID, ended_on: date | str) -> None:
    """End a trial. One that has ended stays as it is."""
    with person.writing():
        Trial.objects.of(person).filter(id=trial_id, ended_on=None).update(ended_on=ended_on)


def _keep(trial: Trial, assignments: list[Row]) -> None:
    trial.assignments = assignments
    trial.save(update_fields=["assignments"])
