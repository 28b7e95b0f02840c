"""The journal format (`twinge-journal`, version 1): one JSON document, one person's whole journal.

`parse` reads bytes into a `Journal` of finished values or refuses them with one sentence that names the place, the
value and what would be right. `dump` writes a Journal back. Reading what `dump` wrote gives the same Journal.
"""

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.calendar import Calendar, is_known_moment, known_moves
from journal.files.document_values import BadValue, inside, object_reader, person_reader, show
from journal.measures.one_session import ended_at
from journal.models import KINDS, Drink
from journal.reading.ahead import SKEW, Ahead
from journal.reading.rows import PERSON_FIELDS, Journal, calendar_of, columns
from journal.row import Row, only_date
from journal.words import zone_name

FORMAT, VERSION = "twinge-journal", 1
MAX_BYTES = 32 * 1024 * 1024  # a ten-year journal with 20,000 entries is about 5 MB
MAX_ENTRIES = 100_000  # of one kind
_TOP = {"format", "version", "exported_at", "person", *KINDS}


class BadFile(ValueError):
    """A file that is not a journal; the message is one line for the person who brought it."""


def parse_file(path: Path | str, now: datetime | None = None) -> Journal:
    """The Journal in a file, as `parse` reads it; one that is too large is not read. Raises BadFile and OSError."""
    with Path(path).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise BadFile(too_large(size))
        return parse(file.read(MAX_BYTES + 1), now)


