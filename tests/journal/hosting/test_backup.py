"""Backup while others write, and restore on an empty machine: the command line on a database file of its own."""

import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction

from journal.hosting.backup import BadBackup, keep_newest, make, suffix, verify
from journal.hosting.schema import OlderSchema, missing_migrations, refuse_older_schema
from journal.models import Drink, Person
from tests.factories import drink
from tests.paths import ROOT

one_database = pytest.mark.skipif("accounts" in connections, reason="what a file of one database is")
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a database file of SQLite")


NOT_OF_THIS = ("DATABASE_URL", "ACCOUNTS_DATABASE_URL", "BACKUP_DIR")


def manage(var, *words, status=0):
    """What `manage.py` prints with its database in a folder."""
    keys = {"SECRET_KEY": "tests-only-" * 6, "ALLOWED_HOSTS": "localhost", "VAR_DIR": str(var)}
    environment = {key: value for key, value in os.environ.items() if key not in NOT_OF_THIS}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment | keys, capture_output=True, text=True
    )
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


def rows(file, table):
    with closing(sqlite3.connect(file)) as database:
        return database.execute(f"SELECT id, * FROM {table} ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A folder with a database and a journal in it."""
    var = tmp_path_factory.mktemp("machine")
    manage(var, "migrate", "--verbosity", "0")
    journal = var / "journal.json"
    journal.write_text(
        '{"format": "twinge-journal", "version": 1, "exported_at": "2026-06-18T20:00:00+00:00",'
        ' "person": {"time_zone": "Europe/Oslo"}, "drinks": [{"id": "6f1c9a52-7d0e-4d57-9d2b-0a8f5b0a2a11",'
        ' "at": "2026-06-18T09:00:00+02:00", "ml": 500, "kind": "water"}]}'
    )
    manage(var, "import_journal", "--person", "ida@example.org", "--create", str(journal))
    return var


@only_sqlite
def test_a_backup_made_under_writes_is_whole_and_comes_back_on_an_empty_machine(machine, tmp_path):
    written, stop = [], threading.Event()

    def write():
        with closing(sqlite3.connect(machine / "twinge.sqlite3", timeout=20, isolation_level=None)) as database:
            (person,) = database.execute("SELECT id FROM journal_person").fetchone()
            while not stop.is_set():
                entry = uuid.uuid4().hex
                database.execute(
                    "INSERT INTO journal_drink (id, person_id, demo, at, ml, kind, source, source_id)"
                    " VALUES (?, ?, 0, '2026-06-18 09:00:00', 250, 'water', NULL, NULL)",
                    (entry, person),
                )
                written.append(entry)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 20:
            pass
        before = list(written)
        said = manage(machine, "backup", "--output", str(tmp_path / "held.sqlite3"))
        after = len(written)
    finally:
        stop.set()
        writer.join()
    assert "opened and read through" in said
    assert "Not in it: the secret key" in said
    assert oct((tmp_path / "held.sqlite3").stat().st_mode)[-3:] == "600"
    manage(tmp_path / "empty", "restore", str(tmp_path / "held.sqlite3"))
    restored = tmp_path / "empty" / "twinge.sqlite3"
    held = {row[0] for row in rows(restored, "journal_drink")}
    assert (set(before) <= held, after > len(before)) == (True, True)
    assert rows(restored, "journal_person") == rows(machine / "twinge.sqlite3", "journal_person")
    manage(tmp_path / "empty", "export_journal", "--person", "ida@example.org", "--output", str(tmp_path / "out.json"))
    assert "6f1c9a52-7d0e-4d57-9d2b-0a8f5b0a2a11" in (tmp_path / "out.json").read_text()


@only_sqlite
def test_a_journal_is_replaced_only_when_that_is_said_and_is_kept_beside(machine, tmp_path):
    manage(machine, "backup", "--output", str(tmp_path / "one.sqlite3"))
    assert "add --replace" in manage(machine, "restore", str(tmp_path / "one.sqlite3"), status=1)
    said = manage(machine, "restore", "--replace", str(tmp_path / "one.sqlite3"))
    assert "what was there before" in said
    assert len(list((machine / "backups").iterdir())) == 1


@only_sqlite
def test_an_older_database_is_refused_in_one_line_by_commands_and_the_server(machine, tmp_path):
    manage(machine, "backup", "--output", str(tmp_path / "twinge.sqlite3"))
    with closing(sqlite3.connect(tmp_path / "twinge.sqlite3")) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0002%'")
        database.commit()
    for words in (["export_journal", "--person", "ida@example.org"], ["guide", "--person", "ida@example.org"]):
        said = manage(tmp_path, *words, status=1)
        assert (said.count("\n"), "journal.0002" in said, "manage.py migrate" in said) == (1, True, True)
    keys = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "localhost", "VAR_DIR": str(tmp_path)}
    environment = {key: value for key, value in os.environ.items() if key not in NOT_OF_THIS}
    server = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import config.wsgi"],
        cwd=ROOT,
        env=environment | keys,
        capture_output=True,
        text=True,
    )
    assert (server.returncode, server.stderr.count("\n"), "manage.py migrate" in server.stderr) == (1, 1, True)


