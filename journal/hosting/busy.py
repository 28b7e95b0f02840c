"""Whether an error says that the database cannot be had for the moment: locked for too long, or not there.

What a page must write waits for its turn, up to 20 seconds. What is only for us, a count or how long somebody stays
signed in, is left undone instead of letting a reader wait.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import InterfaceError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_OF_SQLITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN)
# Beginnings of PostgreSQL's codes: connection lost, too many of them, a lock or a deadlock, the server going down.
_OF_POSTGRESQL = ("08", "53300", "55P03", "40", "57P")


def database_is_busy(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, is about a database that may answer again in a while."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) and _passes(error.__cause__):
            return True
        error = error.__cause__ or error.__context__
    return False


HARDLY_MS = 250


@contextmanager
def hardly_waiting() -> Iterator[None]:
    """Writes in here give up soon (`database_is_busy`) when somebody else holds SQLite's only place to write.

    PostgreSQL locks rows, so there they hardly meet anybody: see `unless_busy`.
    """
    opened = [each for each in connections.all() if each.vendor == "sqlite"]
    for each in opened:
        _wait_at_most(each, HARDLY_MS)
    try:
        yield
    finally:
        for each in opened:
            _wait_at_most(each, 1000 * each.settings_dict["OPTIONS"].get("timeout", 5))


def _wait_at_most(connection: BaseDatabaseWrapper, milliseconds: int) -> None:
    """Without a query of Django's: it costs next to nothing, and no page's queries are those of its locks."""
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def unless_busy(write: Callable[[], Any], using: str) -> Any:
    """What a small write to the database `using` gives; None where it is left undone: somebody else writes for long.

    For what the next request can write as well. In PostgreSQL, too, a row that is locked is not waited for.
    """
    try:
        with hardly_waiting(), transaction.atomic(using=using):
            if connections[using].vendor == "postgresql":
                with connections[using].cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{HARDLY_MS}ms'")
            return write()
    except OperationalError as error:
        if database_is_busy(error):
            return None
        raise


def _passes(cause: BaseException | None) -> bool:
    """Whether what the database's driver raised will pass by itself."""
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _OF_SQLITE
    if not type(cause).__module__.startswith("psycopg"):
        return False
    code = getattr(cause, "sqlstate", None)  # none: the server was not reached, or hung up
    return code is None or code.startswith(_OF_POSTGRESQL)
