"""Readers of single values of a journal file: each returns a finished Python value or raises BadValue."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from journal.calendar import DAY, MOST_MOVES, is_known_date, is_known_moment, time_zones
from journal.models import Profile
from journal.reading.rows import PERSON_FIELDS
from journal.row import Row
from journal.vocabulary import ABOVE_ZERO, LIMITS, Arm, Helped, MedicineKind, ReliefMethod, cause_ids, flag_ids
from journal.words import one_line_break

MOST_IN_LIST = 1000  # far more than any list inside an entry can need; what stands there is read one by one
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ID_WORD = re.compile(r"[A-Za-z0-9_]{1,40}")


# Key -> (reader, required) of a small object.
Readers = dict[str, tuple[Callable[[str, Any], Any], bool]]


class BadValue(ValueError):
    """A value that does not fit: where it stands, what it is as `show` says it, what would be right."""

    def __init__(self, place: str, value: Any, expected: str) -> None:
        self.place, self.shown, self.expected = place, show(value), expected
        super().__init__(
            _("%(place)s: %(value)s does not fit; it must be %(expected)s")
            % {"place": place, "value": self.shown, "expected": expected}
        )


def inside(place: str, name: str) -> str:
    """The place of a key of the object that stands at `place`; "" is the outermost one."""
    return f"{place}.{name}" if place else name


def show(value: Any) -> str:
    """A value as it may stand in a one-line message: short, printable, and as a file has it."""
    if isinstance(value, date | UUID):  # moments are dates, too
        value = value.isoformat() if isinstance(value, date) else str(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def object_reader(names: Sequence[str], fields: Row) -> Callable[..., Any]:
    """A reader of JSON objects with these keys and no others (`fields`: their model fields). It returns all of them."""

    def read(place: str, value: Any) -> Row:
        if not isinstance(value, dict):
            raise BadValue(place, value, _("an object"))
        for key in value:
            if key not in fields:
                keys = {"keys": ", ".join(names)}
                raise BadValue(inside(place, key)[:80], key, _("one of the keys %(keys)s") % keys)
        return {name: field_value(inside(place, name), fields[name], value.get(name)) for name in names}

    return read


def person_reader(place: str, value: Any) -> Row:
    """The format's `person`; only the time zone is required."""
    if not isinstance(value, dict):
        raise BadValue(place, value, _('an object with at least "time_zone"'))
    person = object_reader(PERSON_FIELDS, {name: Profile._meta.get_field(name) for name in PERSON_FIELDS})(place, value)
    _zone(f"{place}.time_zone", person["time_zone"])
    _in_order(f"{place}.moves", person["moves"] or [])
    return person


def _zone(place: str, value: Any) -> str:
    if not isinstance(value, str) or value not in time_zones():
        raise BadValue(place, value, _("an IANA time zone such as Europe/Oslo"))
    return value


def _in_order(place: str, moves: list[Row]) -> None:
    """Refuse too many moves, and one that is not later than the one before it."""
    if len(moves) > MOST_MOVES:
        raise BadValue(place, len(moves), _("a list of at most %(most)s") % {"most": MOST_MOVES})
    for n, (before, move) in enumerate(pairwise(moves), 1):
        if datetime.fromisoformat(move["from"]) <= datetime.fromisoformat(before["from"]):
            expected = _("later than %(before)s, the move before it: moves stand oldest first")
            raise BadValue(f"{place}[{n}].from", move["from"], expected % {"before": before["from"]})


def field_value(place: str, field: Any, value: Any) -> Any:
    """The finished value of a model field from its JSON value. Raises BadValue."""
    if value is None:
        if field.null:
            return None
        raise BadValue(place, value, _("given"))
    return _READERS[type(field)](place, field, value)


def _uuid(place: str, field: Any, value: Any) -> UUID:
    try:
        found = uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or str(found) != value.lower():
        raise BadValue(place, value, _("a UUID such as 3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d"))
    return found


def _moment(place: str, field: Any, value: Any) -> datetime:
    try:
        moment = _read(value) if isinstance(value, str) else None
        if moment and is_known_moment(moment):
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadValue(place, value, _("a time with an offset such as 2026-03-29T07:10:00+02:00"))


def _read(text: str) -> datetime:
    """An ISO 8601 time; hour 24 belongs to the next day, as some apps write the end of a long evening."""
    if "T24:" not in text:
        return datetime.fromisoformat(text)
    return datetime.fromisoformat(text.replace("T24:", "T00:")) + DAY


def _date(place: str, field: Any, value: Any) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None or not is_known_date(day):
        raise BadValue(place, value, _("a date such as 2026-03-29"))
    return day


