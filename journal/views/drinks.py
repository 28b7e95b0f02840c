"""Log and change a drink."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.calendar import NOON, parse_date
from journal.forms import DrinkForm
from journal.models import Drink, Profile
from journal.reading.drinks import fluid_by_date
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.row import Row
from journal.views.saving import as_new, moment_of, save_changes, save_new, say, still_mine, to_day
from journal.words import format_volume


def drink_new(request: JournalRequest) -> HttpResponse:
    now = moment_of(request)
    form = DrinkForm(
        request.POST if request.method == "POST" else None, person=request.person, now=now, initial=_initial(request)
    )
    if request.method == "POST" and (saved := save_new(form)):
        drink, made = saved
        if made:
            say(request, _("Added %(what)s.") % {"what": _title(drink)}, [undo.made(drink)])
        return to_day(request, drink.at)
    return render(request, "journal/forms/drink.html", {"form": form, "so_far": _so_far(request.person, now)})


def drink(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    entry = still_mine(request, Drink, entry_id)
    if entry is None:
        return as_new(request, DrinkForm, "drink")
    form = DrinkForm(
        request.POST if request.method == "POST" else None, instance=entry, person=request.person, now=timezone.now()
    )
    if request.method == "POST" and (notes := save_changes(form)):
        say(request, _("Changed: %(what)s.") % {"what": _title(entry)}, notes)
        return to_day(request, entry.at)
    if form.is_gone:
        return as_new(request, DrinkForm, "drink")
    return render(request, "journal/forms/drink.html", {"form": form, "entry": entry})


def _initial(request: JournalRequest) -> Row:
    date = parse_date(request.GET.get("date"))
    if date is None:
        return {"when": "now", "kind": "water"}
    return {"when": "earlier", "at": request.person.calendar.clock(date, NOON), "kind": "water"}


def _so_far(person: Profile, now: datetime) -> str:
    """What has been drunk today, in words; "" when nothing is logged."""
    today = person.calendar.date_of(now)
    total = fluid_by_date(person, today)[today]
    return _("%(amount)s logged so far today.") % {"amount": format_volume(total, person.imperial)} if total else ""


def _title(drink: Drink) -> str:
    return f"{format_volume(drink.ml, drink.person.imperial)} {str(drink.get_kind_display()).lower()}"
