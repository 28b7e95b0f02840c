"""Lists of past entries, 40 a page, and deleting one."""

from datetime import UTC, datetime

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from journal import timeline, undo
from journal.calendar import parse_date
from journal.models import Day, Drink, Episode, Night, Session
from journal.rows import columns
from journal.views.saving import mine, say

PAGE = 40
# Word in the URL -> table, the format's name, heading, how a row becomes a line.
LISTS = {
    "sessions": (Session, gettext_lazy("Sessions"), timeline.session_line),
    "twinges": (
        Episode,
        gettext_lazy("Twitches and cramps"),
        lambda row, calendar, imperial: timeline.episode_line(row, calendar),
    ),
    "drinks": (Drink, gettext_lazy("Drinks"), timeline.drink_line),
    "nights": (Night, gettext_lazy("Sleep"), lambda row, calendar, imperial: timeline.night_line(row)),
    "days": (Day, gettext_lazy("Check-ins"), lambda row, calendar, imperial: timeline.day_line(row)),
}
_FORMAT_NAMES = {"twinges": "episodes"}
DELETABLE = {"session": Session, "twinge": Episode, "drink": Drink, "sleep": Night, "checkin": Day}


@require_GET
def entries(request, kind):
    """The newest 40 of a kind, or the 40 before the entry that `before` names by its time."""
    if kind not in LISTS:
        raise Http404
    model, heading, line = LISTS[kind]
    found = model.objects.of(request.user).newest_first()
    before = _before(model, request.GET.get("before"))
    if before is not None:
        found = found.filter(**{f"{model.WHEN}__lt": before})
    rows = list(found.values(*columns(_FORMAT_NAMES.get(kind, kind)))[: PAGE + 1])
    calendar = request.user.calendar
    context = {
        "heading": heading,
        "kinds": [(name, label, name == kind) for name, (_model, label, _line) in LISTS.items()],
        "lines": [
            (_date(row[model.WHEN], calendar), line(row, calendar, request.user.imperial)) for row in rows[:PAGE]
        ],
        "older": rows[PAGE - 1][model.WHEN].isoformat() if len(rows) > PAGE else "",
        "kind": kind,
    }
    return render(request, "journal/entries.html", context)


def _before(model, text):
    if not text:
        return None
    if model in (Night, Day):
        return parse_date(text)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _date(when, calendar):
    day = calendar.date_of(when) if isinstance(when, datetime) else when
    return date_format(day, "D j M Y")


@require_POST
def delete(request, kind, entry_id):
    if kind not in DELETABLE:
        raise Http404
    entry = mine(request, DELETABLE[kind], entry_id)
    note = undo.before(entry)
    entry.delete()
    request.user.touch()
    say(request, _("Deleted."), [note])
    return redirect("today")
