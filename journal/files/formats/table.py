"""CSV as people have it: any encoding and separator, names twice, a line before the header, the header again below."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal.files.csv_out import plain
from journal.files.document import BadFile
from journal.files.formats.activities import plain_word
from journal.files.found import OneFile

MOST_BYTES = 128 * 1024**2
MOST_ROWS = 1_000_000
NULLS = {"", "--", "none", "na", "n/a", "null", "nan", "-"}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Table:
    """A table: header cells as they are looked up, and rows of (line number, cells), as long as the header."""

    name: str
    about: str  # what stands before the header
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def places(self, pattern: str) -> list[int]:
        """Where in the header the names stand that a pattern fits as a whole."""
        return [n for n, name in enumerate(self.header) if re.fullmatch(pattern, name)]

    def column(self, place: int) -> list[str]:
        """The cells of a column; what stands for "nothing" is empty."""
        return [cells[place] for _line, cells in self.rows]


def header_word(cell: str) -> str:
    """A name in a header as it is looked up: without HTML, accents, capitals, marks, and Samsung's prefix."""
    text = _TAG.sub("", cell)
    text = text.rpartition(".")[2] if text.startswith("com.samsung") else text
    return plain_word(text) or text.strip().lower()


def text_of(data: bytes) -> str:
    """Text of an encoding nobody said: the BOM decides, then strict UTF-8, then UTF-16 by its NULs, else cp1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
        if "\0" not in text[:1000]:
            return text
    except UnicodeDecodeError:
        pass
    if b"\0" in data[:1000]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    return data.decode("cp1252", "replace")


def read_table(file: OneFile) -> Table:
    """The table in a CSV file. Raises BadFile."""
    data = file.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadFile(
            _("%(file)s: a table may have %(most)s MB at most") % {"file": file.name, "most": MOST_BYTES >> 20}
        )
    text = text_of(data).replace("\0", "")
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        why = {"file": file.name, "why": error}
        raise BadFile(_("%(file)s: this cannot be read as a table: %(why)s") % why) from None
    if not lines:
        raise BadFile(_("%(file)s: the table is empty") % {"file": file.name})
    return _table(file.name, lines)


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    head = text.lstrip("\ufeff\r\n ")[:4000]
    first = head.splitlines()[0] if head else ""
    if first.startswith(("com.samsung", "sep=")) and "\n" in head:
        first = head.splitlines()[1]
    delimiter = max(",;\t", key=first.count)
    for n, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        if n > MOST_ROWS:
            raise csv.Error(_("more than %(most)s rows") % {"most": MOST_ROWS})
        if any(cell.strip() for cell in cells):
            yield n, cells


def _table(name: str, lines: list[tuple[int, list[str]]]) -> Table:
    first, about = lines[0][1], " ".join(cell for _line, cells in lines[:2] for cell in cells)
    if first[0].lstrip("\ufeff").startswith(("com.samsung", "sep=")) and len(first) < 5:
        lines = lines[1:] or lines  # what Samsung or Excel says of the file stands before its header
    header = tuple(header_word(cell.lstrip("\ufeff")) for cell in lines[0][1])
    rows = [
        (n, [_cell(cell) for cell in [*cells, *[""] * len(header)][: len(header)]])
        for n, cells in lines[1:]
        if tuple(header_word(cell) for cell in cells[:3]) != header[:3]  # the header again
    ]
    return Table(name, about, header, tuple(rows))


def _cell(cell: str) -> str:
    text = plain(cell.strip())
    return "" if text.lower() in NULLS else text
