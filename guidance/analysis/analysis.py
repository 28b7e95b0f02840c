"""Guidance of one journal at one moment: red flags, causes with their counts, tips, and what eased it.

`advise` does it all from a Journal. For pages, `cache` holds the analysis per person, journal version and day, and
`with_flags` adds the flags and tips of the moment: a red flag is never taken from a cache.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from guidance.analysis.past import past
from guidance.analysis.relief_counts import Eased, eased
from guidance.analysis.same_muscle import SameMuscle, same_muscle
from guidance.causes import counts
from guidance.causes.counts import Comparison, Side, Tangle
from guidance.causes.registry import CAUSES, EXPOSED, NOT_EXPOSED, UNKNOWN, Body, Exposure, all_exposures
from guidance.evidence.levels import ORDER
from guidance.evidence.sets import CauseSet, sets_of
from guidance.evidence.weigh import Evidence
from guidance.flags.one_voice import any_urgent
from guidance.flags.registry import Flag, asked_flags, open_flags
from guidance.knowledge.load import GRADES, shown_causes
from guidance.knowledge.schema import Cause
from guidance.tips.choose import Facts, Tip, choose
from guidance.tips.facts import gather, values_of
from guidance.tips.recent_events import TIPS_REACH
from guidance.trials.results import TrialResult, is_graded, own_prior, prior_of, results, settled
from journal.public import (
    DAY,
    Journal,
    Profile,
    Row,
    frames,
    last_typed_on,
    latest_day,
    measured,
    person_as_of,
    read,
    trial_rows,
    unanswered,
    with_muscles,
)

GUARD = "overdrinking"
# Two years of sessions are compared; the first of them look back another 56 days.
ANALYSIS_REACH = counts.LOOK_BACK + 60 * DAY


@dataclass(frozen=True)
class CauseAdvice:
    """One cause of the documents for this person. `values`: what its rules looked at, None where not recorded."""

    id: str
    name: str
    mode: str
    grade: str
    claims: tuple[str, ...]
    state: str = UNKNOWN
    rules: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    episode_only: tuple[str, ...] = ()
    information: tuple[str, ...] = ()
    evidence: Evidence = Evidence()
    compared: Comparison = Comparison()
    tangled: tuple[Tangle, ...] = ()
    values: dict[str, float | None] | None = None

    @property
    def level(self) -> str:
        """One of the six fixed words of guidance.evidence.levels."""
        return self.evidence.level

    @property
    def probability(self) -> float | None:
        """That it raises this person's risk, or None where nothing could be fitted."""
        return self.evidence.probability

    @property
    def is_counted(self) -> bool:
        """Whether sessions with it and without it are set side by side: only what counts as exposure is."""
        return bool(CAUSES[self.id].exposed)


@dataclass(frozen=True)
class Analysis:
    """All that depends on the entries and the day alone, in plain values; `aside`: causes the person set aside;
    `intentions`: rows of tips taken up, oldest first. `since`, `newest`: dates of the first and the last entry.
    `sets`: causes of which at least one raises the risk, where none is likely alone; one set or none; `set_sides`: its
    sessions by which of them were there.
    `unanswered`: sessions of the last days of which the person can still say what followed.
    """

    causes: tuple[CauseAdvice, ...]
    relief: tuple[Eased, ...]
    facts: Facts
    aside: tuple[str, ...]
    intentions: tuple[Row, ...]
    sessions: int
    twinges: int
    since: date | None
    newest: date | None = None
    unanswered: int = 0
    same_muscle: SameMuscle = SameMuscle()
    trials: tuple[TrialResult, ...] = ()
    sets: tuple[CauseSet, ...] = ()
    set_sides: dict[tuple[bool, ...], Side] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """The analysis with the flags and tips of a moment.

    `asked`: alarms nobody answered for so long that it is asked what became of them. `relief_first`: a twinge is still
    going on and no flag asks for help, so a page leads to relief instead of tips.
    """

    at: datetime
    flags: tuple[Flag, ...]
    tips: tuple[Tip, ...]
    analysis: Analysis
    relief_first: bool = False
    asked: tuple[Flag, ...] = ()

    @property
    def put_away(self) -> bool:
        """Whether a flag for help today or now puts away tips, findings, counts and coins."""
        return any_urgent(self.flags)


