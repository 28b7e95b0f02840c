"""What a form field holds, in a few words: a folded group still tells what is inside."""

from typing import Any

from django import template
from django.forms import BoundField

from journal.calendar import parse_date
from journal.words import format_date

register = template.Library()


@register.filter
def said(field: BoundField | str) -> str:
    """The labels chosen, or the text typed, with its unit, or ""; "" for a field that stands elsewhere on the page."""
    if not isinstance(field, BoundField):
        return ""
    value = field.value()
    if value in (None, "", []):
        return ""
    widget = field.field.widget
    labels = {str(word): str(label) for word, label in getattr(widget, "choices", ())}
    if day := parse_date(str(value)):
        return format_date(day, "j F")
    chosen = value if isinstance(value, list) else [field.field.prepare_value(value)]
    return ", ".join(_with_unit(labels.get(str(word), str(word)[:40]), widget) for word in chosen)


def _with_unit(text: str, widget: Any) -> str:
    unit = getattr(widget, "unit", "")
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text
