"""Entries as comma-separated values, for spreadsheets."""

import csv
import json
from io import StringIO
from typing import Any

from journal.files.document import dump_row
from journal.reading.rows import Journal

# What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def kind_as_csv(journal: Journal, kind: str) -> str:
    """All entries of one kind, a row each, by the names of the journal format; lists as JSON.

    What was not recorded is an empty cell. Without an entry there is no line at all.
    """
    rows = getattr(journal, kind)
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = StringIO()
    table = csv.writer(out)
    if names:
        table.writerow(names)
    for row in rows:
        said = dump_row(row, journal.calendar)
        table.writerow([_cell(said.get(name)) for name in names])
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell with an apostrophe before what would make it a formula."""
    return f"'{cell}" if str(cell).startswith(FORMULA) else str(cell)


def _cell(value: Any) -> str:
    """Text is made safe; numbers are none of a formula and stay numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return json.dumps(value, ensure_ascii=False)
