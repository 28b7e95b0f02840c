"""Whether the worker runs that does what takes long (`manage.py worker`), told by a file that it touches."""

import os
import signal
import threading
import time
from pathlib import Path

from django.conf import settings

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


def keep_beating(parent: int | None) -> None:
    """Beat from now on, in a thread; stop this process when it has lost the parent with that number."""
    beat()
    threading.Thread(target=_beats, args=[parent], daemon=True).start()


def stopped() -> None:
    """No worker runs any more."""
    _path().unlink(missing_ok=True)


def _beats(parent: int | None) -> None:
    while True:
        time.sleep(BEAT)
        if parent and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        beat()


def _path() -> Path:
    return Path(settings.UPLOAD_DIR) / "worker"
