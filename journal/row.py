"""What is one entry to all who only read: a plain dict."""

from typing import Any

# One entry (or the person), with every key of its kind in the journal format; what was not recorded is None.
# See `journal.reading.rows` for the types of the values.
Row = dict[str, Any]
