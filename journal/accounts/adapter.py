"""Joining and signing in: what Twinge asks and says beyond what django-allauth does."""

from allauth.account import forms as allauth
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django import forms
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_EMAIL, _PASSPHRASE = _("Enter your email."), _("Enter your passphrase.")
_NEW = _("Enter a new passphrase of 12 characters or more.")
_NOT_YOURS = _("That is not your passphrase. Enter the one that you sign in with now.")


class _Asks:
    """Says in our words what is missing: `asks` maps a field to the sentence for when it is empty."""

    asks: dict[str, str | Promise] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in self.asks.items():
            self.fields[name].error_messages["required"] = sentence


class LoginForm(_Asks, allauth.LoginForm):
    asks = {"login": _EMAIL, "password": _PASSPHRASE}


class SignupForm(_Asks, allauth.SignupForm):
    agree = forms.BooleanField(
        label=_("I am 16 or older and I know Twinge is not a doctor."),
        error_messages={"required": _("Tick the box to say that you are 16 or older and know Twinge is not a doctor.")},
    )
    asks = {"email": _EMAIL, "password1": _("Enter a passphrase of 12 characters or more.")}
    field_order = ["email", "password1", "agree"]


class ResetPasswordForm(_Asks, allauth.ResetPasswordForm):
    asks = {"email": _EMAIL}


# The page can show what was typed, so nobody types a new passphrase twice.
class ResetPasswordKeyForm(_Asks, allauth.ResetPasswordKeyForm):
    password2 = None
    asks = {"password1": _NEW}


class ChangePasswordForm(_Asks, allauth.ChangePasswordForm):
    password2 = None
    asks = {"oldpassword": _PASSPHRASE, "password1": _NEW}


class AccountAdapter(DefaultAccountAdapter):
    """Sentences, messages and limits where allauth's own are not ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "This email and this passphrase do not go together. Check both, or choose a new passphrase."
        ),
        "email_taken": _("There is a journal for this email already. Sign in, or choose a new passphrase."),
        "enter_current_password": _NOT_YOURS,
        "incorrect_password": _NOT_YOURS,
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
    }

    def pre_authenticate(self, request, **credentials):
        """Too many wrong passphrases get the page that says to wait, with its status, also for the right one."""
        try:
            super().pre_authenticate(request, **credentials)
        except forms.ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say only that a changed passphrase was saved: everything else is said by the page that follows."""
        if message_template == "account/messages/password_changed.txt" and request.user.is_authenticated:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_password_change_redirect_url(self, request):
        return reverse("settings")


def end_sessions(person):
    """Sign the person out everywhere. Whose a session is stands inside it, so all of them are looked into."""
    sessions = Session.objects.iterator()
    mine = [session.pk for session in sessions if session.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=mine).delete()
