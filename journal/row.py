"""What is one entry to all who only read: a plain dict."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

# One entry (or the person), with every key of its kind in the journal format; what was not recorded is None.
# See `journal.reading.rows` for the types of the values.
Row = dict[str, Any]


TYPED_SOURCES = ("", "manual")  # or none


def typed(row: Row) -> bool:
    """Whether the person wrote the entry down; what an import brings tells nothing of calm (docs/evidence.md, 1)."""
    return row.get("source") in (None, *TYPED_SOURCES)


def is_sleep(row: Row) -> bool:
    """Whether it is the row of a night or a nap."""
    return "hours" in row


def is_nap(row: Row) -> bool:
    """Whether the row of a sleep is a nap, which is never counted as the night."""
    return row.get("kind") == "nap"


def only_date(row: Row) -> date | None:
    """The date that no other entry of the row's kind may have: of a night or a check-in, not of a nap."""
    return None if is_nap(row) else row.get("date")


def digest(row: Row) -> str:
    """A short text that differs when any recorded value of an entry does."""
    plain = [[name, _plain(value)] for name, value in sorted(row.items()) if value is not None]
    return hashlib.sha256(json.dumps(plain, default=str).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """A value as it comes out of the database, whether it has been there or not: 7 is 7.0, moments are in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
