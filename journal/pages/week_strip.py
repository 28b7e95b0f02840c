"""The week strand: seven days, training load upwards, twinges as jumps downwards. Geometry in px, for the template.

A half-filled dot is a session after which something was felt and no twinge was logged.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from journal.calendar import Calendar
from journal.measures.one_session import total_load
from journal.reading.outcomes import felt_only, link_episodes
from journal.row import Row
from journal.vocabulary import Activity, EpisodeKind
from journal.words import format_count, format_date

_BASE, _TALLEST, _SHORTEST = 49, 38, 5


@dataclass(frozen=True)
class Bar:
    """A day's load. `known` is False when a session has no effort: its load is not recorded, so no number is shown."""

    y: float
    height: float
    number_y: float
    number: str
    known: bool


@dataclass(frozen=True)
class StripDay:
    date: date
    weekday: str
    number: int
    today: bool
    future: bool
    bar: Bar | None
    twinges: int
    felt: bool
    said: str


def week_strip(
    dates: list[date], sessions: list[Row], episodes: list[Row], calendar: Calendar, today: date, *, counts: bool
) -> list[StripDay]:
    """A StripDay for each of `dates`, from session and episode rows that may reach beyond them.

    `counts`: whether a day tells how many twinges it had, or only that there was one.
    """
    by_day = defaultdict(list)
    for session in sessions:
        by_day[calendar.date_of(session["started_at"])].append(session)
    twinges: dict[date, Counter[str]] = defaultdict(Counter)
    for episode in episodes:
        twinges[calendar.date_of(episode["started_at"])][episode["kind"]] += 1
    tallest = max((total_load(by_day[day]) or 0 for day in dates), default=0)
    twinged = set(link_episodes(sessions, episodes))
    felt = {day for day in dates if any(felt_only(session, twinged) for session in by_day[day])}
    return [_day(day, by_day[day], twinges[day], day in felt, tallest, today, counts) for day in dates]


def _day(
    day: date, sessions: list[Row], twinges: Counter[str], felt: bool, tallest: int, today: date, counts: bool
) -> StripDay:
    return StripDay(
        date=day,
        weekday=format_date(day, "D"),
        number=day.day,
        today=day == today,
        future=day > today,
        bar=_bar(total_load(sessions), tallest) if sessions else None,
        twinges=twinges.total() if counts else bool(twinges),
        felt=felt,
        said=_said(sessions, [*_kinds(twinges, counts), *([_("something felt after")] if felt else [])], day, today),
    )


def _bar(load: int | None, tallest: int) -> Bar:
    height = _SHORTEST if not load else max(_SHORTEST, round(_TALLEST * load / tallest, 1))
    y = round(_BASE - height, 1)
    return Bar(y, height, y - 5, "" if load is None else format_count(load), load is not None)


def _kinds(twinges: Counter[str], counts: bool) -> list[str]:
    """["2 cramp", "1 twitch"], or only the kinds."""
    return [f"{n} {_kind(kind)}" if counts else _kind(kind) for kind, n in twinges.items()]


def _kind(kind: str) -> str:
    return str(EpisodeKind(kind).label).lower()


def _said(sessions: list[Row], felt: list[str], day: date, today: date) -> str:
    """The day in words, for those who do not see the drawing."""
    parts = [str(Activity(session["activity"]).label).lower() for session in sessions]
    if sessions:
        load = total_load(sessions)
        parts.append(_("load not recorded") if load is None else _("load %(load)s") % {"load": format_count(load)})
    parts += felt
    if not parts:
        parts.append(_("nothing logged yet") if day > today else _("no session, no twinge logged"))
    return (_("today: ") if day == today else "") + ", ".join(parts)
