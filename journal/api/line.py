"""A line as one says it to a phone: "500 ml water now", "cramp in left calf 10 min ago", "run 45 min effort 6".

When it was stands at its end, or before it: "now" (also when nothing is said), "10 min ago", "at 07:30", "6 pm",
"yesterday 22:15". For a session that is when it ended, for a twinge when it began. What could mean two things is
refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _

from journal.api.answers import Problem
from journal.api.line_words import (
    BY_THE_CUP,
    BY_THE_GLASS,
    CUP_ML,
    GLASS_ML,
    HOURS,
    MINUTES,
    SAID,
    in_digits,
)
from journal.calendar import HOUR, MINUTE, Calendar, shift
from journal.files.document_values import BadValue
from journal.forms.numbers import TwoReadings, read_number
from journal.pages.programs import LINES
from journal.row import Row
from journal.vocabulary import LIMITS, Activity, BodyPart, DrinkKind, EpisodeKind, Side
from journal.words import ML_OF

_NUMBER = r"\d[\d.,]*"
_SCALE, _OF_TEN = r"\d{1,2}", r"(?: ?/ ?10| (?:out )?of 10)?"
_DAY, _DAY_AFTER = r"(?:(?P<day>yesterday|today) )?", r"(?: (?P<day_after>yesterday|today))?"
_CLOCK = rf"{_DAY}(?:at )?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?: ?(?P<half>am|pm))?{_DAY_AFTER}"
_HOUR = rf"{_DAY}(?:(?:at )?(?P<hour>\d{{1,2}}) ?(?P<half>am|pm)|at (?P<plain>\d{{1,2}})){_DAY_AFTER}"
_WHEN = (r"(?:right |just )?now", rf"(?P<much>{_NUMBER}) ?(?P<unit>{MINUTES}|{HOURS}) ago", _CLOCK, _HOUR)
_NO_SESSION_H = 1000  # more than a limit is said of: no clock goes back so far
_LONG = (
    rf"(?:(?P<hours>{_NUMBER}) ?(?:{HOURS})(?: ?(?:and )?(?P<past>[0-5]?\d)(?: ?(?:{MINUTES}))?)?"
    rf"|(?P<minutes>{_NUMBER}) ?(?:{MINUTES}))"
)


@dataclass(frozen=True)
class Said:
    """What a line says: the kind of entry, and its values as JSON has them."""

    kind: str
    value: Row


def read_line(text: str, calendar: Calendar, now: datetime) -> Said:
    """What a line says, on the person's clock. Raises Problem 422 with examples of what would be right."""
    found = (_reading(words, at, calendar) for words, at in _moments(in_digits(text), calendar, now))
    said = next(filter(None, found), None)
    if not said:
        expected = _("something like %(examples)s") % {"examples": ", ".join(f'"{line}"' for line in LINES)}
        bad = BadValue("text", text, expected)
        raise Problem(422, str(bad), field="text", value=bad.shown, expected=expected)
    return said


def _moments(words: str, calendar: Calendar, now: datetime) -> Iterator[tuple[str, datetime]]:
    """(the words without their time, the moment it names) in each way that a line can be read."""
    yield words, now
    for when in _WHEN:
        for whole in (rf"(?P<rest>.+?) {when}", rf"{when} (?P<rest>.+)"):
            found = re.fullmatch(whole, words)
            if found and (at := _moment(found.groupdict(), calendar, now)):
                yield found["rest"], at


def _moment(said: dict[str, str | None], calendar: Calendar, now: datetime) -> datetime | None:
    """The moment that words of _WHEN name; None for one that no clock shows."""
    if said.get("much"):
        much = _read(said["much"], 999)
        return None if much is None or much > 999 else now - much * (HOUR if _is_hours(said["unit"] or "") else MINUTE)
    if not said.get("hour") and not said.get("plain"):
        return now
    hour, minute = int(said["hour"] or said.get("plain") or 0), int(said.get("minute") or 0)
    if half := said.get("half"):
        hour = hour % 12 + 12 * (half == "pm") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        return None
    today = calendar.local(now).date()
    is_yesterday = "yesterday" in (said["day"], said["day_after"])
    return calendar.clock(shift(today, -1) if is_yesterday else today, time(hour, minute))


def _is_hours(unit: str) -> bool:
    return unit.startswith("h")


def _reading(words: str, at: datetime, calendar: Calendar) -> Said | None:
    """What words without a time say; they are told apart by what they name."""
    for patterns, read in ((_drink(), _drunk), (_twinge(), _felt), (_session(), _trained), (_day(), _of_a_day)):
        for pattern in patterns:
            if (found := re.fullmatch(pattern, words)) and (said := read(found.groupdict(), at, calendar)):
                return said
    return None


def _drink() -> tuple[str, ...]:
    kind = rf"(?P<kind>{_one_of(_words(DrinkKind))})"
    much = rf"(?P<much>{_NUMBER})"
    amount = rf"{much} ?(?P<unit>{_one_of(ML_OF)})"
    return (
        rf"(?:i )?(?:drank |had )?{amount} (?:of )?{kind}",
        rf"{kind} {amount}",
        rf"(?:i )?(?:drank |had )?{much} (?:(?P<vessel>cup|glass)(?:e?s)? (?:of )?)?{kind}",
    )


