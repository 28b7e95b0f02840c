"""The sleep form: how long is required, the rest is not."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.base import EntryForm
from journal.forms.fields import DayField, HoursField, NapField, NoteField, WordField, YesNoField
from journal.forms.widgets import ChipsOrNumber
from journal.models import Night, Profile
from journal.vocabulary import SleepKind
from journal.words import format_hours

USUAL_HOURS = (5, 6, 6.5, 7, 7.5, 8, 9)
QUALITY = [
    (1, gettext_lazy("Very badly")),
    (2, gettext_lazy("Badly")),
    (3, gettext_lazy("So-so")),
    (4, gettext_lazy("Well")),
    (5, gettext_lazy("Very well")),
]


def usual_hours() -> list[tuple[str, str]]:
    """The pills of a night's length: [("6.5", "6 h 30")]."""
    return [(str(hours), format_hours(hours)) for hours in USUAL_HOURS]


class DatedForm(EntryForm):
    """A form for what is there at most once a date; `taken` says that another entry has it."""

    taken: Promise

    date = DayField(
        label=gettext_lazy("Date"),
        called=gettext_lazy("Date"),
        error_messages={"required": gettext_lazy("Enter the date.")},
    )

    def clean_date(self) -> datetime.date:
        date = self.cleaned_data["date"]
        today = self.newest_date(self.person, self.now)
        if date > today:
            raise ValidationError(
                self.by_their_clock(
                    _("Date: enter a date up to today, %(today)s. You typed %(date)s.") % {"today": today, "date": date}
                )
            )
        if not self.is_nap():
            self.refuse_taken(date, self.taken)
        return date

    @staticmethod
    def newest_date(person: Profile, now: datetime.datetime) -> datetime.date:
        """The last date that there can be an entry of."""
        return person.calendar.date_of(now)

    def is_nap(self) -> bool:
        """Whether it is what a date can have several of."""
        return False


class NightForm(DatedForm):
    hours = HoursField(
        "hours",
        required=True,
        widget=ChipsOrNumber(gettext_lazy("h"), gettext_lazy("Another length, such as 6:10")),
        label=gettext_lazy("How long did you sleep?"),
        called=gettext_lazy("Hours asleep"),
        error_messages={"required": gettext_lazy("Enter how long you slept, such as 7 or 6:30.")},
    )
    kind = NapField(label=gettext_lazy("It was a nap"), required=False)
    quality = WordField(QUALITY, label=gettext_lazy("How did you sleep?"), coerce=int)
    leg_jerks = YesNoField(label=gettext_lazy("Did your legs jerk?"))
    woken_by_legs = YesNoField(label=gettext_lazy("Did your legs wake you?"))
    urge_to_move = YesNoField(label=gettext_lazy("An urge to move the legs that evening?"))
    note = NoteField(label=gettext_lazy("Note, only you see it"))
    taken = gettext_lazy("Your sleep of %(date)s is logged already. Change that entry, or choose another date.")

    class Meta:
        model = Night
        fields = ["hours", "kind", "quality", "leg_jerks", "woken_by_legs", "urge_to_move", "date", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].label = _("Date, for a night that of its morning")
        self.fields["hours"].widget.choices = usual_hours()

    @staticmethod
    def newest_date(person: Profile, now: datetime.datetime) -> datetime.date:
        """That of the morning on the clock, at whatever hour the person's day begins."""
        return person.calendar.morning_of(now)

    def is_nap(self) -> bool:
        return self.cleaned_data.get("kind") == SleepKind.NAP
