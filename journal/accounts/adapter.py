"""Joining and signing in: what Twinge asks and says beyond what django-allauth does."""

import logging
from smtplib import SMTPException
from time import time
from typing import Any

from allauth.account import app_settings
from allauth.account import forms as allauth
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.accounts.addresses import is_page, whole_address
from journal.accounts.fields import Words
from journal.accounts.tries import Tries, mark_device
from journal.models import Person

LOG = logging.getLogger("twinge.mail")
# Mails that somebody waits for; the others tell of what was done already.
ASKED_FOR = {
    "account/email/password_reset_key",
    "account/email/unknown_account",
    "account/email/new_email",
    "account/email/your_email",
}
EMAIL = Words(
    _("Email"),
    missing=_("Enter your email."),
    invalid=_("Email: enter an address like name@example.org. You typed %(value)s."),
)
_PASSPHRASE = Words(_("Passphrase"), missing=_("Enter your passphrase."))
PASSPHRASE_NOW = Words(_("Passphrase now"), missing=_PASSPHRASE.missing)
_HINT = _("12 characters or more. Pasting is fine.")
_NEW = Words(_("New passphrase"), _HINT, missing=_("Enter a new passphrase of 12 characters or more."))
_WAYS = {
    "reauthenticate": _("Use the passphrase"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
NOT_YOURS = _("That is not your passphrase. Enter the one that you sign in with now.")


class InOurWords:
    """Asks as all forms of Twinge do: `words` has the label, the hint and what is said when a field is empty."""

    words: dict[str, Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            words.put_on(self.fields[name])


class LoginForm(InOurWords, allauth.LoginForm):
    words = {"login": EMAIL, "password": _PASSPHRASE}


class SignupForm(InOurWords, allauth.SignupForm):
    agree = forms.BooleanField()
    words = {
        "email": EMAIL,
        "password1": Words(_("Passphrase"), _HINT, missing=_("Enter a passphrase of 12 characters or more.")),
        "agree": Words(
            _("I am 16 or older and I know Twinge is not a doctor."),
            missing=_("Tick the box to say that you are 16 or older and know Twinge is not a doctor."),
        ),
    }
    field_order = ["email", "password1", "agree"]


class ResetPasswordForm(InOurWords, allauth.ResetPasswordForm):
    words = {"email": EMAIL}


# The page can show what was typed, so nobody types a new passphrase twice.
class ResetPasswordKeyForm(InOurWords, allauth.ResetPasswordKeyForm):
    password2 = None
    words = {"password1": _NEW}


class ChangePasswordForm(InOurWords, allauth.ChangePasswordForm):
    password2 = None
    words = {"oldpassword": PASSPHRASE_NOW, "password1": _NEW}


class ReauthenticateForm(InOurWords, allauth.ReauthenticateForm):
    words = {"password": _PASSPHRASE}


class AccountAdapter(DefaultAccountAdapter):
    """Sentences, messages and limits where allauth's own are not ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("Email or passphrase is wrong. Check both, or choose a new passphrase."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "email_taken": _("There is a journal for this email already. Sign in, or choose a new passphrase."),
        "enter_current_password": NOT_YOURS,
        "incorrect_password": NOT_YOURS,
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Whether signing in may lead there: to pages of ours, never to what a button does."""
        return super().is_safe_url(url) and is_page(url or "")

    def is_reauthentication_required(self, *, app: str, **said: Any) -> bool:
        """Who has just signed in has said who they are, and is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **said)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passphrases get the page that says to wait, with its status, also for the right one."""
        self._tries = Tries(request, credentials.get("email", ""))
        if not self._tries.count():
            raise ImmediateHttpResponse(respond_429(request))

    def _rollback_login_failed_rl_usage(self) -> None:
        self._tries.take_back()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        Tries(request, credentials.get("email", "")).forget()

    def post_login(self, request: HttpRequest, user: Person, **said: Any) -> HttpResponse:
        if said.get("signup"):  # who has just chosen a passphrase has said who they are
            record_authentication(request, user, method="password")
        response = super().post_login(request, user, **said)
        mark_device(request, response, user.email or "")
        request.session.clear_expired()  # those of everybody: a sign-in is rare enough, and often enough
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Without mail nobody gets a link, and that is said; what was changed stays changed, and that is said, too."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            LOG.exception("A mail could not be sent: %s", template_prefix)
            if template_prefix in ASKED_FOR:
                page = render(self.request, "account/mail_down.html", {"again": self.request.path}, status=503)
                raise ImmediateHttpResponse(page) from None
            messages.warning(self.request, _("The mail that tells you of this change could not be sent."))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link to where Twinge is hosted, whatever host and port a request claims to be for."""
        link = super().get_reset_password_from_key_url(key)
        return self.link_to(link[link.index(reverse("account_reset_password")) :])

    def link_to(self, path: str) -> str:
        """The whole address of a page of ours, for a mail."""
        return whole_address(self.request, path)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say only that something of signing in was changed: everything else is said by the page that follows."""
        said = message_template or ""
        changed = said == "account/messages/password_changed.txt" or said.startswith("mfa/messages/")
        if changed and request.user.is_authenticated:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The ways to say once more who one is, in our words."""
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": _WAYS[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings")
