"""Form fields in the words of the journal: limits from the vocabulary, sentences that say what would be right."""

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import FIRST_DATE, MINUTE, parse_wall
from journal.forms.numbers import TwoReadings, read_number, readings, split_unit
from journal.forms.relief import ReliefField
from journal.forms.widgets import (
    Affixed,
    Answers,
    Checkbox,
    CheckChips,
    Chips,
    ChipsOrNumber,
    DatePicker,
    DateTimeLocal,
    Scale,
    Typed,
)
from journal.models import Profile
from journal.row import Row
from journal.vocabulary import ABOVE_ZERO, LIMITS, NOTE_LENGTH, Aftermath, SleepKind
from journal.words import KG_PER_LB, KM_PER_MILE, ML_OF, ML_PER_FL_OZ, format_count, format_volume, one_line_break

NOT_SAID = ("", gettext_lazy("Not said"))
NONE_OF_THESE = "none_of_these"


class WordField(forms.TypedChoiceField):
    """One word of a list as pills; empty means not recorded."""

    def __init__(
        self,
        choices: Any,
        *,
        required: bool = False,
        icons: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        choices = list(choices) if required else [*choices, NOT_SAID]
        kwargs.setdefault("widget", Chips(icons=icons))
        super().__init__(choices=choices, required=required, empty_value=None, **kwargs)


class YesNoField(forms.TypedChoiceField):
    """Yes, No or not recorded."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("true", gettext_lazy("Yes")), ("false", gettext_lazy("No")), NOT_SAID]
        super().__init__(
            choices=choices,
            required=False,
            coerce=lambda word: word == "true",
            empty_value=None,
            widget=Chips(),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false", None: ""}.get(value, value)


class NapField(forms.BooleanField):
    """The kind of a sleep: ticked for a nap. Not ticked is a night, which needs no word."""

    widget = Checkbox(attrs={"value": SleepKind.NAP.value})
    choices = [(True, gettext_lazy("a nap")), (False, gettext_lazy("a night"))]

    def prepare_value(self, value: Any) -> Any:
        return value is True or value == SleepKind.NAP

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != bool(data)

    def clean(self, value: Any) -> str | None:
        return SleepKind.NAP.value if super().clean(value) else None


class WordsField(forms.MultipleChoiceField):
    """Several words of a list; none ticked means not recorded."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, widget=kwargs.pop("widget", CheckChips()), **kwargs)

    def clean(self, value: list[str]) -> list[str] | None:
        return super().clean(value) or None


class WordsOrNoneField(forms.MultipleChoiceField):
    """Several words of a list, where "None of these" is an answer (`[]`) and nothing ticked means not asked (None).

    `choices` hold NONE_OF_THESE; a word ticked wins over it.
    """

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, widget=kwargs.pop("widget", CheckChips()), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [NONE_OF_THESE] if value == [] else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: list[str]) -> list[str] | None:
        ticked = super().clean(value)
        return [word for word in ticked if word != NONE_OF_THESE] if ticked else None