def advise(journal: Journal, at: datetime, answers: Any = None) -> Advice:
    """The Advice of a Journal at an aware moment. `answers` to red flags: by default the journal's own."""
    journal = up_to(journal, at)
    answers = journal.answers if answers is None else answers
    flags, asked = open_flags(journal, answers, at), asked_flags(journal, answers, at)
    return with_flags(analyse(journal, at), flags, asked, journal.person, at, journal.episodes)


def with_flags(
    analysis: Analysis,
    flags: Sequence[Flag],
    asked: Sequence[Flag],
    person: Row,
    at: datetime,
    episodes: Sequence[Row] = (),
) -> Advice:
    """The Advice of an Analysis with the open flags of the moment, and those it is asked about.

    `person` is a row, `episodes` are recent rows.
    """
    tips = choose(analysis.facts, flags, person)
    relief_first = _going_on(episodes, at) and not any_urgent(flags)
    return Advice(at, tuple(flags), tuple(tips), analysis, relief_first, tuple(asked))


def _going_on(episodes: Sequence[Row], at: datetime) -> bool:
    """Whether a twinge that began in the last 24 h has no end yet.

    An older one was forgotten, one that has not come yet is a mistake.
    """
    began = (at - episode["started_at"] for episode in episodes if episode["ongoing"])
    return any(0 * DAY <= ago <= DAY for ago in began)


def up_to(journal: Journal, at: datetime) -> Journal:
    """The journal as it stood at a moment: later entries are not looked at."""
    today = journal.calendar.date_of(at)

    def before(rows: list[Row], name: str) -> list[Row]:
        return [row for row in rows if row[name] <= at]

    return replace(
        journal,
        person=person_as_of(journal.person, at),
        sessions=before(journal.sessions, "started_at"),
        drinks=before(journal.drinks, "at"),
        nights=[row for row in journal.nights if row["date"] <= journal.calendar.morning_of(at)],
        days=[row for row in journal.days if row["date"] <= today],
        episodes=before(journal.episodes, "started_at"),
        answers=before(journal.answers, "at"),
        set_aside=before(journal.set_aside, "at"),
        experiments=[row for row in journal.experiments if row["started_on"] <= today],
        intentions=[row for row in journal.intentions if row["started_on"] <= today],
    )


def in_order(journal: Journal) -> Journal:
    """The journal with sessions and drinks of one moment in an order that does not depend on their ids."""
    sessions = sorted(journal.sessions, key=lambda row: (row["started_at"], repr(list(row.values())[1:])))
    drinks = sorted(journal.drinks, key=lambda row: (row["at"], row["ml"], row["kind"]))
    return replace(journal, sessions=sessions, drinks=drinks)


def analyse(journal: Journal, at: datetime) -> Analysis:
    """The Analysis of a Journal that holds nothing later than `at`."""
    journal = in_order(journal)
    tables, body = frames(journal), Body.of(journal.person, at.year)
    measures = measured(tables, at)
    exposures = all_exposures(measures, body)
    day = values_of(measures, -1)
    session = values_of(measures, -2) if journal.sessions else {}
    trials = trials_of(journal, at)
    found = past(journal, tables, measures, body, settled(trials))
    causes = [replace(_cause(known, exposures, session, day), **found.of(known["id"])) for known in shown_causes()]
    causes.sort(key=_rank)
    aside = tuple(row["cause"] for row in journal.set_aside)
    sets = sets_of(found.shares, {cause.id: cause.level for cause in causes}, aside)
    newest = latest_day(tables)
    fresh = _fresh(journal, newest, at)
    recent = [cause for cause in causes if fresh[CAUSES[cause.id].of_the_day]]
    exposed = tuple(cause.id for cause in recent if cause.state == EXPOSED and cause.id not in aside)
    return Analysis(
        causes=tuple(causes),
        relief=tuple(eased(journal.episodes)),
        facts=replace(
            gather(
                journal,
                at,
                exposed,
                _holding(causes, exposures, aside, fresh),
                session if fresh[False] else {},
                day if fresh[True] else {},
            ),
            levels={cause.id: cause.level for cause in causes},
        ),
        aside=aside,
        intentions=tuple(journal.intentions),
        sessions=len(journal.sessions),
        twinges=len(journal.episodes),
        since=_since(journal),
        newest=newest,
        unanswered=len(unanswered(journal, at)),
        same_muscle=same_muscle(with_muscles(journal.sessions, journal.person), journal.episodes),
        trials=trials,
        sets=sets,
        set_sides=counts.in_combinations(found.doses, found.known, sets[0].causes) if sets else {},
    )


