"""Entries to correct: what has not come yet, of every kind in one list, each with the way to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from journal.calendar import Calendar
from journal.forms.medicine import names_of
from journal.models import Profile
from journal.pages import timeline
from journal.reading.ahead import Ahead, entries_ahead, is_any_ahead
from journal.row import Row
from journal.vocabulary import FlagAnswer
from journal.words import format_date, format_sessions, zone_name


@dataclass(frozen=True)
class Wrong:
    """One entry. `url`: where it is changed, or ""; `remove`: (kind, id) of what can only be removed."""

    icon: str
    tone: str
    title: str
    sub: str
    when: str
    iso: str
    url: str = ""
    remove: tuple[str, str] | None = None


def to_correct(person: Profile, now: datetime) -> list[Wrong]:
    """Each entry, medicine and move of the person that has not come yet; kinds in the order of the format."""
    calendar = person.calendar
    ahead = Ahead.of(calendar, now)
    found = [
        _wrong(kind, row, ahead, person.imperial) for kind, rows in entries_ahead(person, now).items() for row in rows
    ]
    return [*found, *_of_person(person, ahead)]


def is_any_to_correct(person: Profile, shown: Sequence[Row], now: datetime) -> bool:
    """Whether anything has not come yet, with one query. `shown`: entries that were read anyway.

    A session that began and ends later counts where it is among those shown.
    """
    ahead = Ahead.of(person.calendar, now)
    return any(map(ahead.first, shown)) or any(_of_person(person, ahead)) or is_any_ahead(person, ahead)


def _wrong(kind: str, row: Row, ahead: Ahead, imperial: bool) -> Wrong:
    _name, value = ahead.first(row) or ("", None)
    said = _when(value, ahead.calendar), value.isoformat() if value else ""
    if kind in LINES:
        line = LINES[kind](row, ahead.calendar, imperial)
        return Wrong(line.icon, line.tone, line.title, line.sub, *said, url=line.url)
    icon, title, sub = DECIDED[kind](row)
    return Wrong(icon, "", title, sub, *said, remove=(kind, str(row["id"])))


def _when(value: Any, calendar: Calendar) -> str:
    """ "Fri 25 June 2027, 17:30"."""
    day = calendar.date_of(value) if isinstance(value, datetime) else value
    said = format_date(day, "D j M Y")
    return f"{said}, {calendar.local(value):%H:%M}" if isinstance(value, datetime) else said


# Kind -> function(row, calendar, imperial) giving the line of an entry that has a form.
LINES: dict[str, Any] = {
    "sessions": timeline.session_line,
    "drinks": lambda row, calendar, imperial: timeline.drink_line(row, calendar, imperial),
    "nights": lambda row, calendar, imperial: timeline.night_line(row),
    "days": lambda row, calendar, imperial: timeline.day_line(row),
    "episodes": lambda row, calendar, imperial: timeline.episode_line(row, calendar),
}
# Kind -> function(row) giving (icon, title, what it says) of what was decided by a tap, and has no form.
DECIDED: dict[str, Any] = {
    "experiments": lambda row: ("coin", _("A trial"), format_sessions(row["planned_sessions"])),
    "answers": lambda row: ("doc", _("An answer to a warning sign"), str(FlagAnswer(row["answer"]).label)),
    "set_aside": lambda row: ("hide", _("A cause called not relevant"), ""),
    "intentions": lambda row: ("check", _("A tip taken up"), ""),
}


def _of_person(person: Profile, ahead: Ahead) -> Iterator[Wrong]:
    medicines = person.medicines or []
    for n in ahead.medicines({"medicines": medicines}):
        began = date.fromisoformat(medicines[n]["started_on"])
        title = _("Medicine: %(name)s") % {"name": names_of([medicines[n]])}
        yield Wrong("pill", "", title, _("started on"), _when(began, ahead.calendar), str(began), reverse("medicines"))
    for at, zone in ahead.moves(person.moves):
        title = _("Move to %(zone)s") % {"zone": zone_name(zone)}
        yield Wrong("calendar", "", title, "", _when(at, ahead.calendar), at.isoformat(), reverse("time_zones"))
