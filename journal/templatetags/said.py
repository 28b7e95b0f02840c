"""What a form field holds, in a few words: a folded group still tells what is inside."""

from django import template

register = template.Library()


@register.filter
def said(field):
    """The labels chosen, or the text typed, with its unit, or ""."""
    value = field.value()
    if value in (None, "", []):
        return ""
    widget = field.field.widget
    labels = {str(word): str(label) for word, label in getattr(widget, "choices", ())}
    chosen = value if isinstance(value, list) else [field.field.prepare_value(value)]
    return ", ".join(_with_unit(labels.get(str(word), str(word)[:40]), widget) for word in chosen)


def _with_unit(text, widget):
    unit = getattr(widget, "unit", "")
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text
