"""What somebody wants to be sent: chosen in the settings, once the address is known to be theirs."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from journal.accounts.devices import device_of
from journal.calendar import shift
from journal.forms.reminders import ReminderForm
from journal.hosting.worker import worker_runs
from journal.models import Reminder
from journal.reading.request import JournalRequest
from journal.reminders.links import calendar_link, is_verified, new_calendar_part
from journal.reminders.push import forget_address, keep_address, public_key
from journal.reminders.schedule import PAUSE_DAYS, choose
from journal.views.new_email import MAILS, send_link


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: JournalRequest) -> HttpResponse:
    """The settings of reminders; without a known address only the button that has it confirmed."""
    if not is_verified(request.user):
        return _verify(request)
    reminder = _reminder(request)
    if request.method == "POST" and "do" in request.POST:
        return _do(request)
    form = ReminderForm(request.POST if request.method == "POST" else None, instance=reminder)
    if request.method == "POST" and form.is_valid():
        choose(request.person, **form.chosen)
        messages.success(request, _("Settings saved."))
        return redirect("reminders")
    paused = reminder.paused_until
    context = {
        "form": form,
        "place": "settings",
        "calendar": calendar_link(reminder),
        "push_key": public_key(),
        "is_here": request.user.push_addresses.filter(device=device_of(request)).exists(),
        "paused_until": paused if paused and paused > request.person.calendar.date_of(timezone.now()) else None,
        "worker_runs": worker_runs(),
    }
    return render(request, "journal/reminders/reminders.html", context)


def _verify(request: JournalRequest) -> HttpResponse:
    """Send the link that shows that the address of the account is theirs."""
    email = request.user.email
    if request.method == "POST" and email:
        if not ratelimit.consume(request, action=MAILS, key=email):
            return ratelimit.respond_429(request)
        send_link(request, email)
        return redirect("new_email_sent")
    return render(request, "journal/reminders/verify.html", {"email": email, "place": "settings"})


def _do(request: JournalRequest) -> HttpResponse:
    """What a button does: a pause, and the address of the calendar."""
    today = request.person.calendar.date_of(timezone.now())
    changes: dict[str, dict[str, object]] = {
        "pause": {"paused_until": shift(today, PAUSE_DAYS)},
        "go_on": {"paused_until": None},
        "calendar": {"calendar_part": new_calendar_part()},
        "no_calendar": {"calendar_part": ""},
    }
    if request.POST["do"] not in changes:
        return HttpResponseBadRequest()
    choose(request.person, **changes[request.POST["do"]])
    return redirect("reminders")


@sensitive_post_parameters("auth", "p256dh")
@require_POST
def push_address(request: JournalRequest) -> HttpResponse:
    """Where this browser takes messages, or that it takes none any more; the script of the settings' page sends it."""
    said = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    if request.POST.get("do") == "forget":
        forget_address(request.user, said["endpoint"])
    elif not (is_verified(request.user) and (device := device_of(request)) and keep_address(device, **said)):
        return HttpResponseBadRequest()
    choose(request.person)
    return HttpResponse(status=204)


def _reminder(request: JournalRequest) -> Reminder:
    """The reminder of who is signed in; one that is not saved yet asks for nothing."""
    return Reminder.objects.filter(pk=request.user.pk).first() or Reminder(account=request.user)
