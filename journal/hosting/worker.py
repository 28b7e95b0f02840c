"""Whether the worker runs that does what takes long (`manage.py worker`), told by a file that it touches."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from journal.calendar import DAY

BEAT = 10  # seconds
SILENT = 60  # seconds without a beat after which it counts as gone


def worker_runs() -> bool:
    """Whether a worker has been heard of in the last minute."""
    try:
        return time.time() - _path().stat().st_mtime < SILENT
    except FileNotFoundError:
        return False


def beat() -> None:
    """A worker says that it runs."""
    _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _path().touch()


def keep_beating(parent: int | None, also: Callable[[], None]) -> None:
    """Beat from now on, in a thread, and do `also` each time; stop this process when it has lost that parent."""
    beat()
    threading.Thread(target=_beats, args=[parent, also], daemon=True).start()


def take_up_again() -> None:
    """Let tasks wait again that a worker was at when it was killed. Nothing of them is half done: see the tasks."""
    if not worker_runs():
        DBTaskResult.objects.running().update(status=TaskResultStatus.READY)


def forget_old_tasks(now: datetime) -> None:
    """Delete what was done more than a day ago: reminders alone are a task a person and day."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - DAY).delete()


def forget_tasks(person_id: int) -> None:
    """Delete the tasks of a person. The first argument of a task is the number of the person whose it is."""
    DBTaskResult.objects.filter(args_kwargs__args__0=person_id).delete()


def stopped() -> None:
    """No worker runs any more."""
    _path().unlink(missing_ok=True)


def _beats(parent: int | None, also: Callable[[], None]) -> None:
    while True:
        time.sleep(BEAT)
        if parent and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        beat()
        also()


def _path() -> Path:
    return Path(settings.UPLOAD_DIR) / "worker"
