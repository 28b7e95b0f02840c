"""The guidance of the signed-in person at this moment: one object for a request, whatever asks first."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.utils import timezone

from guidance.analysis.analysis import ANALYSIS_REACH, Advice, Analysis, analyse, in_order, up_to, with_flags
from guidance.analysis.questions import choose_questions
from guidance.cache import kept
from guidance.causes.over_time import OverTime, over_time
from guidance.flags.one_voice import any_urgent
from guidance.flags.open_flags import asked_now, flags_now
from guidance.flags.registry import Flag
from guidance.knowledge.load import by_id
from guidance.trials.outlook import Outlook, expected
from guidance.trials.results import SMALLEST_EFFECT
from guidance.turns import turn
from journal.public import DAY, Journal, JournalRequest, Profile, RecentRows, read

# The windows of hours or days that the analysis looks back from the present moment.
WINDOWS_DAYS = (1, 7, 14, 28)


class TooMany(Exception):
    """The person has asked for more analyses in a minute than one of many may take of a server."""


class GuidanceNow:
    """Flags and advice, worked out when they are first looked at, and anew after a write.

    `recent`: the person's RecentRows, which pages share with it. `may`: counts an analysis that has to be made, and
    says whether it may be. Flags are never counted, and who needs help now or today is never asked to wait.
    """

    def __init__(self, recent: RecentRows, may: Callable[[], bool] = lambda: True) -> None:
        self.recent, self.may = recent, may
        self._made: dict[str, tuple[int, Any]] = {}  # name -> (journal version, value)

    @property
    def flags(self) -> list[Flag]:
        """The open Flags, most urgent first."""
        return self._once("flags", lambda: flags_now(self.recent))

    @property
    def asked(self) -> list[Flag]:
        """The alarms nobody answered in time, of which it is asked what became of them, newest first."""
        return self._once("asked", lambda: asked_now(self.recent, self.flags))

    @property
    def advice(self) -> Advice:
        """The Advice of this moment."""
        return self._once("advice", self._advise)

    def _advise(self) -> Advice:
        at, recent, urgent = timezone.now(), self.recent.journal(), any_urgent(self.flags)
        person = self.recent.person
        analysis = analysis_of(person, at, lambda: urgent or self.may())
        choose_questions(person, analysis, person.calendar.date_of(at))
        return with_flags(analysis, self.flags, self.asked, recent.person, at, recent.episodes)

    def outlook(self, cause: str) -> Outlook:
        """What a trial of a cause that can be switched could settle, at the size that counts where none is said."""
        advice, person = self.advice, self.recent.person

        def make() -> Outlook:
            return expected(cause, up_to(rows_for(person, advice.at), advice.at), advice, advice.at, SMALLEST_EFFECT)[0]

        found: Outlook = kept(f"outlook-{cause}:{kept_step(person, advice.at)}", person, advice.at, make)
        return found

    def _once(self, name: str, make: Callable[..., Any]) -> Any:
        version, value = self._made.get(name, (-1, None))
        if version != self.recent.person.journal_version:
            value = make()
            self._made[name] = self.recent.person.journal_version, value
        return value


class GuidanceRequest(JournalRequest):
    """As `guidance.middleware` makes it; for a stranger `guidance` is None."""

    guidance: GuidanceNow


def analysis_of(person: Profile, at: datetime, may: Callable[[], bool] = lambda: True) -> Analysis:
    """The Analysis of a Profile at a moment, made anew after a write, on a new day, when an entry leaves a window.

    Raises TooMany when one has to be made and `may()` says no.
    """
    rows = cache(lambda: rows_for(person, at))

    def make() -> Analysis:
        if not may():
            raise TooMany
        journal = up_to(rows(), at)
        with turn():
            return analyse(journal, at)

    return kept(f"analysis:{kept_step(person, at, rows)}", person, at, make)


def over_time_of(person: Profile, cause: str, at: datetime, may: Callable[[], bool] = lambda: True) -> OverTime:
    """The OverTime of a counted cause for a Profile, kept and counted as the analysis is."""
    step, less = kept_step(person, at), by_id("causes")[cause].get("axis", {}).get("less", False)

    def make() -> OverTime:
        if not may():
            raise TooMany
        journal = in_order(up_to(rows_for(person, at), at))
        with turn():
            return over_time(journal, cause, less, at)

    return kept(f"{cause}:{step}", person, at, make)


def kept_step(person: Profile, at: datetime, rows: Callable[[], Journal] | None = None) -> int:
    """How many of the day's steps (see `steps_of_day`) lie behind `at`: what holds at a moment is kept under it."""
    steps = kept("steps", person, at, lambda: steps_of_day((rows or partial(rows_for, person, at))(), at))
    return bisect_right(steps, at)


def steps_of_day(journal: Journal, at: datetime) -> list[datetime]:
    """The moments of the day of `at` at which an entry comes due or leaves a window that looks back whole days.

    So what is said of "the last 24 hours" is never older than that, however long it was kept.
    """
    start, end = journal.calendar.span(journal.calendar.date_of(at))
    moments = [row["at"] for row in journal.drinks]
    moments += [row["started_at"] for row in (*journal.sessions, *journal.episodes)]
    just_after = DAY.resolution  # a window still holds the entry at its very end
    steps = {moment + days * DAY + just_after for moment in moments for days in WINDOWS_DAYS}.union(moments)
    return sorted(step for step in steps if start <= step < end)


def rows_for(person: Profile, at: datetime) -> Journal:
    """The rows the analysis can see: all, when the last two years hold no session.

    A trial starts from what the two years before it say, so with a trial they reach back further.
    """
    journal = read(person, since=at - ANALYSIS_REACH)
    if journal.experiments:
        journal = read(person, since=journal.calendar.start_of(journal.experiments[0]["started_on"]) - ANALYSIS_REACH)
    return journal if journal.sessions else read(person)
