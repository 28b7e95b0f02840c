"""docs/journal-format.md says of every key what the code reads and writes: its name, whether it must be there, its type."""

import pytest
from django.db import models

from journal import vocabulary as v
from journal.files.document import _TOP
from journal.files.document_values import _RECORDS
from journal.models import KINDS, Profile
from journal.reading.rows import PERSON_FIELDS, columns
from tests import docs

SECTIONS = docs.sections("journal-format.md")
LONG_LISTS = {
    "activities": v.Activity.values,
    "drink kinds": v.DrinkKind.values,
    "conditions": v.Condition.values,
    "body parts": v.BodyPart.values,
    "signs": v.Sign.values,
}
FIELDS = {kind: [model._meta.get_field(name) for name in columns(kind)] for kind, model in KINDS.items()}
FIELDS["person"] = [Profile._meta.get_field(name) for name in PERSON_FIELDS]


def told(heading):
    """[(key, required, type)] as the document has them."""
    rows = docs.table(SECTIONS[heading])
    return [(docs.words(key)[0], key.endswith("*"), what) for key, what, _meaning in rows]


def described(field):
    """The type of a model field, as the document says it."""
    match field:
        case models.UUIDField():
            return "uuid"
        case models.DateTimeField():
            return "time"
        case models.DateField():
            return "date"
        case models.BooleanField():
            return "boolean"
        case models.SmallIntegerField():
            return "integer {} to {}".format(*v.LIMITS[field.name])
        case models.FloatField():
            above = "above " if field.name in v.ABOVE_ZERO else ""
            return "number {}{} to {}".format(above, *v.LIMITS[field.name])
        case models.JSONField() if hasattr(field, "keys"):
            return f"object: list of {choice(field.words)} by [activity](#activities)"
        case models.JSONField():
            known = getattr(field, "words", None)
            return f"list of {choice(known)}" if known else f"list of [{field.name}](#{field.name})"
    if field.name == "cause":
        return "[cause](contract.md#causes)"
    return (
        f"one of {choice([word for word, _ in field.choices])}" if field.choices else f"text up to {field.max_length}"
    )


def choice(known):
    for name, long in LONG_LISTS.items():
        if known == long:
            return f"[{name}](#{name.replace(' ', '-')})"
    return " ".join(f"`{word}`" for word in known)


@pytest.mark.parametrize("kind", FIELDS)
def test_the_keys_of_a_kind(kind):
    assert told(kind) == [(field.name, not field.null, described(field)) for field in FIELDS[kind]]


@pytest.mark.parametrize("name", LONG_LISTS)
def test_the_words_of_a_list(name):
    assert docs.words(SECTIONS[name]) == LONG_LISTS[name]


WORDS_OF_RECORDS = {
    ("medicines", "kind"): v.MedicineKind.values,
    ("relief", "method"): v.ReliefMethod.values,
    ("relief", "helped"): v.Helped.values,
    ("assignments", "arm"): v.Arm.values,
}


@pytest.mark.parametrize("name", _RECORDS)
def test_the_keys_of_an_object_inside_an_entry(name):
    rows = told(name)
    assert [(key, required) for key, required, _what in rows] == [
        (key, required) for key, (_read, required) in _RECORDS[name].items()
    ]
    for key, _required, what in rows:
        assert docs.words(what) == WORDS_OF_RECORDS.get((name, key), [])


def test_the_keys_of_the_document():
    assert {key for key, _required, _what in told("document")} == _TOP
