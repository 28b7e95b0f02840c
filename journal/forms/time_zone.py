"""The forms of a journey: "From [date, time] my clock is [zone]", and a zone that was set wrong."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import MINUTE, Calendar, parse_moment, parse_wall, time_zones
from journal.emergency_numbers import emergency_number_in
from journal.forms.fields import you_typed
from journal.forms.widgets import DateTimeLocal
from journal.models import Profile
from journal.row import Row
from journal.words import zone_name


def zone_choices(*stored: str) -> list[tuple[str, str]]:
    """Zones by name, with the number to call there where it is known. `stored`: old names that are in use are kept."""
    known = {zone for zone in time_zones() if "/" in zone or zone == "UTC"}
    return [(zone, _label(zone)) for zone in sorted(known.union(stored))]


def _label(zone: str) -> str:
    name, number = zone_name(zone), emergency_number_in(zone)
    return _("%(zone)s: call %(number)s") % {"zone": name, "number": number} if number else name


class ZoneField(forms.ChoiceField):
    """A zone of the world."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=zone_choices, widget=forms.Select({"class": "input"}), label=gettext_lazy("Time zone"), **kwargs
        )


def keep_zones(form: forms.BaseForm, *stored: str) -> None:
    """Let the form's `time_zone` offer these zones, too: a stored one may have an older name."""
    field = form.fields["time_zone"]
    assert isinstance(field, ZoneField)
    field.choices = zone_choices(*stored)


def begin_unchosen(form: forms.BaseForm) -> None:
    """Let the form's `time_zone` begin with none chosen."""
    field = form.fields["time_zone"]
    assert isinstance(field, ZoneField)
    field.choices = [("", _("Choose")), *zone_choices()]


class MoveForm(forms.Form):
    """A move that has happened. `person`: whose; `now`: the present moment, which an empty time means."""

    time_zone = ZoneField()
    moved_at = forms.CharField(
        required=False,
        widget=DateTimeLocal(),
        label=gettext_lazy("From, on the clock there"),
        help_text=gettext_lazy("Left empty, from now on."),
    )

    def __init__(self, *args: Any, person: Profile, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.person, self.now = person, now
        keep_zones(self, *person.zones)

    def clean_moved_at(self) -> datetime:
        """The moment in UTC."""
        typed, zone = self.cleaned_data["moved_at"], self.cleaned_data.get("time_zone")
        if not typed or not zone:
            return self.now.replace(second=0, microsecond=0)
        wall = parse_wall(typed)
        shown = Calendar.of(zone).moments(wall) if wall else []
        if wall is None or not shown:
            raise ValidationError(_("From: enter a date and a time such as 2026-06-18 17:30.") + " " + you_typed(typed))
        if shown[0] - self.now > MINUTE:
            raise ValidationError(
                _("From: %(when)s has not come yet in %(zone)s. Enter a time up to now.")
                % {"when": f"{wall:%Y-%m-%d %H:%M}", "zone": zone_name(zone)}
            )
        return shown[0]

    def clean(self) -> Row:
        super().clean()
        cleaned = self.cleaned_data
        zone, at = cleaned.get("time_zone"), cleaned.get("moved_at")
        if zone and at and self.person.calendar.zone_at(at).key == zone:
            sentence = _("Time zone: your clock is that of %(zone)s already.")
            self.add_error("time_zone", sentence % {"zone": zone_name(zone)})
        return cleaned


class CorrectionForm(forms.Form):
    """The zone of a stretch that was set wrong. `since`: the move it began with, empty for the first."""

    time_zone = ZoneField()
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "correct_%s", **kwargs})
        self.person = person
        keep_zones(self, *person.zones)

    def clean_since(self) -> datetime | None:
        """The moment of the move, or None for the first zone."""
        since = parse_moment(self.cleaned_data["since"])
        if self.cleaned_data["since"] and since not in self.person.calendar.moved_at:
            raise ValidationError(_("That move is not there any more. Look at the list again."))
        return since
