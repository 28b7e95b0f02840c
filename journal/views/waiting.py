"""What waits on a phone for a connection: who may send it, and the page that shows it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from journal.accounts.typed import whose
from journal.reading.request import JournalRequest


@require_safe
@never_cache
@login_not_required
def whose_journal(request: JournalRequest) -> HttpResponse:
    """{"whose": the code of who is signed in, "" for nobody; "csrf": a fresh token for their forms}."""
    code = whose(request.user.pk) if request.person else ""
    return JsonResponse({"whose": code, "csrf": get_token(request)})


@require_safe
def waiting(request: JournalRequest) -> HttpResponse:
    """An empty page that the script fills with the entries that wait on this phone."""
    titles = {
        "session_new": _("Session"), "twinge_new": _("Twitch or cramp"), "drink_new": _("Drink"), "quick": _("Drink"),
        "sleep_new": _("Sleep"), "checkin_new": _("Check-in"),
    }  # fmt: skip
    keyed = [("".join(filter(str.isalnum, reverse(name))), title) for name, title in titles.items()]
    return render(request, "journal/pages/waiting.html", {"titles": keyed, "place": "today"})


@csrf_exempt
@require_POST
@login_not_required
def import_share(request: HttpRequest) -> HttpResponse:
    """Where a phone's "Share" leads with a file; the service worker brings it to the page itself. Nothing is saved."""
    messages.warning(request, _("The file did not come along. Choose it here."))
    return redirect("import_file")
