"""Accounts in one database, journals in another. `make test-two-databases` runs the other tests with them, too."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.apps import apps

from config.databases import ACCOUNTS, JOURNALS, side_of
from tests.paths import ROOT

FILE = (
    '{"format": "twinge-journal", "version": 1, "person": {"time_zone": "Europe/Oslo"}, "drinks": [{"id":'
    ' "6f1c9a52-7d0e-4d57-9d2b-0a8f5b0a2a11", "at": "2026-06-18T09:00:00+02:00", "ml": 500, "kind": "water"}]}'
)
# They belong to no model, and `django_migrations` is in both.
CACHE = {"cache"}


def tables_by_side():
    sides = {ACCOUNTS: set(CACHE), JOURNALS: set()}
    for model in apps.get_models(include_auto_created=True):
        sides[side_of(model._meta.app_label, model._meta.model_name)].add(model._meta.db_table)
    return sides


def test_scale_says_on_which_side_each_table_lies():
    rows = re.findall(r"^\| (accounts|journals) \| ([^|]+) \|", (ROOT / "docs" / "scale.md").read_text(), re.M)
    said = {side: set(re.findall(r"`(\w+)`", tables)) for side, tables in rows}
    assert said == {"accounts": tables_by_side()[ACCOUNTS], "journals": tables_by_side()[JOURNALS]}


class Machine:
    """A folder with two databases of SQLite, or with one (`apart` false), and `manage.py` on them."""

    def __init__(self, var, *, apart=True):
        self.var, self.apart = var, apart
        self.files = {ACCOUNTS: var / "accounts.sqlite3", JOURNALS: var / "twinge.sqlite3"}

    def manage(self, *words, status=0):
        keys = {"SECRET_KEY": "tests-only-" * 6, "ALLOWED_HOSTS": "localhost", "VAR_DIR": str(self.var)}
        if self.apart:
            keys["ACCOUNTS_DATABASE_URL"] = f"sqlite:///{self.files[ACCOUNTS]}"
        ours = ("DATABASE_URL", "ACCOUNTS_DATABASE_URL", "BACKUP_DIR")
        environment = {key: value for key, value in os.environ.items() if key not in ours}
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=environment | keys, capture_output=True, text=True
        )
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    def ask(self, side, query):
        with closing(sqlite3.connect(self.files[side])) as database:
            return [value for (value,) in database.execute(query)]


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    made = Machine(tmp_path_factory.mktemp("machine"))
    made.manage("migrate", "--verbosity", "0")
    made.manage("createcachetable")
    (made.var / "journal.json").write_text(FILE)
    made.manage("import_journal", "--person", "ida@example.org", "--create", str(made.var / "journal.json"))
    return made


@pytest.mark.parametrize("side", [ACCOUNTS, JOURNALS])
def test_each_database_holds_the_tables_of_its_side_and_no_other(machine, side):
    held = set(machine.ask(side, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
    assert held == tables_by_side()[side] | {"django_migrations"}


def test_account_and_journal_share_a_number_only(machine):
    assert machine.ask(ACCOUNTS, "SELECT id FROM journal_person") == machine.ask(
        JOURNALS, "SELECT person_id FROM journal_profile"
    )
    assert machine.ask(JOURNALS, "SELECT ml FROM journal_drink") == [500]
    assert '"ml": 500' in machine.manage("export_journal", "--person", "ida@example.org")


def test_both_are_in_one_backup_and_come_back_on_an_empty_machine(machine, tmp_path):
    machine.manage("backup", "--output", str(tmp_path / "both.tar"))
    elsewhere = Machine(tmp_path / "elsewhere")
    elsewhere.manage("restore", str(tmp_path / "both.tar"))
    assert '"ml": 500' in elsewhere.manage("export_journal", "--person", "ida@example.org")
    said = elsewhere.manage("restore", str(tmp_path / "both.tar"), status=1)
    assert "add --replace" in said
    (tmp_path / "no.tar").write_bytes(machine.files[JOURNALS].read_bytes())
    assert "is no backup of a Twinge whose accounts" in elsewhere.manage(
        "restore", "--replace", str(tmp_path / "no.tar"), status=1
    )


def test_a_migration_that_one_database_lacks_is_said(machine, tmp_path):
    machine.manage("backup", "--output", str(tmp_path / "both.tar"))
    older = Machine(tmp_path / "older")
    older.manage("restore", str(tmp_path / "both.tar"))
    with closing(sqlite3.connect(older.files[ACCOUNTS])) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0002%'")
        database.commit()
    assert "journal.0002" in older.manage("export_journal", "--person", "ida@example.org", status=1)


SIGN_IN = (
    "from django.test import Client; from journal.models import Person; browser = Client(HTTP_HOST='localhost');"
    "browser.force_login(Person.objects.get(), 'allauth.account.auth_backends.AuthenticationBackend');"
    "print('500 ml' in browser.get('/entries/drinks/', secure=True).content.decode())"
)


def test_one_database_is_parted_as_the_docs_say(tmp_path):
    """Backup, restore into a second one, ACCOUNTS_DATABASE_URL: people and entries are those of before."""
    installed = Machine(tmp_path, apart=False)
    installed.manage("migrate", "--verbosity", "0")
    installed.manage("createcachetable")
    (tmp_path / "journal.json").write_text(FILE)
    installed.manage("import_journal", "--person", "ida@example.org", "--create", str(tmp_path / "journal.json"))
    before = installed.manage("export_journal", "--person", "ida@example.org")
    installed.manage("backup", "--output", str(tmp_path / "one.sqlite3"))
    second = Machine(tmp_path / "second", apart=False)
    second.manage("restore", str(tmp_path / "one.sqlite3"))
    second.files[JOURNALS].rename(installed.files[ACCOUNTS])

    installed.apart = True
    assert _entries(installed.manage("export_journal", "--person", "ida@example.org")) == _entries(before)
    installed.manage("collectstatic", "--no-input", "--verbosity", "0")
    assert "True" in installed.manage("shell", "-c", SIGN_IN)
    installed.manage("import_journal", "--person", "ben@example.org", "--create", str(tmp_path / "journal.json"))
    assert len(installed.ask(ACCOUNTS, "SELECT id FROM journal_person")) == 2
    assert len(installed.ask(JOURNALS, "SELECT person_id FROM journal_profile")) == 2
    installed.manage("migrate", "--verbosity", "0")


def _entries(exported):
    return {key: value for key, value in json.loads(exported).items() if key != "exported_at"}