def parse(data: bytes, now: datetime | None = None, clock: Calendar | None = None) -> Journal:
    """The Journal in `data` (bytes). Raises BadFile; nothing is dropped in silence.

    `now`: what is later, and more than SKEW later, is refused; without it any time is read. `clock`: of the person who
    is told of that, else the file's own.
    """
    document = _load(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadFile(_('this is not a journal: "format" must be "%(format)s"') % {"format": FORMAT})
    if document.get("version") != VERSION or isinstance(document["version"], bool):
        raise BadFile(
            _("version: %(found)s cannot be read here; it must be %(version)s")
            % {"found": show(document.get("version")), "version": VERSION}
        )
    if unknown := sorted(set(document) - _TOP):
        raise BadFile(_("%(key)s is not a key of a journal") % {"key": show(unknown[0])})
    try:
        return _journal(document, now and now + SKEW, clock)
    except BadValue as bad:
        raise BadFile(str(bad)) from None


def _load(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise BadFile(too_large(len(data)))
    if not data.strip():
        raise BadFile(_("the file is empty; it must hold a journal as JSON"))
    return read_json(data)


def read_json(data: bytes) -> Any:
    """The value of JSON text in UTF-8. Raises BadFile, also for a key that stands twice and for NaN."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise BadFile(_("this is not JSON text in UTF-8")) from None
    except json.JSONDecodeError as error:
        raise BadFile(
            _("this is not JSON: line %(line)s, column %(column)s") % {"line": error.lineno, "column": error.colno}
        ) from None
    except RecursionError:
        raise BadFile(_("this cannot be read: it is nested too deeply")) from None
    except ValueError as error:  # a repeated key, NaN, or a number of thousands of digits
        raise BadFile(_("this cannot be read as JSON: %(why)s") % {"why": error}) from None


def too_large(size: int) -> str:
    """The sentence for a file of so many bytes."""
    return _("the file has %(size)s MB; at most %(most)s MB can be read") % {
        "size": f"{size / 1e6:,.1f}",
        "most": f"{MAX_BYTES / 1e6:,.1f}",
    }


def _object(pairs: list[tuple[str, Any]]) -> Row:
    found = dict(pairs)
    if len(found) != len(pairs):
        (twice, _times), *_others = Counter(key for key, _value in pairs).most_common(1)
        raise ValueError(_("the key %(key)s appears twice in one object") % {"key": show(twice)})
    return found


def _no_constant(word: str) -> None:
    raise ValueError(_("%(word)s is not a number") % {"word": word})


def _journal(document: Row, until: datetime | None, clock: Calendar | None) -> Journal:
    person = person_reader("person", document.get("person"))
    calendar = calendar_of(person)
    late = Late(Ahead(until, calendar), clock or calendar) if until else None
    if late:
        late.refuse_person(person)
    exported_at = None
    if document.get("exported_at") is not None:
        exported_at = object_reader(["exported_at"], {"exported_at": Drink._meta.get_field("at")})(
            "", {"exported_at": document["exported_at"]}
        )["exported_at"]
    lists: dict[str, Any] = {kind: _entries(kind, document.get(kind, []), late) for kind in KINDS}
    return Journal(person, exported_at=exported_at, **lists)


def _entries(kind: str, values: Any, late: "Late | None") -> list[Row]:
    if not isinstance(values, list):
        raise BadValue(kind, values, _("a list"))
    if len(values) > MAX_ENTRIES:
        raise BadValue(kind, len(values), _("a list of at most %(most)s entries") % {"most": MAX_ENTRIES})
    model, read = KINDS[kind], _reader(kind)
    rows = []
    seen: dict[tuple[str, Any], str] = {}
    for n, value in enumerate(values):
        place = f"{kind}[{n}]"
        row = _checked(read, place, value, late)
        _only_once(place, kind, row, seen)
        rows.append(row)
    return sorted(rows, key=lambda row: (row[model.WHEN], str(row.get("id") or row.get("cause"))))


def _reader(kind: str) -> Callable[..., Any]:
    """A reader of one row of a kind."""
    return object_reader(columns(kind), {name: KINDS[kind]._meta.get_field(name) for name in columns(kind)})


def _checked(read: Callable[..., Any], place: str, value: Any, late: "Late | None") -> Row:
    """The row that stands at a place, held to all rules that one entry can break. Raises BadValue."""
    row: Row = read(place, value)
    _agrees(place, row)
    if late:
        late.refuse(place, row)
    return row


@dataclass(frozen=True)
class Late:
    """Refuses what has not come yet. `clock`: by which moments are told."""

    ahead: Ahead
    clock: Calendar

    def refuse(self, place: str, row: Row) -> None:
        """Raise BadValue for the first value of an entry that has not come yet."""
        if found := self.ahead.first(row):
            self._refuse(inside(place, found[0]), found[1], self.ahead.newest_of(row))

    def refuse_person(self, person: Row) -> None:
        """Raise BadValue for a move or the start of a medicine that has not come yet."""
        for n, moved_at in enumerate(self.ahead.calendar.moved_at):
            if self.ahead.is_ahead(moved_at):
                self._refuse(f"person.moves[{n}].from", moved_at, self.ahead.today)
        for n in self.ahead.medicines(person):
            began = date.fromisoformat(person["medicines"][n]["started_on"])
            self._refuse(f"person.medicines[{n}].started_on", began, self.ahead.today)

    def _refuse(self, place: str, value: date, newest: date) -> None:
        now = self.ahead.until - SKEW
        if not isinstance(value, datetime):
            today = {"today": newest, "zone": _zone_at(self.ahead.calendar, now)}
            raise BadValue(place, value.isoformat(), _("a date up to today, %(today)s in %(zone)s") % today)
        told = {"now": f"{self.clock.local(now):%Y-%m-%d %H:%M}", "zone": _zone_at(self.clock, now)}
        when = f"{self.clock.local(value):%Y-%m-%d %H:%M}"
        raise BadValue(place, when, _("a time up to now, %(now)s by the clock of %(zone)s") % told)


def _zone_at(calendar: Calendar, moment: datetime) -> str:
    return zone_name(calendar.zone_at(moment).key)


def _agrees(place: str, row: Row) -> None:
    """Refuse a row whose fields contradict each other."""
    if row.get("ongoing") and row["ended_at"] is not None:
        raise BadValue(inside(place, "ongoing"), True, _("false or missing when ended_at is given"))
    if row.get("ended_at") is not None and row["ended_at"] < row["started_at"]:
        raise BadValue(inside(place, "ended_at"), row["ended_at"].isoformat(), _("not before started_at"))
    if row.get("ended_on") is not None and row["ended_on"] < row["started_on"]:
        raise BadValue(inside(place, "ended_on"), row["ended_on"].isoformat(), _("not before started_on"))
    if row.get("quiet_after") and row["aftermath"]:
        raise BadValue(inside(place, "aftermath"), row["aftermath"], _("0 or missing when quiet_after is true"))
    if "duration_min" in row and not is_known_moment(ended_at(row)):
        raise BadValue(inside(place, "started_at"), row["started_at"].isoformat(), _("a time before 2200"))


def _only_once(place: str, kind: str, row: Row, seen: dict[tuple[str, Any], str]) -> None:
    """Refuse what may stand only once: an id, the date of a night or day (not of a nap), a source's id, a cause."""
    marks = [("id", row.get("id")), ("date", only_date(row))]
    if row.get("source") and row.get("source_id"):
        marks.append(("source_id", (row["source"], row["source_id"])))
    if kind == "set_aside":
        marks.append(("cause", row["cause"]))
    for name, value in marks:
        if value is not None and seen.setdefault((name, value), place) != place:
            first = seen[(name, value)]
            raise BadValue(f"{place}.{name}", value, _("something %(first)s does not have already") % {"first": first})


def dump(journal: Journal, exported_at: datetime | None = None) -> Row:
    """The document of a Journal, as a dict ready for JSON. What was not recorded is left out.

    Times carry the offset of the person's zone that was in force then.
    """
    calendar = journal.calendar
    document = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": (exported_at or timezone.now()).astimezone(UTC).isoformat(),
        "person": _dump_person(journal.person, calendar),
    }
    return document | {kind: [dump_row(row, calendar) for row in getattr(journal, kind)] for kind in KINDS}


def _dump_person(person: Row, calendar: Calendar) -> Row:
    """The format's `person`, zones as the calendar reads them; a move is told by the clock that it leads to."""
    row = dump_row({name: person[name] for name in PERSON_FIELDS}, calendar) | {"time_zone": calendar.zones[0].key}
    if "moves" in row:
        told = [(calendar.local(at).isoformat(), zone) for at, zone in known_moves(row["moves"])]
        row["moves"] = [{"from": at, "time_zone": zone} for at, zone in told]
    return row


def dump_row(row: Row, calendar: Calendar) -> Row:
    """One row as JSON values, without what was not recorded."""
    return {name: _json(value, calendar) for name, value in row.items() if value is not None}


def _json(value: Any, calendar: Calendar) -> Any:
    if isinstance(value, datetime):
        return calendar.local(value).isoformat()
    return value if isinstance(value, bool | int | float | list | dict) else str(value)


def parse_row(kind: str, value: Row) -> Row:
    """One row of a kind from its JSON values, as `dump_row` wrote them. Raises BadValue."""
    row: Row = _reader(kind)(kind, value)
    return row


def entry_row(kind: str, value: Any, calendar: Calendar, now: datetime) -> Row:
    """One row of a kind as a program sends it, held to the rules of a file. Raises BadValue, which names the key."""
    return _checked(_reader(kind), "", value, Late(Ahead.of(calendar, now), calendar))
