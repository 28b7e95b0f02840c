"""Settings and the first start: units, clock, safety, body data."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.fields import (
    NONE_OF_THESE,
    QuantityField,
    WholeField,
    WordField,
    WordsOrNoneField,
    fields_of,
    keep_unchanged,
    keep_unsent,
)
from journal.forms.shown import shown_before, shown_input
from journal.forms.time_zone import ZoneField, begin_unchosen, keep_zones
from journal.forms.widgets import Affixed, Choices
from journal.models import Profile
from journal.row import Row
from journal.vocabulary import Condition, Sex, Units, WeekStart

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What is shown of a setting that nobody chose yet.
_PLAINEST = {"units": Units.METRIC, "week_starts_on": WeekStart.MONDAY, "day_starts_at": 0, "theme": "device"}
NUMBER_WHEN_EMPTY = gettext_lazy(
    "Left empty, it is the number beside your time zone; check that it is right where you are. Where none is shown, "
    "pages say: your local emergency number, or your phone's emergency button."
)


class PhoneField(forms.CharField):
    """A number to call, as it is dialled."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=40,
            empty_value=None,
            widget=forms.TextInput({"class": "input", "type": "tel", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: str | None) -> str | None:
        number = super().clean(value)
        if number is not None and not any(character.isdigit() for character in number):
            raise ValidationError(
                _("%(label)s: enter a number to call such as 112. You typed %(typed)s.")
                % {"label": self.label, "typed": number}
            )
        return number


class YearField(WholeField):
    def shown(self, bound: float, rounded: Callable[..., Any]) -> str:
        return f"{bound:g}"


class SettingsPart(forms.ModelForm):  # type: ignore[type-arg]
    """One page of the settings. It writes only what was changed on it: the rest may have changed on another."""

    title: "StrOrPromise"
    holds: "StrOrPromise"  # what can be set on it, for the list of pages
    note: "StrOrPromise" = ""

    class Meta:
        model = Profile
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.fields = fields_of(self.fields, Profile(units=shown_before(self.data).get("units", self.instance.units)))
        for name, plainest in _PLAINEST.items():
            self.initial[name] = getattr(self.instance, name) or plainest
        if "time_zone" in self.fields:
            self.initial["time_zone"] = self.instance.calendar.zone_at(timezone.now()).key
            keep_zones(self, *self.instance.zones)
        if self.is_bound:
            keep_unsent(self)

    @property
    def stamp(self) -> str:
        """The hidden input with what the form shows, and in which units."""
        shown = {name: getattr(self.instance, name) for name in {*self.Meta.fields, "units"}}
        return shown_input(shown)

    def changed_columns(self) -> list[str]:
        """The columns whose answers differ from what its page showed; all, when that is not known."""
        shown = shown_before(self.data)
        if not shown:
            return self.Meta.fields
        person = self.instance
        before = Profile(person_id=person.pk, time_zone=person.time_zone, moves=person.moves, **shown)
        changed = type(self)(self.data, instance=before).changed_data
        return [name for name in self.Meta.fields if name in changed]

    def clean(self) -> Row:
        super().clean()
        keep_unchanged(self)
        return self.cleaned_data


class UnitsForm(SettingsPart):
    title = gettext_lazy("Units and dates")
    holds = gettext_lazy("Units, time zone, week and day")
    units = WordField(Units.choices, required=True, label=gettext_lazy("Units"))
    time_zone = ZoneField(
        help_text=gettext_lazy("Where you are now. Entries keep the day and the clock of the place where you were.")
    )
    week_starts_on = WordField(WeekStart.choices, required=True, label=gettext_lazy("Week starts on"))
    day_starts_at = WholeField(
        "day_starts_at",
        required=True,
        widget=Affixed(gettext_lazy("o’clock")),
        label=gettext_lazy("A day starts at"),
        help_text=gettext_lazy("0 to 6. With 3, what you log at 2 a.m. belongs to the day before."),
    )

    class Meta(SettingsPart.Meta):
        fields: ClassVar[list[str]] = ["units", "week_starts_on", "day_starts_at"]


class SafetyForm(SettingsPart):
    title = gettext_lazy("Safety")
    holds = gettext_lazy("The numbers to call")
    emergency_number = PhoneField(label=gettext_lazy("Emergency number"), help_text=NUMBER_WHEN_EMPTY)
    advice_line = PhoneField(label=gettext_lazy("Health advice line or your doctor"))

    class Meta(SettingsPart.Meta):
        fields: ClassVar[list[str]] = ["emergency_number", "advice_line"]


class AboutForm(SettingsPart):
    title = gettext_lazy("About you")
    holds = gettext_lazy("Sex, year of birth, weight, conditions")
    note = gettext_lazy(
        "All optional. It sets the right thresholds for you, and leaves out advice that would not be safe."
    )
    sex = WordField(Sex.choices, label=gettext_lazy("Sex"))
    birth_year = YearField("birth_year", widget=Affixed(""), label=gettext_lazy("Year of birth"))
    weight_kg = QuantityField("weight_kg", "weight", label=gettext_lazy("Weight"))
    conditions = WordsOrNoneField(
        [*Condition.choices, (NONE_OF_THESE, gettext_lazy("None of these"))],
        label=gettext_lazy("Does any of this apply?"),
        help_text=gettext_lazy("Only used to leave out advice that would not be safe for you."),
    )

    class Meta(SettingsPart.Meta):
        fields: ClassVar[list[str]] = ["sex", "birth_year", "weight_kg", "conditions"]


class LookForm(SettingsPart):
    title = gettext_lazy("Look")
    holds = gettext_lazy("Colours, counts of twinges")
    theme = WordField(
        [("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark")), ("device", gettext_lazy("Same as device"))],
        required=True,
        label=gettext_lazy("Colours"),
    )
    hide_counts = WordField(
        [("False", gettext_lazy("Show")), ("True", gettext_lazy("Hide"))],
        required=True,
        label=gettext_lazy("Counts of twinges"),
        help_text=gettext_lazy(
            "When hidden, Week and Guidance do not say how many twinges there were; the doctor’s summary does."
        ),
    )

    class Meta(SettingsPart.Meta):
        fields: ClassVar[list[str]] = ["theme", "hide_counts"]

    def clean_hide_counts(self) -> bool:
        return self.cleaned_data["hide_counts"] == "True"

    def clean_theme(self) -> str:
        theme = self.cleaned_data["theme"]
        return "" if theme == "device" else theme


