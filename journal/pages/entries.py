"""A list of entries: months as headings, the same drinks of a day in one row; and as a table for spreadsheets."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from itertools import groupby

from django.utils.translation import gettext as _

from journal.calendar import Calendar
from journal.files.csv_out import safe
from journal.pages.timeline import TimelineLine
from journal.row import Row
from journal.words import format_count, format_date_as


@dataclass(frozen=True)
class EntryLine:
    """One row of the list. `times`: (time, address) of each of the same drinks of a day, none for a single entry."""

    line: TimelineLine
    when: str
    title: str
    times: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Month:
    title: str
    lines: tuple[EntryLine, ...]


def months(entries: Sequence[tuple[date, TimelineLine, str]], *, drinks: bool) -> list[Month]:
    """The Months of (date, line, when in words), newest first. `drinks`: whether same ones of a day share a row."""
    found = []
    for title, of_month in groupby(entries, key=lambda entry: format_date_as(entry[0], "F Y")):
        listed = list(of_month)
        rows = _same_drinks(listed) if drinks else [[entry] for entry in listed]
        found.append(Month(title, tuple(_line(row) for row in rows)))
    return found


def _same_drinks(entries: Iterable[tuple[date, TimelineLine, str]]) -> list[list[tuple[date, TimelineLine, str]]]:
    """The entries of a day with the same drink and amount together, in the order of their first."""
    together: dict[tuple[date, str, str], list[tuple[date, TimelineLine, str]]] = {}
    for entry in entries:
        together.setdefault((entry[0], entry[1].title, entry[1].sub), []).append(entry)
    return list(together.values())


def _line(same: list[tuple[date, TimelineLine, str]]) -> EntryLine:
    _day, line, when = same[0]
    if len(same) == 1:
        return EntryLine(line, f"{when}, {line.when}" if line.when else when, line.title)
    title = _("%(n)s × %(what)s") % {"n": format_count(len(same)), "what": line.title}
    return EntryLine(line, when, title, tuple((other.when, other.url) for _day, other, _when in same))


def date_of(row: Row, column: str, calendar: Calendar) -> date:
    """The person's date of a row by its column of time or date."""
    when: date | datetime = row[column]
    return calendar.date_of(when) if isinstance(when, datetime) else when


def as_csv(entries: Sequence[tuple[date, TimelineLine, str]], notes: Sequence[str | None]) -> str:
    """The entries as comma-separated values, a row each, and no cell that a spreadsheet would take for a formula."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow([_("Date"), _("Time"), _("What"), _("Details"), _("Note")])
    for (day, line, _when), note in zip(entries, notes, strict=True):
        table.writerow([safe(cell) for cell in (day.isoformat(), line.when, line.title, line.sub, note or "")])
    return out.getvalue()
