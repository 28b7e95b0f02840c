"""Passkeys, codes of an authenticator app and recovery codes: allauth's, in our words and without its known holes."""

import struct
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as codes
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from allauth.mfa.webauthn import views
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.accounts import encrypted
from journal.accounts.adapter import InOurWords, LoginForm
from journal.accounts.devices import names_of
from journal.accounts.fields import Words
from journal.models import Person

_NOT_TAKEN = gettext_lazy("That passkey was not taken. Try again, or sign in another way.")
_NOT_ALONE = gettext_lazy(
    "This key is only the second step of signing in. Enter your email and passphrase first, then use it."
)
# What reading something else than a passkey ends in; allauth expects less.
_NO_PASSKEY = (TypeError, ValueError, LookupError, AttributeError, struct.error)
_CODE = Words(gettext_lazy("Code"), missing=gettext_lazy("Enter a code."))
_NAME = Words(gettext_lazy("Name"), missing=gettext_lazy("Enter a name."))


class FactorsAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That code is not right. Enter the six digits that your app shows now (check the clock of your phone if it"
            " keeps being wrong), or a recovery code that you have not used yet."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only way to sign in. Choose a passphrase first, then remove it."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a passkey or an app. Add one of those first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypted.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encrypted.decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Twinge"}

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """Where the passkey is made, which is what tells it from others."""
        browser, system = names_of(self.request.headers.get("User-Agent", ""))
        return system or browser or _("Passkey")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """A person without a passphrase keeps the last passkey that signs them in alone."""
        account = authenticator.user
        if account.has_usable_password():
            return True
        keys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
        return any(other.wrap().is_passwordless for other in keys.exclude(pk=authenticator.pk))


class AuthenticateForm(InOurWords, codes.AuthenticateForm):
    words = {"code": _CODE}


class ReauthenticateForm(InOurWords, codes.ReauthenticateForm):
    words = {"code": _CODE}


class ActivateAppForm(InOurWords, app.ActivateTOTPForm):
    words = {"code": _CODE}


class NamePasskeyForm(InOurWords, passkeys.EditWebAuthnForm):
    words = {"name": _NAME}
    name = forms.CharField(max_length=60)


class AddPasskeyForm(InOurWords, passkeys.AddWebAuthnForm):
    """`passwordless`: whether it may sign in alone. What the person chose is kept, whatever the key says of itself."""

    words = {
        "name": _NAME,
        "passwordless": Words(gettext_lazy("It signs me in alone, without email and passphrase")),
    }
    name = forms.CharField(max_length=60, required=False)
    field_order = ["name", "passwordless", "credential"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        cleaned = _said_of_passkeys(super().clean)
        if cleaned.get("credential"):
            said = cleaned["credential"].setdefault("clientExtensionResults", {})
            said["credProps"] = {"rk": bool(cleaned.get("passwordless"))}
        return cleaned


class PasskeyStepForm(passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    def clean_credential(self) -> Authenticator:
        return _said_of_passkeys(super().clean_credential)


class PasskeyAgainForm(passkeys.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        return _said_of_passkeys(super().clean_credential)


class PasskeyAloneForm(passkeys.LoginWebAuthnForm):
    """A passkey in place of email and passphrase: only one that was added for that."""

    def clean_credential(self) -> Authenticator:
        key = _said_of_passkeys(super().clean_credential)
        if not key.wrap().is_passwordless:
            raise ValidationError(_NOT_ALONE)
        return key


def _said_of_passkeys(clean: Any) -> Any:
    """What a step of checking gives; where allauth speaks of a wrong code, it says that the passkey was not taken."""
    try:
        return clean()
    except ValidationError as error:
        raise (ValidationError(_NOT_TAKEN) if error.code == "incorrect_code" else error) from None
    except _NO_PASSKEY:
        raise ValidationError(_NOT_TAKEN) from None


class SignInByPasskey(views.LoginWebAuthnView):
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The sign-in page with what was wrong; what was typed before goes along in it."""
        said = form.errors.get("credential", [_NOT_TAKEN])
        return render(self.request, "account/login.html", {"form": LoginForm(request=self.request), "refused": said})


class ItIsMeByPasskey(views.ReauthenticateWebAuthnView):
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class RemovePasskey(views.RemoveWebAuthnView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """allauth asks only before it removes an app whether that may go."""
        adapter = FactorsAdapter()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        refused = [adapter.error_messages["cannot_delete_authenticator"]]
        return self.render_to_response(self.get_context_data(refused=refused))


def must_confirm(account: Person) -> bool:
    """Whether the account's address is to be confirmed before anything is added."""
    try:
        validate_can_add_authenticator(account)
    except ValidationError:
        return True
    return False


def factors_of(account: Person) -> dict[str, Any]:
    """{"passkeys": [...], "app": Authenticator or None, "codes_left": how many recovery codes, None without any}."""
    mine = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    of_type = lambda kind: [one for one in mine if one.type == kind]  # noqa: E731
    codes_kept = of_type(Authenticator.Type.RECOVERY_CODES)
    return {
        "passkeys": [(one, one.wrap()) for one in of_type(Authenticator.Type.WEBAUTHN)],
        "app": next(iter(of_type(Authenticator.Type.TOTP)), None),
        "codes_left": len(codes_kept[0].wrap().get_unused_codes()) if codes_kept else None,
    }
