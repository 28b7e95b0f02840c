"""Form fields in the words of the journal: limits from the vocabulary, sentences that say what would be right."""

import math
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import parse_wall
from journal.forms.relief import ReliefField
from journal.forms.widgets import Affixed, CheckChips, Chips, ChipsOrNumber, DateTimeLocal, Scale
from journal.vocabulary import ABOVE_ZERO, LIMITS, Aftermath
from journal.words import KG_PER_LB, KM_PER_MILE, ML_PER_FL_OZ, format_count, format_volume

NOT_SAID = ("", gettext_lazy("Not said"))
NONE_OF_THESE = "none_of_these"


class WordField(forms.TypedChoiceField):
    """One word of a list as pills; empty means not recorded."""

    def __init__(self, choices, *, required=False, icons=None, **kwargs):
        choices = list(choices) if required else [*choices, NOT_SAID]
        kwargs.setdefault("widget", Chips(icons=icons))
        super().__init__(choices=choices, required=required, empty_value=None, **kwargs)


class YesNoField(forms.TypedChoiceField):
    """Yes, No or not recorded."""

    def __init__(self, **kwargs):
        choices = [("true", gettext_lazy("Yes")), ("false", gettext_lazy("No")), NOT_SAID]
        super().__init__(
            choices=choices,
            required=False,
            coerce=lambda word: word == "true",
            empty_value=None,
            widget=Chips(),
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "true", False: "false", None: ""}.get(value, value)


class WordsField(forms.MultipleChoiceField):
    """Several words of a list; none ticked means not recorded."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices=choices, required=False, widget=kwargs.pop("widget", CheckChips()), **kwargs)

    def clean(self, value):
        return super().clean(value) or None


class WordsOrNoneField(forms.MultipleChoiceField):
    """Several words of a list, where "None of these" is an answer (`[]`) and nothing ticked means not asked (None).

    `choices` hold NONE_OF_THESE; a word ticked wins over it.
    """

    def __init__(self, choices, **kwargs):
        super().__init__(choices=choices, required=False, widget=kwargs.pop("widget", CheckChips()), **kwargs)

    def prepare_value(self, value):
        return [NONE_OF_THESE] if value == [] else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        ticked = super().clean(value)
        return [word for word in ticked if word != NONE_OF_THESE] if ticked else None


class NumberField(forms.Field):
    """A number within LIMITS[name], as typed: "6.5" or "6,5". Empty means not recorded."""

    widget = Affixed("")
    decimals = True

    def __init__(self, name, *, called=None, **kwargs):
        """`called`: the field's short name for sentences, where the label is a question."""
        self.low, self.high = LIMITS[name]
        self.above = name in ABOVE_ZERO
        super().__init__(**{"required": False, **kwargs})
        self.called = called or self.label

    def to_python(self, value):
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        number = self.parse(text)
        if number is None or not self.low <= number <= self.high or (self.above and number <= 0):
            raise ValidationError(self.sentence(text))
        return number

    def prepare_value(self, value):
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def has_changed(self, initial, data):
        """Whether something else is typed than was shown: showing and reading must not move a stored value."""
        shown = "" if initial is None else str(self.prepare_value(initial))
        return str("" if data is None else data).strip() != shown

    def parse(self, text):
        """The number typed, in the unit that is stored, or None."""
        try:
            number = float(text.replace(",", ".")) if self.decimals else int(text)
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def sentence(self, typed):
        """What is wrong and what would be right."""
        sentence = (
            _("%(label)s: enter more than %(low)s, at most %(high)s.")
            if self.above
            else _("%(label)s: enter %(low)s to %(high)s.")
        )
        bounds = {"label": self.called, "low": self.shown(self.low), "high": self.shown(self.high)}
        return sentence % bounds + " " + _("You typed %(typed)s.") % {"typed": typed[:40]}

    def shown(self, bound):
        return format_count(bound)


class WholeField(NumberField):
    """A whole number within LIMITS[name]."""

    decimals = False


class ScaleField(WholeField):
    """A 0-10 rating with a word for each step."""

    def __init__(self, name, steps, *, anchors, twinge=False, **kwargs):
        super().__init__(name, widget=Scale(anchors=anchors, twinge=twinge), **kwargs)
        self.widget.choices = list(enumerate(steps)) if self.required else [*enumerate(steps), NOT_SAID]


class AftermathField(WholeField):
    """How restless the muscles were after, as four answers; a value between them (from a file) shows as the nearest."""

    def __init__(self, **kwargs):
        super().__init__("aftermath", widget=Chips(), **kwargs)
        self.widget.choices = [*Aftermath.choices, NOT_SAID]

    def prepare_value(self, value):
        return Aftermath.nearest(value).value if isinstance(value, int) else value


class PresetField(WholeField):
    """A whole number as pills of the usual values, or another one typed. `presets`: (value, label) pairs."""

    def __init__(self, name, presets, *, unit, other_label, **kwargs):
        super().__init__(name, widget=ChipsOrNumber(unit, other_label), **kwargs)
        self.widget.choices = list(presets) if self.required else [*presets, NOT_SAID]


