"""Tokens: who they let in, to what, how often; a cookie lets nobody in."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from django.utils import timezone

from journal.accounts import tokens
from journal.models import Token
from tests import factories
from tests.journal.api.test_entries import VALUES
from tests.programs import Program
from tests.queries import captured

MAY = {"log": {"put", "log"}, "read": {"get"}, "all": {"get", "put", "log", "delete"}}


@pytest.mark.parametrize("scope", MAY)
def test_a_token_does_what_it_is_good_for_and_no_more(scope, person):
    program, drink = Program(person, scope), factories.drink(person)
    answers = {
        "get": program.get("drinks"),
        "put": program.put(f"drinks/{uuid4()}", VALUES["drinks"]),
        "log": program.log("500 ml water now"),
        "delete": program.delete(f"drinks/{drink.id}"),
    }
    assert {name for name, answer in answers.items() if answer.status_code < 400} == MAY[scope]
    assert {answer.status_code for name, answer in answers.items() if name not in MAY[scope]} <= {403}


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer ", "Bearer twinge_x", "Basic dHdpbmdl", "Bearer " + "x" * 9999]
)
def test_without_a_good_token_nothing_is_told(header, mine, person):
    """Not even to a browser that is signed in."""
    factories.drink(person)
    answer = mine.get("/api/v1/drinks", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_program_begins_no_session_and_gets_no_cookie(person):
    program = Program(person)
    program.log("500 ml water now")
    assert program.get("week").cookies == {}
    assert not BrowserSession.objects.exists()


def test_a_revoked_token_lets_nobody_in(person):
    program = Program(person)
    assert program.get("week").status_code == 200
    Token.objects.all().delete()
    assert program.get("week").status_code == 401


def test_a_token_is_kept_as_a_hash_and_its_use_is_noted_apart_from_the_journal(person):
    program, before = Program(person), person.journal_version
    token = Token.objects.get()
    assert program.token not in str(vars(token))
    assert token.last_used_at is None
    program.get("week")
    token.refresh_from_db()
    person.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)
    assert person.journal_version == before


def test_too_many_requests_of_a_minute_wait(person, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 2)
    program = Program(person)
    answers = [program.get("week") for _n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) == 60
    assert Program(person).get("week").status_code == 200  # another device
    Token.objects.update(last_used_at=timezone.now() - timedelta(seconds=61))
    assert program.get("week").status_code == 200


def test_a_request_is_counted_in_one_write(person):
    program = Program(person)
    program.get("week")
    with captured() as asked:
        program.get("week")
    assert [query["sql"][:22] for query in asked if re.match('UPDATE|.*"cache"', query["sql"])] == [
        'UPDATE "journal_token"'
    ]


def test_a_head_is_answered_as_a_get_without_its_body(person):
    program, drink = Program(person, "read"), factories.drink(person)
    for path in ("drinks", f"drinks/{drink.id}", "week", "guidance", "cramp", "imports", "openapi.json"):
        head, got = program.client.head(f"/api/v1/{path}"), program.get(path)
        assert (head.status_code, head.content) == (200, b""), path
        assert [head.get(name) for name in ("ETag", "Content-Type")] == [
            got.get(name) for name in ("ETag", "Content-Type")
        ]
    assert Program(person, "log").client.head("/api/v1/drinks").status_code == 403
    assert program.client.head("/api/v1/log").status_code == 405


def test_another_persons_entries_are_not_there(person, stranger):
    entry = factories.drink(person)
    theirs = Program(stranger)
    for answer in (theirs.get(f"drinks/{entry.id}"), theirs.delete(f"drinks/{entry.id}")):
        assert answer.status_code == 404
    assert theirs.get("drinks").json()["entries"] == []
    assert theirs.put(f"drinks/{entry.id}", VALUES["drinks"]).status_code == 201  # an id belongs to its person
    assert (person.drinks.get().ml, stranger.drinks.get().ml) == (300, 500)


def test_an_address_that_is_not_there_and_a_method_it_does_not_take_are_problems(person):
    program = Program(person)
    for answer, status in (
        (program.get("nothing"), 404),
        (program.get("drinks/1"), 404),
        (program.client.patch("/api/v1/drinks"), 405),
        (Client().get("/api/v2/"), 404),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_deleting_everything_deletes_tokens(person, mine):
    program = Program(person)
    mine.post("/settings/delete/", {"password": "a long passphrase"})
    assert not Token.objects.exists()
    assert program.get("week").status_code == 401
