"""Whether the database has every migration that this code knows. A newer one is fine: hosts are upgraded one by one."""

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class OlderSchema(ImproperlyConfigured):
    """The database is older than this code."""


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """(app, name) of every migration of this code."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def missing_migrations() -> list[tuple[str, str]]:
    """(app, name) of the migrations that a database lacks, in order. Raises DatabaseError when one does not answer."""
    lacking = (known_migrations() - set(MigrationRecorder(each).applied_migrations()) for each in connections.all())
    return sorted(set().union(*lacking))


def refuse_older_schema() -> None:
    """Raise OlderSchema, one clear line, when the database lacks a migration."""
    if missing := missing_migrations():
        app, name = missing[-1]
        raise OlderSchema(
            f"The database is older than this code ({len(missing)} migrations are missing, the last is {app}.{name})."
            " Run `manage.py backup`, then `manage.py migrate`."
        )
