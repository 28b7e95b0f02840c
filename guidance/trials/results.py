"""Trials read from a journal: what each drawn session was followed by, and whether the stopping rule has spoken.

Nothing of this is stored: the assignments and the entries say it all, so the same journal gives the same answer. The
rule looks only after whole blocks of which every session is settled, and in their order; the first look that decides
ends the trial, and later sessions are not counted (docs/evidence.md, 6).

A trial whose file names its `arms` or its `smallest_effect` is weighed with graded answers, beside other coins and from
the cause's own probability (`coins`); one without goes on by the rules that it began with.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guidance.evidence.levels import CONFIRMED_FROM
from guidance.evidence.weigh import INCLUSION
from guidance.trials.coins import MOST_SESSIONS, Told, told
from guidance.trials.statistics import BLOCK, PRIOR_TOGETHER, Count, counted, probability, together, verdict
from journal.public import DAY, Arms, Calendar, Journal, Outcome, Row, ended_at, outcomes

EVEN, LEAST_PRIOR, MOST_PRIOR = 0.5, 0.2, 0.8
# So long Today asks what followed a session; afterwards an unknown outcome stays unknown.
ASKED = 3 * DAY
LONGER, LONGEST = 12, 60  # sessions that an unsettled trial goes on for, and the most it can plan
RUNNING, CONFIRMED, NOT_FOUND, UNCLEAR = "running", "confirmed", "not_found", "unclear"
TOO_SMALL = "too_small"
SMALLEST_EFFECT = 0.1  # share of sessions; where a file says no other
LEAST_OWN_PRIOR = 0.01


@dataclass(frozen=True)
class Unit:
    """One drawn position. `session`: its id as text, or None; `outcome` and `on` (its date) are None without one."""

    position: int
    arm: str
    session: str | None
    followed: bool | None
    outcome: Outcome | None
    settled: bool
    on: date | None = None
    grade: int | None = None

    @property
    def is_open(self) -> bool:
        """Drawn, and the person has not said what became of it."""
        return self.session is None and self.followed is None

    @property
    def known(self) -> bool:
        """Whether it is known if a twinge followed."""
        return self.settled and self.outcome in (Outcome.TWINGE, Outcome.CALM)

    @property
    def answered(self) -> bool:
        """Whether it is known what followed, a grade without a twinge included."""
        return self.settled and self.outcome is not None and self.outcome.known


@dataclass(frozen=True)
class TrialResult:
    """A trial at a moment. `counted`: how many units the counts rest on; `probability`: at the last look, or None.

    `do`, `usual`: Counts, not to be shown while the trial is running. `beside`: causes that were switched in the same
    sessions and analysed together with this one. `prior`: the probability it started from.
    """

    id: UUID
    cause: str
    started_on: date
    ended_on: date | None
    planned: int
    units: tuple[Unit, ...]
    state: str = RUNNING
    counted: int = 0
    probability: float | None = None
    do: Count = Count()
    usual: Count = Count()
    beside: tuple[str, ...] = ()
    prior: float = EVEN
    arms: str | None = None
    smallest: float | None = None
    largest: float | None = None

    @property
    def is_graded(self) -> bool:
        """Whether it is weighed with graded answers; then `smallest` is the share too small to matter."""
        return self.smallest is not None

    @property
    def both(self) -> bool:
        """Whether the coin sets both arms."""
        return self.arms == Arms.BOTH

    @property
    def done(self) -> int:
        """Positions of which the person has said what became of them."""
        return sum(unit != self.open_unit for unit in self.units)

    @property
    def sessions(self) -> int:
        """Sessions that the counts hold: what followed them is known."""
        return self.do.sessions + self.usual.sessions

    @property
    def without_session(self) -> int:
        """Flips that had no session, or whose session was deleted; not the one that still waits for its session."""
        return sum(unit.on is None and unit != self.open_unit for unit in self.units)

    @property
    def is_running(self) -> bool:
        return self.state == RUNNING

    @property
    def next_position(self) -> int:
        return max((unit.position for unit in self.units), default=0) + 1

    @property
    def open_unit(self) -> Unit | None:
        """The unit the person is still to say something of, or None.

        In a graded trial the coin stands for the next session, so a skipped one waits for its session, too.
        """
        return next((unit for unit in self.units if unit.is_open or (self.is_graded and unit.session is None)), None)

    @property
    def may_draw(self) -> bool:
        return self.is_running and self.open_unit is None and len(self.units) < self.planned

    @property
    def may_add(self) -> int:
        """Sessions that a trial which did not settle it may go on for, or 0."""
        if self.state != UNCLEAR or self.ended_on:
            return 0
        return max(0, min(LONGER, (MOST_SESSIONS if self.is_graded else LONGEST) - self.planned))


def prior_of(evidence: Any) -> float:
    """How probable a trial takes its cause to be at the start: what the entries before it said, kept within bounds.

    `evidence`: an Evidence or a CauseAdvice of the entries before, or None. Even odds where no probability was worked
    out.
    """
    found = getattr(evidence, "probability", None)
    return EVEN if found is None else min(max(found, LEAST_PRIOR), MOST_PRIOR)


def own_prior(evidence: Any) -> float:
    """How probable a graded trial takes its cause to be: what the entries before it said, without a floor."""
    found = getattr(evidence, "probability", None)
    return INCLUSION if found is None else min(max(found, LEAST_OWN_PRIOR), MOST_PRIOR)


def is_graded(row: Row) -> bool:
    """Whether a trial's row is weighed with graded answers."""
    return row["arms"] is not None or row["smallest_effect"] is not None


