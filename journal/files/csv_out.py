"""Entries as comma-separated values, for spreadsheets.

Text that a spreadsheet could take for a formula gets an apostrophe before it, plain numbers such as "-5" too, so that
nobody has to tell which are harmless. It stays readable, and our own reader of tables takes the apostrophe off again.
"""

import csv
import json
from io import StringIO
from typing import Any

from journal.files.document import dump_row
from journal.reading.rows import Journal, columns

# What makes a spreadsheet take a cell for a formula, also as wide characters, and where it takes spaces off first.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def kind_as_csv(journal: Journal, kind: str) -> str:
    """All entries of one kind, a row each, by the names of the journal format; lists as JSON.

    What was not recorded is an empty cell.
    """
    names, out = columns(kind), StringIO()
    table = csv.writer(out)
    table.writerow(names)
    for row in getattr(journal, kind):
        said = dump_row(row, journal.calendar)
        table.writerow([_cell(said.get(name)) for name in names])
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell with an apostrophe before what would make it a formula."""
    return f"'{cell}" if _is_like_a_formula(cell) else str(cell)


def plain(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and _is_like_a_formula(cell) else cell


def _is_like_a_formula(cell: str) -> bool:
    return str(cell).lstrip("' ").startswith(FORMULA)


def _cell(value: Any) -> str:
    """Text is made safe; numbers are none of a formula and stay numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return json.dumps(value, ensure_ascii=False)
