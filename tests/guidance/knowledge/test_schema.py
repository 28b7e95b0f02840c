"""Every key of the knowledge base is named in the schema, and read where the schema says so."""

import re
from copy import deepcopy
from typing import Annotated, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from guidance.knowledge import schema
from guidance.knowledge.load import load
from tests.paths import ROOT

KINDS = [kind for kind in vars(schema).values() if is_typeddict(kind)]


def faults(value, wanted, place="knowledge"):
    """What is wrong with a part of the file, a sentence each; `wanted`: its type."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Annotated, NotRequired):
        return faults(value, inner[0], place)
    if is_typeddict(wanted):
        return _of_keys(value, wanted, place)
    if origin is list and isinstance(value, list):
        return [fault for n, one in enumerate(value) for fault in faults(one, inner[0], f"{place}[{n}]")]
    if origin is dict and isinstance(value, dict):
        named = [fault for key in value for fault in faults(key, inner[0], f"{place} key")]
        return named + [fault for key, one in value.items() for fault in faults(one, inner[1], f"{place}.{key}")]
    fits = (
        value in inner if origin is Literal else isinstance(value, wanted) or (wanted is float and type(value) is int)
    )
    return [] if fits else [f"{place}: {value!r} is not {wanted}"]


def _of_keys(value, wanted, place):
    if not isinstance(value, dict):
        return [f"{place}: not an object"]
    types = get_type_hints(wanted, include_extras=True)
    found = [f"{place}.{key}: not in the schema" for key in value.keys() - types.keys()]
    found += [f"{place}.{key}: missing" for key in wanted.__required_keys__ - value.keys()]
    return found + [f for key in value.keys() & types.keys() for f in faults(value[key], types[key], f"{place}.{key}")]


def test_the_file_holds_what_the_schema_names_and_nothing_else():
    assert faults(load(), schema.Knowledge) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda known: known["red_flags"][0].update(trigger="chest pain"), "red_flags[0].trigger: not in the schema"),
        (lambda known: known["causes"][0].pop("note"), "causes[0].note: missing"),
        (lambda known: known["causes"][0]["tips"][0].update(outside_support="perhaps"), "is not typing.Literal"),
        (lambda known: known["references"][0].update(address=None), "references[0].address: None is not"),
    ],
)
def test_another_key_a_missing_one_and_a_wrong_value_are_found(spoil, fault):
    known = deepcopy(load())
    spoil(known)
    (found,) = faults(known, schema.Knowledge)
    assert fault in found


def readers():
    """(kind, key, the module that reads it) of every key of the schema."""
    for kind in KINDS:
        for key, wanted in get_type_hints(kind, include_extras=True).items():
            wanted = get_args(wanted)[0] if get_origin(wanted) is NotRequired else wanted
            yield kind.__name__, key, get_args(wanted)[1]


@pytest.mark.parametrize(("kind", "key", "reader"), list(readers()), ids=lambda word: word)
def test_every_key_is_read_by_the_module_that_the_schema_names(kind, key, reader):
    code = (ROOT / f"guidance/{reader}.py").read_text().replace("'", '"')
    # A trial is read as a Switch, and its arms as BothArms.
    assert re.search(rf'"{key}"(?!:)|\b(?:s|switch|both|self)\.{key}\b', code), (
        f"{reader} does not read {key} of {kind}"
    )
