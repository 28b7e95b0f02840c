"""The week's numbers, in plain Python: this week, the eight before it, and the usual range of the last four full ones.

A week without entries of a measure has None there, never 0.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any
from uuid import UUID

from django.db.models import DateField, FloatField, Q, Value

from journal.calendar import days_from, shift
from journal.measures.one_session import WARM_UP_MIN, total_load
from journal.models import Day, Intention, Night, Profile
from journal.reading.drinks import fluid_by_date
from journal.reading.outcomes import Outcome, link_episodes
from journal.row import Row

WEEKS_SHOWN = 9


@dataclass(frozen=True)
class WeekNumbers:
    """One week in numbers. `known`: sessions of which it is known what followed, as Guidance counts them.

    `twinges_after` follow a session of this week; `other_twinges` follow none.
    """

    start: date
    sessions: int
    known: int
    twinges_after: int
    other_twinges: int
    load: int | None
    without_effort: int
    long_warm_ups: int
    known_warm_ups: int
    fluid_ml: float | None  # a day, over the days with a drink logged
    fluid_days: int
    sleep_hours: float | None  # a night, over the nights logged
    nights: int
    stress: float | None  # 0-10, over the check-ins that say it
    stress_days: int

    @property
    def empty(self) -> bool:
        """Whether nothing at all was logged in this week."""
        return not (self.sessions or self.other_twinges or self.fluid_days or self.nights or self.stress_days)

    @property
    def twinges_per_session(self) -> float | None:
        """Twinges after this week's sessions for each session of which it is known what followed, or None."""
        return self.twinges_after / self.known if self.known else None

    @property
    def unknown(self) -> int:
        """Sessions of which it is not known what followed."""
        return self.sessions - self.known

    @property
    def long_warm_up_share(self) -> float | None:
        """Share of warm-ups of WARM_UP_MIN minutes or more among those recorded, or None."""
        return self.long_warm_ups / self.known_warm_ups if self.known_warm_ups else None


@dataclass(frozen=True)
class Dated:
    """What has a date and no time: {date: hours asleep}, {date: stress}, and the tips followed in the last week.

    `followed`: (tip id, first date, last date or None while it goes on), oldest first.
    """

    hours: dict[date, float]
    stress: dict[date, float]
    followed: list[tuple[str, date, date | None]]


def dated(person: Profile, starts: list[date], last: date) -> Dated:
    """The Dated of the weeks that begin on `starts`, up to the date `last`, in one query."""
    first, after_last = starts[0], shift(last, 1)
    nights = Night.objects.of(person).one_a_date().between(first, after_last)
    days = Day.objects.of(person).between(first, after_last).exclude(stress=None)
    in_week = Q(started_on__lt=after_last) & (Q(ended_on=None) | Q(ended_on__gte=starts[-1]))
    number, tip, until = (Value(None, FloatField()), Value(""), Value(None, DateField()))
    # Tips come first: they give every column of the union its type.
    tips = (
        Intention.objects.of(person).filter(in_week).values_list(Value("tip"), "started_on", number, "tip", "ended_on")
    )
    rows = tips.union(
        nights.values_list(Value("night"), "date", "hours", tip, until),
        days.values_list(Value("day"), "date", "stress", tip, until),
        all=True,
    )
    found: dict[str, list[Any]] = {"tip": [], "night": [], "day": []}
    for kind, *row in rows:
        found[kind].append(row)
    return Dated(
        hours={date: hours for date, hours, *_ in found["night"]},
        stress={date: stress for date, stress, *_ in found["day"]},
        followed=sorted(((tip, first, last) for first, _, tip, last in found["tip"]), key=lambda tip: tip[1]),
    )


def weeks_numbers(
    person: Profile,
    starts: list[date],
    sessions: list[Row],
    episodes: list[Row],
    outcomes: dict[UUID, Outcome],
    dated: Dated,
    last: date,
) -> list[WeekNumbers]:
    """WeekNumbers for each week start of `starts` (oldest first), from session and episode rows that reach over them.

    `outcomes`: what followed each session. `dated`: the weeks' Dated. `last`: the last date that counts. Costs one
    query more: the drinks.
    """
    calendar = person.calendar
    fluid = fluid_by_date(person, starts[0], (last - starts[0]).days + 1)
    weeks = {day: start for start in starts for day in days_from(start, 7)}
    by_week = defaultdict(list)
    for session in sessions:
        by_week[weeks.get(calendar.date_of(session["started_at"]))].append(session)
    linked = link_episodes(sessions, episodes)
    after = Counter(session_id for session_id in linked if session_id is not None)
    others = Counter(
        weeks.get(calendar.date_of(episode["started_at"]))
        for episode, session_id in zip(episodes, linked, strict=True)
        if session_id is None
    )
    known = {session_id for session_id, outcome in outcomes.items() if outcome != Outcome.UNKNOWN}
    return [_numbers(start, by_week[start], known, after, others[start], fluid, dated) for start in starts]


def _numbers(
    start: date,
    sessions: list[Row],
    known: set[UUID],
    after: Counter[UUID],
    others: int,
    fluid: Counter[date],
    dated: Dated,
) -> WeekNumbers:
    days = days_from(start, 7)
    warm_ups = [s["warm_up_min"] for s in sessions if s["warm_up_min"] is not None]
    fluids, slept, stressed = (
        [table[day] for day in days if day in table] for table in (fluid, dated.hours, dated.stress)
    )
    return WeekNumbers(
        start=start,
        sessions=len(sessions),
        known=sum(session["id"] in known for session in sessions),
        twinges_after=sum(after[session["id"]] for session in sessions),
        other_twinges=others,
        load=total_load(sessions),
        without_effort=sum(session["effort"] is None for session in sessions),
        long_warm_ups=sum(minutes >= WARM_UP_MIN for minutes in warm_ups),
        known_warm_ups=len(warm_ups),
        fluid_ml=fmean(fluids) if fluids else None,
        fluid_days=len(fluids),
        sleep_hours=fmean(slept) if slept else None,
        nights=len(slept),
        stress=fmean(stressed) if stressed else None,
        stress_days=len(stressed),
    )
