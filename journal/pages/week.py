"""The page of a week: its numbers against the person's usual ones, in words, small charts and a table."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.bodymap import BACK, DRAWN_AS, FRONT
from journal.calendar import Calendar, shift
from journal.forms.places import place_label, place_value
from journal.measures.one_session import WARM_UP_MIN
from journal.measures.usual import USUAL_WEEKS, usual_weeks
from journal.models import Profile
from journal.pages.sparkline import Spark, spark
from journal.pages.week_measures import MEASURES, TABLE_TITLES, Measure
from journal.pages.week_numbers import WeekNumbers, dated, weeks_numbers
from journal.pages.week_strip import StripDay, week_strip
from journal.reading.recent import outcomes_now
from journal.row import Row
from journal.words import format_date, format_date_as, format_minutes, format_sessions, format_twinges

ABOVE, BELOW, WITHIN = "up-arrow", "down-arrow", "equal"
OUT = {ABOVE: "above", BELOW: "below"}


Place = tuple[str, str | None]  # part and side


@dataclass(frozen=True)
class Metric:
    key: str
    icon: str
    title: str
    value: str
    unit: str
    compared: str
    direction: str  # an icon, "" when there is nothing to compare
    spark: Spark | None
    first: str  # label of the oldest week
    last: str


@dataclass(frozen=True)
class Spot:
    label: str
    count: int
    earlier: int


@dataclass(frozen=True)
class WeekPage:
    title: str
    so_far: str
    last: date  # the last day shown, today in a running week
    previous: date
    following: date | None
    says_twinges: str
    says: str
    strip: list[StripDay]
    followed: list[tuple[str, str]]  # tip ids with their dates in words
    metrics: list[Metric]
    never: list[str]  # titles of measures that were not logged in any of the weeks
    out: list[tuple[str, str]]  # keys of measures outside the usual range, and "above" or "below"
    can_compare: bool
    gaps: list[str]
    spots: list[Spot]
    counts: bool
    figures: list[Row]
    table_head: list[str]
    table: list[tuple[str, list[str]]]


def week_page(person: Profile, starts: list[date], at: datetime, sessions: list[Row], episodes: list[Row]) -> WeekPage:
    """The WeekPage of the last week of `starts`; `at` is now. Rows must reach over all weeks and a day before them."""
    calendar = person.calendar
    today = calendar.date_of(at)
    start, last = starts[-1], shift(starts[-1], 6)
    on_dates = dated(person, starts, min(last, today))
    followed = outcomes_now(person, sessions, episodes, at)
    weeks = weeks_numbers(person, starts, sessions, episodes, followed, on_dates, min(last, today))
    running = start <= today <= last
    counts = not person.hide_counts
    measures = [measure for measure in MEASURES if counts or measure.key != "twinge"]
    logged = [measure for measure in measures if any(measure.value(week) is not None for week in weeks)]
    metrics = [_metric(measure, weeks, person.imperial, running) for measure in logged]
    spots = _spots(episodes, calendar, start)
    return WeekPage(
        title=_range(start, last),
        so_far=_so_far(today, last) if running else "",
        last=min(last, today),
        previous=shift(start, -7),
        following=None if last >= today else shift(start, 7),
        says_twinges=_says_twinges(weeks[-1]) if counts else "",
        says=_says(weeks[-1], metrics),
        strip=week_strip(calendar.week_of(start), sessions, episodes, calendar, today, counts=counts),
        followed=[(tip, _followed(first, until)) for tip, first, until in on_dates.followed],
        metrics=metrics,
        never=[str(measure.title) for measure in measures if measure not in logged],
        out=[(metric.key, OUT[metric.direction]) for metric in metrics if metric.direction in OUT],
        can_compare=any(metric.direction for metric in metrics),
        gaps=_gaps(weeks, measures),
        spots=[Spot(place_label(*place), now, before) for place, (now, before) in spots.items()],
        counts=counts,
        figures=_figures(spots),
        table_head=[
            _("This week") if running else _range(start, last),
            *(_short(w.start) for w in weeks[-2 : -2 - USUAL_WEEKS : -1]),
        ],
        table=_table(weeks[: -2 - USUAL_WEEKS : -1], person.imperial, counts),
    )


def _range(first: date, last: date) -> str:
    """ "15 to 21 June 2026", "29 June to 5 July 2026", "29 December 2025 to 4 January 2026"."""
    style = "j F Y" if first.year != last.year else "j F" if first.month != last.month else "j"
    return _("%(first)s to %(last)s") % {
        "first": format_date_as(first, style),
        "last": format_date_as(last, "j F Y"),
    }


def _short(day: date) -> str:
    return format_date(day, "j M")


def _followed(first: date, last: date | None) -> str:
    """ "since Thursday 12 November", "12 November to 3 December"."""
    if last is None:
        return _("since %(date)s") % {"date": format_date(first, "l j F")}
    return _("%(first)s to %(last)s") % {"first": format_date(first, "j F"), "last": format_date(last, "j F")}


def _so_far(today: date, last: date) -> str:
    left = (last - today).days
    day = format_date(today, "l")
    if not left:
        return _("Week so far: %(day)s, its last day") % {"day": day}
    return _("Week so far: %(day)s, %(n)s to go") % {
        "day": day,
        "n": _("1 day") if left == 1 else _("%(n)s days") % {"n": left},
    }


def _metric(measure: Measure, weeks: list[WeekNumbers], imperial: bool, running: bool) -> Metric:
    values = [measure.value(week) for week in weeks]
    band = usual_weeks(values)
    compared, direction = _compared(measure, values[-1], band, imperial, running)
    return Metric(
        key=measure.key,
        icon=measure.icon,
        title=str(measure.title),
        value=_shown(measure, weeks[-1], values[-1], imperial),
        unit="" if values[-1] is None else measure.unit(weeks[-1], imperial),
        compared=compared,
        direction=direction,
        spark=spark(values, band, measure.point(imperial), from_zero=measure.from_zero),
        first=_short(weeks[0].start),
        last=_("this week"),
    )


def _shown(measure: Measure, week: WeekNumbers, value: float | None, imperial: bool) -> str:
    if value is None:
        return _("Not recorded")
    return measure.counted(week) if measure.counted else measure.shown(value, imperial)


def _compared(
    measure: Measure, value: float | None, band: tuple[float, float] | None, imperial: bool, running: bool
) -> tuple[str, str]:
    """(sentence, icon): where the value stands against the usual range."""
    if band is None:
        return _("Two full weeks are needed to compare."), ""
    span = measure.range_of(*band, imperial)
    if value is None:
        return _("Usually %(range)s") % {"range": span}, ""
    value, least, most = (round(number / measure.step) for number in (value, *band))
    if value > most:
        said = (
            _("Already more than usual (usually %(range)s)")
            if measure.running and running
            else _("More than usual (usually %(range)s)")
        )
        return said % {"range": span}, ABOVE
    if value < least:
        if measure.running and running:
            return _("So far; usually %(range)s by the end of the week") % {"range": span}, ""
        fewer, less = _("Fewer than usual (usually %(range)s)"), _("Less than usual (usually %(range)s)")
        return (fewer if measure.per_ten else less) % {"range": span}, BELOW
    return _("As usual (%(range)s)") % {"range": span}, WITHIN


def _says_twinges(week: WeekNumbers) -> str:
    """ "3 twinges, 2 of them within a day of a session.", "1 twinge, within a day of a session." """
    total = week.twinges_after + week.other_twinges
    if not total:
        return _("No twinges logged.")
    if not week.twinges_after:
        said = _("%(twinges)s.")
    elif week.twinges_after == total:
        said = _("%(twinges)s, within a day of a session.")
    else:
        said = _("%(twinges)s, %(n)s of them within a day of a session.")
    return said % {"twinges": format_twinges(total), "n": week.twinges_after}


def _says(week: WeekNumbers, metrics: list[Metric]) -> str:
    """The rest of the week's one sentence, in plain words."""
    parts = []
    direction = next((metric.direction for metric in metrics if metric.key == "load"), "")
    if direction == ABOVE:
        parts.append(_("You trained more than usual."))
    elif direction == BELOW:
        parts.append(_("You trained less than usual."))
    if week.known_warm_ups and not week.long_warm_ups:
        parts.append(_("No recorded warm-up reached %(line)s.") % {"line": format_minutes(WARM_UP_MIN)})
    if week.unknown:
        parts.append(_("What followed is not known for %(n)s.") % {"n": format_sessions(week.unknown)})
    return " ".join(parts)


