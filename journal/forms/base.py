"""What all entry forms share: the person, the entry's id, the person's units and clock."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.forms.fields import MomentField, QuantityField, keep_unchanged


class EntryForm(forms.ModelForm):
    """A form for one entry of `person`, who is handed in and never posted.

    The hidden id is made with the page, so that sending it twice makes one entry. `now` is the present moment.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, person, now, **kwargs):
        super().__init__(*args, auto_id="%s", **kwargs)
        self.person = person
        self.now = now
        self.calendar = person.calendar
        if self.instance._state.adding:
            self.initial.setdefault("id", uuid.uuid4())
        else:
            del self.fields["id"]  # an entry keeps its id, whatever is posted
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.calendar = self.calendar
            if isinstance(field, QuantityField):
                field.use(person.imperial)

    def clean(self):
        super().clean()
        keep_unchanged(self)
        return self.cleaned_data

    def not_in_future(self, name, moment):
        """Refuse a time that has not come yet (a minute's grace for clocks that differ)."""
        if moment is not None and (moment - self.now).total_seconds() > 60:
            local = self.calendar.local(moment)
            self.add_error(
                name,
                ValidationError(
                    _("%(label)s: %(when)s has not come yet. Enter a time up to now.")
                    % {"label": self.fields[name].label, "when": f"{local:%Y-%m-%d %H:%M}"}
                ),
            )

    def validate_unique(self):
        """Left to the views (id) and `clean` (dates), which know the sentence to say."""

    def validate_constraints(self):
        """The fields above check the same limits; the database checks them again on save."""

    def _get_validation_exclusions(self):
        """The fields above check more than the model's own would: leave nothing for the model."""
        return {field.name for field in self._meta.model._meta.fields}

    def save(self):
        """Insert the new entry, or update the one that is there; an insert never writes over another entry."""
        adding = self.instance._state.adding
        if adding:
            self.instance.id = self.cleaned_data.get("id") or self.initial["id"]
        self.instance.person = self.person
        self.instance.save(force_insert=adding, force_update=not adding)
        return self.instance