def test_health_is_503_while_a_migration_is_missing(client, db):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0002%'")
        assert client.get("/health/").status_code == 503
        assert [app for app, _name in missing_migrations()] == ["journal"]
        with pytest.raises(OlderSchema):
            refuse_older_schema()
        transaction.set_rollback(True)


def test_a_newer_database_is_fine(client, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', %s)",
            [datetime(2026, 6, 18, tzinfo=UTC)],
        )
    assert client.get("/health/").status_code == 200


def test_only_the_newest_backups_are_kept(tmp_path, settings, db):
    for day in (1, 2, 3):
        (tmp_path / f"twinge-2026060{day}T120000Z{suffix()}").write_text("")
    (tmp_path / "letter.txt").write_text("")
    assert [path.name for path in keep_newest(tmp_path, 2)] == [f"twinge-20260601T120000Z{suffix()}"]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(("content", "why"), [(b"", "missing"), (b"not a database" * 100, "cannot be read")])
@only_sqlite
@one_database
def test_what_is_no_backup_is_refused_and_changes_nothing(content, why, tmp_path, db, person):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(CommandError, match=why):
        call_command("restore", str(tmp_path / "file"), "--replace")
    assert Person.objects.count() == 1


@only_sqlite
def test_a_damaged_backup_is_found_out(machine, tmp_path):
    file = tmp_path / "held.sqlite3"
    manage(machine, "backup", "--output", str(file))
    content = bytearray(file.read_bytes())
    content[8192:40960] = bytes(32768)
    file.write_bytes(content)
    assert "held.sqlite3: " in manage(machine, "restore", "--replace", str(file), status=1)


def test_nothing_is_written_over_and_a_folder_that_cannot_be_is_said(tmp_path, db):
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BadBackup, match="is there already"):
        make(tmp_path / "there")
    with pytest.raises(BadBackup, match="cannot be written"):
        make(tmp_path / "there" / "file")
    with pytest.raises(BadBackup, match="no such file"):
        verify(tmp_path / "nothing")
    with pytest.raises(CommandError, match="--keep: 0"):
        call_command("backup", "--keep", "0")
    assert (tmp_path / "there").read_text() == "mine"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own tools")
@pytest.mark.django_db(transaction=True)
def test_postgresql_is_dumped_and_comes_back(person, tmp_path):
    drink(person, ml=400)
    made = make(tmp_path / "held.pgdump")
    drink(person, ml=900)
    call_command("restore", str(made.path), "--replace")
    assert list(Drink.objects.of(person).values_list("ml", flat=True)) == [400]
