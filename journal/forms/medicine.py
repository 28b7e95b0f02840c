"""The list of medicines in the settings: one small form a medicine, and an empty one to add the next."""

import hashlib
import json
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.fields import NOT_SAID, DayField, keep_unsent
from journal.models import Profile
from journal.row import Row
from journal.vocabulary import MedicineKind
from journal.words import not_recorded

NAME_LENGTH = 200  # as the journal format has it
MOST_MEDICINES = 50
_CHANGED = gettext_lazy(
    "Your list was changed elsewhere while this page was open (it says now: %(listed)s), so nothing was saved yet. "
    "Save again to keep what you see here."
)


class MedicineForm(forms.Form):
    """What it is called, its kind, since when; a name or a kind is enough. `today`: the person's date."""

    name = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        empty_value=None,
        validators=[ProhibitNullCharactersValidator()],
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy("Name: enter at most %(limit_value)d characters, not %(show_value)d.")
        },
        label=gettext_lazy("Name"),
    )
    kind = forms.TypedChoiceField(
        choices=[NOT_SAID, *MedicineKind.choices],
        required=False,
        empty_value=None,
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": gettext_lazy("Kind: choose one of the list. You sent %(value)s.")},
        label=gettext_lazy("Kind"),
    )
    started_on = DayField(
        required=False,
        label=gettext_lazy("Started on"),
        help_text=gettext_lazy("Leave it empty when you have taken it for long."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.is_bound:
            keep_unsent(self)

    def clean_started_on(self) -> date | None:
        date = self.cleaned_data["started_on"]
        if date and date > self.today:
            raise ValidationError(
                _("Started on: enter a date up to today, %(today)s. You typed %(date)s.")
                % {"today": self.today, "date": date}
            )
        return date

    def clean(self) -> Row:
        said: Row = super().clean() or {}
        named = said.get("name") or said.get("kind") or self.errors
        if said.get("started_on") and not named and not said.get("DELETE"):
            self.add_error("name", _("Name: enter what you started on %(date)s.") % {"date": said["started_on"]})
        return said

    @property
    def record(self) -> dict[str, str]:
        """The format's object of a valid form, without what was not said; {} for an empty row."""
        said = {key: self.cleaned_data.get(key) for key in ("name", "kind", "started_on")}
        date = said["started_on"]
        return {key: value for key, value in (said | {"started_on": date and date.isoformat()}).items() if value}


class MedicineForms(forms.BaseFormSet):  # type: ignore[type-arg]
    """The forms of the list, and whether the person ticked that they take none."""

    @property
    def none_taken(self) -> bool:
        return "none_taken" in self.data if self.is_bound else self.initial == []

    @property
    def stamp(self) -> str:
        """A short text that differs when the stored list does."""
        return hashlib.sha256(json.dumps(self.initial).encode()).hexdigest()[:16]

    def clean(self) -> None:
        if self.data.get("shown", self.stamp) != self.stamp:
            raise ValidationError(_CHANGED % {"listed": names_of(self.initial) or not_recorded()})
        if self.none_taken and (kept := _kept(self)):
            name = kept[0].get("name") or MedicineKind(kept[0]["kind"]).label
            raise ValidationError(
                _("You ticked that you take no medicines and listed %(name)s. Remove one or the other.")
                % {"name": name}
            )


MedicineFormSet = forms.formset_factory(
    MedicineForm,
    formset=MedicineForms,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST_MEDICINES,
    absolute_max=MOST_MEDICINES + 1,
)


def medicine_forms(data: QueryDict | None, person: Profile, today: date) -> MedicineForms:
    """The formset of a person's medicines; `data`: what was posted, or None."""
    formset: Any = MedicineFormSet(data, prefix="medicine", initial=person.medicines, form_kwargs={"today": today})
    return formset


def records(formset: MedicineForms) -> list[dict[str, str]] | None:
    """The `medicines` of a valid formset: None ("not asked") when none are listed, [] when none are taken."""
    return _kept(formset) or ([] if formset.none_taken else None)


def _kept(formset: MedicineForms) -> list[dict[str, str]]:
    """The records of the forms that are filled in and not to be removed."""
    kept = [form.record for form in formset if form.is_valid() and not form.cleaned_data.get("DELETE")]
    return [record for record in kept if record]


def save_medicines(formset: MedicineForms, person: Profile) -> bool:
    """Check a bound formset and keep its list, unless the stored one is no longer that which its page showed."""
    with person.writing():
        person.refresh_from_db(fields=["medicines"])
        formset.initial = person.medicines
        if not formset.is_valid():
            transaction.set_rollback(True)
            return False
        person.medicines = records(formset)
        person.save(update_fields=["medicines"])
    return True


def listed(person: Profile) -> str:
    """ "Tablets, Statin": what a person's medicines are called, or their kinds; "None", and "" when not asked."""
    return names_of(person.medicines)


def names_of(medicines: Any) -> str:
    """As `listed`, of a list of records or None."""
    if medicines == []:
        return _("None")
    labels = dict(MedicineKind.choices)
    names = (medicine.get("name") or labels.get(medicine.get("kind")) for medicine in medicines or ())
    return ", ".join(str(name) for name in names if name)
