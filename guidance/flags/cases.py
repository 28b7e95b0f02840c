"""What a rule of a red flag is given, and what it answers.

A rule is a pure function of Rows, the journal as it stood at a moment, and gives a Met or None. Most look at one
episode at a time: such a rule takes a Case, gives a Found or None, and `over_episodes` makes a rule over Rows of it.
A rule never begins with what was not recorded; what it asks for besides is in guidance.flags.blanks.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from journal.public import DAY, MINUTE, Calendar, Journal, Row, Span, ended_at, shift

INFORMING_REACH = DAY  # how far back an episode opens a flag that only informs
STAYS = 14 * DAY  # how long an alarm stays open when nobody answers it, from its newest entry on: our rule
RUNS = DAY  # an episode that is still going on after so long was forgotten: it is asked about, not counted on
# How far any rule looks back: three months for eyelids [R23], and a month more to see that it went on for longer.
LOOK_BACK = 123 * DAY
LONG_CRAMP_MIN = 10  # from so many minutes on a cramp is no ordinary one [R20] [R21]
ENDLESS_CRAMP_MIN = 60  # from here on it is an emergency: as a document says it
STILL_IN_EFFORT = 10 * MINUTE  # heart and breath are still those of the effort: our line
# What effort alone explains while it lasts.
OF_EFFORT = {"racing_heart", "breathless", "fast_breathing", "sweating"}


def is_forgotten(episode: Row, at: datetime) -> bool:
    """Whether it was logged as still going on so long ago that its end must have been forgotten."""
    return episode["ongoing"] is True and at - episode["started_at"] > RUNS


@dataclass(frozen=True)
class Ask:
    """A question of knowledge.json left blank; `entry`: the id of the row whose form asks it, None for a new one."""

    question: str
    entry: object = None


@dataclass(frozen=True)
class Met:
    """A rule is met.

    `because`: what met it, in the person's own numbers. `at`: when the newest of the entries that met it was made.
    `episodes`: ids, oldest first. `worse`: met in the way that makes the flag an emergency; `milder`: in the way that
    makes it less than one. `until`: from when on it is no longer counted on, None for never. `numbers`: by placeholder
    of the flag's wording. `asks`: what was not recorded and counts as met.
    """

    because: str
    at: datetime
    episodes: tuple[UUID, ...] = ()
    worse: bool = False
    milder: bool = False
    until: datetime | None = None
    numbers: dict[str, Any] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Found:
    """A rule over one episode is met: why, in which way (see Met), and what to ask.

    `by_minutes`: only because it lasted so long.
    """

    because: str
    worse: bool = False
    asks: tuple[Ask, ...] = ()
    milder: bool = False
    by_minutes: bool = False


# All that an alarm reads of a check-in, however long ago.
ALARM_DAYS = ("chemical_contact", "chilled")


@dataclass(frozen=True)
class Rows:
    """A Journal as it stood at a moment: later entries are not looked at. Lists are oldest first."""

    journal: Journal
    at: datetime

    @property
    def person(self) -> Row:
        return self.journal.person

    @cached_property
    def calendar(self) -> Calendar:
        return self.journal.calendar

    @cached_property
    def today(self) -> dt.date:
        return self.calendar.date_of(self.at)

    @cached_property
    def cases(self) -> "list[Case]":
        return [Case(row, self) for row in self.journal.episodes if row["started_at"] <= self.at]

    @cached_property
    def signed(self) -> "list[Case]":
        """The cases with a sign."""
        return [case for case in self.cases if case.signs]

    @cached_property
    def sessions(self) -> list[Row]:
        return [row for row in self.journal.sessions if row["started_at"] <= self.at]

    def sessions_begun(self, first: datetime, last: datetime) -> list[Row]:
        """The sessions that began between two moments, both counted in."""
        return _between(self.sessions, "started_at", first, last)

    @cached_property
    def longest_session(self) -> Span:
        """How long the longest session lasted; zero without any."""
        return max((row["duration_min"] for row in self.sessions), default=0) * MINUTE

    def cases_within(self, span: Span, kinds: str | None = None) -> "list[Case]":
        """Cases that were going on in the last `span`; `kinds`: only these ("twitch tremor")."""
        words = kinds and kinds.split()
        found = [case for case in self.cases if self.at - case.end <= span]
        return [case for case in found if case.kind in words] if words else found

    def drinks_between(self, first: datetime, last: datetime) -> list[Row]:
        return _between(self.journal.drinks, "at", first, min(last, self.at))

    def days(self, count: int) -> list[Row]:
        """The check-ins of the last `count` dates, today among them."""
        return _between(self.journal.days, "date", shift(self.today, 1 - count), self.today)

    def nights(self, count: int) -> list[Row]:
        """The nights of the last `count` mornings, today's among them."""
        last = self.calendar.morning_of(self.at)
        return _between(self.journal.without_naps, "date", shift(last, 1 - count), last)

    def said_around(self, case: "Case", column: str) -> list[Any]:
        """What the check-ins say in one of ALARM_DAYS, from the date before an episode began to the one it ended on."""
        days = _between(self._alarm_days, "date", shift(case.date, -1), self.calendar.date_of(case.end))
        return [day[column] for day in days]

    @cached_property
    def _alarm_days(self) -> list[Row]:
        return [day for day in self.journal.days if any(day[column] is not None for column in ALARM_DAYS)]


