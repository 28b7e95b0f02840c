"""Room for Python's own frames, so that drawing a page does not ask the system for memory a thousand times."""

from collections.abc import Callable, Iterable
from typing import Any

SLOTS = 9000  # of 8 bytes: more than 64 kB, so the chunk has 128 kB and the calls inside have the rest of it


def in_one_chunk(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The same WSGI application, called from a frame that is large on purpose.

    CPython keeps the frames of a thread in chunks of 16 kB (`push_chunk` in Python/pystate.c) and gives a chunk back to
    the system as soon as its last frame returns. Templates call each other deeply: where a loop stands at the edge of a
    chunk, memory is mapped, cleared and unmapped at each turn. A frame that does not fit gets a larger chunk.
    """

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return inner(environ, start_response)

    application.__code__ = application.__code__.replace(co_stacksize=SLOTS)
    return application
