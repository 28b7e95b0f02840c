"""Today, any past day, one-tap drinks, Undo."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.calendar import parse_date, shift
from journal.forms.drink import PRESETS, preset_label
from journal.models import Drink
from journal.pages.today import day_page
from journal.reading import recent
from journal.reading.marks import is_uuid
from journal.reading.request import JournalRequest
from journal.reading.thread import is_scripted, thread_at_once
from journal.recording import undo
from journal.views.saving import moment_of, say
from journal.views.visitors import landing


@login_not_required
@require_safe
def today(request: JournalRequest) -> HttpResponse:
    """Today; for a visitor the page that says what Twinge does."""
    return today_page(request) if request.person else landing(request)


def today_page(request: JournalRequest) -> HttpResponse:
    """The page of today, with the id that the next one-tap drink will have."""
    now = timezone.now()
    page = day_page(request.person, request.person.calendar.date_of(now), now, request.recent.journal())
    thread = None if page.is_new else thread_at_once(request)
    context = {"page": page, "thread": thread, "at_once": not is_scripted(request), "next_id": uuid.uuid4()}
    return render(request, "journal/pages/today.html", context | {"place": "today"})


@require_safe
def day(request: JournalRequest, date: str) -> HttpResponse:
    calendar, now = request.person.calendar, timezone.now()
    asked = parse_date(date)
    if asked is None or asked > calendar.date_of(now):
        raise Http404
    if asked == calendar.date_of(now):
        return redirect("today")
    week = calendar.week_of(asked)
    # A day more on both sides: what followed the week's last session tells whether nothing did.
    rows = recent.between(request.person, calendar.start_of(shift(week[0], -1)), calendar.end_of(shift(week[-1], 1)))
    page = day_page(request.person, asked, now, rows)
    return render(request, "journal/pages/day.html", {"page": page, "place": "today"})


@require_POST
def quick(request: JournalRequest) -> HttpResponse:
    """Log a drink with one tap. The form carries the id, so two taps before the answer are one drink."""
    preset = request.POST.get("preset")
    entry_id = request.POST.get("id", "")
    if preset not in PRESETS or not is_uuid(entry_id):
        raise Http404
    kind, ml = PRESETS[preset]
    with request.person.writing():
        drink, made = Drink.objects.get_or_create(
            person=request.person, id=entry_id, defaults={"at": moment_of(request), "ml": ml, "kind": kind}
        )
    if made:
        say(
            request,
            _("Added %(what)s.") % {"what": preset_label(preset, request.person.imperial)},
            [undo.made(drink)],
        )
    return today_again(request)


@require_POST
def undo_change(request: JournalRequest) -> HttpResponseRedirect:
    if undo.undo(request.person, request.POST.get("token", "")):
        messages.success(request, _("Undone."))
    else:
        messages.warning(request, _("That can no longer be undone. Change the entry itself instead."))
    return redirect("today")


def today_again(request: JournalRequest) -> HttpResponse:
    """Today again: at once for htmx, which takes the part it needs, after a redirect without it."""
    if not request.htmx:
        return redirect("today")
    request.person.refresh_from_db(fields=["journal_version"])
    return today_page(request)
