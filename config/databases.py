"""Accounts in one database, journals in another: which table lies where.

The router is there only when `ACCOUNTS_DATABASE_URL` is set. Without it both sides are the database "default".
"""

from typing import Any

from django.db import connections
from django.db.models import Model

ACCOUNTS, JOURNALS = "accounts", "default"
# Of the journal's app, the tables that belong to accounts.
OF_ACCOUNTS = {"person", "reminder", "pushaddress", "sentreminder", "device", "token", "sharedsummary", "sharedview"}


class AccountsApart:
    """All but the journals' tables lie on the accounts' side: Person, sign-in, browsers' sessions, the shared cache."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return side_of(model._meta.app_label, model._meta.model_name)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """Each table on its own side; Person on both until the migration that gives journals a table of their own."""
        if model_name == "person" and _before_the_split(hints.get("model")):
            return True
        return db == side_of(app_label, model_name)


def side_of(app_label: str, model_name: str | None) -> str:
    """The database of a model. What a migration of the journal's app does without naming one is done to journals."""
    return JOURNALS if app_label == "journal" and model_name not in OF_ACCOUNTS else ACCOUNTS


def _before_the_split(model: type[Model] | None) -> bool:
    """Whether a Person of an earlier migration still is the row that entries refer to."""
    return model is not None and "profile" not in model._meta.apps.all_models["journal"]


def leave_databases() -> None:
    """Close all connections of this process, and the pools that hold them: neither may be shared with a child."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
