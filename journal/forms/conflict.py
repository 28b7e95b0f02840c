"""An entry that was changed elsewhere while its form was open: what is stored now beside what is typed here."""

from typing import Any

from django.utils.translation import gettext as _

from journal.words import not_recorded


def differences(form: Any, stored: Any) -> list[str]:
    """For each answer of a bound form that the stored entry has not: "“Effort” is 7 now; here it is 5."."""
    now = type(form)(instance=stored, person=form.person, now=form.now, prefix=form.prefix)
    return [
        _("“%(label)s” is %(stored)s now; here it is %(typed)s.")
        % {"label": label_of(field), "stored": told(now[name]), "typed": told(form[name])}
        for name, field in form.fields.items()
        if name in now.fields and field.has_changed(now[name].initial, form[name].data)
    ]


def label_of(field: Any) -> str:
    """What a field is called in a sentence."""
    return str(getattr(field, "called", "") or field.label)


def told(answer: Any) -> str:
    """A bound field's answer in the words of its form; "not recorded" for a blank."""
    value = answer.value()
    if value in (None, "", []):
        return not_recorded()
    if value is True and not _choices(answer.field):
        return _("Yes")
    words = {str(word): str(label) for word, label in _choices(answer.field)}
    values = value if isinstance(value, list | tuple) else [value]
    if words:
        return ", ".join(words.get(str(each), str(each)) for each in values)
    return str(answer.field.widget.format_value(value) or value).replace("T", " ")


def _choices(field: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for word, label in getattr(field, "choices", None) or getattr(field.widget, "choices", None) or ():
        found += label if isinstance(label, list | tuple) else [(word, label)]
    return found
