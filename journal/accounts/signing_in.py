"""Who has to sign in first: which page that leads back to, and what goes along."""

from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from journal.accounts.adapter import LoginForm
from journal.accounts.addresses import is_page
from journal.accounts.typed import Typed


class SignInFirst(LoginRequiredMiddleware):
    """Sends whoever is not signed in to do so; what they typed goes along."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: object
    ) -> HttpResponse:
        return sign_in_first(request)


def sign_in_first(request: HttpRequest, asks: bool = False) -> HttpResponse:
    """The way to sign in. Never a part of another page, and never losing what a form of ours holds."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    inside = bool(request.headers.get("HX-Request"))
    if inside and name == "session_summary":  # the form around it stays as it is: its Save brings all of it along
        return HttpResponse(status=204)
    typed = None if inside else Typed.of(request, asks)
    if typed:
        return render(request, "account/login.html", {"form": LoginForm(request=request), "typed": typed.signed})
    if request.method == "POST" and name == "import_file":  # a file cannot be carried along
        messages.warning(request, _("You were signed out, so the file was not taken. Sign in and choose it again."))
    response = redirect_to_login(_back_to(request))
    return HttpResponseClientRedirect(response.url) if inside else response


def _back_to(request: HttpRequest) -> str:
    """The page that was asked for, or else the one that a button stood on, or Today."""
    stood_on = request.headers.get("HX-Current-URL")
    for url in (stood_on, request.build_absolute_uri(), request.headers.get("Referer")):
        if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) and is_page(url or ""):
            return urlunsplit(("", "", *urlsplit(url)[2:4], ""))
    return reverse("today")
