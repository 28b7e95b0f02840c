"""What every request of a signed-in person gets: their own clock, and pages that nobody else's browser keeps."""

import logging
from collections.abc import Callable
from copy import copy
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from journal.accounts.addresses import needs_account
from journal.accounts.devices import must_clear, note_use
from journal.accounts.guests import is_guest, is_guests
from journal.accounts.sessions import renew
from journal.accounts.tokens import token_of
from journal.accounts.typed import Typed, said_by, whose
from journal.api.answers import is_of_program
from journal.models import Profile
from journal.reading.recent import RecentRows
from journal.reading.request import JournalRequest

LOG = logging.getLogger("twinge.requests")

GetResponse = Callable[[JournalRequest], HttpResponse]


def request_log(get_response: GetResponse) -> GetResponse:
    """One line a request: method, address without its query, status, time, and a code that stands for the person.

    Never a name, a note, a body or a passphrase.
    """

    def middleware(request: JournalRequest) -> HttpResponse:
        began = monotonic()
        response = get_response(request)
        LOG.info(
            "%s %s %s %d ms %s", request.method, logged_path(request), response.status_code,
            1000 * (monotonic() - began), person_code(request),
        )  # fmt: skip
        return response

    return middleware


def logged_path(request: JournalRequest) -> str:
    """The address without its query, and without the secret part that opens what it leads to."""
    found = request.resolver_match
    key = str(found.kwargs.get("key", "")) if found and not is_of_program(request) else ""
    return request.path.replace(key, "...") if key else request.path


def person_code(request: JournalRequest) -> str:
    """The same code for the same person; without the site's key nobody can tell whose it is. "-" for a stranger."""
    person = getattr(request, "person", None)
    return salted_hmac("journal.log", str(person.pk)).hexdigest()[:10] if person else "-"


def heads(get_response: GetResponse) -> GetResponse:
    """HEAD is answered as GET is, without the body (RFC 9110, 9.3.2)."""

    def middleware(request: JournalRequest) -> HttpResponse:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"  # so no view has to know
        response = get_response(request)
        request.method = "HEAD"
        if response.streaming:
            response.streaming_content = ()  # type: ignore[attr-defined]
        else:
            response.content = b""
        return response

    return middleware


def signed_in_by_token(get_response: GetResponse) -> GetResponse:
    """A program says who it is with `request.token`, at every request; for it no browser's cookie counts."""

    def middleware(request: JournalRequest) -> HttpResponse:
        if is_of_program(request):
            request.token = token_of(request)
            request.user = request.token.account if request.token else AnonymousUser()  # type: ignore[assignment]
        return get_response(request)

    return middleware


def renewed_session(get_response: GetResponse) -> GetResponse:
    """Whoever uses Twinge stays signed in, and sees with which browsers."""

    def middleware(request: JournalRequest) -> HttpResponse:
        if is_of_program(request):
            return get_response(request)
        if request.user.is_authenticated:
            renew(request.session)
        response = get_response(request)
        note_use(request)
        return response

    return middleware


def bounded_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse what is too large by its announced length, before anything reads it.

    Only a file to import may be larger, and only from somebody who is signed in.
    """

    def middleware(request: JournalRequest) -> HttpResponse:
        too_long = _length(request) - settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if too_long > 0 and (too_long > settings.MAX_UPLOAD or not (_takes_file(request) and _is_signed_in(request))):
            most = {"form": settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20, "file": settings.MAX_UPLOAD >> 20}
            return HttpResponse(render_to_string("413.html", {"most": most}), status=413)
        return get_response(request)

    return middleware


def _is_signed_in(request: JournalRequest) -> bool:
    """Whether the browser's session is that of an account, asked before the middleware that usually tells."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(key) and SESSION_KEY in (session := SessionStore(key)) and not is_guests(session)