def results(
    journal: Journal, at: datetime, last_typed_on: date | None, prior: Callable[[Row], float], since: date | None = None
) -> tuple[TrialResult, ...]:
    """The TrialResults of a journal that holds nothing later than `at`, newest first.

    `last_typed_on`: the date of the newest entry. `prior(row)`: the probability a trial's row starts from. `since`: a
    date; older trials are left out.
    """
    today = journal.calendar.date_of(at)
    rows = [row for row in journal.experiments if (since or row["started_on"]) <= row["started_on"] <= today]
    if not rows:
        return ()
    outcome_of = outcomes(journal.sessions, journal.episodes, journal.calendar, last_typed_on)
    sessions = {str(row["id"]): (row, outcome_of[row["id"]]) for row in journal.sessions}
    units = {row["id"]: _units(row, sessions, journal.calendar, today) for row in rows}
    found = [(_graded if is_graded(row) else _result)(row, units, rows, prior, today) for row in rows]
    return tuple(sorted(found, key=lambda trial: (trial.started_on, str(trial.id)), reverse=True))


def settled(trials: Sequence[TrialResult]) -> dict[str, float | None]:
    """{cause: probability after a trial} where one confirmed it or found nothing; the newest such trial speaks."""
    return {trial.cause: trial.probability for trial in reversed(trials) if trial.state in (CONFIRMED, NOT_FOUND)}


def _units(row: Row, sessions: dict[str, tuple[Row, Outcome]], calendar: Calendar, today: date) -> tuple[Unit, ...]:
    drawn = sorted(row["assignments"] or (), key=lambda assignment: assignment["position"])
    planned = drawn[: row["planned_sessions"]]
    return tuple(_unit(assignment, sessions, calendar, today, is_graded(row)) for assignment in planned)


def _unit(
    assignment: Row, sessions: dict[str, tuple[Row, Outcome]], calendar: Calendar, today: date, graded: bool
) -> Unit:
    session, followed = assignment.get("session"), assignment.get("followed")
    position, arm = assignment["position"], assignment["arm"]
    if session not in sessions:  # nothing to wait for, unless the person is still to say what became of it
        return Unit(position, arm, session, followed, None, settled=session is not None or followed is not None)
    row, outcome = sessions[session]
    grade = row["aftermath"] if graded else None
    told_of = (outcome == Outcome.CALM or (graded and outcome.known)) and _over(row, DAY, calendar, today)
    settled = outcome == Outcome.TWINGE or told_of or _over(row, ASKED, calendar, today)
    return Unit(position, arm, session, followed, outcome, settled, calendar.date_of(row["started_at"]), grade)


def _over(session: Row, span: Any, calendar: Calendar, today: date) -> bool:
    """Whether so much time has passed since the session's end, to the day: what is kept for a day stays right."""
    return calendar.date_of(ended_at(session) + span) < today


def _result(
    row: Row, units: dict[UUID | int, tuple[Unit, ...]], rows: list[Row], prior: Callable[..., Any], today: date
) -> TrialResult:
    own, partners = units[row["id"]], _partners(row, units, [other for other in rows if not is_graded(other)])
    found, ended_on = _blank(row, own, partners, today), _ended_on(row, today)
    looks, known = list(_looks(own)), None
    start = prior(row) if looks and not partners else PRIOR_TOGETHER if partners else EVEN
    for seen in looks:
        known, said = _look(seen, [units[partner["id"]] for partner in partners], start)
        if said is not None:
            return _counted(found, seen, CONFIRMED if said else NOT_FOUND, known, start)
    done = len(own) >= found.planned and all(unit.settled for unit in own)
    return _counted(found, own, UNCLEAR if ended_on or done else RUNNING, known, start)


