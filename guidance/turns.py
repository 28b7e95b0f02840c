"""At most two analyses, summaries and PDFs at once on this host, in whatever process: each takes a processor, and other
pages need one.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import IO, Any

from django.conf import settings

PLACES = 2
WAIT_S = 0.01  # between two looks for a free place; an analysis takes some ten times as long


@contextmanager
def turn() -> Iterator[None]:
    """Waits until there is a place, and holds it. The system takes it back from a process that dies."""
    settings.VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    while (place := _free_place()) is None:
        sleep(WAIT_S)
    with place:
        yield


def _free_place() -> IO[Any] | None:
    """The locked file of a place that nobody held, or None. It is free again when the file is closed."""
    for n in range(PLACES):
        place = (settings.VAR_DIR / f"analysis-{n}.lock").open("w")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place.close()
        else:
            return place
    return None