class NumberField(forms.Field):
    """A number within LIMITS[name], typed as people write them (see journal.forms.numbers), with its unit or without.

    Empty means not recorded. Conversion between the unit typed and the unit stored is here, never in a widget.
    """

    widget: Any = Affixed("")
    whole = False

    def __init__(self, name: str, *, called: Promise | None = None, **kwargs: Any) -> None:
        """`called`: the field's short name for sentences, where the label is a question."""
        self.low, self.high = LIMITS[name]
        self.above = name in ABOVE_ZERO
        super().__init__(**{"required": False, **kwargs})
        self.called = called or self.label

    @property
    def unit(self) -> str:
        """The unit that is typed and shown; "" where the label says it."""
        return str(self.widget.unit) if isinstance(self.widget, Affixed) else ""

    def to_python(self, value: Typed | str | None) -> datetime | float | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            number = self.parse(value if isinstance(value, Typed) else text)
        except TwoReadings as two:
            raise ValidationError(self.question(text, two)) from two
        if number is None or not self.fits(number):
            raise ValidationError(self.sentence(text))
        return int(number) if self.whole else number

    def fits(self, number: float) -> bool:
        """Whether a number, in the unit that is stored, can be recorded."""
        inside = self.low <= number <= self.high and (number > 0 or not self.above)
        return inside and (float(number).is_integer() or not self.whole)

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else is typed than was shown: showing and reading must not move a stored value."""
        shown = "" if initial is None else str(self.prepare_value(initial))
        return str("" if data is None else data).strip() != shown

    def parse(self, text: Typed | str) -> float | None:
        """The number typed, in the unit that is stored, or None. Raises TwoReadings."""
        number, unit = split_unit(text)
        if unit not in self.units():
            return None
        stored = self.units()[unit]
        found = read_number(number, lambda typed: self.fits(stored(typed)), whole=self.whole_typed(unit))
        return None if found is None else stored(found)

    def units(self) -> dict[str, Callable[..., Any]]:
        """{unit in lower case: function from a number typed in it to what is stored}; "" for none typed."""
        return {"": float, self.unit.lower(): float}

    def whole_typed(self, unit: str) -> bool:
        """Whether only whole numbers are typed in a unit."""
        return self.whole

    def sentence(self, typed: str) -> str:
        """What is wrong and what would be right."""
        sentence = (
            _("%(label)s: enter more than %(low)s, at most %(high)s.")
            if self.above
            else _("%(label)s: enter a whole number, %(low)s to %(high)s.")
            if self.whole and any(not way.number.is_integer() for way in readings(split_unit(typed)[0]))
            else _("%(label)s: enter %(low)s to %(high)s.")
        )
        return sentence % {"label": self.called, **self.bounds()} + " " + you_typed(typed)

    def bounds(self) -> dict[str, str]:
        """{"low", "high"} as they are told, the unit with the second."""
        high = self.shown(self.high, math.floor)
        return {"low": self.shown(self.low, math.ceil), "high": f"{high} {self.unit}".strip()}

    def shown(self, bound: float, rounded: Callable[..., Any]) -> str:
        """A bound in the unit typed, to a tenth, rounded so that it can be typed itself."""
        tenths = rounded(round(self.in_typed_unit(bound) * 10, 6))
        return format_count(tenths / 10, 0 if tenths % 10 == 0 else 1)

    def in_typed_unit(self, stored: float) -> float:
        return stored

    def question(self, typed: str, two: TwoReadings) -> str:
        """Which of two readings is meant."""
        asked = _("%(label)s: %(typed)s can be read as %(one)s or as %(other)s. Type it without a sign for thousands.")
        said = {"label": self.called, "typed": typed[:40], "one": ungrouped(two.one), "other": ungrouped(two.other)}
        return asked % said


def ungrouped(number: float) -> str:
    """1200.0 -> "1200", 1.2 -> "1.2" or "1,2": with the language's sign of decimals, without one for thousands."""
    return number_format(int(number) if number.is_integer() else number, use_l10n=True)


def converted(number: float) -> float:
    """A number shown in a unit that it was not stored in: to a tenth, below 1 to two digits."""
    return round(number, 1) if abs(number) >= 1 else float(f"{number:.2g}")


def you_typed(text: str) -> str:
    """The end of a sentence about what cannot be read."""
    return _("You typed %(typed)s.") % {"typed": str(text)[:40]}


class WholeField(NumberField):
    """A whole number within LIMITS[name]."""

    whole = True


