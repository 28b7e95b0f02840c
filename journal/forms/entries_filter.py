"""What a list of entries is narrowed to: words in the note, a month, and what kind of thing it was."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import Calendar, month_of, parse_date
from journal.forms.session import MUSCLES
from journal.models import EntryQuerySet
from journal.reading.alike import written_alike
from journal.vocabulary import Activity, BodyPart, DrinkKind, EpisodeKind, SleepKind

# The list -> {column: (label, choices)}.
CHOSEN = {
    "sessions": {
        "activity": (gettext_lazy("Activity"), Activity.choices),
        "muscles": (gettext_lazy("Muscles mainly worked"), MUSCLES),
    },
    "twinges": {
        "kind": (gettext_lazy("Kind"), EpisodeKind.choices),
        "body_part": (gettext_lazy("Part of the body"), BodyPart.choices),
    },
    "drinks": {"kind": (gettext_lazy("Kind"), DrinkKind.choices)},
    "nights": {"kind": (gettext_lazy("Kind"), SleepKind.choices)},
}
WITHOUT_NOTE = ("drinks",)


class MonthField(forms.CharField):
    """A month such as "2026-06" as its first date."""

    def __init__(self) -> None:
        widget = forms.TextInput({"class": "input", "type": "month", "placeholder": "2026-06"})
        super().__init__(label=_("Month"), required=False, widget=widget)

    def clean(self, value: str | None) -> date | None:
        typed = super().clean(value)
        month = parse_date(f"{typed}-01")
        if typed and not month:
            raise ValidationError(
                _("Month: enter a month such as 2026-06. You typed %(typed)s.") % {"typed": typed[:40]}
            )
        return month


class EntriesFilter(forms.Form):
    """The filters of one list; what is wrong is said and not heard."""

    def __init__(self, kind: str, given: Any) -> None:
        super().__init__(given, auto_id="%s", use_required_attribute=False)
        self.fields["month"] = MonthField()
        for column, (label, choices) in CHOSEN.get(kind, {}).items():
            everything = [("", _("All")), *choices]
            widget = forms.Select({"class": "input"})
            self.fields[column] = forms.ChoiceField(label=label, choices=everything, required=False, widget=widget)
        if kind not in WITHOUT_NOTE:
            search = forms.TextInput({"class": "input", "type": "search"})
            self.fields["note"] = forms.CharField(
                label=_("Words in the note"), required=False, max_length=100, widget=search
            )

    def narrowed(self, found: EntryQuerySet, calendar: Calendar) -> EntryQuerySet:
        """The entries of a query that fit."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if month := wanted.pop("month", None):
            first, after_last = month_of(month)
            by_date = found.model.WHEN == "date"
            ends: tuple[date | datetime, date | datetime] = (first, after_last)
            found = found.between(*(ends if by_date else map(calendar.start_of, (first, after_last))))
        words = wanted.pop("note", "").split()
        for word in words:
            found = found.filter(note__iregex=written_alike(word))
        if part := wanted.pop("muscles", ""):
            found = found.filter(muscles__icontains=f'"{part}"')  # of a list of words, in any database
        if wanted.get("kind") == SleepKind.NIGHT:
            wanted.pop("kind")
            found = found.one_a_date()
        return found.filter(**wanted)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)
