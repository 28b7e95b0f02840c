"""The whole database in one verified file, and back.

SQLite is copied by its own online backup, which is consistent while others write; PostgreSQL by `pg_dump` in its custom
format. Where accounts have a database of their own, the file is a tar archive with a copy of each. A file counts as a
backup only after it was opened and read through.
"""

import os
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections, router
from django.utils import timezone

from journal.models import Person

# What a backup does not hold, said wherever one is made.
NOT_IN_IT = (
    "Not in it: the secret key, environment variables and collected static files. Without the old key everybody signs"
    " in again."
)
SUFFIX = {"sqlite": ".sqlite3", "postgresql": ".pgdump"}
NOT_ENTRIES = {"Person", "Profile"}
# Tables that every release has, by the database that holds them where accounts have one of their own.
TABLES = {"accounts": {"django_migrations", "journal_person"}, "default": {"django_migrations", "journal_session"}}


class BadBackup(Exception):
    """A backup that cannot be made, read or restored; the text is one clear line."""


@dataclass(frozen=True)
class Backup:
    """A verified backup: its file and the size in bytes."""

    path: Path
    size: int


def default_path() -> Path:
    """Where a backup of this moment goes: var/backups/twinge-20261125T130501Z.sqlite3."""
    stamp = timezone.now().strftime("%Y%m%dT%H%M%SZ")
    return settings.BACKUP_DIR / f"twinge-{stamp}{suffix()}"


def suffix() -> str:
    """How the name of a backup ends."""
    return SUFFIX[connections["default"].vendor] if len(_databases()) == 1 else ".tar"


def _databases() -> dict[str, set[str]]:
    """{alias of each database: tables it must hold}."""
    return TABLES if "accounts" in connections else {"default": set.union(*TABLES.values())}