class ScaleField(WholeField):
    """A 0-10 rating with a word for each step."""

    def __init__(
        self, name: str, steps: Iterable[Any], *, anchors: Promise, twinge: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(name, widget=Scale(anchors=anchors, twinge=twinge), **kwargs)
        self.widget.choices = list(enumerate(steps)) if self.required else [*enumerate(steps), NOT_SAID]


class AftermathField(WholeField):
    """How restless the muscles were after, as four answers; a value between them (from a file) shows as the nearest."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("aftermath", widget=Answers({str(a.value): a.example for a in Aftermath}), **kwargs)
        self.widget.choices = [*Aftermath.choices, NOT_SAID]

    def prepare_value(self, value: Any) -> Any:
        return Aftermath.nearest(value).value if isinstance(value, int) else value


class PresetField(WholeField):
    """A whole number as pills of the usual values, or another one typed. `presets`: (value, label) pairs."""

    def __init__(
        self,
        name: str,
        presets: Iterable[tuple[Any, Any]],
        *,
        unit: Promise | str,
        other_label: Promise | str,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, widget=ChipsOrNumber(unit, other_label), **kwargs)
        self.widget.choices = list(presets) if self.required else [*presets, NOT_SAID]


class MinutesField(PresetField):
    """A length of time in whole minutes, typed as 90, 90 min, 1.5 h or 1 h 30."""

    def __init__(self, name: str, presets: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(name, presets, unit=gettext_lazy("min"), **kwargs)

    def units(self) -> dict[str, Callable[..., Any]]:
        return super().units() | {"min": float, "h": lambda typed: round(typed * 60, 6)}

    def whole_typed(self, unit: str) -> bool:
        return self.whole and unit != "h"

    def parse(self, text: Typed | str) -> float | None:
        hours = clock_hours(text, between="h")
        return super().parse(text) if hours is None else round(hours * 60, 6)


class VolumeField(PresetField):
    """An amount of drink in the person's units. Pills post ml, what is typed is in ml or fl oz and stored in ml.

    `amounts`: those of the pills, in ml.
    """

    def __init__(self, amounts: tuple[int, ...], *, imperial: bool = False, **kwargs: Any) -> None:
        self.made_with = {"amounts": amounts, **kwargs}
        self.imperial = imperial
        presets = [(ml, format_volume(ml, imperial)) for ml in amounts]
        self.amounts = amounts
        super().__init__("ml", presets, unit=self.unit, other_label=gettext_lazy("Another amount"), **kwargs)
        self.error_messages["required"] = _("Choose or enter how much, %(low)s to %(high)s.") % self.bounds()

    @property
    def unit(self) -> str:
        return _("fl oz") if self.imperial else "ml"

    def prepare_value(self, value: Any) -> Any:
        """A pill's amount in ml; another one as it is typed."""
        if not isinstance(value, int) or value in self.amounts or not self.imperial:
            return value
        return Typed(super().prepare_value(converted(value / ML_PER_FL_OZ)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.prepare_value(initial)
        return super().has_changed(initial, data) or (
            self.imperial and isinstance(data, Typed) != isinstance(shown, Typed)
        )

    def parse(self, text: Typed | str) -> float | None:
        return super().parse(text if isinstance(text, Typed) or not self.imperial else f"{text} ml")

    def units(self) -> dict[str, Callable[..., Any]]:
        known: dict[str, Callable[..., Any]] = {unit: partial(_ml, ml) for unit, ml in ML_OF.items()}
        return known | {"ml": float, _("fl oz"): known["fl oz"], "": known["fl oz"] if self.imperial else float}

    def whole_typed(self, unit: str) -> bool:
        return unit == "ml" or (not unit and not self.imperial)

    def in_typed_unit(self, stored: float) -> float:
        return stored / ML_PER_FL_OZ if self.imperial else stored

    def of(self, person: Profile) -> forms.Field:
        return VolumeField(imperial=person.imperial, **self.made_with)


def _ml(one: float, typed: float) -> int:
    """Whole ml of an amount in a unit of which `one` is that many ml."""
    return round(typed * one)


def no_date(label: Any, typed: Any) -> str:
    """What is said of a text that is no date, or one before those that pages know."""
    right = _("%(label)s: enter a date from 1901 on, such as 2026-06-18.") % {"label": label}
    return f"{right} {you_typed(typed)}"


class DayField(forms.DateField):
    """A date as a date picker sends it, 2026-06-18. Other ways to write one are refused: 06/07 can be two days.

    Those to come are left to the form, which knows the person's today.

    `called`: the field's short name for sentences, where the label says more.
    """

    def __init__(self, *, called: Promise | None = None, **kwargs: Any) -> None:
        super().__init__(**{"widget": DatePicker(), "input_formats": ["%Y-%m-%d"], **kwargs})
        self.called = called

    def to_python(self, value: Any) -> date | None:
        try:
            found = super().to_python(value)
        except ValidationError:
            found = None
        if value in self.empty_values or (found and found >= FIRST_DATE):
            return found
        raise ValidationError(no_date(self.called or self.label, value))


class NoteField(forms.CharField):
    """A text of several lines. Browsers send a line break as two characters; it counts as one and is kept as one."""

    def __init__(self, *, max_length: Any = NOTE_LENGTH, rows: int = 2, **kwargs: Any) -> None:
        widget = forms.Textarea({"class": "input", "rows": rows})
        super().__init__(**{"required": False, "empty_value": None, **kwargs}, max_length=max_length, widget=widget)

    def to_python(self, value: Any) -> str | None:
        return super().to_python(one_line_break(value) if value else value)


# Unit of what is stored: (metric unit, imperial unit, stored value of one shown imperial unit, imperial zero).
_METRIC = (1, 0)
_QUANTITIES = {
    "distance": ("km", gettext_lazy("miles"), KM_PER_MILE, 0),
    "temperature": ("°C", "°F", 5 / 9, 32),
    "weight": ("kg", "lb", KG_PER_LB, 0),
}


class QuantityField(NumberField):
    """A number typed and shown in the person's units and stored in metric ones."""

    def __init__(self, name: str, quantity: str, *, imperial: bool = False, **kwargs: Any) -> None:
        self.made_with = {"name": name, "quantity": quantity, **kwargs}
        self.quantity = quantity
        unit, converts = _quantity_units(quantity)[imperial]
        self.converts: tuple[float, float] = converts
        super().__init__(name, widget=Affixed(unit), **kwargs)

    def of(self, person: Profile) -> forms.Field:
        return QuantityField(imperial=person.imperial, **self.made_with)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float) and self.converts != _METRIC:
            value = converted(self.in_typed_unit(value))
        return super().prepare_value(value)

    def units(self) -> dict[str, Callable[..., Any]]:
        known = {name.lower(): unit for name, unit in _quantity_units(self.quantity)}
        by_name: dict[str, Callable[..., Any]] = {name: partial(_stored, unit) for name, unit in known.items()}
        return by_name | {"": partial(_stored, self.converts)}

    def in_typed_unit(self, stored: float) -> float:
        factor, zero = self.converts
        return stored / factor + zero


def _quantity_units(quantity: str) -> tuple[tuple[str, tuple[int, int]], tuple[str, tuple[float, int]]]:
    """(name, (factor, zero)) of both units of a quantity."""
    metric, imperial, factor, zero = _QUANTITIES[quantity]
    return (metric, _METRIC), (str(imperial), (factor, zero))


def _stored(converts: tuple[float, float], typed: float) -> float:
    """What is stored of a number typed in a unit; what is stored in this very unit is not touched."""
    factor, zero = converts
    return typed if converts == _METRIC else round((typed - zero) * factor, 4)


def fields_of(fields: Row, person: Profile) -> Row:
    """The fields of a form for a person: those that depend on their units or clock are made anew with `of(person)`."""
    return {name: field.of(person) if hasattr(field, "of") else field for name, field in fields.items()}


def keep_unchanged(form: Any) -> None:
    """In a form's `clean`: what was left as shown keeps its stored value, to the last digit, second and order."""
    exact = (NumberField, MomentField, NapField, forms.MultipleChoiceField, ReliefField)
    for name, field in form.fields.items():
        shown = isinstance(field, exact) and form.initial.get(name) is not None
        if shown and name not in form.errors and name not in form.changed_data:
            form.cleaned_data[name] = form.initial[name]


def keep_unsent(form: Any) -> None:
    """In a bound form of what is stored: a field that was not sent at all stands as its page would show it.

    A page of before an update does not have every field, and what nobody was asked must not be emptied.
    """
    for name, field in form.fields.items():
        if field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name)):
            shown = _as_sent(field, form[name].initial)
            field.widget.value_from_datadict = lambda *_sent, shown=shown: shown


