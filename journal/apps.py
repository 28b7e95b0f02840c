import os
import stat
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.backends.signals import connection_created
from django.db.models.signals import post_save


class JournalConfig(AppConfig):
    name = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset  # once all apps are there

        from journal.accounts.devices import end_others, note_at_sign_in
        from journal.accounts.sessions import renew_at_sign_in

        if settings.METRICS_TOKEN:
            from allauth.mfa.signals import authentication_failed

            from journal.hosting.metrics import import_made, sign_in_refused

            for refused in (user_login_failed, authentication_failed):
                refused.connect(sign_in_refused, dispatch_uid="sign_in_refused")
            post_save.connect(import_made, sender="journal.Import", dispatch_uid="import_made")
        connection_created.connect(keep_private, dispatch_uid="keep_private")
        user_logged_out.connect(drop_waiting_file, dispatch_uid="drop_waiting_file")
        user_logged_in.connect(renew_at_sign_in, dispatch_uid="renew_at_sign_in")
        user_logged_in.connect(note_at_sign_in, dispatch_uid="note_at_sign_in")
        for signal in (password_changed, password_reset):
            signal.connect(end_others, dispatch_uid="end_others")


def keep_private(connection: Any, **_said: Any) -> None:
    """An SQLite file is its owner's alone, and so are the files that SQLite makes beside it in the same mode."""
    path = Path(connection.settings_dict["NAME"] or "")
    if connection.vendor == "sqlite" and path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        os.chmod(path, 0o600)


def drop_waiting_file(user: Any = None, **_said: Any) -> None:
    """Receiver of `user_logged_out`: what waits for a yes goes with the one who could say it."""
    from journal.files.waiting import drop

    if user is not None and user.pk:
        drop(user.pk)
