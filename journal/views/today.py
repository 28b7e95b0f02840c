"""Today, any past day, one-tap drinks, the question about yesterday's session, Undo."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.calendar import parse_date, shift
from journal.forms.drink import PRESETS, preset_label
from journal.models import Drink, Session
from journal.pages.today import day_page
from journal.reading import recent
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.views.saving import is_uuid, mine, say, to_twinge
from journal.vocabulary import Aftermath


@require_safe
def today(request: JournalRequest) -> HttpResponse:
    return today_page(request)


def today_page(request: JournalRequest) -> HttpResponse:
    """The page of today, with the id that the next one-tap drink will have."""
    now = timezone.now()
    page = day_page(request.person, request.person.calendar.date_of(now), now, request.recent.journal())
    return render(request, "journal/pages/today.html", {"page": page, "next_id": uuid.uuid4(), "place": "today"})


@require_safe
def day(request: JournalRequest, date: str) -> HttpResponse:
    calendar, now = request.person.calendar, timezone.now()
    asked = parse_date(date)
    if asked is None or asked > calendar.date_of(now):
        raise Http404
    if asked == calendar.date_of(now):
        return redirect("today")
    week = calendar.week_of(asked)
    rows = recent.between(request.person, calendar.start_of(shift(week[0], -1)), calendar.span(week[-1])[1])
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
            person=request.person, id=entry_id, defaults={"at": timezone.now(), "ml": ml, "kind": kind}
        )
    if made:
        say(
            request,
            _("Added %(what)s.") % {"what": preset_label(preset, request.person.imperial)},
            [undo.made(drink)],
        )
    return _answer(request)


@require_POST
def aftermath(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    """The answer to the question about a session; after anything but "nothing" comes the form of a twinge."""
    session = mine(request, Session, entry_id)
    if request.POST.get("aftermath") not in [str(value) for value in Aftermath.values]:
        return HttpResponseBadRequest()
    answer = Aftermath(int(request.POST["aftermath"]))
    with request.person.writing():
        session = mine(request, Session, entry_id)
        before = undo.row_of(session)
        session.aftermath, session.quiet_after = answer, True if answer == Aftermath.NOTHING else None
        session.save(update_fields=["aftermath", "quiet_after"])
        note = undo.changed("sessions", session.id, before, session)
    say(request, _("Noted for the 24 hours after: %(answer)s.") % {"answer": answer.label.lower()}, [note])
    return to_twinge(request, session) if answer else _answer(request)


@require_POST
def undo_change(request: JournalRequest) -> HttpResponseRedirect:
    if undo.undo(request.person, request.POST.get("token", "")):
        messages.success(request, _("Undone."))
    else:
        messages.warning(request, _("That can no longer be undone. Change the entry itself instead."))
    return redirect("today")


def _answer(request: JournalRequest) -> HttpResponse:
    """Today again: at once for htmx, which takes the part it needs, after a redirect without it."""
    if not request.htmx:
        return redirect("today")
    request.person.refresh_from_db(fields=["journal_version"])
    return today_page(request)
