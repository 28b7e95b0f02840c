"""At most two analyses, summaries and PDFs at once on this host, in whatever process: each takes a processor, and other
pages need one. A PDF takes ten times as long as the others, so those are made one after the other, and few wait.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import sleep
from typing import IO, Any

from django.conf import settings

PLACES = ("analysis-0", "analysis-1")
PDF_PLACES = ("pdf-0",)
WAIT_S = 0.01  # between two looks for a free place; an analysis takes some ten times as long
# Threads of this process that make a PDF or a long summary, or wait for that: two of eight serve other pages meanwhile.
MOST_PDFS, MOST_LONG = 2, 4
_PDFS, _LONG = BoundedSemaphore(MOST_PDFS), BoundedSemaphore(MOST_LONG)


class TooBusy(Exception):
    """Others wait already."""


@contextmanager
def turn(places: tuple[str, ...] = PLACES) -> Iterator[None]:
    """Waits until there is a place, and holds it. The system takes it back from a process that dies."""
    settings.VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    while (place := _free_place(places)) is None:
        sleep(WAIT_S)
    with place:
        yield


@contextmanager
def pdf_turn() -> Iterator[None]:
    """Waits until no other PDF is made on this host. Raises TooBusy at once where enough threads wait for that."""
    with _one_of(_PDFS), turn(PDF_PLACES):
        yield


@contextmanager
def few_at_once() -> Iterator[None]:
    """For pages that take long, and take a `turn` themselves. Raises TooBusy at once where enough threads make some."""
    with _one_of(_LONG):
        yield


@contextmanager
def _one_of(threads: BoundedSemaphore) -> Iterator[None]:
    """Counts this thread among those that may. Raises TooBusy where there are enough of them."""
    if not threads.acquire(blocking=False):
        raise TooBusy
    try:
        yield
    finally:
        threads.release()


def _free_place(places: tuple[str, ...]) -> IO[Any] | None:
    """The locked file of a place that nobody held, or None. It is free again when the file is closed."""
    for name in places:
        place = (settings.VAR_DIR / f"{name}.lock").open("w")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place.close()
        else:
            return place
    return None
