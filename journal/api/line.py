"""A line as one says it to a phone: "500 ml water now", "cramp left calf 10 min ago", "run 45 min effort 6".

It begins with what it was and may end with when: "now" (also when nothing is said), "10 min ago", "at 07:30",
"yesterday at 22:15". For a session that is when it ended, for a twinge when it began.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _

from journal.api.answers import Problem
from journal.calendar import HOUR, MINUTE, Calendar, shift
from journal.files.document_values import BadValue
from journal.pages.programs import LINES
from journal.row import Row
from journal.vocabulary import Activity, BodyPart, DrinkKind, EpisodeKind, Side
from journal.words import ML_OF

_WHEN = re.compile(
    r"(?P<rest>.*?)(?: now| (?P<ago>\d{1,3}) ?(?P<unit>m|min|mins|minutes?|h|hours?) ago"
    r"|(?P<yesterday> yesterday)?(?: at)? (?P<hour>\d{1,2})[:.](?P<minute>\d\d))?"
)
_NUMBER = r"\d{1,5}(?:\.\d{1,2})?"
_LONG = rf"(?P<long>{_NUMBER}) ?(?P<unit>m|min|mins|minutes?|h|hours?)"


@dataclass(frozen=True)
class Said:
    """What a line says: the kind of entry, and its values as JSON has them."""

    kind: str
    value: Row


def read_line(text: str, calendar: Calendar, now: datetime) -> Said:
    """What a line says, on the person's clock. Raises Problem 422 with examples of what would be right."""
    words = " ".join(text.lower().replace(",", ".").split())
    found = _WHEN.fullmatch(words)
    at = found and _moment(found, calendar, now)
    said = found and at and next(_readings(found["rest"], at, calendar), None)
    if not said:
        expected = _("something like %(examples)s") % {"examples": ", ".join(f'"{line}"' for line in LINES)}
        bad = BadValue("text", text, expected)
        raise Problem(422, str(bad), field="text", value=bad.shown, expected=expected)
    return said


def _moment(found: re.Match[str], calendar: Calendar, now: datetime) -> datetime | None:
    """The moment that the end of a line names; None for one that no clock shows."""
    if found["ago"]:
        return now - int(found["ago"]) * (HOUR if found["unit"].startswith("h") else MINUTE)
    if not found["hour"]:
        return now
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        return None
    today = calendar.local(now).date()
    return calendar.clock(shift(today, -1) if found["yesterday"] else today, time(hour, minute))


def _readings(words: str, at: datetime, calendar: Calendar) -> Iterator[Said]:
    """What the words before the time can mean; they are told apart by how they begin."""
    for pattern, read in (
        (_drink(), _drunk),
        (_twinge(), _felt),
        (_session(), _trained),
        (rf"(?:slept|sleep) {_LONG}", _slept),
        (r"stress (?P<stress>\d{1,2})", _stressed),
    ):
        if found := re.fullmatch(pattern, words):
            yield read(found, at, calendar)


def _drink() -> str:
    return rf"(?P<much>{_NUMBER}) ?(?P<unit>{_one_of(ML_OF)}) (?:of )?(?P<kind>{_one_of(_words(DrinkKind))})"


def _drunk(found: re.Match[str], at: datetime, calendar: Calendar) -> Said:
    ml = round(float(found["much"]) * ML_OF[found["unit"]])
    return Said("drinks", {"at": at.isoformat(), "ml": ml, "kind": _words(DrinkKind)[found["kind"]]})


def _twinge() -> str:
    kind, side, part = (_one_of(_words(choices)) for choices in (EpisodeKind, Side, BodyPart))
    how = "".join(rf"(?: {name} (?P<{name}>\d{{1,2}}))?" for name in ("strength", "pain"))
    return rf"(?P<kind>{kind})(?: (?P<side>{side}))? (?P<part>{part}){how}"


def _felt(found: re.Match[str], at: datetime, calendar: Calendar) -> Said:
    value: Row = {
        "started_at": at.isoformat(),
        "kind": _words(EpisodeKind)[found["kind"]],
        "body_part": _words(BodyPart)[found["part"]],
        "side": found["side"] and _words(Side)[found["side"]],
    }
    return Said("episodes", value | {name: int(found[name]) for name in ("strength", "pain") if found[name]})


def _session() -> str:
    return rf"(?P<activity>{_one_of(_words(Activity))}) {_LONG}(?: effort (?P<effort>\d{{1,2}}))?"


def _trained(found: re.Match[str], at: datetime, calendar: Calendar) -> Said:
    minutes = round(_hours(found) * 60)
    value: Row = {
        "started_at": (at - minutes * MINUTE).isoformat(),
        "duration_min": minutes,
        "activity": _words(Activity)[found["activity"]],
    }
    return Said("sessions", value | ({"effort": int(found["effort"])} if found["effort"] else {}))


def _slept(found: re.Match[str], at: datetime, calendar: Calendar) -> Said:
    return Said("nights", {"date": calendar.morning_of(at).isoformat(), "hours": _hours(found)})


def _stressed(found: re.Match[str], at: datetime, calendar: Calendar) -> Said:
    return Said("days", {"date": calendar.date_of(at).isoformat(), "stress": int(found["stress"])})


def _hours(found: re.Match[str]) -> float:
    return float(found["long"]) / (1 if found["unit"].startswith("h") else 60)


def _words(choices: type[Choices]) -> dict[str, Any]:
    """{how people say it: word of the format}: the word itself, and its label in the language in force."""
    said = {str(word).replace("_", " "): word for word in choices.values}
    return said | {str(label).lower(): word for word, label in choices.choices}


def _one_of(words: dict[str, Any]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
