"""Log and change what is there once a date: a night's sleep, a day's check-in."""

from collections.abc import Callable
from datetime import date as date_type
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from journal.calendar import parse_date, shift
from journal.forms import DayForm, NightForm
from journal.forms.your_three import asks_of_a_day
from journal.models import Day, Night, Profile
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.views.saving import as_new, moment_of, save_changes, save_new, say, still_mine, to_day
from journal.vocabulary import SleepKind
from journal.words import format_date, format_hours


@never_cache
def sleep_new(request: JournalRequest) -> HttpResponse:
    return _new(request, NightForm, "sleep", _night_title)


@never_cache
def checkin_new(request: JournalRequest) -> HttpResponse:
    return _new(request, DayForm, "checkin", _day_title)


def _new(request: JournalRequest, form_class: type[Any], name: str, title: Callable[..., Any]) -> HttpResponse:
    """The form for a date; when the date has its entry already, a look at the page leads to that entry.

    A date can have several naps: asked for one (`nap`), the page has a new form; so has one to be `kept` on a phone.
    """
    now = moment_of(request)
    date = parse_date(request.GET.get("date")) or form_class.newest_date(request.person, now)
    nap = "nap" in request.GET
    if request.method != "POST" and not nap and "kept" not in request.GET:
        there = form_class._meta.model.objects.of(request.person).one_a_date().filter(date=date).first()
        if there:
            return redirect(name, there.id)
    form = form_class(
        _dated(request.POST, date) if request.method == "POST" else None,
        person=request.person,
        now=now,
        initial={"date": date, "kind": SleepKind.NAP.value if nap else None},
    )
    if request.method == "POST" and (saved := save_new(form)):
        entry, made = saved
        if made:
            say(request, _("Saved: %(what)s.") % {"what": title(entry)}, [undo.made(entry)])
        return to_day(request, entry.date)
    yesterday = _missing_yesterday(request.person, form_class._meta.model, date, now)
    context = {"form": form, "date": date, "yesterday": yesterday}
    return render(request, f"journal/forms/{name}.html", context)


def _dated(sent: QueryDict, date: date_type) -> QueryDict:
    """What was sent; a form that waited on a phone and was left at the date of its opening has none of its own."""
    if "sent" not in sent or "date" in sent:
        return sent
    dated = sent.copy()
    dated["date"] = date.isoformat()
    return dated


def _missing_yesterday(person: Profile, model: type[Any], day: date_type, now: datetime) -> date_type | None:
    """Yesterday's date when today's check-in is asked for, one of the person's three questions is of a day, and
    yesterday has no check-in."""
    today = person.calendar.date_of(now)
    if model is not Day or day != today or not asks_of_a_day(person):
        return None
    yesterday = shift(today, -1)
    return None if Day.objects.of(person).filter(date=yesterday).exists() else yesterday


def sleep(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    return _change(request, Night, entry_id, NightForm, "sleep", _night_title)


def checkin(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    return _change(request, Day, entry_id, DayForm, "checkin", _day_title)


def _change(
    request: JournalRequest,
    model: type[Any],
    entry_id: UUID,
    form_class: type[Any],
    name: str,
    title: Callable[..., Any],
) -> HttpResponse:
    entry = still_mine(request, model, entry_id)
    if entry is None:
        return as_new(request, form_class, name)
    form = form_class(
        request.POST if request.method == "POST" else None, instance=entry, person=request.person, now=timezone.now()
    )
    if request.method == "POST" and (notes := save_changes(form)):
        say(request, _("Changed: %(what)s.") % {"what": title(entry)}, notes)
        return to_day(request, entry.date)
    if form.is_gone:
        return as_new(request, form_class, name)
    return render(request, f"journal/forms/{name}.html", {"form": form, "entry": entry, "date": entry.date})


def _night_title(night: Night) -> str:
    said = _("nap, %(long)s") if night.kind == SleepKind.NAP else _("sleep, %(long)s")
    return said % {"long": format_hours(night.hours)}


def _day_title(day: Day) -> str:
    return _("check-in of %(date)s") % {"date": format_date(day.date, "j F")}
