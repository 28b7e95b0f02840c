"""Where it was: one set of radio buttons, shown as usual spots, body map and list."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.bodymap import BACK, FRONT
from journal.vocabulary import PAIRED_PARTS, BodyPart, Side
from journal.words import format_place


def place_value(body_part, side):
    """("calf", "left") -> "calf-left"; ("calf", None) -> "calf"."""
    return f"{body_part}-{side}" if side else body_part


def place_label(body_part, side):
    """("calf", "left") -> "Left calf"."""
    text = format_place(body_part, side)
    return text[:1].upper() + text[1:]


def _list():
    """Every place of the list: left, right and both of what comes in two."""
    for part in BodyPart.values:
        for side in ("left", "right", "both", None) if part in PAIRED_PARTS else (None,):
            yield part, side


def figures():
    """The two drawings of the body map; left and right are the person's own."""
    left, right = _("Your left"), _("Your right")
    return [
        {"caption": _("Front"), "left": right, "right": left, "regions": FRONT},
        {"caption": _("Back"), "left": left, "right": right, "regions": BACK},
    ]


class PlacePicker(forms.RadioSelect):
    """The radio buttons with the body map and the person's usual spots as labels of the same buttons."""

    template_name = "widgets/places.html"
    usual = ()  # (value, label, times) of the person's usual spots

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"usual": self.usual, "figures": figures()}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["id"] = f"p-{value}"
        return option


class PlaceField(forms.Field):
    """(body part, side or None)."""

    widget = PlacePicker()

    def fill(self):
        """List every place, in the language of the moment."""
        self.widget.choices = [(place_value(*place), place_label(*place)) for place in _list()]

    def keep(self, place):
        """Put a stored place that the list does not have (the middle of the chest) into it."""
        if place_value(*place) not in dict(self.widget.choices):
            self.widget.choices = [*self.widget.choices, (place_value(*place), place_label(*place))]

    def prepare_value(self, value):
        return place_value(*value) if isinstance(value, tuple) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        part, _dash, side = str(value).partition("-")
        if part not in BodyPart.values or side not in ("", *Side.values):
            raise ValidationError(
                _("Where: choose a place of the list. You sent %(value)s.") % {"value": str(value)[:40]}
            )
        return part, side or None
