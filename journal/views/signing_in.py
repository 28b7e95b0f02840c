"""How somebody signs in, and where they are signed in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.accounts.devices import devices_of, sign_out_there
from journal.accounts.factors import factors_of, must_confirm
from journal.reading.request import JournalRequest


@require_safe
def signing_in(request: JournalRequest) -> HttpResponse:
    """Passphrase, passkeys, codes and devices."""
    devices = [(device, device.session_id == request.session.session_key) for device in devices_of(request.user)]
    context = factors_of(request.user) | {"devices": devices, "place": "settings"}
    context["must_confirm"] = must_confirm(request.user)
    return render(request, "journal/accounts/signing_in.html", context)


@require_POST
def device_end(request: JournalRequest, number: int) -> HttpResponseRedirect:
    """Sign a browser out from here."""
    if sign_out_there(request.user, number):
        messages.success(request, _("Signed out there. What that browser keeps is cleared at its next visit."))
    else:
        messages.success(request, _("That browser was signed out already."))
    return redirect("signing_in")
