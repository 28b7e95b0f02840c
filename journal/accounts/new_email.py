"""Another e-mail address: asked for with the passphrase, taken up when the link in the mail to it is opened.

Until then the account keeps its address. allauth's own way stores the new one at once, unconfirmed, and would sign in
and send new passphrases by it: a slip of the finger would hand the journal to a stranger.
"""

import hashlib
import secrets
from dataclasses import astuple, dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.core.cache import cache
from django.db import IntegrityError, router, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from journal.accounts.adapter import EMAIL, NOT_YOURS, PASSPHRASE_NOW
from journal.models import Person

_SALT = "journal.new_email"
GOOD_FOR = 24 * 60 * 60  # seconds that a link can be opened


class NewEmailForm(forms.Form):
    """The new address, and the passphrase of the `account` whose address it will be."""

    email = forms.EmailField(max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))

    def __init__(self, *args: Any, account: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        EMAIL.put_on(self.fields["email"])
        PASSPHRASE_NOW.put_on(self.fields["password"])
        self.fields["email"].label = _("New email")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self.account.email:
            raise forms.ValidationError(_("%(email)s is your email already.") % {"email": email})
        if Person.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("There is another journal for this email. Choose another address."))
        return email

    def clean_password(self) -> str:
        passphrase: str = self.cleaned_data["password"]
        if not self.account.check_password(passphrase):
            raise forms.ValidationError(NOT_YOURS)
        return passphrase


@dataclass(frozen=True)
class Asked:
    """What a link stands for. `state`: of the account when it was asked, which a new passphrase changes."""

    account_pk: int
    old: str
    new: str
    state: str

    @property
    def is_same(self) -> bool:
        """Whether the link only shows that the address which the account has reaches its owner."""
        return self.old == self.new


def ask(account: Person, new: str) -> str:
    """The key of a link that gives the account the address `new`; it works once, for a day."""
    key = secrets.token_urlsafe(32)
    asked = Asked(account.pk, account.email or "", new, _state(account))
    cache.set(_kept_as(key), astuple(asked), GOOD_FOR)
    return key


def asked_by(key: str) -> tuple[Person, Asked] | None:
    """(the account, what it asked) of a link's key; None when that does not hold any more."""
    found = cache.get(_kept_as(key))
    asked = Asked(*found) if found else None
    account = Person.objects.filter(pk=asked.account_pk, is_active=True).first() if asked else None
    if asked is None or account is None or (account.email or "") != asked.old:
        return None
    return (account, asked) if constant_time_compare(asked.state, _state(account)) else None


def take_up(key: str) -> Asked | None:
    """Give the account its new address, known to be theirs, and no other way in by the old one.

    None when the link does not hold.
    """
    found = asked_by(key)
    cache.delete(_kept_as(key))
    if found is None:
        return None
    account, asked = found
    try:
        with transaction.atomic(using=router.db_for_write(Person)):
            same = Person.objects.filter(pk=account.pk, email=account.email)
            if not same.update(email=asked.new):
                return None
            EmailAddress.objects.filter(user_id=account.pk).delete()
            EmailAddress.objects.create(user_id=account.pk, email=asked.new, primary=True, verified=True)
    except IntegrityError:  # somebody joined with the address since
        return None
    return asked


def _kept_as(key: str) -> str:
    return f"{_SALT}:{hashlib.sha256(key.encode()).hexdigest()}"


def _state(account: Person) -> str:
    return salted_hmac(_SALT, account.password).hexdigest()[:20]
