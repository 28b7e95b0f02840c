"""Where it was: one set of radio buttons, shown as usual spots, body map and list."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _

from journal.bodymap import BACK, FRONT, Region
from journal.row import Row
from journal.vocabulary import PAIRED_PARTS, BodyPart, Side
from journal.words import format_place


def place_value(body_part: str, side: str | None) -> str:
    """("calf", "left") -> "calf-left"; ("calf", None) -> "calf"."""
    return f"{body_part}-{side}" if side else body_part


def place_label(body_part: str, side: str | None) -> str:
    """("calf", "left") -> "Left calf"."""
    text = format_place(body_part, side)
    return text[:1].upper() + text[1:]


def _list() -> Iterator[Any]:
    """Every place of the list: left, right and both of what comes in two."""
    for part in BodyPart.values:
        for side in ("left", "right", "both", None) if part in PAIRED_PARTS else (None,):
            yield part, side


def figures() -> list[dict[str, list[Region] | str]]:
    """The two drawings of the body map; left and right are the person's own."""
    left, right = _("Your left"), _("Your right")
    return [
        {"caption": _("Front"), "left": right, "right": left, "regions": FRONT},
        {"caption": _("Back"), "left": left, "right": right, "regions": BACK},
    ]


def all_places() -> list[tuple[str, str]]:
    """The choices of the list, in the language of the moment."""
    return [(place_value(*place), place_label(*place)) for place in _list()]


def parsed(value: str) -> tuple[str, str | None] | None:
    """ "calf-left" -> ("calf", "left"); None where it names no place."""
    part, _dash, side = str(value).partition("-")
    return (part, side or None) if part in BodyPart.values and side in ("", *Side.values) else None


class PlacePicker(forms.RadioSelect):
    """The radio buttons with the body map as labels of the same buttons; the form shows the usual spots above all."""

    template_name = "widgets/places.html"
    usual = ()  # (value, label, times) of the person's usual spots

    def get_context(self, name: str, value: str | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"widget_places": all_places(), "figures": figures()}

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, bool | str] | None = None
    ) -> list[tuple[str | None, list[Row], int | None]]:
        """The places of the list, and a stored one that it does not have (the middle of the chest)."""
        groups, known = super().optgroups(name, value, attrs), {str(choice) for choice, _label in self.choices}
        for other in (place for place in value if place not in known):
            if (place := parsed(other)) is None:
                continue
            option = self.create_option(name, other, place_label(*place), True, len(groups), attrs=attrs)
            groups.append((None, [option], len(groups)))
        return groups

    def create_option(
        self, name: str, value: str, *args: Any, **kwargs: Any
    ) -> dict[str, bool | dict[str, bool | str] | str]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["id"] = f"p-{value}"
        return option


class PlaceField(forms.Field):
    """(body part, side or None)."""

    widget = PlacePicker()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.choices = CallableChoiceIterator(all_places)

    def prepare_value(self, value: str | tuple[str, str | None] | None) -> str | None:
        return place_value(*value) if isinstance(value, tuple) else value

    def to_python(self, value: Any) -> tuple[str, str | None] | None:
        if value in self.empty_values:
            return None
        place = parsed(value)
        if place is None:
            raise ValidationError(
                _("Where: choose a place of the list. You sent %(value)s.") % {"value": str(value)[:40]}
            )
        return place