def _between(rows: list[Row], when: str, first: dt.date | datetime, last: dt.date | datetime) -> list[Row]:
    """The rows whose `when` lies from `first` to `last`, both included; they are in its order."""
    key = itemgetter(when)
    return rows[bisect_left(rows, first, key=key) : bisect_right(rows, last, key=key)]


@dataclass(frozen=True)
class Case:
    """One episode as the rules see it: its row among the Rows."""

    row: Row
    rows: Rows

    @property
    def start(self) -> datetime:
        return self.row["started_at"]

    @property
    def end(self) -> datetime:
        """The end, the moment of the Rows while it is going on, or the start when no end was recorded."""
        if self.row["ended_at"] is not None:
            return min(self.row["ended_at"], self.rows.at)
        return self.rows.at if self.row["ongoing"] and not self.is_forgotten else self.start

    @property
    def is_forgotten(self) -> bool:
        """Whether it was logged as going on so long ago that its end must have been forgotten."""
        return is_forgotten(self.row, self.rows.at)

    @property
    def minutes(self) -> float | None:
        """How long it lasted so far, in minutes; None when no end was recorded. A forgotten one ran for RUNS."""
        if self.is_forgotten:
            return RUNS / MINUTE
        timed = self.row["ended_at"] is not None or self.row["ongoing"]
        return (self.end - self.start) / MINUTE if timed else None

    @cached_property
    def date(self) -> dt.date:
        return self.rows.calendar.date_of(self.start)

    @cached_property
    def night(self) -> dt.date | None:
        """The date of the morning of the night it fell into; None by day."""
        return self.rows.calendar.night_of(self.start)

    @property
    def kind(self) -> str:
        return self.row["kind"]

    @property
    def part(self) -> str:
        return self.row["body_part"]

    @cached_property
    def signs(self) -> set[str]:
        """The signs logged with it, as a set; empty when they were not asked."""
        return set(self.row["signs"] or ())

    def any_of(self, words: str) -> bool:
        return not self.signs.isdisjoint(words.split())

    def count_of(self, words: str) -> int:
        return len(self.signs.intersection(words.split()))

    @cached_property
    def is_in_effort(self) -> bool:
        """Whether it came during a logged session or in the 10 min after one."""
        return bool(self.sessions_within(STILL_IN_EFFORT))

    def unexplained(self, words: str) -> set[str]:
        """Those of these signs that effort alone does not explain."""
        told = self.signs.intersection(words.split())
        return told - OF_EFFORT if told & OF_EFFORT and self.is_in_effort else told

    def before(self, span: Span) -> "list[Case]":
        """The cases that began in the `span` before this one, oldest first."""
        cases, start = self.rows.cases, attrgetter("start")
        return cases[bisect_left(cases, self.start - span, key=start) : bisect_left(cases, self.start, key=start)]

    def has_condition(self, word: str) -> bool:
        """Whether the person noted this condition; never asked is not yes."""
        return word in (self.rows.person["conditions"] or ())

    def pain_from(self, least: int) -> bool:
        return self.row["pain"] is not None and self.row["pain"] >= least

    def sessions_within(self, span: Span) -> list[Row]:
        """Sessions that overlap the episode or ended no more than `span` before it."""
        found = self.rows.sessions_begun(self.start - span - self.rows.longest_session, self.end)
        return [session for session in found if self.start <= ended_at(session) + span]


CaseRule = Callable[[Case], Found | None]


def over_episodes(rule: CaseRule, reach: Span = INFORMING_REACH) -> Callable[[Rows], Met | None]:
    """The rule over Rows that is met when episodes of the last `reach` meet `rule(case)`."""

    def over(rows: Rows) -> Met | None:
        return met_by((case, rule(case)) for case in rows.cases_within(reach))

    return over


def each_episode(rule: CaseRule) -> Callable[[Rows], tuple[Met, ...]]:
    """The rule over Rows that gives a Met for each episode, however old, that meets `rule(case)`."""

    def each(rows: Rows) -> tuple[Met, ...]:
        return mets((case, rule(case)) for case in rows.cases)

    return each


def each_with_signs(rule: CaseRule) -> Callable[[Rows], tuple[Met, ...]]:
    """As `each_episode`, for a rule that nothing but a sign begins: the others need not be looked at."""

    def each(rows: Rows) -> tuple[Met, ...]:
        return mets((case, rule(case)) for case in rows.signed)

    return each


def met_by(pairs: Iterable[tuple[Case, Found | None]]) -> Met | None:
    """The Met of (Case, Found or None) pairs, oldest first, or None: the newest of the worst says why."""
    found = [(case, told) for case, told in pairs if told]
    if not found:
        return None
    _case, told = max(found, key=lambda pair: (pair[1].worse, pair[0].start))
    cases = [case for case, _told in found]
    return Met(told.because, cases[-1].start, ids(cases), told.worse, asks=told.asks)


def mets(pairs: Iterable[tuple[Case, Found | None]]) -> tuple[Met, ...]:
    """The Mets of (Case, Found or None) pairs, one each, oldest first."""
    return tuple(_met(case, told) for case, told in pairs if told)


def _met(case: Case, told: Found) -> Met:
    forgotten = told.by_minutes and case.row["ongoing"]
    until = case.start + (RUNS if forgotten else STAYS)
    return Met(told.because, case.start, ids([case]), told.worse, told.milder, until, asks=told.asks)


def ids(cases: list[Case]) -> tuple[UUID, ...]:
    return tuple(case.row["id"] for case in cases)
