"""How a log line is written: what happened, never who it happened to or what they wrote."""

import logging
import re
from traceback import format_tb
from typing import Any

# Errors whose words are the machine's own; others may quote a row, a typed value or an address.
_SAID = ("OperationalError", "OSError", "TimeoutError", "ConnectionRefusedError", "MemoryError", "NoReverseMatch")
# Links that open something: to a new passphrase, to a new address, to a summary that is shared.
_KEY = re.compile(r"(/reset/key/|/settings/email/|(?<!/settings)/shared/)(?!sent/|done/)[^/\s]+")


class Line(logging.Formatter):
    """One line a record. Of an error: its kind and where in the code it happened, and so of those that led to it."""

    def format(self, record: logging.LogRecord) -> str:
        return _KEY.sub(r"\1...", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (as logging calls it)
        error, parts = ei[1], []
        while error is not None:
            words = f": {error}" if type(error).__name__ in _SAID else ""
            parts.append("".join(format_tb(error.__traceback__)) + f"{_kind(error)}{words}")
            error = error.__cause__ or error.__context__
        return "\nled to:\n".join(reversed(parts))


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