def _blank(row: Row, units: tuple[Unit, ...], partners: list[Row], today: date) -> TrialResult:
    """The result before anything is weighed."""
    beside = tuple(partner["cause"] for partner in partners)
    return TrialResult(
        row["id"], row["cause"], row["started_on"], _ended_on(row, today), row["planned_sessions"], units, beside=beside
    )


def _ended_on(row: Row, today: date) -> date | None:
    return row["ended_on"] if row["ended_on"] and row["ended_on"] <= today else None


def _graded(
    row: Row, units: dict[UUID | int, tuple[Unit, ...]], rows: list[Row], prior: Callable[..., Any], today: date
) -> TrialResult:
    """The result of a trial that is weighed with graded answers."""
    own, partners = units[row["id"]], _partners(row, units, rows)
    smallest = SMALLEST_EFFECT if row["smallest_effect"] is None else row["smallest_effect"]
    found = replace(_blank(row, own, partners, today), arms=row["arms"] or Arms.USUAL.value, smallest=smallest)
    looks, seen = list(_looks(own)), Told(INCLUSION, 1.0)
    priors = [prior(each) for each in (row, *partners)] if looks else [INCLUSION]
    for units_seen in looks:
        seen = _graded_look([units_seen, *(units[partner["id"]] for partner in partners)], priors)
        if seen.probability >= CONFIRMED_FROM or seen.is_too_small(smallest):
            state = CONFIRMED if seen.probability >= CONFIRMED_FROM else TOO_SMALL
            return _counted(found, units_seen, state, seen.probability, priors[0], seen.largest)
    done = len(own) >= found.planned and all(unit.settled for unit in own)
    known = seen.probability if looks else None
    state = UNCLEAR if found.ended_on or done else RUNNING
    return _counted(found, own, state, known, priors[0], seen.largest if looks else None)


def _graded_look(units: list[tuple[Unit, ...]], priors: list[float]) -> Told:
    """What the units seen say of their cause; first its own, then those of trials analysed with it."""
    answered = [unit for unit in units[0] if unit.answered]
    arms = [{unit.session: float(unit.arm == "usual") for unit in drawn} for drawn in units]
    return told(
        [[arm.get(unit.session, math.nan) for arm in arms] for unit in answered],
        [math.nan if unit.grade is None else unit.grade for unit in answered],
        [unit.outcome == Outcome.TWINGE for unit in answered],
        priors,
    )


def _counted(
    found: TrialResult,
    seen: tuple[Unit, ...],
    state: str,
    known: float | None,
    start: float,
    largest: float | None = None,
) -> TrialResult:
    """The result with its state and the counts of the units seen."""
    units = [unit for unit in seen if (unit.answered if found.is_graded else unit.known)]
    do, usual = counted([unit.arm for unit in units], [unit.outcome == Outcome.TWINGE for unit in units])
    felt = [sum(unit.arm == arm and unit.outcome == Outcome.FELT for unit in units) for arm in ("do", "usual")]
    do, usual = replace(do, felt=felt[0]), replace(usual, felt=felt[1])
    seen_of: dict[str, Any] = {"state": state, "counted": len(seen), "probability": known, "do": do, "usual": usual}
    return replace(found, **seen_of, prior=start, largest=largest)


def _looks(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """The units up to the end of each whole block that is settled, and all before it."""
    for end in range(BLOCK, len(units) + 1, BLOCK):
        if not all(unit.settled for unit in units[:end]):
            return
        yield units[:end]


def _look(seen: tuple[Unit, ...], partners: list[tuple[Unit, ...]], prior: float) -> tuple[float, bool | None]:
    """(probability, what the stopping rule says) of the units seen. `partners`: units of trials analysed with it."""
    known = [unit for unit in seen if unit.known]
    twinged = [unit.outcome == Outcome.TWINGE for unit in known]
    if not partners:
        found = probability(*counted([unit.arm for unit in known], twinged), prior)
    else:
        arms = [{unit.session: float(unit.arm == "usual") for unit in units} for units in (seen, *partners)]
        found = together([[arm.get(unit.session) for arm in arms] for unit in known], twinged)[0] if known else prior
    return found, verdict(found, len(known))


def _partners(row: Row, units: dict[UUID | int, tuple[Unit, ...]], rows: list[Row]) -> list[Row]:
    """Rows of the trials that share a block of sessions or more with this one; two at most, those that share most."""
    own = {unit.session for unit in units[row["id"]] if unit.session}
    shared = {other["id"]: len(own & {unit.session for unit in units[other["id"]]}) for other in rows}
    found = [other for other in rows if other["cause"] != row["cause"] and shared[other["id"]] >= BLOCK]
    return sorted(found, key=lambda other: (-shared[other["id"]], str(other["id"])))[:2]