def _length(request: JournalRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() and len(announced) < 20 else 0


def _takes_file(request: JournalRequest) -> bool:
    try:
        return resolve(request.path_info).url_name == "import_file"
    except Resolver404:
        return False


def sent_again(get_response: GetResponse) -> GetResponse:
    """What somebody typed while they were signed out is sent once they are signed in again, if it is theirs."""

    def middleware(request: JournalRequest) -> HttpResponse:
        stranger = not request.user.is_authenticated
        response = get_response(request)
        if not (stranger and request.method == "POST" and "typed" in request.POST):
            return response
        if not request.user.is_authenticated:
            return _second_step(request, response, get_response)
        typed = Typed.read(request.POST["typed"])
        if typed is None or not typed.is_of(request, request.user):
            messages.warning(request, _("What was typed before was not saved: it was not from this account."))
            return response
        answer = None if typed.asks else get_response(_as_sent(request, typed))
        # What asks something is shown first, then sent to its own address.
        if answer is None or answer.status_code not in (302, 303):
            request.person = Profile.objects.of_account(request.user)
            answer = render(request, "resend.html", {"typed": typed, "why": "signed_in"})
        answer.cookies.update(response.cookies)
        return answer

    return middleware


def _second_step(request: JournalRequest, response: HttpResponse, get_response: GetResponse) -> HttpResponse:
    """The page of the second step at once where a sign-in leads there, with what was typed in it; else the answer."""
    step = reverse("mfa_authenticate")
    if response.headers.get("Location") != step:
        return response
    asked = _at(request, step)
    asked.method = "GET"
    answer = get_response(asked)
    answer.cookies.update(response.cookies)
    return answer


def _as_sent(request: JournalRequest, typed: Typed) -> JournalRequest:
    """The request that a form would have been, had its person been signed in. Its token was right then."""
    sent = _at(request, typed.path)
    sent._post, sent._files = typed.fields, MultiValueDict()  # type: ignore[attr-defined]
    sent._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    return sent


def _at(request: JournalRequest, url: str) -> JournalRequest:
    """A request, had it gone to another address of ours."""
    other = copy(request)
    for made in ("GET", "resolver_match", "headers"):
        other.__dict__.pop(made, None)
    other.path, _mark, query = url.partition("?")
    other.path_info = "/" + other.path.removeprefix(get_script_prefix())
    other.META = request.META | {"QUERY_STRING": query, "PATH_INFO": other.path_info}
    return other


def guests_of_the_demo(get_response: GetResponse) -> GetResponse:
    """Who looks around without an account is told so at what needs one."""

    def middleware(request: JournalRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = _account_first  # type: ignore[attr-defined]
    return middleware


def _account_first(request: JournalRequest, *_view: object) -> HttpResponse | None:
    if not (request.resolver_match and is_guest(request) and needs_account(request.resolver_match)):
        return None
    return render(request, "journal/accounts/account_first.html", status=403)


def person_calendar(get_response: GetResponse) -> GetResponse:
    """`request.person`: the Profile of who is signed in, None for a stranger.

    Django's zone is the one in force at this moment; for anything earlier the person's calendar is asked.
    """

    def middleware(request: JournalRequest) -> HttpResponse:
        request.person = Profile.objects.of_account(request.user) if request.user.is_authenticated else None
        if request.person:
            timezone.activate(request.person.calendar.zone_at(timezone.now()))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    middleware.process_exception = _sign_in_again  # type: ignore[attr-defined]
    return middleware


def _sign_in_again(request: JournalRequest, exception: Exception) -> HttpResponse | None:
    """A journal that was deleted elsewhere while a page wrote to it leads to the sign-in page."""
    return redirect("account_login") if isinstance(exception, Profile.DoesNotExist) else None


def recent_rows(get_response: GetResponse) -> GetResponse:
    """`request.recent`: the RecentRows of the signed-in person, None for a stranger; nothing is read yet."""

    def middleware(request: JournalRequest) -> HttpResponse:
        request.recent = RecentRows(request.person) if request.person else None  # type: ignore[assignment]
        return get_response(request)

    return middleware


WAITED = "Twinge-Queued"  # the header of a form that waited on a phone


def sent_later(get_response: GetResponse) -> GetResponse:
    """A form that waited on a phone is taken only from who it says it was made for, and answered without a page.

    204: it is saved, now or already. 409: nobody is signed in, or somebody else. Otherwise what the form says.
    """

    def middleware(request: JournalRequest) -> HttpResponse:
        if WAITED not in request.headers:
            return get_response(request)
        if request.person is None or not said_by(request, request.user):
            return HttpResponse(status=409)
        response = get_response(request)
        if response.status_code not in (302, 303):
            return response
        return HttpResponse(status=204, headers={"Twinge-Whose": whose(request.user.pk)})

    return middleware


_NO_SETTINGS = {"journal_version", "has_demo"}


def _settings_code(person: Profile) -> str:
    """Another one after any change of the settings: the number to call, conditions, units, zones, the look."""
    names = [field.attname for field in Profile._meta.concrete_fields if field.attname not in _NO_SETTINGS]
    return sha256(repr([getattr(person, name) for name in names]).encode()).hexdigest()[:10]


def private_pages(get_response: GetResponse) -> GetResponse:
    """A signed-in person's pages are stored nowhere: on a shared machine, Back shows nothing after signing out.

    They say whose they are, so that what a phone keeps for when there is no connection (sw.js) stays that person's, and
    with which settings, so that it is kept anew after others; signing out clears it, here or from another device.
    """

    def middleware(request: JournalRequest) -> HttpResponse:
        response = get_response(request)
        if request.person and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        if request.person and request.user.is_authenticated:
            response["Twinge-Whose"] = f"{whose(request.user.pk)}-{_settings_code(request.person)}"
        elif request.person:
            response["Clear-Site-Data"] = '"storage"'
        elif must_clear(request):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware
