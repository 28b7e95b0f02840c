"""When something is missing or the line is down."""

import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls.exceptions import Resolver404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from journal.accounts.signing_in import sign_in_first
from journal.accounts.typed import WHOSE, Typed, said_by
from journal.hosting.busy import database_is_busy
from journal.hosting.disk import disk_is_full
from journal.hosting.schema import missing_migrations
from journal.hosting.worker import worker_runs
from journal.reading.request import JournalRequest

HEALTH = "/health/"


def not_found(request: HttpRequest, exception: Http404 | Resolver404 | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Without the request: what cannot be read of it may be what the other pages need.

    Django calls it a bad request, too, when the browser's session could not be written: that is the database's fault.
    """
    status = 503 if database_is_busy(exception) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def form_refused(request: JournalRequest, reason: str = "") -> HttpResponse:
    """A form without its token, or with one of before the last sign-in: shown again to the person whose it says it is.

    They see what it says and press a button of ours, so no other site can post in their name.
    """
    if request.person is None and WHOSE in request.POST:
        return sign_in_first(request, asks=True)
    if request.person and request.htmx:
        messages.warning(request, _("This page was too old, so nothing was saved. It is fresh now: please try again."))
        return HttpResponseClientRefresh()
    return send_again(request, "too_old", 403) or render(request, "403_csrf.html", status=403)


def failed(request: JournalRequest) -> HttpResponse:
    """Whatever went wrong; what a person typed goes along, where that can still be shown."""
    why, status = _what_failed(sys.exc_info()[1])
    with suppress(Exception):  # what failed may be what this page needs, too
        if page := send_again(request, why, status):
            return page
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def _what_failed(error: BaseException | None) -> tuple[str, int]:
    """(why, as resend.html knows it; status) of an error that ended a request."""
    if disk_is_full(error):
        return "full", 507
    return ("busy", 503) if database_is_busy(error) else ("failed", 500)


def send_again(request: JournalRequest, why: str, status: int) -> HttpResponse | None:
    """The page that shows what a form said, with a button to send it once more; None for what is not kept, or not of
    the person who is signed in."""
    if getattr(request, "person", None) is None or not said_by(request, request.user):
        return None
    typed = Typed.of(request)
    return render(request, "resend.html", {"typed": typed, "why": why}, status=status) if typed else None


def health_of_any_host(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever watches over a host asks by its number or by no name: answered before the name is looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return health(request) if request.path_info == HEALTH else get_response(request)

    return middleware


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration that this code knows, 503 otherwise.

    Without a worker pages work, and what takes long waits: that is said, and no failure.
    """
    try:
        missing = missing_migrations()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if missing:
        return JsonResponse({"status": "database is older than this code"}, status=503)
    waits = {} if worker_runs() else {"worker": "none runs: large imports and reminders wait for `manage.py worker`"}
    return JsonResponse({"status": "ok"} | waits)


# Files that the pages kept on a phone need.
KEPT_FILES = (
    "css/twinge.css", "img/icons.svg", "img/twinge-appicon.svg", "js/twinge.js", "js/queue.js", "js/phone.js",
    "django_htmx/htmx-2.min.js",
)  # fmt: skip
# What is kept there beside the forms, whose entries may wait for a connection.
KEPT_PAGES = ("today", "week", "waiting", "cramp_help")
KEPT_FORMS = ("session_new", "twinge_new", "drink_new", "sleep_new", "checkin_new")


@login_not_required
@require_safe
@cache_control(max_age=3600)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it may answer for every page. With any new file it keeps its pages anew."""
    context = {"files": [static(file) for file in KEPT_FILES], "pages": KEPT_PAGES, "logs": KEPT_FORMS}
    body = render_to_string("sw.js", context)
    version = sha256(body.encode()).hexdigest()[:10]
    return HttpResponse(body.replace("VERSION_OF_ALL", version), content_type="text/javascript")
