"""Settings, "Programs of your own": a token is shown once, and revoked there; nobody else's can be."""

import re

import pytest
from django.test import Client

from journal.accounts.tokens import MOST, make_token
from journal.models import Scope, Token

NEW = {"name": "Shortcut on my phone", "scope": "log"}


def shown(answer):
    return re.findall(r"twinge_[\w-]{43}", answer.text)


def test_a_token_is_shown_once_and_lets_its_program_in(mine):
    made = mine.post("/settings/programs/", NEW)
    [token] = shown(made)
    assert "no-store" in made["Cache-Control"]
    later = mine.get("/settings/programs/")
    assert shown(later) == []
    assert "Shortcut on my phone" in later.text
    assert "Never used." in later.text
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert program.post("/api/v1/log", {"text": "500 ml water now"}).status_code == 201
    assert "Last used" in mine.get("/settings/programs/").text


def test_a_revoked_token_is_gone(mine, account):
    text = make_token(account, "a watch", Scope.ALL)
    address = f"/settings/programs/{Token.objects.get().pk}/revoke/"
    assert mine.get(address).status_code == 405
    answer = mine.post(address, follow=True)
    assert "Revoked: a watch." in answer.text
    assert Client(headers={"Authorization": f"Bearer {text}"}).get("/api/v1/week").status_code == 401


def test_nobody_sees_or_revokes_anothers_token(theirs, account):
    make_token(account, "my own watch", Scope.ALL)
    assert "my own watch" not in theirs.get("/settings/programs/").text
    assert theirs.post(f"/settings/programs/{Token.objects.get().pk}/revoke/").status_code == 404
    assert Token.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"), [({"name": ""}, "Give it a name"), ({"scope": "root"}, "root"), ({"name": "x" * 61}, "60")]
)
def test_a_form_that_does_not_fit_makes_no_token(wrong, said, mine):
    answer = mine.post("/settings/programs/", NEW | wrong)
    assert said in answer.text
    assert not Token.objects.exists()


def test_there_are_so_many_tokens_and_no_more(mine, account):
    for n in range(MOST):
        make_token(account, f"watch {n}", Scope.LOG)
    assert f"You have {MOST} tokens" in mine.post("/settings/programs/", NEW).text
    assert Token.objects.count() == MOST


def test_a_guest_has_no_programs(client, db):
    client.post("/look-around/")
    assert client.get("/settings/programs/").status_code == 403
    assert "Programs of your own" not in client.get("/settings/").text


def test_examples_name_the_address_that_is_theirs(mine):
    page = mine.get("/settings/programs/how-to/").text
    assert "https://testserver/api/v1/log" in page
    assert page.count("Authorization") > 4
