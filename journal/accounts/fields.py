"""The fields of joining and signing in, dressed as all fields of Twinge are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PassphraseInput(forms.PasswordInput):
    """Never sent back to the browser; a button beside it shows what is typed. `shows`: the label, for the button."""

    template_name = "widgets/passphrase.html"
    shows: "StrOrPromise" = ""

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"shows": self.shows}


@dataclass(frozen=True)
class Words:
    """What a field of allauth's is called here, how it helps, and what it says of a missing or wrong answer."""

    label: "StrOrPromise"
    help_text: "StrOrPromise" = ""
    missing: "StrOrPromise" = ""
    invalid: "StrOrPromise" = ""

    def put_on(self, field: forms.Field) -> None:
        field.label, field.help_text = self.label, self.help_text
        said = {"required": self.missing, "invalid": self.invalid}
        field.error_messages |= {code: sentence for code, sentence in said.items() if sentence}
        field.widget = self._widget(field)
        field.widget.is_required = field.required

    def _widget(self, field: forms.Field) -> forms.Widget:
        """The input in Twinge's look, with the browser's own help for filling it in as allauth names it."""
        old = field.widget
        if isinstance(old, forms.CheckboxInput):
            return old
        attrs = {"class": "input", "autocomplete": old.attrs.get("autocomplete", "off")}
        if isinstance(old, forms.PasswordInput):
            widget = PassphraseInput(attrs)
            widget.shows = self.label
            return widget
        if isinstance(field, forms.EmailField):
            return forms.EmailInput(attrs | {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"})
        return forms.TextInput(attrs | ({"inputmode": "numeric"} if "one-time" in attrs["autocomplete"] else {}))