def _drunk(said: dict[str, str | None], at: datetime, _calendar: Calendar) -> Said | None:
    kind, unit = _words(DrinkKind)[said["kind"] or ""], said.get("unit")
    each = ML_OF[unit] if unit else _vessel_ml(said.get("vessel"), kind)
    much = _read(said["much"], LIMITS["ml"][1] / each, whole=unit == "ml") if each else None
    if much is None or each is None:
        return None
    return Said("drinks", {"at": at.isoformat(), "ml": round(much * each), "kind": kind})


def _vessel_ml(vessel: str | None, kind: str) -> int | None:
    """What a cup or a glass holds; None where that is not known, as of a glass of wine."""
    if kind in BY_THE_CUP and vessel in (None, "cup"):
        return CUP_ML
    return GLASS_ML if kind in BY_THE_GLASS and vessel == "glass" else None


def _twinge() -> tuple[str, ...]:
    kind = rf"(?P<kind>{_one_of(_words(EpisodeKind))})"
    side, part = _one_of(_words(Side)), rf"(?P<part>{_one_of(_words(BodyPart))})"
    before, after = rf"(?:(?P<side>{side}) )?{part}", rf"{part} (?P<side>{side})"
    strength, pain = (rf"(?: {name} (?P<{name}>{_SCALE}){_OF_TEN})?" for name in ("strength", "pain"))
    places = [rf"(?:1 )?{kind} (?:in |of )?(?:my |the |1 )?{place}" for place in (before, after)]
    places += [rf"(?:my )?{before} {kind}", rf"(?:my )?{part} {kind} (?P<side>{side})"]
    return tuple(place + how for place in places for how in (strength + pain, pain + strength))


def _felt(said: dict[str, str | None], at: datetime, _calendar: Calendar) -> Said:
    value: Row = {
        "started_at": at.isoformat(),
        "kind": _words(EpisodeKind)[said["kind"] or ""],
        "body_part": _words(BodyPart)[said["part"] or ""],
        "side": said["side"] and _words(Side)[said["side"]],
    }
    return Said("episodes", value | {name: int(said[name] or 0) for name in ("strength", "pain") if said[name]})


def _session() -> tuple[str, ...]:
    activity = rf"(?P<activity>{_one_of(_words(Activity))})"
    effort = rf"(?: effort (?P<effort>{_SCALE}){_OF_TEN})?"
    return rf"{activity} (?:for )?{_LONG}{effort}", rf"{_LONG} (?:of )?{activity}{effort}"


def _trained(said: dict[str, str | None], at: datetime, _calendar: Calendar) -> Said | None:
    hours = _long(said)
    if hours is None or hours > _NO_SESSION_H:
        return None
    minutes = round(hours * 60)
    value: Row = {
        "started_at": (at - minutes * MINUTE).isoformat(),
        "duration_min": minutes,
        "activity": _words(Activity)[said["activity"] or ""],
    }
    return Said("sessions", value | ({"effort": int(said["effort"])} if said["effort"] else {}))


def _day() -> tuple[str, ...]:
    return rf"(?:slept|sleep) (?:for )?{_LONG}", rf"stress (?:level )?(?P<stress>{_SCALE}){_OF_TEN}"


def _of_a_day(said: dict[str, str | None], at: datetime, calendar: Calendar) -> Said | None:
    if stress := said.get("stress"):
        return Said("days", {"date": calendar.date_of(at).isoformat(), "stress": int(stress)})
    hours = _long(said)
    return None if hours is None else Said("nights", {"date": calendar.morning_of(at).isoformat(), "hours": hours})


def _long(said: dict[str, str | None]) -> float | None:
    """The hours of a length of time: "45 min", "1.5 h", "1 h 30"."""
    if said["minutes"]:
        minutes = _read(said["minutes"], 24 * 60)
        return None if minutes is None else minutes / 60
    hours, past = _read(said["hours"], 24), said["past"]
    if hours is None or (past and not hours.is_integer()):
        return None
    return hours + int(past or 0) / 60


def _read(text: str | None, most: float, *, whole: bool = False) -> float | None:
    """A number as people type them, up to `most` where it could be two; None for none."""
    try:
        fits = read_number(text or "", lambda number: 0 < number <= most, whole=whole)
        return fits or read_number(text or "", lambda number: number > 0, whole=whole)
    except TwoReadings:
        return None


def _words(choices: type[Choices]) -> dict[str, Any]:
    """{how people say it: word of the format}: the word itself, its label in the language in force, and SAID."""
    said = {str(word).replace("_", " "): word for word in choices.values}
    said |= {str(label).lower(): word for word, label in choices.choices}
    said |= {f"{name}s": word for name, word in said.items()}
    return said | {name: str(word) for name, word in SAID.get(choices, {}).items()}


def _one_of(words: dict[str, Any]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