def _as_sent(field: forms.Field, stored: Any) -> Any:
    """A stored value as its field's page would send it."""
    shown = field.prepare_value(stored)
    if isinstance(shown, date):  # moments are dates, too
        return field.widget.format_value(shown)
    return str(shown) if isinstance(shown, int | float) and not isinstance(shown, bool) else shown


class HoursField(NumberField):
    """A length of time in hours, typed as 6.5, 6,5, 6:30 or 6 h 30."""

    def prepare_value(self, value: Any) -> Any:
        """Whole and half hours as numbers, the way the pills have them, other lengths as 6:10."""
        if not isinstance(value, float) or (value * 2).is_integer():
            return super().prepare_value(value)
        hours, minutes = divmod(round(value * 60), 60)
        return f"{hours}:{minutes:02d}"

    def parse(self, text: Typed | str) -> float | None:
        hours = clock_hours(text)
        return super().parse(text) if hours is None else hours

    def units(self) -> dict[str, Callable[..., Any]]:
        return super().units() | {"h": float, "min": lambda typed: typed / 60}


def clock_hours(text: Typed | str, between: str = ":h") -> float | None:
    """The hours of "6:30", "6 h 30" or "6 h 30 min"; None for another text. `between`: the signs that may divide it."""
    clock = re.fullmatch(rf"(\d{{1,2}})\s*[{between}]\s*(\d{{1,2}})?\s*(?:m|min)?", text.lower())
    minutes = int(clock[2] or 0) if clock else 60
    return int(clock[1]) + minutes / 60 if clock and minutes < 60 else None


