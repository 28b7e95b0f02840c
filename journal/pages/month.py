"""The page of a month: each day with its sessions and its twinges, and the days on which nothing was logged."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.calendar import Calendar, month_of, shift
from journal.models import Profile
from journal.reading.outcomes import Outcome
from journal.reading.past import dates_logged
from journal.reading.recent import outcomes_now
from journal.row import Row
from journal.vocabulary import Activity
from journal.words import format_count, format_date, format_date_as, format_minutes, format_sessions

_TALLEST, _SHORTEST, _BASE = 26, 8, 31  # of a bar, in px


@dataclass(frozen=True)
class MonthDay:
    """`height`: of the bar, "" without a session; `open`: what followed none of its sessions is known.

    `gap`: nothing at all was logged, on a day that is over.
    """

    date: date
    today: bool
    future: bool
    y: str
    height: str
    open: bool
    twinge: bool
    felt: bool
    gap: bool
    said: str


@dataclass(frozen=True)
class MonthPage:
    """`previous`, `following`: the first dates of the months beside it. `weeks`: seven days each, None outside."""

    title: str
    previous: date
    following: date | None
    says: str
    says_twinges: str
    says_gaps: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[MonthDay | None]]


def month_page(person: Profile, day: date, at: datetime, sessions: list[Row], episodes: list[Row]) -> MonthPage:
    """The MonthPage of the month of a day; `at` is now. Rows must reach from two days before it to two days after it.

    Three queries at most besides.
    """
    calendar, (first, after_last) = person.calendar, month_of(day)
    today, followed = calendar.date_of(at), outcomes_now(person, sessions, episodes, at)
    by_day = defaultdict(list)
    for session in sessions:
        by_day[calendar.date_of(session["started_at"])].append(session)
    twinged = {calendar.date_of(episode["started_at"]) for episode in episodes}
    logged = dates_logged(person, first, after_last) | set(by_day) | twinged
    tallest = max((_minutes(rows) for date, rows in by_day.items() if first <= date < after_last), default=0)
    days = {
        date: _day(date, by_day[date], followed, date in twinged, date in logged, tallest, today)
        for date in _dates(first, after_last)
    }
    return MonthPage(
        title=format_date_as(first, "F Y"),
        previous=shift(first, -1).replace(day=1),
        following=after_last if after_last <= today else None,
        says=_says(days, by_day, after_last > today),
        says_twinges="" if person.hide_counts else _says_twinges(days, by_day, followed),
        says_gaps=_says_gaps(days),
        weekdays=[(format_date_as(date, "D"), format_date_as(date, "l")) for date in calendar.week_of(first)],
        weeks=_weeks(calendar, days, first, after_last),
    )


def _dates(first: date, after_last: date) -> list[date]:
    return [shift(first, n) for n in range((after_last - first).days)]


def _weeks(
    calendar: Calendar, days: dict[date, MonthDay], first: date, after_last: date
) -> list[list[MonthDay | None]]:
    start, weeks = calendar.week_of(first)[0], []
    while start < after_last:
        weeks.append([days.get(shift(start, n)) for n in range(7)])
        start = shift(start, 7)
    return weeks


def _minutes(sessions: list[Row]) -> float:
    return sum(session["duration_min"] for session in sessions)


def _day(
    day: date,
    sessions: list[Row],
    followed: dict[UUID, Outcome],
    twinge: bool,
    logged: bool,
    tallest: float,
    today: date,
) -> MonthDay:
    outcomes = [followed[session["id"]] for session in sessions]
    height = max(_SHORTEST, round(_TALLEST * _minutes(sessions) / tallest)) if sessions and tallest else _SHORTEST
    open_, felt = bool(outcomes) and not any(o.known for o in outcomes), Outcome.FELT in outcomes and not twinge
    gap = not logged and day < today
    nothing = _("no session") if logged else _("nothing logged") if gap else _("nothing logged yet")
    return MonthDay(
        date=day,
        today=day == today,
        future=day > today,
        y=str(_BASE - height),
        height=str(height) if sessions else "",
        open=open_,
        twinge=twinge,
        felt=felt,
        gap=gap,
        said=", ".join([format_date(day, "l j F"), *(_parts(sessions, open_, twinge, felt) or [nothing])]),
    )


def _parts(sessions: list[Row], open_: bool, twinge: bool, felt: bool) -> list[str]:
    """What was on a day, in words: "strength 1 h", "a twinge"."""
    parts = [f"{Activity(row['activity']).label} {format_minutes(row['duration_min'])}" for row in sessions]
    if twinge:
        parts.append(_("a twinge"))
    if felt:
        parts.append(_("something felt, none logged"))
    if open_:
        parts.append(_("no answer yet"))
    return parts


def _says(days: dict[date, MonthDay], by_day: dict[date, list[Row]], running: bool) -> str:
    """ "13 sessions so far." """
    sessions = sum(len(by_day[day]) for day in days)
    if not sessions:
        return _("No session so far.") if running else _("No session logged.")
    if running:
        return _("%(sessions)s so far.") % {"sessions": format_sessions(sessions)}
    return _("%(sessions)s.") % {"sessions": format_sessions(sessions)}


def _says_twinges(days: dict[date, MonthDay], by_day: dict[date, list[Row]], followed: dict[UUID, Outcome]) -> str:
    """ "Twinges followed 3 of the 11 with an answer." """
    outcomes = [followed[session["id"]] for day in days for session in by_day[day]]
    known = sum(outcome.known for outcome in outcomes)
    if not known:
        return ""
    if known == 1:
        return (
            _("Twinges followed the one with an answer.")
            if Outcome.TWINGE in outcomes
            else _("Twinges followed none, of one with an answer.")
        )
    return _("Twinges followed %(n)s of the %(known)s with an answer.") % {
        "n": format_count(outcomes.count(Outcome.TWINGE)),
        "known": format_count(known),
    }


def _says_gaps(days: dict[date, MonthDay]) -> str:
    gaps = sum(day.gap for day in days.values())
    if not gaps:
        return ""
    return ngettext("On %(n)s day nothing was logged.", "On %(n)s days nothing was logged.", gaps) % {"n": gaps}