class VolumeField(PresetField):
    """An amount of drink in the person's units. Pills always post ml. `amounts`: those of the pills, in ml."""

    def __init__(self, amounts, *, imperial=False, **kwargs):
        self.made_with = {"amounts": amounts, **kwargs}
        presets = [(ml, format_volume(ml, imperial)) for ml in amounts]
        unit, other = _("fl oz") if imperial else "ml", gettext_lazy("Another amount")
        super().__init__("ml", presets, unit=unit, other_label=other, **kwargs)
        if imperial:
            self.widget.per_unit = ML_PER_FL_OZ

    def has_changed(self, initial, data):
        """Fluid ounces are shown to a tenth: what was left as shown did not change."""
        per_unit = self.widget.per_unit
        if initial is not None and per_unit != 1 and str(data) == str(round(round(initial / per_unit, 1) * per_unit)):
            return False
        return super().has_changed(initial, data)

    def of(self, person):
        return VolumeField(imperial=person.imperial, **self.made_with)


# Unit of what is stored: (metric unit, imperial unit, stored value of one shown imperial unit, imperial zero).
_QUANTITIES = {
    "distance": ("km", gettext_lazy("miles"), KM_PER_MILE, 0),
    "temperature": ("°C", "°F", 5 / 9, 32),
    "weight": ("kg", "lb", KG_PER_LB, 0),
}


class QuantityField(NumberField):
    """A number typed and shown in the person's units and stored in metric ones."""

    def __init__(self, name, quantity, *, imperial=False, **kwargs):
        self.made_with = {"name": name, "quantity": quantity, **kwargs}
        metric, imperial_unit, self.factor, self.zero = _QUANTITIES[quantity]
        self.imperial = imperial
        super().__init__(name, widget=Affixed(imperial_unit if imperial else metric), **kwargs)

    def of(self, person):
        return QuantityField(imperial=person.imperial, **self.made_with)

    def prepare_value(self, value):
        if isinstance(value, float) and self.imperial:
            return round((value / self.factor) + self.zero, 1)
        return super().prepare_value(value)

    def parse(self, text):
        number = super().parse(text)
        if number is None or not self.imperial:
            return number
        return round((number - self.zero) * self.factor, 4)

    def shown(self, bound):
        return format_count((bound / self.factor) + self.zero if self.imperial else bound)


def fields_of(fields, person):
    """The fields of a form for a person: those that depend on their units or clock are made anew with `of(person)`."""
    return {name: field.of(person) if hasattr(field, "of") else field for name, field in fields.items()}


def keep_unchanged(form):
    """In a form's `clean`: what was left as shown keeps its stored value, to the last digit, second and order."""
    exact = (NumberField, MomentField, forms.MultipleChoiceField, ReliefField)
    for name, field in form.fields.items():
        shown = isinstance(field, exact) and form.initial.get(name) is not None
        if shown and name not in form.errors and name not in form.changed_data:
            form.cleaned_data[name] = form.initial[name]


class HoursField(NumberField):
    """A length of time in hours, typed as 6.5, 6,5, 6:30 or 6 h 30."""

    def prepare_value(self, value):
        """Whole and half hours as numbers, the way the pills have them, other lengths as 6:10."""
        if not isinstance(value, float) or (value * 2).is_integer():
            return super().prepare_value(value)
        hours, minutes = divmod(round(value * 60), 60)
        return f"{hours}:{minutes:02d}"

    _CLOCK = re.compile(r"(\d{1,2})\s*[:h]\s*(\d{1,2})?\s*(?:m|min)?")

    def parse(self, text):
        if clock := self._CLOCK.fullmatch(text.lower()):
            minutes = int(clock[2] or 0)
            return int(clock[1]) + minutes / 60 if minutes < 60 else None
        return super().parse(text)


class MomentField(forms.Field):
    """A wall-clock time in the person's zone -> a UTC moment. `calendar`: the person's.

    A time that came twice (clocks back) is its first one; one that never came (clocks forward) is refused.
    """

    widget = DateTimeLocal()

    def __init__(self, *, calendar=None, **kwargs):
        self.made_with = kwargs
        self.calendar = calendar
        super().__init__(required=False, **kwargs)

    def of(self, person):
        return MomentField(calendar=person.calendar, **self.made_with)

    def prepare_value(self, value):
        return self.calendar.local(value).replace(tzinfo=None) if hasattr(value, "astimezone") else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        wall = parse_wall(value)
        if wall is None:
            self.refuse(_("%(label)s: enter a date and a time such as 2026-06-18 17:30."), value)
        moment = self.calendar.moment(wall)
        if moment is None:
            self.refuse(
                _("%(label)s: that time did not exist; the clocks went forward. Enter a time before or after."), value
            )
        return moment

    def has_changed(self, initial, data):
        """Whether another time is typed than was shown: the seconds and the second of two hours are not shown."""
        return (data or "").strip() != (self.widget.format_value(self.prepare_value(initial)) or "")

    def refuse(self, sentence, typed):
        """Raise the sentence with what was typed."""
        typed = _("You typed %(typed)s.") % {"typed": str(typed)[:40]}
        raise ValidationError(sentence % {"label": self.label} + " " + typed)
