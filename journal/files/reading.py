"""From a file, whatever its format, to all that it holds."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.calendar import Calendar
from journal.files import document
from journal.files.containers import head_of, members
from journal.files.document import BadFile
from journal.files.formats import accounts, apple_health, fit, gpx, mapping, mappings, tcx
from journal.files.formats.mapping import Mapping
from journal.files.formats.table import SEPARATORS, Table, read_table
from journal.files.found import Finds, Found, NoEntries, OneFile, Refusal, Watched
from journal.reading.rows import Journal

BIT = 16 * 1024  # bytes of a FIT file, read in a tenth of a second
MOST_IN_MEMORY = 64 * 1024**2  # of a FIT file; a day's ride has 5 MB


@dataclass(frozen=True)
class Format:
    """A format: what it is called on the command line, how its beginning is known, and its reader."""

    name: str
    begins: Callable[[bytes], bool]
    read: Callable[[OneFile], Finds]


def _fit(file: OneFile) -> Finds:
    """FIT's reader wants a file that it can go about in; one that tells how far it was read is read bit by bit."""
    if isinstance(file.stream, Watched):
        return fit.read(OneFile(file.name, io.BufferedReader(file.stream, BIT)))
    return fit.read(OneFile(file.name, io.BytesIO(file.stream.read(MOST_IN_MEMORY))))


def _root(name: bytes, otherwise: bytes = b"") -> Callable[[bytes], bool]:
    """Whether XML begins with an element of this name, with any prefix and in UTF-16, too."""
    element = re.compile(rb"<(?:[\w.-]+:)?" + name + rb"\b" + otherwise)
    return lambda head: bool(element.search(head.replace(b"\0", b"")))


FORMATS = [
    Format("fit", lambda head: head[8:12] == b".FIT", _fit),
    Format("tcx", _root(b"TrainingCenterDatabase"), tcx.read),
    Format("gpx", _root(b"gpx"), gpx.read),
    # Its document type alone can be longer than what is looked at.
    Format("apple_health", _root(b"HealthData", b"|<!DOCTYPE HealthData"), apple_health.read),
]
OWN = document.FORMAT
TABLE = "csv"
# Accounts and apps whose tables and JSON files are known: a name of one leaves the others' out.
APPS = "strava garmin whoop oura withings fitbit google_fit samsung hevy strong sleep_cycle".split()
_FILE_NAMES = (
    "file ?name|dateiname|nom (?:du |de )?fichier|nombre (?:de |del )?archivo|nome (?:del )?file|nome do arquivo"
    "|bestandsnaam|nazwa pliku|ファイル名"
)


def format_names() -> list[str]:
    """What `--format` takes."""
    return [OWN, *(one.name for one in FORMATS), TABLE, *APPS]


class NeedsMapping(BadFile):
    """A table of which nobody has said yet what its columns are."""

    def __init__(self, table: Table) -> None:
        super().__init__(_needs(table, None))
        self.table = table


def read_file(
    file: OneFile,
    size: int,
    now: datetime,
    name: str | None = None,
    own: Mapping | None = None,
    saved: Sequence[Mapping] = (),
    clock: Calendar | None = None,
) -> Found:
    """All that a file of `size` bytes holds.

    `name`: the format, where it cannot be told from the file; `own`: a mapping for its tables, none else;
    `saved`: mappings for those that are not known; `clock`: of the person, for telling what has not come yet.

    Raises BadFile, with one sentence, when the file holds nothing that can be read; NeedsMapping for a table. In an
    archive a file that is broken is a refusal among the others.
    """
    if not size:
        raise BadFile(_("the file is empty"))
    reading, unread, known, whole = _Reading(Found(), size, now, name, own, saved, clock), 0, 0, True
    for one in members(file, size):
        whole = whole and one is file
        try:
            is_known = reading.read(one, alone=whole)
            unread, known = unread + (not is_known), known + is_known
        except NoEntries:
            if whole:
                raise
            unread += 1
        except BadFile as bad:
            if whole:
                raise
            reading.found.refused.append(Refusal("files", str(bad)))
    _said_of_the_rest(reading.found, unread, known)
    return reading.found


