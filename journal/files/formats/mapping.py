"""Tables by a mapping: which column is what, in which unit. Mappings ship with Twinge, or are a person's own (JSON)."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from journal.calendar import MINUTE, SECOND
from journal.files.document import BadFile
from journal.files.document_values import BadValue
from journal.files.formats.activities import known_activity
from journal.files.formats.bout import KM_OF, whole_minutes
from journal.files.formats.cells import (
    clock,
    comma_is_decimal,
    day,
    day_comes_first,
    moment,
    number,
    offset_of,
    seconds,
)
from journal.files.formats.moments import seconds_between
from journal.files.formats.strength_sets import muscles_of_exercises
from journal.files.formats.table import Table, header_word
from journal.files.found import Find, Finds, FoundRow, Refusal, Remark
from journal.row import Row, is_nap
from journal.vocabulary import Activity, DrinkKind
from journal.words import ML_PER_FL_OZ

FORMAT = "twinge-mapping"
# What a column can be, by kind of entry.
FIELDS = {
    "sessions": "start start_date start_time end duration activity effort distance temperature humidity offset id",
    "nights": "date wake start hours quality nap offset id",
    "drinks": "start amount drink offset id",
    "days": "date stress",
}
_NUMBERS = set("duration hours effort distance temperature humidity amount stress quality".split())
MOST_ID = 200  # characters of a mark
_DATES = {"start", "start_date", "end", "wake", "date"}
_NAPS = set("true 1 yes nap late_nap rest ja si sí oui sim wahr vrai vero verdadero verdadeiro".split())
_TO_ML = {"ml": 1.0, "l": 1000.0, "fl_oz": ML_PER_FL_OZ, "cup": 240.0}
# The units that a person's own mapping can name. Where it names none: seconds, km, ml, °C.
_LENGTHS = ("s", "min", "h", "ms")
_UNITS = {"duration": _LENGTHS, "hours": _LENGTHS, "distance": KM_OF, "amount": _TO_ML, "temperature": ("c", "f")}
_ROUNDED_ID = re.compile(r"\d[.,]\d+E\+\d+")  # what a spreadsheet makes of long ones, the same of many


@dataclass(frozen=True)
class Column:
    """A column: the pattern of its name, its unit, and which of several with that name (0 the first, -1 the last)."""

    name: str
    unit: str = ""
    nth: int = 0


@dataclass(frozen=True)
class Mapping:
    """How a table is read. `columns`: what each is; several of one field are added up. `needs`: fields that tell the
    table from others. `utc`: its clock is UTC; else it has no zone. `grouped`: rows of one start are one session.
    """

    name: str
    kind: str
    source: str
    columns: dict[str, tuple[Column, ...]]
    needs: tuple[str, ...]
    utc: bool = False
    grouped: bool = False
    activity: str = ""  # of every row, where the table has none
    tried: bool = True  # on a real file
    about: str = ""  # what the first line of the table must say
    remarks: tuple[str, ...] = field(default=())

    def fits(self, table: Table) -> bool:
        """Whether the table has what the mapping needs."""
        return self.about in table.about and all(_places(table, self.columns[name]) for name in self.needs)


def is_mapping(text: str) -> bool:
    """Whether a text says of itself that it is a mapping."""
    try:
        said = json.loads(text) if FORMAT in text else None
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("format") == FORMAT


def own_mapping(text: str) -> Mapping:
    """A person's own mapping from its JSON text. Raises BadFile.

    {"format": "twinge-mapping", "name": "My app", "kind": "sessions", "columns": {"start": "Begin", "duration":
    {"column": "Length", "unit": "min"}}}
    """
    try:
        said = json.loads(text)
        kind, name, names = str(said["kind"]), str(said["name"])[:80], said["columns"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadFile(_("this is no mapping: %(why)s is missing or not as it must be") % {"why": error}) from None
    if not isinstance(names, dict):
        raise _bad("columns", names, _("an object"))
    columns: dict[str, tuple[Column, ...]] = {
        field_name: (_own_column(field_name, value),) for field_name, value in names.items()
    }
    unknown = set(columns) - set(FIELDS.get(kind, "").split())
    if said.get("format") != FORMAT or kind not in FIELDS or unknown:
        raise BadFile(
            _("this is no mapping: format must be %(format)s, kind one of %(kinds)s, columns some of %(columns)s")
            % {"format": FORMAT, "kinds": ", ".join(FIELDS), "columns": FIELDS.get(kind, FIELDS["sessions"])}
        )
    _check(said, kind, name, columns)
    return Mapping(
        name, kind, "csv", columns, tuple(columns), utc=said.get("utc") is True, activity=str(said.get("activity", ""))
    )


def _check(said: Row, kind: str, name: str, columns: dict[str, tuple[Column, ...]]) -> None:
    """Refuse what a mapping must not say, or lacks. Raises BadFile."""
    words = dict(Activity.choices)
    if not name.isprintable():
        raise _bad("name", name, _("text without control characters"))
    if said.get("utc") not in (None, True, False):
        raise _bad("utc", said["utc"], _("true, false or missing"))
    if said.get("activity") and not known_activity(str(said["activity"])):
        raise _bad("activity", said["activity"], _("one of %(words)s") % {"words": ", ".join(words)})
    if need := lacks(kind, columns):
        raise _bad("columns", ", ".join(columns), _("with one of %(words)s") % {"words": need.replace(" ", ", ")})
    for field_name, (column,) in columns.items():
        units = _UNITS.get(field_name, ())
        if column.unit and column.unit not in units:
            right = _("one of %(words)s") % {"words": ", ".join(units)} if units else _("missing")
            raise _bad(f"columns.{field_name}.unit", column.unit, right)


def _bad(place: str, value: Any, right: str) -> BadFile:
    return BadFile(_("this is no mapping: %(why)s") % {"why": BadValue(place, value, right)})


def mapping_text(name: str, kind: str, columns: dict[str, Column]) -> str:
    """The JSON of a mapping, as it is kept and shared; `own_mapping` reads it."""
    told = {field: {"column": column.name, "unit": column.unit, "nth": column.nth} for field, column in columns.items()}
    return json.dumps({"format": FORMAT, "name": name, "kind": kind, "columns": told}, ensure_ascii=False, indent=1)


# Fields of which a kind of entry needs one of each line.
NEEDED = {
    "sessions": ("start start_date end", "duration end"), "nights": ("date wake", "hours"),
    "drinks": ("start", "amount"), "days": ("date", "stress"),
}  # fmt: skip


def lacks(kind: str, fields: Collection[str]) -> str:
    """The first need of a kind that no field meets, its alternatives apart by spaces; "" when all are met."""
    return next((need for need in NEEDED[kind] if not set(need.split()) & set(fields)), "")


def _own_column(field_name: str, value: Any) -> Column:
    said = {"column": value} if isinstance(value, str) else value
    try:
        return Column(re.escape(header_word(said["column"])), str(said.get("unit", "")), int(said.get("nth", 0)))
    except (ValueError, TypeError, KeyError, OverflowError):
        right = _('the name of a column, or an object with "column", "unit" and "nth"')
        raise _bad(f"columns.{field_name}", value, right) from None


def _places(table: Table, columns: tuple[Column, ...]) -> list[tuple[int, Column]]:
    found = []
    for column in columns:
        places = table.places(column.name)
        if -len(places) <= column.nth < len(places):
            found.append((places[column.nth], column))
    return found


def read(table: Table, mapping: Mapping) -> Finds:
    """The entries of a table, and remarks on how its columns were read."""
    reader = _Reader(table, mapping)
    yield from (Remark(text) for text in reader.remarks())
    if not mapping.grouped:
        for line, cells in table.rows:
            yield from reader.row(line, cells)
        return
    sessions: dict[str, tuple[FoundRow, list[str]]] = {}
    for line, cells in table.rows:
        for find in reader.row(line, cells):
            if isinstance(find, FoundRow):
                _found, exercises = sessions.setdefault(find.values["source_id"], (find, []))
                exercises.append(reader.text(cells, "exercise"))
            else:
                yield find
    for find, exercises in sessions.values():
        worked = _known(muscles=muscles_of_exercises(exercises))
        yield FoundRow(find.kind, find.place, find.values | worked)


class _Reader:
    """Reads the rows of one table by one mapping; what is ambiguous is decided for whole columns."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.table, self.mapping = table, mapping
        self.alike: Counter[str] = Counter()  # mark -> how many
        self.places = {name: _places(table, columns) for name, columns in mapping.columns.items()}
        numbers, dates = self._places_of(_NUMBERS), self._places_of(_DATES)
        told = table.columns({*numbers, *dates})
        self.commas = {place: comma_is_decimal(told[place]) for place in numbers}
        self.day_first = {place: day_comes_first(told[place]) for place in dates}

    def _places_of(self, names: set[str]) -> list[int]:
        return [place for name in sorted(names) for place, _column in self.places.get(name, [])]

    def remarks(self) -> Iterator[str]:
        """How ambiguous columns are read."""
        yield from self.mapping.remarks
        if not self.mapping.tried:
            yield _("%(what)s is read by its description; tell us if it fails") % {"what": self.mapping.name}
        if None in self.day_first.values():
            yield _("dates such as 12/01 are read as day and month")
        if any(self.commas.values()):
            yield _("numbers such as 4,1 are read as four and a tenth")

    def row(self, line: int, cells: list[str]) -> Iterator[Find]:
        place = _("%(file)s, row %(n)s") % {"file": self.table.name, "n": line}
        values = {"sessions": self._session, "nights": self._night, "drinks": self._drink, "days": self._day}
        found = values[self.mapping.kind](cells)
        if isinstance(found, str):
            yield Refusal(self.mapping.kind, _("%(place)s: %(why)s") % {"place": place, "why": found})
            return
        if found:
            source_id = self._id(cells) or self._made_id(found, cells)
            yield FoundRow(self.mapping.kind, place, found | {"source": self.mapping.source, "source_id": source_id})

    def _id(self, cells: list[str]) -> str:
        """The id that the table gives a row; "" for none, or one that others have as well."""
        said = self.text(cells, "id")
        return "" if _ROUNDED_ID.fullmatch(said) else said[:MOST_ID]

    def _made_id(self, found: Row, cells: list[str]) -> str:
        """What a row without an id is known by. Drinks of a moment and naps of a date can be several, also alike."""
        mark = self._mark_of_nap(found, cells) if is_nap(found) else _mark(found)
        if not is_nap(found) and self.mapping.kind != "drinks":
            return mark
        self.alike[mark] += 1
        return f"{mark} {self.alike[mark]}" if self.alike[mark] > 1 else mark

    def _mark_of_nap(self, found: Row, cells: list[str]) -> str:
        at = self._moment(cells, "start") or self._moment(cells, "wake") or found["date"]
        return f"{at.isoformat()} nap {found['hours']}"

    # Single values

    def text(self, cells: list[str], name: str) -> str:
        """The first cell of a field that holds something."""
        return next((cells[place] for place, _column in self.places.get(name, []) if cells[place]), "")

    def _number(self, cells: list[str], name: str) -> tuple[float, str] | None:
        for place, column in self.places.get(name, []):
            value = number(cells[place], self.commas[place])
            if value is not None:
                return value, column.unit
        return None

    def _seconds(self, cells: list[str], name: str, *, all_of: bool) -> float | None:
        """The first length of time that is there, or all of them added up."""
        found = [
            value
            for place, column in self.places.get(name, [])
            if cells[place] and (value := seconds(cells[place], column.unit, self.commas[place])) is not None
        ]
        if all_of:
            return sum(found) if found else None
        return next((value for value in found if value > 0), found[0] if found else None)

    def _moment(self, cells: list[str], name: str) -> datetime | None:
        for place, _column in self.places.get(name, []):
            first = self.day_first[place] is not False
            if cells[place] and (found := moment(cells[place], first, self.mapping.utc, self.text(cells, "offset"))):
                return found
        return None

    def _local_date(self, cells: list[str], name: str) -> date | None:
        """The date as the table writes it, whatever its offset."""
        for place, _column in self.places.get(name, []):
            if found := day(cells[place], self.day_first[place] is not False):
                return found
        return None

    def _start(self, cells: list[str]) -> datetime | None:
        if not self.places.get("start_time") and (start := self._moment(cells, "start")):
            return start
        columns = [column for name in ("start_date", "start", "start_time") for column in self.places.get(name, [])]
        places = [place for place, _column in columns]
        if not places:
            return None
        together = " ".join(cells[place] for place in places)
        if clock(together) and not day(together):
            together = f"{_date_in(self.table.name)} {together}"
        return moment(
            together, self.day_first.get(places[0]) is not False, self.mapping.utc, self.text(cells, "offset")
        )

    # Entries: their values, None for a row that tells of none, or why it is refused

    def _session(self, cells: list[str]) -> Row | str | None:
        start, end = self._start(cells), self._moment(cells, "end")
        length = self._seconds(cells, "duration", all_of=False)
        if length is None and start and end and (start.tzinfo is None) == (end.tzinfo is None):
            length = seconds_between(start, end)
        if start is None and end and length is not None:
            start = end - length * SECOND
        if start is None or length is None:
            return _("start or length is missing: %(cells)s") % {"cells": _shown(cells)}
        word = self.text(cells, "activity")
        activity = known_activity(self.mapping.activity or word) or Activity.OTHER
        return {
            "started_at": start, "duration_min": whole_minutes(length), "activity": activity,
            **_known(effort=self._effort(cells), distance_km=self._distance(cells, activity)),
            **_known(temperature_c=self._temperature(cells), humidity_pct=self._humidity(cells)),
        }  # fmt: skip

    def _effort(self, cells: list[str]) -> int | None:
        value = _value(self._number(cells, "effort"))
        return None if value is None else round(value)

    def _distance(self, cells: list[str], activity: Activity) -> float | None:
        found = self._number(cells, "distance")
        if not found:
            return None
        unit = ("m" if activity == Activity.SWIM else "km") if found[1] == "garmin" else found[1] or "km"
        return round(found[0] * KM_OF[unit], 3) or None

    def _temperature(self, cells: list[str]) -> float | None:
        """In °C."""
        found = self._number(cells, "temperature")
        return found and (round((found[0] - 32) * 5 / 9, 4) if found[1] == "f" else found[0])

    def _humidity(self, cells: list[str]) -> int | None:
        """Per cent; up to 1 it is a share."""
        value = _value(self._number(cells, "humidity"))
        return None if value is None else round(100 * value if 0 <= value <= 1 else value)

    def _night(self, cells: list[str]) -> Row | str | None:
        asleep = self._seconds(cells, "hours", all_of=True)
        on = self._date(cells, "wake") or self._date(cells, "date")
        if not asleep:
            return None  # a day without a sleep, or on which none was measured
        if on is None:
            return _("the date of waking is missing: %(cells)s") % {"cells": _shown(cells)}
        said = self.text(cells, "nap").lower()
        if said == "deleted":  # Oura's word for what was no sleep
            return None
        quality = _value(self._number(cells, "quality"))
        return {
            "date": on, "hours": round(asleep / 3600, 2),
            **_known(kind="nap" if said in _NAPS else None, quality=None if quality is None else round(quality)),
        }  # fmt: skip

    def _date(self, cells: list[str], name: str) -> date | None:
        """The date of a night or check-in on its person's own clock.

        A table in UTC says how far that clock is away; if it does not, it is the moment, for the person's calendar.
        """
        text = self.text(cells, name)
        in_utc = text.upper().endswith("Z") or (self.mapping.utc and clock(text) and offset_of(text)[0] is None)
        at = self._moment(cells, name) if in_utc else None
        if at is None:
            return self._local_date(cells, name)
        away, _rest = offset_of(self.text(cells, "ahead"))
        return at if away is None else (at + away * MINUTE).date()

    def _drink(self, cells: list[str]) -> Row | str | None:
        at, amount = self._start(cells), self._number(cells, "amount")
        if at is None or amount is None:
            return _("time or amount is missing: %(cells)s") % {"cells": _shown(cells)}
        word = self.text(cells, "drink").lower().replace(" ", "_")
        kind = word if word in DrinkKind.values else DrinkKind.OTHER if word else DrinkKind.WATER
        return {"at": at, "ml": round(amount[0] * _TO_ML.get(amount[1], 1.0)), "kind": kind}

    def _day(self, cells: list[str]) -> Row | str | None:
        on, stress = self._date(cells, "date"), _value(self._number(cells, "stress"))
        if on is None or stress is None:
            return None
        return {"date": on, "stress": round(stress)}


def _date_in(name: str) -> str:
    """The date in the name of a file, of which a column of clocks says none: "log_2026-09-20.csv" -> "2026-09-20"."""
    found = re.search(r"(\d{4})[-_. ]?(\d\d)[-_. ]?(\d\d)", name)
    return "-".join(found.groups()) if found else ""


def _known(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value is not None}


def _value(found: tuple[float, str] | None) -> float | None:
    return found[0] if found else None


def _mark(found: Row) -> str:
    """What a row without an id of its own is known by."""
    when = found.get("started_at") or found.get("at") or found["date"]
    return f"{when.isoformat()} {found.get('activity', '')}{found.get('ml', '')}{found.get('kind', '') or ''}".strip()


def _shown(cells: list[str]) -> str:
    return " ".join(", ".join(cell for cell in cells if cell).split())[:60]
