"""Every address for programs, walked as nobody, with a revoked token, and as somebody else."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from journal.accounts.tokens import MAY
from journal.models import KINDS, Token
from tests.journal.api.test_entries import VALUES
from tests.programs import Program
from tests.queries import captured
from tests.test_isolation import ALL, OF_PROGRAMS, everything_of, ids  # noqa: F401 - the fixture
from tests.test_person_in_every_query import nameless

METHODS = sorted(set.union(*MAY.values()) - {"HEAD"})


def addresses(name, ids):  # noqa: F811
    """Every address of a name with these ids."""
    if "key" not in ALL[name]:
        return [reverse(name)]
    return [reverse(name, args=[key]) for key in (["heat", "poor_warmup"] if "set_aside" in name else ids)]


def asked(client, name, ids):  # noqa: F811
    """(method, address, answer) of every method at every address of a name."""
    body = json.dumps(VALUES.get(name.removeprefix("api_").removesuffix("_one"), {"text": "500 ml water now"}))
    for method in METHODS:
        for address in addresses(name, ids):
            yield method, address, client.generic(method, address, body, content_type="application/json")


def test_there_are_addresses_for_every_kind():
    assert {f"api_{kind}" for kind in KINDS} | {f"api_{kind}_one" for kind in KINDS} < OF_PROGRAMS


@pytest.mark.parametrize("name", sorted(OF_PROGRAMS))
def test_nobody_and_a_revoked_token_are_told_and_change_nothing(name, person, ids, mine):  # noqa: F811
    revoked = Program(person)
    Token.objects.all().delete()
    before = everything_of(person)
    for client in (Client(), revoked.client, mine):
        for method, address, answer in asked(client, name, ids):
            assert answer.status_code in (401, 405), (method, address)
            assert [entry_id for entry_id in ids if str(entry_id) in answer.text] == []
    assert everything_of(person) == before


@pytest.mark.parametrize("name", sorted(OF_PROGRAMS))
def test_somebody_else_sees_and_changes_nothing(name, person, stranger, ids):  # noqa: F811
    before = everything_of(person)
    for method, address, answer in asked(Program(stranger).client, name, ids):
        assert "only for me" not in answer.text
        if name.endswith("_one") and method == "GET":
            assert answer.status_code in (404, 405), address
    assert everything_of(person) == before


@pytest.mark.parametrize("name", sorted(OF_PROGRAMS))
def test_every_address_asks_for_one_persons_rows(name, person, ids):  # noqa: F811
    with captured() as seen:
        for _answer in asked(Program(person).client, name, ids):
            pass
    assert nameless(seen) == []


def test_the_person_does_see_and_change_their_own(person, ids):  # noqa: F811
    """So that what is refused above says something."""
    program, before = Program(person), everything_of(person)
    assert "only for me" in program.get("sessions").text
    for _method, _address, answer in asked(program.client, "api_sessions_one", ids):
        assert answer.status_code < 500
    assert everything_of(person) != before
