"""Where a long list goes on: a mark that stands for the last row shown."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from journal.calendar import parse_date, parse_moment
from journal.row import Row


def mark_of(row: Row, model: type[Any]) -> str:
    """The mark of a row: its time and, since times can be shared, its id."""
    return f"{row[model.WHEN].isoformat()},{row['id']}"


def before_mark(model: type[Any], mark: str) -> Q | None:
    """The condition for the entries after a mark in a list that begins with the newest; None when it is no mark."""
    when, _comma, entry_id = mark.partition(",")
    dated = model._meta.get_field(model.WHEN).get_internal_type() == "DateField"
    at: date | None = (parse_date if dated else parse_moment)(when)
    if at is None or not is_uuid(entry_id):
        return None
    same: dict[str, Any] = {model.WHEN: at, "id__lt": UUID(entry_id)}
    return Q(**{f"{model.WHEN}__lt": at}) | Q(**same)


def is_uuid(text: str) -> bool:
    """Whether a text from outside can be an entry's id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
