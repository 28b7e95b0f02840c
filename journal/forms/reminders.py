"""What somebody wants to be sent, and when."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.shown import shown_before, shown_input
from journal.forms.widgets import Checkbox, CheckChips
from journal.models import Reminder


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week, Monday first, as numbers from 0."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WEEKDAYS.items, coerce=int, required=False, widget=CheckChips(), **kwargs)


class ReminderForm(forms.ModelForm):  # type: ignore[type-arg]
    """The evening question and the mail of a week; nothing is ticked until the person ticks it."""

    by_mail = forms.BooleanField(
        required=False, widget=Checkbox(), label=gettext_lazy("Ask me by email what followed a session")
    )
    weekly = forms.BooleanField(required=False, widget=Checkbox(), label=gettext_lazy("Send me my week by email"))
    hour = forms.TypedChoiceField(
        choices=lambda: [(hour, f"{hour}:00") for hour in range(Reminder.MORNING, Reminder.LAST + 1)],
        coerce=int,
        widget=forms.Select({"class": "input"}),
        label=gettext_lazy("At"),
        help_text=gettext_lazy("On your clock, wherever you are. One message a day at most."),
    )
    quiet_days = WeekdaysField(label=gettext_lazy("Never on"))

    class Meta:
        model = Reminder
        fields: ClassVar[list[str]] = ["by_mail", "weekly", "hour", "quiet_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})

    @property
    def stamp(self) -> str:
        """The hidden input with what the form shows."""
        return shown_input({name: self.initial[name] for name in self.Meta.fields})

    @property
    def chosen(self) -> dict[str, Any]:
        """{field: value} of what is another than what its page showed; than what is stored, when it does not say."""
        before = {**self.initial, **shown_before(self.data)}
        return {name: value for name, value in self.cleaned_data.items() if value != before[name]}

    def clean_quiet_days(self) -> list[int]:
        days: list[int] = self.cleaned_data["quiet_days"]
        if len(days) == len(WEEKDAYS):
            raise ValidationError(_("Never on: leave at least one day. To get nothing, untick what is sent instead."))
        return days
