"""What is one entry to all who only read: a plain dict."""

from datetime import date
from typing import Any

# One entry (or the person), with every key of its kind in the journal format; what was not recorded is None.
# See `journal.reading.rows` for the types of the values.
Row = dict[str, Any]


TYPED_SOURCES = ("", "manual")  # or none


def typed(row: Row) -> bool:
    """Whether the person wrote the entry down; what an import brings tells nothing of calm (docs/evidence.md, 1)."""
    return row.get("source") in (None, *TYPED_SOURCES)


def is_nap(row: Row) -> bool:
    """Whether the row of a sleep is a nap, which is never counted as the night."""
    return row.get("kind") == "nap"


def only_date(row: Row) -> date | None:
    """The date that no other entry of the row's kind may have: of a night or a check-in, not of a nap."""
    return None if is_nap(row) else row.get("date")