@dataclass
class _Reading:
    """Reads one file after another into `found`. `told`: names of files whose sessions a table has told already."""

    found: Found
    size: int
    now: datetime
    name: str | None
    own: Mapping | None
    saved: Sequence[Mapping]
    clock: Calendar | None
    told: set[str] = field(default_factory=set)
    of_apple: bool = False  # then the files of routes are of its workouts

    def read(self, one: OneFile | BadFile, *, alone: bool) -> bool:
        """Whether a file's format is known; then `found` holds what it says. `alone`: it lies in no archive."""
        if isinstance(one, BadFile):
            raise one
        if one.name in self.told or (self.of_apple and one.name.startswith("route_")):
            return True
        head = head_of(one)
        named = self.name if self.name not in APPS else None  # an account's export holds files of devices, too
        chosen = next((f for f in FORMATS if (f.name == named if named else f.begins(head))), None)
        if chosen:
            self.of_apple = self.of_apple or chosen.name == "apple_health"
            self.found.take(chosen.read(one))
            return True
        if self.name != TABLE and (self.name == OWN or one.name.lower().endswith(".json") or OWN.encode() in head):
            return self._json(one, head, alone=alone)
        return _is_text(head) and self._table(one, alone=alone)

    def _json(self, one: OneFile, head: bytes, *, alone: bool) -> bool:
        """A journal of our own, or a file of an account; a file alone that is neither is refused as no journal."""
        ours = self.name == OWN or OWN.encode() in head or (alone and self.size > accounts.MOST_BYTES)
        finds = None if ours else accounts.read(one)
        if finds is not None:
            self.found.take(finds)
            return True
        if not alone and OWN.encode() not in head:
            return False
        one.stream.seek(0)
        self.found.journal = _own(one, self.size, self.now, self.clock)
        return True

    def _table(self, one: OneFile, *, alone: bool) -> bool:
        table = read_table(one)
        choice = [self.own] if self.own else [*mappings.shipped(), *self.saved]
        if self.name in APPS:
            choice = [known for known in choice if known.source == self.name]
        chosen = next((known for known in choice if known.fits(table)), None)
        if chosen:
            self.found.take(mapping.read(table, chosen))
            self.told.update(_file_names(table))
        elif self.own:
            raise BadFile(_needs(table, self.own))
        elif self.name == TABLE or (alone and len(table.header) > 1 and table.has_rows):
            raise NeedsMapping(table)
        return chosen is not None


def _needs(table: Table, own: Mapping | None) -> str:
    header = ", ".join(table.header)[:200]
    if own:
        return _("%(file)s: the mapping's columns are not all there; its columns are: %(columns)s") % {
            "file": table.name, "columns": header,
        }  # fmt: skip
    return _("%(file)s: this table is not known; it needs a mapping of its columns: %(columns)s") % {
        "file": table.name, "columns": header,
    }  # fmt: skip


def _file_names(table: Table) -> set[str]:
    """The names of files that a table says its rows are of, as they are shown."""
    columns = table.columns(table.places(_FILE_NAMES)).values()
    cells = [cell for column in columns for cell in column]
    return {cell.rpartition("/")[2].removesuffix(".gz")[:100] for cell in cells}


def _is_text(head: bytes) -> bool:
    """Whether a file can be a table: UTF-16, or with a separator and without bytes that text has none of."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return wide or (b"\0\0" not in head and any(separator.encode() in head for separator in SEPARATORS))


def _own(one: OneFile, size: int, now: datetime, clock: Calendar | None) -> Journal:
    if size > document.MAX_BYTES:
        raise BadFile(document.too_large(size))
    return document.parse(one.stream.read(document.MAX_BYTES + 1), now, clock)


def _said_of_the_rest(found: Found, unread: int, known: int) -> None:
    """Say how many files were left out, and refuse a file of which nothing could be read, or in which nothing is."""
    if found.journal or found.rows:
        if unread:
            found.remarks.append(
                ngettext("%(n)s other file was not read", "%(n)s other files were not read", unread) % {"n": unread}
            )
    elif found.refused:
        raise BadFile(found.refused[0].text)
    elif known:
        raise BadFile(_("it holds no session, sleep, drink or check-in"))
    else:
        raise BadFile(
            _(
                "this is none of the formats that Twinge reads: FIT, TCX, GPX, an export of Strava, Apple Health, "
                "Garmin, Fitbit, Oura, WHOOP, Withings and others, a table with a mapping, or a Twinge journal"
            )
        )
