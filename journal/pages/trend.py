"""Months and years beside each other: sessions with a twinge, warm-up and sleep. Nothing is judged, only counted."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean
from uuid import UUID

from django.utils.translation import gettext as _

from journal.calendar import month_of, shift
from journal.models import Profile
from journal.pages.sparkline import Spark, spark
from journal.reading.outcomes import Outcome
from journal.reading.past import sleep_by_month
from journal.reading.recent import outcomes_now
from journal.row import Row
from journal.words import format_count, format_date_as, format_hours, format_minutes

LEAST = 8  # sessions of which it is known what followed, before months or years are compared: our line
MOST_MONTHS = 12  # beyond that, years stand beside each other
_HIGH, _FLOOR, _PITCH, _MOST_DOTS = 180, 186, 10, 17  # of the chart, in px


@dataclass(frozen=True)
class Period:
    """A month or a year. `known`: its sessions of which it is known what followed; `twinged`: those with a twinge.

    `warm_up_min`, `sleep_h`: means over what was recorded, None without any.
    """

    key: str
    label: str
    short: str
    sessions: int
    known: int
    twinged: int
    warm_up_min: float | None
    sleep_h: float | None

    @property
    def enough(self) -> bool:
        """Whether it can be set beside another."""
        return self.known >= LEAST


@dataclass(frozen=True)
class Column:
    """A Period on the chart: (y, whether a twinge followed) for each session, or one bar with a filled part."""

    x: str
    label: str
    number: str
    dots: tuple[tuple[str, bool], ...]
    bar: tuple[str, str]
    filled: tuple[str, str]


@dataclass(frozen=True)
class Beside:
    """What else was logged, over the periods. `value`: of the last one."""

    key: str
    icon: str
    title: str
    value: str
    unit: str
    spark: Spark | None
    first: str
    last: str


@dataclass(frozen=True)
class TrendPage:
    """`pair`: the two Periods that are compared, newest first, none where fewer than two are known well enough."""

    title: str
    periods: tuple[Period, ...]
    columns: tuple[Column, ...]
    beside: tuple[Beside, ...]
    options: tuple[Period, ...]
    pair: tuple[Period, ...]
    thin: str

    @property
    def known(self) -> int:
        """Sessions of which it is known what followed."""
        return sum(period.known for period in self.periods)


def months_back(day: date, count: int) -> date:
    """The first date of the month that lies `count` - 1 months before a day's month."""
    months = day.year * 12 + day.month - count
    return date(months // 12, months % 12 + 1, 1)


def trend_page(
    person: Profile, first: date, at: datetime, sessions: list[Row], episodes: list[Row], asked: tuple[str, str]
) -> TrendPage:
    """The TrendPage from the month that begins on `first` up to `at`, which is now; two queries at most besides.

    `asked`: the keys of the periods to compare; what is none of them, or not known well enough, is not heard.
    """
    today = person.calendar.date_of(at)
    _first, after_last = month_of(today)
    yearly = first < months_back(today, MOST_MONTHS)
    followed = outcomes_now(person, sessions, episodes, at)
    periods = _periods(person, first, after_last, today, sessions, followed, yearly)
    options = tuple(period for period in reversed(periods) if period.enough)
    return TrendPage(
        title=_title(first, today, yearly),
        periods=periods,
        columns=_columns(periods),
        beside=tuple(_beside(periods)),
        options=options,
        pair=_pair(options, asked),
        thin=", ".join(_thin(period) for period in periods if 0 < period.known < LEAST),
    )


def _thin(period: Period) -> str:
    return f"{period.label} ({format_count(period.known)})"


def _title(first: date, today: date, yearly: bool) -> str:
    if not yearly and (first.year, first.month) == (today.year, today.month):
        return format_date_as(today, "F Y")
    style = "Y" if yearly else "F" if first.year == today.year else "F Y"
    return _("%(first)s to %(last)s") % {
        "first": format_date_as(first, style),
        "last": format_date_as(today, "Y" if yearly else "F Y"),
    }


def _periods(
    person: Profile,
    first: date,
    after_last: date,
    today: date,
    sessions: list[Row],
    followed: dict[UUID, Outcome],
    yearly: bool,
) -> tuple[Period, ...]:
    style, slept = "%Y" if yearly else "%Y-%m", defaultdict(list)
    for month, (hours, nights) in sleep_by_month(person, first, after_last).items():
        slept[month.strftime(style)].append((hours, nights))
    by_period = defaultdict(list)
    for session in sessions:
        by_period[person.calendar.date_of(session["started_at"]).strftime(style)].append(session)
    starts, found = _starts(first, after_last, yearly), []
    for start in starts:
        key = start.strftime(style)
        found.append(_period(start, key, by_period[key], followed, slept[key], today, yearly))
    return tuple(found)


def _starts(first: date, after_last: date, yearly: bool) -> list[date]:
    if yearly:
        return [date(year, 1, 1) for year in range(first.year, shift(after_last, -1).year + 1)]
    months = range(first.year * 12 + first.month - 1, after_last.year * 12 + after_last.month - 1)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _period(
    start: date,
    key: str,
    sessions: list[Row],
    followed: dict[UUID, Outcome],
    slept: list[tuple[float, int]],
    today: date,
    yearly: bool,
) -> Period:
    label = format_date_as(start, "Y" if yearly else "F Y")
    running = key == today.strftime("%Y" if yearly else "%Y-%m")
    outcomes = [followed[session["id"]] for session in sessions]
    warm_ups = [session["warm_up_min"] for session in sessions if session["warm_up_min"] is not None]
    nights = sum(n for _hours, n in slept)
    return Period(
        key=key,
        label=_("%(period)s, so far") % {"period": label} if running else label,
        short=format_date_as(start, "Y" if yearly else "M"),
        sessions=len(sessions),
        known=sum(outcome.known for outcome in outcomes),
        twinged=outcomes.count(Outcome.TWINGE),
        warm_up_min=fmean(warm_ups) if warm_ups else None,
        sleep_h=sum(hours for hours, _n in slept) / nights if nights else None,
    )


def _columns(periods: tuple[Period, ...]) -> tuple[Column, ...]:
    """One dot is one session of which it is known what followed; where they are too many, bars."""
    most = max((period.known for period in periods), default=0)
    step = 100 / len(periods)
    return tuple(_column(period, f"{(n + 0.5) * step:.1f}%", most) for n, period in enumerate(periods))


def _column(period: Period, x: str, most: int) -> Column:
    full, part = (round(_HIGH * n / most, 1) if most else 0 for n in (period.known, period.twinged))
    dots = [(str(_FLOOR - 8 - _PITCH * n), n < period.twinged) for n in range(period.known)]
    return Column(
        x=x,
        label=period.short,
        number=format_count(period.twinged) if period.known else "",
        dots=tuple(dots) if most <= _MOST_DOTS else (),
        bar=(str(_FLOOR - full), str(full)) if most > _MOST_DOTS else ("", ""),
        filled=(str(_FLOOR - part), str(part)),
    )


def _beside(periods: tuple[Period, ...]) -> list[Beside]:
    rows: list[tuple[str, str, str, list[float | None], Callable[[float], str]]] = [
        ("load", "session", _("Sessions"), [period.sessions or None for period in periods], format_count),
        ("warm", "warmup", _("Warm-up"), [period.warm_up_min for period in periods], _warm_up),
        ("sleep", "sleep", _("Sleep"), [period.sleep_h for period in periods], format_hours),
    ]
    return [
        Beside(
            key=key,
            icon=icon,
            title=title,
            value=say(values[-1]) if values[-1] is not None else _("Not recorded"),
            unit=_("in %(period)s") % {"period": periods[-1].label},
            spark=spark(values, None, say, from_zero=False),
            first=periods[0].short if len(periods) > 1 else "",
            last=periods[-1].short,
        )
        for key, icon, title, values, say in rows
        if any(value is not None for value in values)
    ]


def _warm_up(minutes: float) -> str:
    return format_minutes(round(minutes))


def _pair(options: tuple[Period, ...], asked: tuple[str, str]) -> tuple[Period, ...]:
    """The two Periods that are asked for, or the newest two; one is not compared with itself."""
    found = [period for key in dict.fromkeys(asked) for period in options if period.key == key]
    return tuple(found) if len(found) == 2 else options[:2] if len(options) > 1 else ()
