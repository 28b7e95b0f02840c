"""What all entry forms share: the person, the entry's id, the person's units and clock."""

import uuid
from copy import copy
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from journal.calendar import MINUTE
from journal.forms.fields import MomentField, fields_of, keep_unchanged, keep_unsent
from journal.models import Profile
from journal.reading.rows import columns
from journal.recording import undo
from journal.row import Row
from journal.vocabulary import Units
from journal.words import zone_name

# Columns that no form of an entry asks for: whose it is and where it came from is never edited.
NOT_EDITED = {"id", "person", "demo", "source", "source_id"}


_OWN = {"id", "ended_at", "source", "source_id"}  # columns of an entry's own, or that follow from others


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for one entry of `person`, who is handed in and never posted.

    The hidden id is made with the page, so that sending it twice makes one entry. `now` is the present moment. Columns
    are those of `Meta.fields`, and those that a form makes of its answers (`derived_columns`, see `derived`); a column
    that is neither keeps what is stored.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    derived_columns: tuple[str, ...] = ()
    page_order: tuple[str, ...] = ()  # where that is not the order of the fields, which are checked one after another
    first: tuple[str, ...] = ()  # what this page asks before all else

    def __init__(self, *args: Any, person: Profile, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.person = person
        self.now = now
        self.calendar = person.calendar
        self.instance.person = person
        self.asks_again = self.is_gone = False
        # What is stored while the form is open; a save over something else is asked about (journal.views.saving).
        self.shown = None if self.instance._state.adding else undo.digest(self.instance)
        self.units = self._units_sent() or person.units or ""
        shown_to = copy(person)
        shown_to.units = self.units
        self.fields = fields_of(self.fields, shown_to)
        for name, field in self.fields.items():
            if isinstance(field, MomentField) and not self.instance._state.adding:
                field.stored = getattr(self.instance, name)
        if self.instance._state.adding:
            self.initial.setdefault("id", uuid.uuid4())
        else:
            del self.fields["id"]  # an entry keeps its id, whatever is posted

    def _units_sent(self) -> str | None:
        """The units that the page which was sent was made in: another page may have changed the person's meanwhile."""
        sent = self.data.get(self.add_prefix("units"))
        return sent if sent in Units.values else None

    @property
    def stamp(self) -> str:
        """Hidden inputs: what the form was made from, in which units, and that it has asked whether to log the same
        once more."""
        said = {"shown": self.shown, "units": self.units, "again": "yes" if self.asks_again else ""}
        inputs = [forms.HiddenInput().render(self.add_prefix(name), value) for name, value in said.items() if value]
        return format_html_join("", "{}", ((drawn,) for drawn in inputs))

    @property
    def in_page_order(self) -> list[forms.BoundField]:
        """The fields as the page asks for them, which is the order in which the summary names their errors."""
        names = dict.fromkeys([*self.first, *self.page_order, *self.fields])
        return [self[name] for name in names if name in self.fields]

    def stored_near(self) -> list[Any]:
        """The stored entries with the id of this new one, or of its minute or date."""
        entry, same = self.instance, Q(id=self.instance.id)
        at = getattr(entry, entry.WHEN)
        if entry.WHEN == "date":
            same |= Q(date=at)
        else:
            same |= Q(**{f"{entry.WHEN}__gte": at - MINUTE, f"{entry.WHEN}__lt": at + MINUTE})
        return list(self._meta.model.objects.of(self.person).filter(same))

    def same_again(self, near: list[Any]) -> bool:
        """Whether a new entry says what one of those near says already, and it was not asked about yet."""
        entry = self.instance
        told = {name: getattr(entry, name) for name in columns(undo.kind_of(entry)) if name not in _OWN | {entry.WHEN}}
        found = any(all(getattr(other, name) == value for name, value in told.items()) for other in near)
        self.asks_again = found and not self.data.get(self.add_prefix("again"))
        return self.asks_again

    @property
    def shown_before(self) -> str:
        """The stamp of the page that was sent; "" for none."""
        return self.data.get(self.add_prefix("shown"), "")

    def full_clean(self) -> None:
        if self.is_bound and not self.instance._state.adding:
            keep_unsent(self)
        super().full_clean()

    def clean(self) -> Row:
        super().clean()
        keep_unchanged(self)
        return self.cleaned_data

    def derived(self) -> Row:
        """The values of `derived_columns`, from answers without errors."""
        return {}

    def not_in_future(self, name: str, moment: datetime | None) -> None:
        """Refuse a time that has not come yet (a minute's grace for clocks that differ)."""
        if moment is not None and (moment - self.now).total_seconds() > 60:
            local = self.calendar.local(moment)
            self.add_error(
                name,
                ValidationError(
                    self.by_their_clock(
                        _("%(label)s: %(when)s has not come yet. Enter a time up to now.")
                        % {"label": self.fields[name].label, "when": f"{local:%Y-%m-%d %H:%M}"}
                    )
                ),
            )

    def by_their_clock(self, sentence: str) -> str:
        """A refusal of what has not come yet, with the zone by whose clock that is: it may be the wrong one."""
        zone = zone_name(self.calendar.zone_at(self.now).key)
        return _("%(sentence)s Your clock is that of %(zone)s.") % {"sentence": sentence, "zone": zone}

    def refuse_taken(self, date: date, sentence: Any) -> None:
        """Raise ValidationError with the sentence when another entry of this kind has the date."""
        own = self.data.get(self.add_prefix("id")) if self.instance._state.adding else self.instance.id
        if self._meta.model.objects.of(self.person).one_a_date().filter(date=date).exclude(id=own).exists():
            raise ValidationError(sentence % {"date": date})

    def add_error(self, field: str | None, error: Any) -> None:
        """What the model refuses of a column that the form does not show stands on top of the form."""
        if not hasattr(error, "error_dict"):
            return super().add_error(field, error)
        for name, found in error.error_dict.items():
            super().add_error(name if name in self.fields else None, found)

    def _post_clean(self) -> None:
        if not self.errors:
            if self.instance._state.adding:
                self.instance.id = self.cleaned_data.get("id") or self.initial["id"]
            for column, value in self.derived().items():
                setattr(self.instance, column, value)
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        """With an error there is nothing whole to check yet. The person is signed in; to look them up is a query."""
        return {field.name for field in self._meta.model._meta.fields} if self.errors else {"person"}

    def validate_unique(self) -> None:
        """Left to the views (id) and `clean_date`, which know the sentence to say."""

    def save(self, commit: bool = True) -> Any:
        """Insert the new entry, or update the one that is there; an insert never writes over another entry."""
        adding = self.instance._state.adding
        self.instance.save(force_insert=adding, force_update=not adding)
        return self.instance