def _gaps(weeks: list[WeekNumbers], measures: list[Measure]) -> list[str]:
    """Sentences about the weeks in which a measure was not logged, so that a broken line explains itself."""
    found: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        values = [measure.value(week) for week in weeks]
        known = [n for n, value in enumerate(values) if value is not None]
        missing = tuple(
            _short(weeks[n].start) for n in range(*(known[0], known[-1]) if known else (0,)) if values[n] is None
        )
        found.setdefault(missing, []).append(str(measure.title))
    return [_gap(missing, titles) for missing, titles in found.items() if missing]


def _gap(missing: tuple[str, ...], titles: list[str]) -> str:
    return ngettext(
        "%(measures)s: nothing recorded in the week of %(weeks)s, so the line breaks there.",
        "%(measures)s: nothing recorded in the weeks of %(weeks)s, so the line breaks there.",
        len(missing),
    ) % {"measures": ", ".join(titles), "weeks": ", ".join(missing)}


def _spots(episodes: list[Row], calendar: Calendar, start: date) -> dict[Place, tuple[int, int]]:
    """{(part, side): (this week, weeks before)}, most this week first."""
    end = shift(start, 7)
    now: Counter[Place] = Counter()
    before: Counter[Place] = Counter()
    for episode in episodes:
        day = calendar.date_of(episode["started_at"])
        place = (episode["body_part"], episode["side"])
        if start <= day < end:
            now[place] += 1
        elif day < start:
            before[place] += 1
    places = sorted(set(now) | set(before), key=lambda place: (-now[place], -before[place], place_value(*place)))
    return {place: (now[place], before[place]) for place in places}


