"""Whether an error says that the database cannot be had for the moment: locked for too long, or not there."""

import sqlite3

from django.db import InterfaceError, OperationalError

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


def _passes(cause: BaseException | None) -> bool:
    """Whether what the database's driver raised will pass by itself."""
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _OF_SQLITE
    if not type(cause).__module__.startswith("psycopg"):
        return False
    code = getattr(cause, "sqlstate", None)  # none: the server was not reached, or hung up
    return code is None or code.startswith(_OF_POSTGRESQL)
