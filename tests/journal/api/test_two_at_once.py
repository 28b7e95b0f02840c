"""A program's write and another one at the same moment."""

import sqlite3
from uuid import uuid4

from django.db import OperationalError

from journal.api import entries
from tests import factories
from tests.journal.api.test_entries import VALUES
from tests.programs import Program
from tests.test_two_at_once import meanwhile  # noqa: F401 - the fixture


def test_an_entry_that_is_changed_while_a_put_waits_is_not_written_over(person, meanwhile):  # noqa: F811
    program, path = Program(person), f"drinks/{uuid4()}"
    tag = program.put(path, VALUES["drinks"])["ETag"]
    meanwhile(lambda: program.put(path, VALUES["drinks"] | {"ml": 20}, If_Match=tag))
    assert program.put(path, VALUES["drinks"] | {"ml": 30}, If_Match=tag).status_code == 412
    assert person.drinks.get().ml == 20


def test_an_entry_that_is_deleted_while_a_put_waits_stays_deleted(person, meanwhile):  # noqa: F811
    program, path = Program(person), f"drinks/{uuid4()}"
    tag = program.put(path, VALUES["drinks"])["ETag"]
    meanwhile(lambda: program.delete(path))
    assert program.put(path, VALUES["drinks"], If_Match=tag).status_code == 412
    assert not person.drinks.exists()


def test_a_line_whose_twin_is_saved_while_it_waits_makes_one_entry(person, meanwhile):  # noqa: F811
    program, first = Program(person), []
    meanwhile(lambda: first.append(program.log("500 ml water now", Idempotency_Key="a")))
    second = program.log("500 ml water now", Idempotency_Key="a")
    assert (first[0].status_code, second.status_code) == (201, 200)
    assert (second.json()["entry"], person.drinks.count()) == (first[0].json()["entry"], 1)


def test_a_date_that_is_taken_while_a_put_waits_is_refused(person, meanwhile):  # noqa: F811
    meanwhile(lambda: factories.night(person))
    answer = Program(person).put(f"nights/{uuid4()}", VALUES["nights"])
    assert (answer.status_code, answer.json()["field"], person.nights.count()) == (409, "date", 1)


def test_a_journal_that_is_deleted_meanwhile_is_told_as_no_token(person, mine, meanwhile):  # noqa: F811
    program = Program(person)
    meanwhile(lambda: mine.post("/settings/delete/", {"password": "a long passphrase"}))
    assert program.put(f"drinks/{uuid4()}", VALUES["drinks"]).status_code == 401


def test_a_database_that_is_busy_is_told_in_a_short_problem(person, monkeypatch):
    def busy(*_args, **_named):
        locked = sqlite3.OperationalError("database is locked")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("database is locked") from locked

    program = Program(person)
    program.client.raise_request_exception = False
    monkeypatch.setattr(entries, "put", busy)
    answer = program.put(f"drinks/{uuid4()}", VALUES["drinks"])
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "Nothing was saved" in answer.json()["detail"]
    monkeypatch.setattr(entries, "put", lambda *_args: 1 / 0)
    answer = program.put(f"drinks/{uuid4()}", VALUES["drinks"])
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
