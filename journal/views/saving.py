"""Saving an entry once, saying so, and offering to undo it."""

import uuid
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from journal.accounts.typed import said_by
from journal.calendar import DAY, SECOND, Calendar, parse_date
from journal.forms.conflict import differences
from journal.models import Session
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.recording.undo import Note

LONGEST_WAIT = 365 * DAY  # of a form on a phone


def mine(request: JournalRequest, model: type[Any], entry_id: UUID | str) -> Any:
    """The signed-in person's entry of this id, or 404: somebody else's does not exist for them."""
    entry = get_object_or_404(model.objects.of(request.person), id=entry_id)
    entry.person = request.person  # read already
    return entry


def still_mine(request: JournalRequest, model: type[Any], entry_id: UUID | str) -> Any | None:
    """As `mine`; None for a form of this person's whose entry was deleted after its page was made."""
    try:
        return mine(request, model, entry_id)
    except Http404:
        if request.method == "POST" and said_by(request, request.user):
            return None
        raise


def as_new(request: JournalRequest, form_class: type[Any], name: str) -> HttpResponse:
    """What was typed into the form of an entry that is deleted by now, in a form for a new one; nothing is saved yet.

    `name`: of the address and the template of the entry.
    """
    data = request.POST.copy()
    data.update({"id": str(uuid.uuid4()), "when": "earlier", "ended": "earlier", "began": "at"})
    form = form_class(data, person=request.person, now=timezone.now())
    form.add_error(None, GONE)
    date = parse_date(data.get("date")) or request.person.calendar.date_of(timezone.now())
    context = {"form": form, "action": reverse(f"{name}_new"), "date": date}
    return render(request, f"journal/forms/{name}.html", context)


def save_new(form: Any, *also: Any) -> tuple[Any, list[Any]] | None:
    """Check a form and save its new entry, and what else `also(entry)` makes, unless its id is there already.

    Returns (entry, entries made), or None when the form has errors, which it then shows. Sending the same form twice
    makes one entry. The form is checked under the person's lock, so a date that is free is free still when it is saved.
    """
    with form.person.writing():
        if not form.is_valid():
            transaction.set_rollback(True)
            return None
        near = form.stored_near()
        if stored := next((entry for entry in near if entry.id == form.instance.id), None):
            return stored, []
        if form.same_again(near):
            form.add_error(None, _SAME)
            transaction.set_rollback(True)
            return None
        entry = form.save()
        return entry, [entry, *(other for make in also if (other := make(entry)))]


def save_changes(form: Any, *also: Any) -> list[Note] | None:
    """Check a form and save it over its entry, with what else `also(stored, entry)` changes, which returns notes.

    Returns the notes that undo it, None when the form has errors. An entry that was changed elsewhere meanwhile is
    shown beside what is typed, and saved over only when that is sent again. `form.is_gone`: whether it was deleted.
    """
    with form.person.writing():
        stored = _mine_of(form).select_for_update().first()
        valid, form.is_gone = form.is_valid(), stored is None
        if stored is None:
            form.add_error(None, GONE)
        else:
            stored.person = form.person
            valid = valid and not _asks_first(form, stored)
        if stored is None or not valid:
            transaction.set_rollback(True)
            return None
        before = undo.row_of(stored)
        entry = form.save()
        note = undo.changed(undo.kind_of(entry), entry.id, before, entry)
        return [note, *(other for change in also for other in change(stored, entry))]


_SAME = gettext_lazy(
    "You logged exactly this for the same time already. Save again if it happened twice; otherwise you are done."
)
GONE = gettext_lazy(
    "This entry has been deleted in the meantime, so nothing was saved. What you entered "
    "is still here: save it to make it a new entry."
)
_CHANGED = gettext_lazy(
    "This entry was changed elsewhere while this page was open, so nothing was saved "
    "yet. Save again to keep what you see here."
)


def _asks_first(form: Any, stored: Any) -> bool:
    """Whether the entry is no longer what the form was made from; then both are told, and the form asks."""
    stored_now = undo.digest(stored)
    if form.shown_before in ("", stored_now):
        return False
    found = differences(form, stored)
    for sentence in [_CHANGED, *found] if found else []:
        form.add_error(None, sentence)
    form.shown = stored_now
    return bool(found)


def _mine_of(form: Any) -> Any:
    """The stored entry of a form, as a query."""
    return type(form.instance).objects.of(form.person).filter(id=form.instance.id)


def moment_of(request: JournalRequest) -> datetime:
    """Now; for a form that waited on a phone, when it was opened there.

    The phone says both when it opened the form and when it sent it, in milliseconds by its own clock, so neither a
    clock that is wrong nor a change of zones moves the entry. Where its clock was set meanwhile, by a year or more, it
    is now.
    """
    opened, sent = (request.POST.get(name, "") for name in ("opened", "sent"))
    if not all(moment.isdecimal() and len(moment) < 16 for moment in (opened, sent)):
        return timezone.now()
    waited = max(int(sent) - int(opened), 0) / 1000 * SECOND
    return timezone.now() - (waited if waited < LONGEST_WAIT else 0 * SECOND)


def say(request: JournalRequest, text: str, notes: list[Note]) -> None:
    """Tell the person what was done on the next page, with a way back."""
    messages.success(request, text, extra_tags=undo.token(request.person, notes) if notes else "")


def to_day(request: JournalRequest, moment_or_date: date) -> HttpResponseRedirect:
    """Redirect to the page that asked for the entry, or else to the day it belongs to."""
    return HttpResponseRedirect(asking_url(request, moment_or_date))


def asking_url(request: JournalRequest, moment_or_date: date) -> str:
    """The page of ours that asked for an entry (`next`), or else the page of the day the entry belongs to."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    calendar = request.person.calendar
    day = calendar.date_of(moment_or_date) if isinstance(moment_or_date, datetime) else moment_or_date
    return day_url(calendar, day)


def to_twinge(request: JournalRequest, session: Session) -> HttpResponse:
    """On to the form of a twinge that followed the session."""
    url = f"{reverse('twinge_new')}?session={session.id}&answered=1"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def day_url(calendar: Calendar, day: date) -> str:
    """Today's page, also for the sleep of a day that begins later, or the page of an earlier day."""
    if day >= calendar.date_of(timezone.now()):
        return reverse("today")
    return reverse("day", args=[day.isoformat()])
