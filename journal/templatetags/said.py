"""What a form field holds, in a few words: a folded group still tells what is inside."""

from django import template

register = template.Library()


@register.filter
def said(field):
    """The labels chosen, or the text typed, or ""."""
    value = field.value()
    if value in (None, "", []):
        return ""
    choices = getattr(field.field.widget, "choices", None)
    if not choices:
        unit = getattr(field.field.widget, "unit", "")
        return f"{field.field.prepare_value(value)} {unit}".strip() if unit else str(value)[:40]
    labels = {str(word): str(label) for word, label in choices}
    chosen = value if isinstance(value, list) else [value]
    unit = getattr(field.field.widget, "unit", "")
    return ", ".join(labels.get(str(word), f"{word} {unit}".strip()) for word in chosen)