def make(path: Path) -> Backup:
    """Write the database to a new file that only its owner may read. Raises BadBackup; then no file is left."""
    if path.exists():
        raise BadBackup(f"{path}: is there already; name a file that is not")
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _write(part)
        verify(part)
        part.replace(path)
    except OSError as error:
        raise BadBackup(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            part.unlink()
    return Backup(path, path.stat().st_size)


def verify(path: Path) -> None:
    """Open a backup and read it through. Raises BadBackup unless it is whole and holds a journal's tables."""
    if not path.is_file():
        raise BadBackup(f"{path}: there is no such file")
    with _unpacked(path) as files:
        for alias, wanted in _databases().items():
            read = _sqlite_tables if connections[alias].vendor == "sqlite" else _postgres_tables
            if missing := sorted(wanted - read(files[alias])):
                raise BadBackup(f"{path}: is no backup of Twinge: the table {missing[0]} is missing")


def restore(path: Path, *, replace: bool = False) -> Backup | None:
    """Make the database what the backup holds. Raises BadBackup, also when the database holds people, unless `replace`.

    Returns the backup of what was replaced, or None when nobody was there.
    """
    verify(path)
    held = holds_people()
    if held and not replace:
        raise BadBackup("The database holds a journal already; add --replace to put the backup in its place")
    before = make(default_path()) if held else None
    with _unpacked(path) as files:
        for alias in _databases():
            _load(files[alias], connections[alias])
    return before


def holds_people() -> bool:
    """Whether somebody has an account here; False without tables."""
    tables = connections[router.db_for_read(Person)].introspection.table_names()
    return Person._meta.db_table in tables and Person.objects.exists()


def keep_newest(folder: Path, n: int) -> list[Path]:
    """Delete all but the `n` newest backups of this kind of database in a folder; gives the deleted files."""
    found = sorted(folder.glob(f"twinge-*Z{suffix()}"), reverse=True)
    for path in found[n:]:
        path.unlink()
    return found[n:]


def require_backup(apps: Any, schema_editor: Any) -> None:
    """The first operation of a migration that cannot be undone: refuse without a verified backup of today.

    A database without entries needs none; NO_BACKUP=1 in the environment says aloud that none is wanted.
    """
    if os.environ.get("NO_BACKUP") == "1" or not _holds_entries(apps, schema_editor.connection.alias):
        return
    for path in sorted(settings.BACKUP_DIR.glob(f"twinge-{timezone.now():%Y%m%d}T*Z{suffix()}")):
        with suppress(BadBackup):
            verify(path)
            return
    raise CommandError(
        "This migration cannot be undone, and there is no backup of today in BACKUP_DIR. Run `manage.py backup` first,"
        " or set NO_BACKUP=1 to go on without one."
    )


def _holds_entries(apps: Any, alias: str) -> bool:
    models = apps.get_app_config("journal").get_models()
    return any(model.objects.using(alias).exists() for model in models if model._meta.object_name not in NOT_ENTRIES)


def _write(path: Path) -> None:
    """The one database, or an archive of both."""
    if len(_databases()) == 1:
        _dump(path, connections["default"])
        return
    with TemporaryDirectory(dir=path.parent) as folder, tarfile.open(path, "w") as archive:
        for alias in _databases():
            _dump(Path(folder) / alias, connections[alias])
            archive.add(Path(folder) / alias, arcname=alias)


@contextmanager
def _unpacked(path: Path) -> Iterator[dict[str, Path]]:
    """{alias: the file of its database}, out of the archive where there are two."""
    if len(_databases()) == 1:
        yield {"default": path}
        return
    with TemporaryDirectory(dir=path.parent) as folder:
        try:
            with tarfile.open(path) as archive:
                for alias in _databases():
                    archive.extract(alias, folder, filter="data")
        except (tarfile.TarError, KeyError):
            raise BadBackup(f"{path}: is no backup of a Twinge whose accounts have a database of their own") from None
        yield {alias: Path(folder) / alias for alias in _databases()}


def _dump(path: Path, database: Any) -> None:
    if database.vendor == "sqlite":
        database.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            database.connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, no write-ahead log beside it
    else:
        _run("pg_dump", "--format=custom", f"--file={path}", _name(database), database=database)


def _load(path: Path, database: Any) -> None:
    if database.vendor == "sqlite":
        with closing(_opened(path)) as source:
            database.ensure_connection()
            source.backup(database.connection)
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run("pg_restore", *options, _name(database), str(path), database=database)
    database.close()


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)


def _sqlite_tables(path: Path) -> set[str]:
    try:
        with closing(_opened(path)) as held:
            whole = held.execute("PRAGMA integrity_check").fetchone()[0]
            names = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"{path}: cannot be read as an SQLite backup: {error}") from None
    if whole != "ok":
        raise BadBackup(f"{path}: is damaged: {whole.splitlines()[0]}")
    return names


def _postgres_tables(path: Path) -> set[str]:
    _run("pg_restore", f"--file={os.devnull}", str(path))  # reads every row, so a torn file is found out
    lines = _run("pg_restore", "--list", str(path)).splitlines()
    return {line.split()[6] for line in lines if " TABLE DATA " in line}


def _name(database: Any) -> str:
    """A database as PostgreSQL's tools take it; the passphrase goes by the environment, never by an argument."""
    values = database.settings_dict
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER"}
    return "--dbname=" + " ".join(f"{word}={_quoted(values[key])}" for word, key in named.items() if values[key])


def _quoted(value: object) -> str:
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _run(*command: str, database: Any = None) -> str:
    """What one of PostgreSQL's tools prints. Raises BadBackup with its first line."""
    password = database.settings_dict["PASSWORD"] if database else ""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            command, capture_output=True, text=True, env=os.environ | {"PGPASSWORD": password or ""}, check=False
        )
    except FileNotFoundError:
        raise BadBackup(f"{command[0]} is not on this machine: install Debian's postgresql-client") from None
    if done.returncode:
        raise BadBackup(f"{command[0]}: {(done.stderr.strip().splitlines() or ['failed without a word'])[0]}")
    return done.stdout