def _whole(place: str, field: Any, value: Any) -> int:
    """A whole number; 45.0, as other programs write 45, is one."""
    low, high = LIMITS[field.name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not low <= value <= high or value != int(value):
        raise BadValue(place, value, _("a whole number from %(low)s to %(high)s") % {"low": low, "high": high})
    return int(value)


def _number(place: str, field: Any, value: Any) -> float:
    low, high = LIMITS[field.name]
    fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    if not fits or (field.name in ABOVE_ZERO and value <= 0):
        expected = (
            _("a number above %(low)s, at most %(high)s")
            if field.name in ABOVE_ZERO
            else _("a number from %(low)s to %(high)s")
        )
        raise BadValue(place, value, expected % {"low": low, "high": high})
    return float(value)


def _yes_no(place: str, field: Any, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(place, value, _("true, false or missing"))
    return value


def _text(place: str, field: Any, value: Any) -> str:
    if field.choices:
        return _one_of(place, value, [word for word, _label in field.choices])
    if field.name in _ID_WORDS:
        return _ID_WORDS[field.name](place, value)
    if field.name == "note" and isinstance(value, str):
        value = one_line_break(value)
    fits = isinstance(value, str) and len(value) <= field.max_length and "\x00" not in value
    if not fits or not _encodes(value):
        raise BadValue(place, value, _("text of at most %(most)s characters") % {"most": field.max_length})
    return value


def _encodes(text: str) -> bool:
    """Whether the text can be stored; a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _one_of(place: str, value: Any, known: list[str]) -> str:
    if not isinstance(value, str) or value not in known:
        words = ", ".join(known if len(known) <= 25 else [*known[:8], "..."])
        raise BadValue(place, value, _("one of %(words)s") % {"words": words})
    return value


def _tip_id(place: str, value: Any) -> str:
    if not isinstance(value, str) or not _ID_WORD.fullmatch(value):
        raise BadValue(place, value, _("a tip's id"))
    return value


def _lists(place: str, field: Any, value: Any) -> list[Any] | dict[str, list[Any]]:
    """A list; or an object of lists, where the field has keys."""
    keys = getattr(field, "keys", None)
    if keys is None:
        return _list(place, field, value)
    if not isinstance(value, dict):
        raise BadValue(place, value, _("an object"))
    for key in value:
        if key not in keys:
            raise BadValue(f"{place}.{key}"[:80], key, _("one of the keys %(keys)s") % {"keys": ", ".join(keys)})
    return {key: _list(f"{place}.{key}", field, words) for key, words in value.items()}


def _list(place: str, field: Any, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadValue(place, value, _("a list"))
    if len(value) > MOST_IN_LIST:
        raise BadValue(place, value[:1], _("a list of at most %(most)s") % {"most": MOST_IN_LIST})
    if words := getattr(field, "words", None):
        return _each_once(place, [_one_of(f"{place}[{n}]", word, words) for n, word in enumerate(value)])
    records = [_record(f"{place}[{n}]", record, _RECORDS[field.name]) for n, record in enumerate(value)]
    if field.name == "relief":
        _each_once(place, [record["method"] for record in records])
    return records


def _each_once(place: str, words: list[str]) -> list[str]:
    """The words; a list inside an entry holds each word or method once."""
    seen = set()
    for n, word in enumerate(words):
        if word in seen:
            raise BadValue(f"{place}[{n}]", word, _("something the list does not hold already"))
        seen.add(word)
    return words


def _record(place: str, value: Any, readers: Readers) -> Row:
    if not isinstance(value, dict):
        raise BadValue(place, value, _("an object"))
    for key in value:
        if key not in readers:
            raise BadValue(f"{place}.{key}"[:80], key, _("one of the keys %(keys)s") % {"keys": ", ".join(readers)})
    found = {}
    for key, (read, required) in readers.items():
        if value.get(key) is not None:
            found[key] = read(f"{place}.{key}", value[key])
        elif required:
            raise BadValue(f"{place}.{key}", None, _("given"))
    return found


def _name(place: str, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200 or "\x00" in value or not _encodes(value):
        raise BadValue(place, value, _("text of 1 to 200 characters"))
    return value


def _position(place: str, value: Any) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 1 <= value <= 10_000 or value != int(value):
        raise BadValue(place, value, _("a whole number from 1 on"))
    return int(value)


_READERS: dict[type, Callable[[str, Any, Any], Any]] = {
    models.UUIDField: _uuid,
    models.DateTimeField: _moment,
    models.DateField: _date,
    models.SmallIntegerField: _whole,
    models.FloatField: _number,
    models.BooleanField: _yes_no,
    models.CharField: _text,
    models.JSONField: _lists,
}
_ID_WORDS: dict[str, Callable[[str, Any], str]] = {
    "cause": lambda place, value: _one_of(place, value, cause_ids()),
    "flag": lambda place, value: _one_of(place, value, flag_ids()),
    "tip": _tip_id,
}
# Key -> (reader, required) of the small objects inside a row. They stay JSON values: dates and ids as text.
_RECORDS: dict[str, Readers] = {
    "medicines": {
        "name": (_name, False),
        "kind": (lambda place, value: _one_of(place, value, MedicineKind.values), False),
        "started_on": (lambda place, value: _date(place, None, value).isoformat(), False),
    },
    "moves": {
        "from": (lambda place, value: _moment(place, None, value).isoformat(), True),
        "time_zone": (_zone, True),
    },
    "relief": {
        "method": (lambda place, value: _one_of(place, value, ReliefMethod.values), True),
        "helped": (lambda place, value: _one_of(place, value, Helped.values), False),
    },
    "assignments": {
        "position": (_position, True),
        "arm": (lambda place, value: _one_of(place, value, Arm.values), True),
        "session": (lambda place, value: str(_uuid(place, None, value)), False),
        "followed": (lambda place, value: _yes_no(place, None, value), False),
    },
}