class MomentField(forms.Field):
    """A wall-clock time in the person's zone -> a UTC moment. `calendar`: the person's.

    A time that came twice (clocks back, or a journey) is the one nearest to `stored`, what the entry has; one that
    never came is refused.
    """

    widget = DateTimeLocal()

    def __init__(self, *, calendar: Any = None, **kwargs: Any) -> None:
        self.made_with = kwargs
        self.calendar = calendar
        self.stored: datetime | None = None
        super().__init__(required=False, **kwargs)

    def of(self, person: Profile) -> forms.Field:
        return MomentField(calendar=person.calendar, **self.made_with)

    def prepare_value(self, value: Any) -> Any:
        return self.calendar.wall(value) if hasattr(value, "astimezone") else value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        wall = parse_wall(value)
        if wall is None:
            self.refuse(_("%(label)s: enter a date and a time such as 2026-06-18 17:30."), value)
        shown = self.calendar.moments(wall)
        if not shown:
            self.refuse(
                _("%(label)s: that time did not exist; your clock went forward over it. Enter a time before or after."),
                value,
            )
        return self._meant(shown)

    def _meant(self, shown: list[datetime]) -> datetime:
        """Of the moments at which the clock showed what was typed, the one that is meant.

        The nearest to what is stored; for a new entry the first in the newest zone that has come.
        """
        if (stored := self.stored) is not None:
            return min(shown, key=lambda moment: abs(moment - stored))
        come = [moment for moment in shown if moment <= timezone.now() + MINUTE] or shown[:1]
        return next(moment for moment in come if self.calendar.zone_at(moment) is self.calendar.zone_at(come[-1]))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another time is typed than was shown: the seconds and the second of two hours are not shown."""
        return (data or "").strip() != (self.widget.format_value(self.prepare_value(initial)) or "")

    def refuse(self, sentence: str, typed: str) -> NoReturn:
        """Raise the sentence with what was typed."""
        raise ValidationError(sentence % {"label": self.label} + " " + you_typed(typed))
