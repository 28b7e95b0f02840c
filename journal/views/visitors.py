"""Who comes without an account: the page that says what Twinge does, and looking around in a demo."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.accounts import guests
from journal.accounts.locale import units_of
from journal.calendar import time_zones
from journal.recording import demo


def landing(request: HttpRequest) -> HttpResponse:
    """What Twinge does, in ten seconds. A visit is when guests of yesterday are swept out."""
    guests.sweep_guests(timezone.now())
    return render(request, "journal/pages/landing.html")


@login_not_required
@require_POST
def look_around(request: HttpRequest) -> HttpResponse:
    """Into a demo journal of one's own, without an account; for who is signed in already, to their Today."""
    if request.user.is_authenticated:
        return redirect("today")
    if not ratelimit.consume(request, action="look_around"):
        return ratelimit.respond_429(request)
    now, zone = timezone.now(), request.POST.get("time_zone", "")
    guests.sweep_guests(now)
    person = guests.admit(request, now, zone if zone in time_zones() else "UTC", units_of(request))
    demo.start(person, now)
    messages.success(request, _("This is a demo journal. Everything in it is made up, and it is gone after a day."))
    return redirect("today")


@require_POST
def look_around_end(request: HttpRequest) -> HttpResponseRedirect:
    """Out of the demo, which is deleted at once, and on to a journal of one's own."""
    guests.dismiss(request)
    return redirect("account_signup")
