"""What is shown of an import: before it comes in, and after."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.calendar import Calendar
from journal.files.carry import KEPT, row_of, said
from journal.files.plan import Outline
from journal.models import KINDS, Import, ImportedRow
from journal.row import Row
from journal.words import format_date, format_hours, format_minutes, format_volume

MOST_SHOWN = 200  # sentences of a list


@dataclass(frozen=True)
class Preview:
    """An import before it comes in. Numbers are of rows; `added` says them by kind."""

    name: str
    new: int
    added: str
    filled: int
    there: int
    refused: int
    why: tuple[str, ...]  # they were refused, the first of them
    remarks: tuple[str, ...]
    range: str
    first_rows: tuple[str, ...]
    asks_zone: bool
    until: str


def preview(name: str, outline: Outline, calendar: Calendar, imperial: bool, now: datetime) -> Preview:
    """What a plan would do, for the page. `calendar`: whose clock moments are told on."""
    counts = outline.counts
    refused = [sentence for count in counts.values() for sentence in count.refused]
    return Preview(
        name=name,
        new=sum(count.added for count in counts.values()),
        added=kinds_said({kind: count.added for kind, count in counts.items()}),
        filled=sum(count.filled for count in counts.values()),
        there=sum(count.there for count in counts.values()),
        refused=len(refused),
        why=tuple(refused[:MOST_SHOWN]),
        remarks=tuple(outline.remarks[:MOST_SHOWN]),
        range=range_said(*outline.ends) if outline.ends else "",
        first_rows=tuple(
            row_said(kind, row, calendar, imperial) for kind, rows in outline.first.items() for row in rows
        ),
        asks_zone=outline.asks_zone,
        until=format_date(calendar.date_of(now + KEPT), "j F"),
    )


def row_said(kind: str, row: Row, calendar: Calendar, imperial: bool) -> str:
    """A row as it would be stored: "Run, Thursday 18 June 2026, 18:15, 30 min"."""
    parts = [said(kind, row, calendar)]
    if isinstance(when := row[KINDS[kind].WHEN], datetime):
        parts.append(format_date(calendar.local(when), "H:i"))
    if row.get("duration_min"):
        parts.append(format_minutes(row["duration_min"]))
    if row.get("hours") is not None:
        parts.append(format_hours(row["hours"]))
    if row.get("ml"):
        parts.append(format_volume(row["ml"], imperial))
    return ", ".join(parts)


def kinds_said(counts: dict[str, int]) -> str:
    """ "386 sessions, 12 nights" of {"sessions": 386, "nights": 12}; what is 0 is left out."""
    return ", ".join(kind_said(kind, n) for kind, n in counts.items() if n)


def kind_said(kind: str, n: int) -> str:
    """ "386 sessions"."""
    sentence = {
        "sessions": ngettext("%(n)s session", "%(n)s sessions", n),
        "nights": ngettext("%(n)s night", "%(n)s nights", n),
        "drinks": ngettext("%(n)s drink", "%(n)s drinks", n),
        "days": ngettext("%(n)s check-in", "%(n)s check-ins", n),
        "episodes": ngettext("%(n)s twinge", "%(n)s twinges", n),
    }.get(kind, ngettext("%(n)s other entry", "%(n)s other entries", n))
    return sentence % {"n": n}


def range_said(first: date, last: date) -> str:
    """ "from Sunday 3 March 2024 to Saturday 21 November 2026"."""
    if first == last:
        return _("on %(day)s") % {"day": format_date(first, "l j F Y")}
    return _("from %(first)s to %(last)s") % {
        "first": format_date(first, "l j F Y"),
        "last": format_date(last, "l j F Y"),
    }


def _run_said(first: date, last: date) -> str:
    """ "Your entries run from 6 November 2019 to 29 March 2020"."""
    days = {"first": format_date(first, "j F Y"), "last": format_date(last, "j F Y")}
    if first == last:
        return _("Your entries are of %(first)s") % days
    return _("Your entries run from %(first)s to %(last)s") % days


@dataclass(frozen=True)
class Done:
    """An import that came in. `first`: the first date with an entry of it, to go to; None when nothing was new."""

    made: Import
    added: str
    filled: int
    run: str
    first: date | None
    until: str
    can_undo: bool


def done(made: Import, dates: tuple[date, date] | None, calendar: Calendar, undoable: bool) -> Done:
    """What is told after an import. `dates`: of its first and last entry."""
    return Done(
        made=made,
        added=kinds_said({kind: count["added"] for kind, count in made.counts.items()}),
        filled=sum(count["filled"] for count in made.counts.values()),
        run=_run_said(*dates) if dates else "",
        first=dates[0] if dates else None,
        until=format_date(calendar.date_of(made.made_at + KEPT), "j F"),
        can_undo=undoable,
    )


# Names of files and firms, the same in every language.
_NAMES = {
    "fit": "FIT", "tcx": "TCX", "gpx": "GPX", "csv": "CSV", "strava": "Strava", "apple_health": "Apple Health",
    "garmin": "Garmin", "fitbit": "Fitbit", "whoop": "WHOOP", "oura": "Oura", "withings": "Withings",
    "samsung": "Samsung Health", "strong": "Strong", "hevy": "Hevy", "sleep_cycle": "Sleep Cycle",
    "google_fit": "Google Fit",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """What one source said of an entry. `use`: whether it is shown, filled blanks, or lies beside."""

    row_id: UUID
    name: str
    said: str
    use: str


def source_lines(told: list[ImportedRow], calendar: Calendar, imperial: bool) -> list[Source]:
    """What each source said of an entry, for the page."""
    return [
        Source(
            row.id,
            _NAMES.get(row.source or "", row.source or ""),
            row_said(row.kind, row_of(row), calendar, imperial),
            row.use,
        )
        for row in told
    ]
