"""Account and journal: made one after the other, deleted together, and what is left when a machine stops between."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.urls import reverse

from journal.accounts import leaving
from journal.management.commands import import_journal
from journal.models import Person, Profile
from tests import factories
from tests.journals import example, run
from tests.queries import accounts_database

LEAVE = {"password": "a long passphrase"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stops_at", ["journals", "accounts"])
def test_a_machine_that_stops_while_somebody_leaves_leaves_no_reachable_entry(stops_at, mine, person, monkeypatch):
    """Each database's own commit fails. The journal is whole or gone, and the second try deletes everything."""
    factories.session(person)
    database = accounts_database() if stops_at == "accounts" else connections["default"]
    in_two = accounts_database() is not connections["default"]
    mine.raise_request_exception = False

    def stop():
        raise OperationalError("the machine stopped")

    with monkeypatch.context() as patched:
        # The first thing that is done inside the transaction; commits before it are none of leaving.
        patched.setattr(leaving, "end_sessions", lambda _account: patched.setattr(database, "commit", stop))
        assert mine.post(reverse("delete_account"), LEAVE).status_code == 500
    gone = in_two and stops_at == "accounts"
    assert person.sessions.exists() != gone
    assert Profile.objects.exists() != gone
    assert mine.get("/").status_code == 200
    assert "Everything is deleted" in mine.post(reverse("delete_account"), LEAVE).content.decode()
    assert (Person.objects.count(), Profile.objects.count()) == (0, 0)
    assert mine.get("/week/").status_code == 302


def test_who_signs_in_without_a_journal_has_an_empty_one(mine, person):
    person.delete()
    assert mine.get("/").status_code == 200
    assert Profile.objects.get().time_zone == "UTC"


def test_journals_without_an_account_are_found_and_swept(person, stranger, capsys):
    factories.session(stranger)
    call_command("sweep")
    factories.account_of(stranger).delete()
    call_command("sweep")
    assert stranger.sessions.exists()
    call_command("sweep", delete=True)
    call_command("sweep")
    assert [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()] == [
        "0 found; add --delete to delete them.",
        "1 found; add --delete to delete them.",
        "1 deleted.",
        "0 found; add --delete to delete them.",
    ]
    assert (list(Profile.objects.all()), stranger.sessions.exists()) == ([person], False)


def test_an_import_that_fails_makes_nobody(db, tmp_path, monkeypatch):
    (tmp_path / "journal.json").write_text(json.dumps(example(sessions=[run()])))
    monkeypatch.setattr(import_journal, "bring", lambda *_args, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("import_journal", tmp_path / "journal.json", person="new", create=True)
    assert (Person.objects.count(), Profile.objects.count()) == (0, 0)
