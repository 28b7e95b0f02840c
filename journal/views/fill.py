"""Fill in one thing that was not recorded: about a session, or about a date. As a page, or inside another one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.calendar import parse_date
from journal.forms.base import EntryForm
from journal.forms.question import date_question, session_question
from journal.models import Day, Night, Session
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.recording.undo import Note
from journal.views.saving import asking_url, save_changes, save_new, say, still_mine, to_day
from journal.words import format_date, format_minutes


def session_fill(request: JournalRequest, entry_id: UUID, question: str) -> HttpResponse:
    session = still_mine(request, Session, entry_id)
    if session is None:
        messages.warning(request, _("That session has been deleted in the meantime, so nothing was saved."))
        return redirect("today")
    calendar = request.person.calendar
    about = _("%(what)s, %(long)s, %(day)s") % {
        "what": session.get_activity_display(),
        "long": format_minutes(session.duration_min),
        "day": format_date(calendar.date_of(session.started_at), "l j F"),
    }
    return _fill(request, session_question(question), session, session.started_at, str(session.id), about)


def day_fill(request: JournalRequest, date: str, question: str) -> HttpResponse:
    """About a date: the question goes to the entry of that date, which is made when there is none."""
    form_class, on = date_question(question), parse_date(date)
    if form_class is None or on is None or on > request.person.calendar.date_of(timezone.now()):
        raise Http404
    model = form_class._meta.model
    entry = model.objects.of(request.person).one_a_date().filter(date=on).first() or model(
        person=request.person, date=on
    )
    return _fill(request, form_class, entry, on, on.isoformat(), format_date(on, "l j F"))


def _fill(
    request: JournalRequest,
    form_class: type[Any] | None,
    entry: Day | Night | Session,
    when: date,
    prefix: str,
    about: str,
) -> HttpResponse:
    """The question as a page, or as a fragment; `prefix` sets it apart from other questions on the same page."""
    if form_class is None:
        raise Http404
    form = form_class(
        request.POST if request.method == "POST" else None,
        instance=entry,
        person=request.person,
        now=timezone.now(),
        prefix=prefix,
    )
    if request.method == "POST" and (notes := _save(form)) is not None:
        say(request, _("Saved: %(what)s.") % {"what": about}, notes)
        return to_day(request, when)
    context = {"form": form, "about": about, "action": request.get_full_path(), "back": asking_url(request, when)}
    return render(request, "journal/forms/_fill.html" if request.htmx else "journal/forms/fill.html", context)


def _save(form: EntryForm) -> list[Note] | None:
    """Save the answer; returns the notes that undo it, None when the form has errors."""
    if form.instance._state.adding:
        saved = save_new(form)
        return None if saved is None else [undo.made(entry) for entry in saved[1]]
    return save_changes(form)