# The pages of the settings, as they are called in their addresses.
PARTS: dict[str, type[SettingsPart]] = {
    "units": UnitsForm, "safety": SafetyForm, "about-you": AboutForm, "look": LookForm,
}  # fmt: skip


BEGIN_HELP = {
    "empty": gettext_lazy("Log your next session. Calm ones count as much as others."),
    "demo": gettext_lazy("8 weeks of made-up entries, marked as demo. Remove them with one tap."),
    "file": gettext_lazy("A file that Twinge exported. All of it or nothing."),
}


class WelcomeForm(forms.Form):
    """How to begin, and the three things that must be right from the first entry on."""

    begin = forms.ChoiceField(
        choices=[
            ("empty", gettext_lazy("An empty journal")),
            ("demo", gettext_lazy("A demo journal to look around")),
            ("file", gettext_lazy("Bring a journal from a file")),
        ],
        initial="empty",
        widget=Choices(BEGIN_HELP),
        label=gettext_lazy("Begin with"),
    )
    time_zone = ZoneField(error_messages={"required": gettext_lazy("Time zone: choose the one where you are.")})
    emergency_number = PhoneField(label=gettext_lazy("Emergency number"), help_text=NUMBER_WHEN_EMPTY)
    units = WordField(Units.choices, required=True, label=gettext_lazy("Units"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        if self.is_bound:
            keep_unsent(self)
        if zone := self.initial["time_zone"]:
            keep_zones(self, zone)
        else:
            begin_unchosen(self)
