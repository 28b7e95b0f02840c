"""CSV as people have it: any encoding and separator, names twice, a line before the header, the header again below."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from journal.files.csv_out import plain
from journal.files.document import BadFile
from journal.files.formats.activities import plain_word
from journal.files.found import OneFile

MOST_BYTES = 128 * 1024**2
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1000  # ten times what the widest export has; each is looked up by name, and asked about on a page
SEPARATORS = ",;\t|"
BEFORE_HEADER = 10  # lines in which the header is looked for
_BEFORE = ("com.samsung", "sep=")
NULLS = {"", "--", "none", "na", "n/a", "null", "nan", "-"}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Table:
    """A table: header cells as they are looked up, and the text that its rows are read from, again each time.

    `skipped`: lines up to and with the header.
    """

    name: str
    about: str  # what stands before the header
    header: tuple[str, ...]
    text: str
    delimiter: str
    skipped: int

    @property
    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line number, cells as long as the header); what stands for "nothing" is empty. Raises BadFile."""
        blank = [""] * len(self.header)
        for n, cells in _numbered(self.name, self.text, self.delimiter):
            if n > self.skipped and tuple(header_word(cell) for cell in cells[:3]) != self.header[:3]:
                yield n, [_cell(cell) for cell in [*cells, *blank][: len(self.header)]]

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below the header."""
        return any(True for _row in self.rows)

    def places(self, pattern: str) -> list[int]:
        """Where in the header the names stand that a pattern fits as a whole."""
        return [n for n, name in enumerate(self.header) if re.fullmatch(pattern, name)]

    def columns(self, places: Iterable[int]) -> dict[int, list[str]]:
        """The cells of columns that say something, by their places."""
        found: dict[int, list[str]] = {place: [] for place in places}
        for _line, cells in self.rows:
            for place, column in found.items():
                if cells[place]:
                    column.append(cells[place])
        return found


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
    lines = list(islice(_numbered(file.name, text, delimiter := _delimiter(text)), BEFORE_HEADER))
    if not lines:
        raise BadFile(_("%(file)s: the table is empty") % {"file": file.name})
    about = " ".join(cell for _line, cells in lines[:2] for cell in cells)
    # A title, or what Samsung or Excel says of the file, stands before its header.
    below = (_is_before(lines[0][1]) and lines[1:]) or lines
    line, first = next((told for told in below if len(told[1]) > 1), below[0])
    if len(first) > MOST_COLUMNS:
        why = {"file": file.name, "n": len(first), "most": MOST_COLUMNS}
        raise BadFile(_("%(file)s: the table has %(n)s columns; at most %(most)s can be read") % why)
    header = tuple(header_word(cell.lstrip("\ufeff")) for cell in first)
    return Table(file.name, about, header, text, delimiter, line)


def _is_before(cells: list[str]) -> bool:
    return cells[0].lstrip("\ufeff").startswith(_BEFORE) and len(cells) < 5


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line that has one."""
    lines = text.lstrip("\ufeff\r\n ")[:4000].splitlines()[:BEFORE_HEADER]
    below = lines[1:] if lines and lines[0].startswith(_BEFORE) else lines
    first = next((line for line in below if set(SEPARATORS) & set(line)), "")
    return max(SEPARATORS, key=first.count)


def _numbered(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each line that says something. Raises BadFile."""
    try:
        for n, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if n > MOST_ROWS:
                raise csv.Error(_("more than %(most)s rows") % {"most": MOST_ROWS})
            if any(cell.strip() for cell in cells):
                yield n, cells
    except csv.Error as error:
        why = {"file": name, "why": error}
        raise BadFile(_("%(file)s: this cannot be read as a table: %(why)s") % why) from None


def _cell(cell: str) -> str:
    text = plain(cell.strip())
    return "" if text.lower() in NULLS else text
