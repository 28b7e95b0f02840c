"""The form parts of the look: chips, the 0-10 scale, choice cards. All are plain radio buttons and checkboxes."""

from typing import Any

from django import forms
from django.utils.functional import Promise

from journal.row import Row


class Chips(forms.RadioSelect):
    """Radio buttons as pills; `icons` maps a value to an icon, the empty value is the quiet "Not said"."""

    template_name = "widgets/chips.html"

    def __init__(self, attrs: Any = None, icons: dict[str, str] | None = None) -> None:
        super().__init__(attrs)
        self.icons = icons or {}

    def create_option(self, name: str, value: int | str, *args: Any, **kwargs: Any) -> Row:
        return super().create_option(name, value, *args, **kwargs) | {"icon": self.icons.get(str(value))}


class Answers(Chips):
    """Pills with an example each; `examples` maps a value to its own."""

    def __init__(self, examples: Any) -> None:
        super().__init__()
        self.examples = examples

    def create_option(self, name: str, value: int | str, *args: Any, **kwargs: Any) -> Row:
        return super().create_option(name, value, *args, **kwargs) | {"example": self.examples.get(str(value))}


class Checkbox(forms.CheckboxInput):
    """A checkbox that also sends that it was asked: one without its tick is not sent by a browser."""

    template_name = "widgets/checkbox.html"

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes that also send that they were asked, as Checkbox does."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = super().value_from_datadict(data, files, name)
        return [word for word in sent if word] if isinstance(sent, list) else sent

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class CheckChips(Checkboxes):
    """Checkboxes as pills. With groups in the choices only the first group is open."""

    template_name = "widgets/check_chips.html"


class Choices(forms.RadioSelect):
    """Radio buttons as cards; `helps` maps a value to its line of help."""

    template_name = "widgets/choices.html"

    def __init__(self, helps: Any, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.helps = helps

    def create_option(self, name: str, value: str, *args: Any, **kwargs: Any) -> Row:
        return super().create_option(name, value, *args, **kwargs) | {"help": self.helps[str(value)]}


class Scale(forms.RadioSelect):
    """The 0-10 scale: labels are the words of each number; `anchors` is shown before anything is chosen."""

    template_name = "widgets/scale.html"

    def __init__(self, attrs: Any = None, anchors: Promise | str = "", twinge: bool = False) -> None:
        super().__init__(attrs)
        self.anchors = anchors
        self.twinge = twinge

    def get_context(self, name: str, value: int | str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"anchors": self.anchors, "twinge": self.twinge}


class Typed(str):
    """What stands in the text field of a ChipsOrNumber, in the person's own unit."""


class ChipsOrNumber(Chips):
    """Pills for the usual numbers and a text field for another one, which wins when it is filled in.

    The pills post `name`, the text field `name_other`, as Typed; a value that no pill has fills the text field.
    """

    template_name = "widgets/chips_or_number.html"

    def __init__(self, unit: Promise | str, other_label: Promise | str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.unit = unit
        self.other_label = other_label

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(f"{name}_other", "").strip()
        return Typed(typed) if typed else data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_other" not in data

    def get_context(self, name: str, value: Typed | float | str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        known = {str(choice) for choice, _label in self.choices}
        in_text = isinstance(value, Typed) or (value is not None and str(value) not in known)
        context = super().get_context(name, [] if in_text else value, attrs)
        return context | {"other": value if in_text else "", "unit": self.unit, "other_label": self.other_label}


class Affixed(forms.TextInput):
    """A short text field with its unit outside."""

    template_name = "widgets/affixed.html"

    def __init__(self, unit: Promise | str, attrs: Any = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))
        self.unit = unit

    def get_context(self, name: str, value: int | str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"unit": self.unit}


class DateTimeLocal(forms.DateTimeInput):
    """The browser's own picker for a date and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"class": "input"}, format="%Y-%m-%dT%H:%M")


class DatePicker(forms.DateInput):
    """The browser's own picker for a date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__({"class": "input"}, format="%Y-%m-%d")
