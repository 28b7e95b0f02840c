"""Lists of past entries, 40 a page, and deleting one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from journal.calendar import Calendar
from journal.forms.entries_filter import EntriesFilter
from journal.measures.one_session import ended_at
from journal.models import KINDS, Day, Drink, Entry, EntryQuerySet, Episode, Night, Session
from journal.pages import timeline
from journal.pages.entries import as_csv, date_of, months
from journal.pages.to_correct import DECIDED, is_any_to_correct, to_correct
from journal.reading.ahead import Ahead
from journal.reading.marks import before_mark, mark_of
from journal.reading.outcomes import AFTER_END, BEFORE_START, link_episodes
from journal.reading.request import JournalRequest
from journal.reading.rows import columns
from journal.recording import undo
from journal.recording.session_drink import belonging
from journal.row import Row
from journal.views.saving import say, still_mine
from journal.words import format_date, zone_name

PAGE = 40
# Word in the URL -> table, the format's name, heading, how a row becomes a line.
LISTS = {
    "sessions": (
        Session,
        gettext_lazy("Sessions"),
        lambda row, calendar, imperial, twinged, both: timeline.session_line(
            row, calendar, imperial, row["id"] in twinged, row["id"] in both
        ),
    ),
    "twinges": (
        Episode,
        gettext_lazy("Twitches and cramps"),
        lambda row, calendar, imperial, *marked: timeline.episode_line(row, calendar),
    ),
    "drinks": (
        Drink,
        gettext_lazy("Drinks"),
        lambda row, calendar, imperial, *marked: timeline.drink_line(row, calendar, imperial),
    ),
    "nights": (Night, gettext_lazy("Sleep"), lambda row, calendar, imperial, *marked: timeline.night_line(row)),
    "days": (Day, gettext_lazy("Check-ins"), lambda row, calendar, imperial, *marked: timeline.day_line(row)),
}
_FORMAT_NAMES = {"twinges": "episodes"}
DELETABLE: dict[str, type[Entry]] = {
    "session": Session, "twinge": Episode, "drink": Drink, "sleep": Night, "checkin": Day,
    # What was decided by a tap: removed from the list of entries to correct.
    **{kind: KINDS[kind] for kind in DECIDED},
}  # fmt: skip


@require_safe
def entries(request: JournalRequest, kind: str) -> HttpResponse:
    """The newest 40 of a kind that fit the filters, or the 40 before the entry that `before` names by its time.

    With `as=csv` all that fit, as a table.
    """
    if kind not in LISTS:
        raise Http404
    model, heading, _line = LISTS[kind]
    narrow = EntriesFilter(kind, request.GET)
    found = narrow.narrowed(model.objects.of(request.person).newest_first(), request.person.calendar)
    if request.GET.get("as") == "csv":
        return _csv(request, kind, found)
    if before := before_mark(model, request.GET.get("before", "")):
        found = found.filter(before)
    rows = list(found.values(*columns(_FORMAT_NAMES.get(kind, kind)))[: PAGE + 1])
    shown = rows[:PAGE]
    context = {
        "heading": heading,
        "kinds": [(name, label, name == kind) for name, (_model, label, _line) in LISTS.items()],
        "months": months(_entries(request, kind, shown, rows), drinks=model is Drink),
        "older": mark_of(rows[PAGE - 1], model) if len(rows) > PAGE else "",
        "to_correct": is_any_to_correct(request.person, shown, timezone.now()),
        "kind": kind,
        "filter": narrow,
        "query": urlencode({name: value for name, value in narrow.data.items() if name in narrow.fields and value}),
    }
    return render(request, "journal/pages/entries.html", context)


def _entries(
    request: JournalRequest, kind: str, shown: list[Row], near: list[Row]
) -> list[tuple[date, timeline.TimelineLine, str]]:
    """(date, line, date in words) of each row shown, newest first; one query for sessions, which `near` may overlap."""
    model, _heading, line = LISTS[kind]
    calendar, imperial = request.person.calendar, request.person.imperial
    marked = (_twinged(request, shown), timeline.overlapping(near)) if model is Session else ((), ())
    return [
        (date_of(row, model.WHEN, calendar), line(row, calendar, imperial, *marked), said)
        for row, said in zip(shown, _dates(shown, model, calendar), strict=True)
    ]


def _csv(request: JournalRequest, kind: str, found: EntryQuerySet) -> HttpResponse:
    """All entries that fit, as a table for a spreadsheet."""
    rows = list(found.values(*columns(_FORMAT_NAMES.get(kind, kind))))
    content = as_csv(_entries(request, kind, rows, rows), [row.get("note") for row in rows])
    headers = {"Content-Disposition": f'attachment; filename="twinge-{kind}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _twinged(request: JournalRequest, sessions: list[Row]) -> set[UUID | None]:
    """The ids of those sessions (newest first) that a logged twinge followed; one query."""
    if not sessions:
        return set()
    reach = sessions[-1]["started_at"] - BEFORE_START, ended_at(sessions[0]) + AFTER_END
    near = Episode.objects.of(request.person).between(*reach).oldest_first()
    return set(link_episodes(sessions[::-1], list(near.values("started_at"))))


def _dates(rows: list[Row], model: type[Any], calendar: Calendar) -> Iterator[str]:
    """The date of each row in words; one that has not come yet is named as wrong."""
    ahead = Ahead.of(calendar, timezone.now())
    for row in rows:
        when = row[model.WHEN]
        day = calendar.date_of(when) if isinstance(when, datetime) else when
        said = format_date(day, "D j M Y")
        yield _("%(date)s, not come yet: correct it") % {"date": said} if ahead.first(row) else said


@require_safe
def entries_to_correct(request: JournalRequest) -> HttpResponse:
    """What has not come yet, of every kind, each with the way to mend it."""
    now = timezone.now()
    context = {"wrong": to_correct(request.person, now), "zone": zone_name(request.person.calendar.zone_at(now).key)}
    return render(request, "journal/pages/to_correct.html", context)


@require_POST
def delete(request: JournalRequest, kind: str, entry_id: UUID) -> HttpResponseRedirect:
    if kind not in DELETABLE:
        raise Http404
    with request.person.writing():
        entry = still_mine(request, DELETABLE[kind], entry_id)
        if entry is None:  # a second tap, or deleted on another device
            messages.success(request, _("This entry was deleted already."))
            return redirect("today")
        gone = [entry, *belonging(entry)]
        notes = [undo.deleted(each) for each in gone]
        for each in gone:
            each.delete()
    say(request, _("Deleted, with the drink logged in its form.") if gone[1:] else _("Deleted."), notes)
    return redirect("today")
