"""The page of a day, above all today: what happened, what to ask about, the week so far."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Value
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from journal.calendar import shift
from journal.forms.drink import PRESETS, preset_label
from journal.forms.session import ACTIVITY_ICONS
from journal.measures.habit import usual_sessions
from journal.models import Day, Drink, Episode, Night, Profile, Session
from journal.pages.aftermath import Questions, choices, questions
from journal.pages.timeline import TimelineLine, day_lines, overlapping
from journal.pages.week_strip import StripDay, week_strip
from journal.reading.outcomes import link_episodes
from journal.reading.rows import Journal, columns
from journal.row import Row, is_nap
from journal.vocabulary import Activity, EpisodeKind
from journal.words import format_date, format_minutes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIRST = 10  # entries until which Today shows what they are for


@dataclass(frozen=True)
class ExampleBar:
    """A session of the drawn example: where it stands, its height in px, and whether a twinge follows."""

    x: str
    y: int
    height: int
    twinge: bool


# Ten made-up sessions, four of them with a twinge.
TEN = tuple(
    ExampleBar(f"{5 + 10 * n}%", 53 - height, height, twinge=n in (1, 4, 6, 9))
    for n, height in enumerate((22, 34, 18, 26, 38, 20, 30, 16, 28, 36))
)


@dataclass(frozen=True)
class UsualChip:
    """The one-tap way to the form of a usual session."""

    activity: str
    icon: str
    label: str
    long: str


@dataclass(frozen=True)
class DayPage:
    """`usual`: the usual sessions; `first_days`: whether it shows what the first entries are for; `twinged`: whether
    the last weeks hold a twinge."""

    date: datetime.date
    title: str
    lead: str
    is_today: bool
    previous: datetime.date
    following: datetime.date | None
    lines: list[TimelineLine]
    strip: list[StripDay]
    questions: Questions | None
    answers: "list[tuple[int, StrOrPromise, StrOrPromise]]"
    presets: list[tuple[str, str]]
    usual: tuple[UsualChip, ...]
    is_new: bool
    first_days: bool
    twinged: bool
    example: tuple[ExampleBar, ...] = TEN


def day_page(person: Profile, day: datetime.date, at: datetime.datetime, journal: Journal) -> DayPage:
    """The DayPage of `day`; `at` is now, `journal` the recent sessions and episodes (see `recent`), which must reach
    back over the whole day and its week. Costs two queries: drinks, and the night with the check-in."""
    calendar = person.calendar
    today = calendar.date_of(at)
    on_day = lambda rows, name: [row for row in rows if calendar.date_of(row[name]) == day]  # noqa: E731
    sessions, episodes = on_day(journal.sessions, "started_at"), on_day(journal.episodes, "started_at")
    near = Drink.objects.of(person).between(*calendar.span(day)).oldest_first().values("id", "at", "ml", "kind")
    drinks = on_day(near, "at")
    morning = calendar.morning_of(at) if day == today else day
    nights, check_in = nights_and_day(person, day, morning)
    twinged = set(link_episodes(journal.sessions, journal.episodes))
    lines = day_lines(
        calendar, person.imperial, sessions=sessions, drinks=drinks, nights=nights, day=check_in, episodes=episodes,
        twinged=twinged, overlap=overlapping(journal.sessions), on=day,
    )  # fmt: skip
    so_far = entries_so_far(person, journal) if day == today else FIRST
    return DayPage(
        date=day,
        title=format_date(day, "l j F"),
        lead=lead(episodes, bool(lines), day == today),
        is_today=day == today,
        previous=shift(day, -1),
        following=shift(day, 1) if day < today else None,
        lines=lines,
        strip=week_strip(calendar.week_of(day), journal.sessions, journal.episodes, calendar, today, counts=False),
        questions=questions(journal, at) if day == today else None,
        answers=choices(),
        presets=[(preset, preset_label(preset, person.imperial)) for preset in PRESETS],
        usual=usual_chips(journal, day) if day == today else (),
        is_new=not so_far and not lines,
        first_days=so_far < FIRST,
        twinged=bool(journal.episodes),
    )


def nights_and_day(person: Profile, day: datetime.date, morning: datetime.date) -> tuple[list[Row], Row | None]:
    """(rows of the night and naps, naps first; check-in row or None) of one date, in one query.

    `morning`: the date of the last sleep, which can be one later where the day begins later.
    """
    names = columns("nights"), columns("days")
    nights = (
        Night.objects.of(person)
        .filter(date__range=(day, morning))
        .values_list(Value("night"), *names[0], *_nulls(Day, names[1]))
    )
    days = Day.objects.of(person).filter(date=day).values_list(Value("day"), *_nulls(Night, names[0]), *names[1])
    rows: dict[str, list[Any]] = {"night": [], "day": []}
    for kind, *values in nights.union(days, all=True):
        rows[kind].append(values)
    sleeps = [dict(zip(names[0], values[: len(names[0])], strict=True)) for values in rows["night"]]
    check_ins = [dict(zip(names[1], values[len(names[0]) :], strict=True)) for values in rows["day"]]
    return sorted(sleeps, key=lambda row: (not is_nap(row), str(row["id"]))), check_ins[0] if check_ins else None


def _nulls(model: type[Any], names: Sequence[str]) -> list[Cast]:
    """A null of each column's own type, so that the other half of a union can fill it."""
    return [Cast(Value(None), output_field=model._meta.get_field(name)) for name in names]


def lead(episodes: list[Row], anything: bool, is_today: bool) -> str:
    """One plain sentence about the day; Today never counts twinges."""
    if episodes:
        kinds = dict.fromkeys(row["kind"] for row in episodes)
        what = capfirst(", ".join(str(EpisodeKind(kind).label).lower() for kind in kinds))
        going = any(row["ongoing"] for row in episodes)
        return (_("%(what)s, still going.") if going else _("%(what)s logged.")) % {"what": what}
    if anything:
        return _("No twitch or cramp logged.")
    return _("Nothing logged yet.") if is_today else _("Nothing logged on this day.")


def usual_chips(journal: Journal, day: datetime.date) -> tuple[UsualChip, ...]:
    """A UsualChip for each session that is usual on a date, from the sessions of the last weeks."""
    return tuple(
        UsualChip(
            activity=usual.activity,
            icon=ACTIVITY_ICONS.get(usual.activity, "session"),
            label=str(Activity(usual.activity).label),
            long=format_minutes(usual.minutes),
        )
        for usual in usual_sessions(journal.sessions, journal.calendar, day.weekday())
    )


def entries_so_far(person: Profile, journal: Journal) -> int:
    """How many sessions and twinges there are, up to FIRST. One query, and only where the last weeks hold fewer."""
    recent = len(journal.sessions) + len(journal.episodes)
    if recent >= FIRST or person.journal_version == 0:
        return min(recent, FIRST)
    found = Session.objects.of(person).values("id").union(Episode.objects.of(person).values("id"), all=True)
    return len(found[:FIRST])
