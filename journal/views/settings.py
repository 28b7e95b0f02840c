"""Settings, the first start, files in and out, the demo journal, and leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from journal.accounts.leaving import delete_everything
from journal.accounts.locale import units_of
from journal.files import document, waiting
from journal.files.csv_out import kind_as_csv
from journal.files.transfer import export_now, left_out_text
from journal.forms import WelcomeForm, medicine_forms
from journal.forms.medicine import listed, save_medicines
from journal.forms.settings import PARTS
from journal.hosting.worker import forget_tasks
from journal.models import KINDS
from journal.reading.request import JournalRequest
from journal.recording import demo, moves
from journal.reminders.schedule import plan_anew

# The tables of an export, by the format's names; decisions by a tap are in the journal file alone.
TABLES = {
    "sessions": gettext_lazy("Sessions"), "drinks": gettext_lazy("Drinks"), "nights": gettext_lazy("Sleep"),
    "days": gettext_lazy("Check-ins"), "episodes": gettext_lazy("Twitches and cramps"),
    "experiments": gettext_lazy("Trials"),
}  # fmt: skip


@require_safe
def settings(request: JournalRequest) -> HttpResponse:
    """The pages of the settings, and what can be done with the journal and the account."""
    context = {"place": "settings", "medicines": listed(request.person), "parts": PARTS, "tables": TABLES}
    return render(request, "journal/accounts/settings.html", context)


def settings_part(request: JournalRequest, part: str) -> HttpResponse:
    """One page of the settings, with its own Save."""
    if part not in PARTS:
        raise Http404
    form = PARTS[part](request.POST if request.method == "POST" else None, instance=request.person)
    if request.method == "POST" and form.is_valid():
        with request.person.writing():
            request.person.save(update_fields=form.changed_columns())
        zone = form.cleaned_data.get("time_zone")
        if zone and "time_zone" in form.changed_data and not moves.begin_in(request.person, zone):
            return ask_of_zone(request, zone)
        if zone:
            plan_anew(request.person)
        messages.success(request, _("Settings saved."))
        return redirect("settings")
    if form.errors:
        request.person.refresh_from_db()  # the page around the form shows what is stored, not what was refused
    return render(request, "journal/accounts/settings_part.html", {"form": form, "part": part, "place": "settings"})


def ask_of_zone(request: JournalRequest, zone: str) -> HttpResponseRedirect:
    """On to the question that another zone raises when there are entries: a move, or was it set wrong?"""
    messages.warning(request, _("Saved, but for the time zone: did you move, or was it set wrong?"))
    return redirect(f"{reverse('time_zones')}?{urlencode({'zone': zone})}")


def medicines(request: JournalRequest) -> HttpResponse:
    """The list of medicines; "Save and add another" leads back to an empty row."""
    today = request.person.calendar.date_of(timezone.now())
    formset = medicine_forms(request.POST if request.method == "POST" else None, request.person, today)
    if request.method == "POST" and save_medicines(formset, request.person):
        messages.success(request, _("Medicines saved."))
        return redirect("medicines" if "more" in request.POST else "settings")
    return render(request, "journal/forms/medicines.html", {"formset": formset, "place": "settings"})


def welcome(request: JournalRequest) -> HttpResponse:
    """The choice of a first start, right after joining."""
    zone_now = request.person.calendar.zone_at(timezone.now()).key
    units = request.person.units or units_of(request)
    # Nobody was asked for a clock that is UTC: the browser's script finds it, or else the person chooses.
    shown = "" if zone_now == "UTC" else zone_now
    initial = {"time_zone": shown, "emergency_number": request.person.emergency_number, "units": units}
    form = WelcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        zone = form.cleaned_data["time_zone"]
        asks = zone != zone_now and not moves.begin_in(request.person, zone)
        request.person.emergency_number = form.cleaned_data["emergency_number"]
        request.person.units = form.cleaned_data["units"]
        with request.person.writing():
            request.person.save(update_fields=["emergency_number", "units"])
        if asks:
            return ask_of_zone(request, zone)
        if form.cleaned_data["begin"] == "demo":
            _start_demo(request)
        return redirect("import_file" if form.cleaned_data["begin"] == "file" else "today")
    return render(request, "journal/accounts/welcome.html", {"form": form})


def _start_demo(request: JournalRequest) -> None:
    if demo.start(request.person, timezone.now()):
        messages.success(request, _("This is a demo journal. Everything in it is made up."))
        return
    request.person.refresh_from_db(fields=["has_demo"])
    if not request.person.has_demo:  # with it, this was the second of two taps
        messages.warning(request, _("Your journal has entries already, so no demo was added to it."))


@require_POST
def demo_start(request: JournalRequest) -> HttpResponseRedirect:
    _start_demo(request)
    return redirect("today")


@require_POST
def demo_remove(request: JournalRequest) -> HttpResponseRedirect:
    demo.remove(request.person)
    messages.success(request, _("The demo entries are gone. What you logged yourself is still here."))
    return redirect("today")


@require_safe
@reauthentication_required
def export_file(request: JournalRequest) -> JsonResponse:
    now = timezone.now()
    journal, left_out = export_now(request.person, now)
    if left_out:
        messages.warning(request, left_out_text(left_out))
    answer = JsonResponse(document.dump(journal, now), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="twinge-{request.person.calendar.date_of(now)}.json"'
    return answer


@require_safe
@reauthentication_required
def export_table(request: JournalRequest, kind: str) -> HttpResponse:
    """All entries of one kind as a table, with every column."""
    if kind not in KINDS:
        raise Http404
    journal, left_out = export_now(request.person, timezone.now())
    if left_out:
        messages.warning(request, left_out_text(left_out))
    headers = {"Content-Disposition": f'attachment; filename="twinge-{kind}.csv"'}
    return HttpResponse(kind_as_csv(journal, kind), content_type="text/csv; charset=utf-8", headers=headers)


@reauthentication_required
def delete_account(request: JournalRequest) -> HttpResponse:
    """Delete the person and, with them, every row that is theirs."""
    if request.method == "POST":
        waiting.drop(request.person.pk)
        number = request.person.pk
        delete_everything(request.user, request.person)
        forget_tasks(number)
        logout(request)
        return render(request, "journal/accounts/deleted.html")
    count = sum(model.objects.of(request.person).count() for model in KINDS.values())
    return render(request, "journal/accounts/delete.html", {"count": count})
