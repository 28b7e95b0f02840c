"""Joining and signing in: what Twinge asks beyond what django-allauth does."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    agree = forms.BooleanField(
        label=_("I am 16 or older and I know Twinge is not a doctor."),
        error_messages={"required": _("Tick the box to say that you are 16 or older and know Twinge is not a doctor.")},
    )


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the person's own clock and words out of the way of allauth's defaults."""

    def add_message(self, *args, **kwargs):
        """Say nothing about signing in and out: the page that follows says it."""