def trial_of(person: Profile, trial_id: UUID, at: datetime) -> TrialResult | None:
    """The TrialResult of any trial of the person, however long ago, or None."""
    row = next((row for row in trial_rows(person) if row["id"] == trial_id), None)
    if row is None:
        return None
    journal = up_to(read(person, since=person.calendar.start_of(row["started_on"]) - ANALYSIS_REACH), at)
    return next((found for found in trials_of(journal, at, row["started_on"]) if found.id == trial_id), None)


def trials_of(journal: Journal, at: datetime, since: Any = None) -> tuple[Any, ...]:
    """The TrialResults of the last two years, or since a date, newest first."""
    since = since or journal.calendar.date_of(at - counts.LOOK_BACK)
    before = cache(lambda on: _evidence_before(journal, on))  # coins that began together share it

    def prior(row: Row) -> float:
        found = before(row["started_on"]).get(row["cause"], Evidence())
        return own_prior(found) if is_graded(row) else prior_of(found)

    return results(journal, at, last_typed_on(journal), prior, since)


def _evidence_before(journal: Journal, on: date) -> dict[str, Evidence]:
    """{cause: Evidence} of the entries before a date; no trial is looked at."""
    start = journal.calendar.start_of(on)
    before = in_order(up_to(journal, start))
    tables, body = frames(before), Body.of(before.person, start.year)
    return past(before, tables, measured(tables, start), body, after_trials={}).evidence


def _cause(
    known: Cause,
    exposures: dict[str, Exposure],
    session: dict[str, float | None],
    day: dict[str, float | None],
) -> CauseAdvice:
    """The CauseAdvice of one cause of knowledge.json: as of the last session, or of the latest day."""
    name = known["id"]
    said = CauseAdvice(name, known["name"], known["mode"], known["evidence"]["grade"], tuple(known["claims"]))
    found = exposures[name]
    unit, values = (-1, day) if CAUSES[name].of_the_day else (-2, session)
    if not values:
        return replace(said, episode_only=found.signs())
    rules, watch = found.holding(unit)
    return replace(
        said,
        state=found.state(unit),
        rules=rules,
        watch=watch,
        episode_only=found.signs(),
        information=found.beside(unit),
        values=values,
    )


def _fresh(journal: Journal, newest: date | None, at: datetime) -> dict[bool, bool]:
    """Whether tips may come from the latest day (True), and from the last session (False): not after TIPS_REACH."""
    return {
        True: newest is not None and newest >= journal.calendar.date_of(at - TIPS_REACH),
        False: bool(journal.sessions) and at - journal.sessions[-1]["started_at"] <= TIPS_REACH,
    }


def _holding(
    causes: list[CauseAdvice], exposures: dict[str, Exposure], aside: tuple[Any, ...], fresh: dict[bool, bool]
) -> frozenset[str]:
    """Ids of all rules that hold, whatever their level, but those of causes set aside and of old entries (`fresh`).

    The guard against drinking too much cannot be set aside, and looks at the last session and at the latest day.
    """
    told = [cause for cause in causes if cause.id not in aside]
    held = [rule for cause in told for rule in cause.episode_only]
    held += [
        rule
        for cause in told
        if fresh[CAUSES[cause.id].of_the_day]
        for rule in cause.rules + cause.watch + cause.information
    ]
    guard = exposures[GUARD]
    units = [unit for unit in (-1, -2)[: guard.exposed.size] if fresh[unit == -1]]
    return frozenset(held).union(rule for unit in units for rules in guard.holding(unit) for rule in rules)


def _rank(cause: CauseAdvice) -> tuple[int, float, int, int]:
    """Strongest personal evidence first; then met by the last entries, then the better supported by research."""
    weighed = (ORDER.index(cause.level), -(cause.probability or 0))
    return *weighed, (EXPOSED, NOT_EXPOSED, UNKNOWN).index(cause.state), GRADES.index(cause.grade)


def _since(journal: Journal) -> date | None:
    moments = [rows[0]["started_at"] for rows in (journal.sessions, journal.episodes) if rows]
    return journal.calendar.date_of(min(moments)) if moments else None