def _figures(spots: dict[Place, tuple[int, int]]) -> list[Row]:
    """The body map with this week's places filled and earlier ones outlined, each with its number."""
    now: Counter[tuple[str | None, str | None]] = Counter()
    before: Counter[tuple[str | None, str | None]] = Counter()
    for (part, side), (this_week, earlier) in spots.items():
        for reached in ("left", "right") if side == "both" else (side,):
            region = DRAWN_AS.get(part, part)
            now[region, None if region == "head" else reached] += this_week
            before[region, None if region == "head" else reached] += earlier
    return [
        {
            "caption": caption,
            "drawing": name,
            "lit": [
                (r, "hit", now[r.part, r.side]) if now[r.part, r.side] else (r, "was", before[r.part, r.side])
                for r in regions
                if (r.part, r.side) in before
            ],
        }
        for caption, name, regions in ((_("Front"), "front", FRONT), (_("Back"), "back", BACK))
    ]


def _table(weeks: list[WeekNumbers], imperial: bool, counts: bool) -> list[tuple[str, list[str]]]:
    """Rows of (measure, one text a week), this week first."""
    rows = [(_("Sessions"), [str(week.sessions) if week.sessions else _("none logged") for week in weeks])]
    if counts:
        rows.append((_("Twinges after a session"), [_cell_after(week) for week in weeks]))
        other = [_("not recorded") if week.empty else str(week.other_twinges) for week in weeks]
        rows.append((_("Other twinges"), other))
    for measure in MEASURES[1:]:
        cells = [_cell(measure, week, imperial) for week in weeks]
        rows.append((TABLE_TITLES[measure.key](imperial) % {"measure": measure.title}, cells))
    return rows


def _cell_after(week: WeekNumbers) -> str:
    if not week.known:
        return _("not recorded")
    return _("%(twinges)s, known for %(known)s of %(sessions)s") % {
        "twinges": week.twinges_after,
        "known": week.known,
        "sessions": week.sessions,
    }


def _cell(measure: Measure, week: WeekNumbers, imperial: bool) -> str:
    value = measure.value(week)
    if value is None:
        return _("not recorded")
    return _shown(measure, week, value, imperial)
