"""What a file tells, held to the limits of the journal: a row of finished values, or why not."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from journal.calendar import Calendar, is_known_date, is_known_moment
from journal.files.document import Late
from journal.files.document_values import BadValue, field_value
from journal.files.found import Find, FoundRow, Refusal, Remark
from journal.models import KINDS
from journal.reading.rows import columns, date_at

MOST_MINUTES = 24 * 60


def checked(found: FoundRow, calendar: Calendar, late: Late) -> Iterator[Find]:
    """The row with finished values, or its Refusal; a Remark for each value that was left out of it.

    `calendar`: whose clock tells moments without an offset.
    """
    fields = {name: KINDS[found.kind]._meta.get_field(name) for name in columns(found.kind)}
    row = {}
    try:
        for name, value in found.values.items():
            try:
                if name == "date" and isinstance(value, datetime):  # a file that knows no other clock than UTC
                    value = date_at(found.kind, calendar, value)
                known = fields.get(name)  # None: a mark of the source of what has no column for it
                row[name] = _value(f"{found.place}: {name}", known, value, calendar) if known else value
            except BadValue as bad:
                # A check-in of a table says nothing else, and what has no mark would come in again and again.
                if not fields[name].null or found.kind == "days" or name == "source_id":
                    raise
                yield Remark(_("left out: %(why)s") % {"why": bad})
        _whole(found, row)
        late.refuse(found.place, row)
    except BadValue as bad:
        yield Refusal(found.kind, str(bad))
        return
    yield FoundRow(found.kind, found.place, row)


def _value(place: str, field: Any, value: Any, calendar: Calendar) -> Any:
    if isinstance(value, datetime):
        moment = value if value.tzinfo else calendar.clock(value.date(), value.time())
        return _known(place, moment, is_known_moment(moment))
    if isinstance(value, date):
        return _known(place, value, is_known_date(value))
    if field.name == "duration_min" and value > MOST_MINUTES:
        hours = _("within 24 hours; was it left running for %(hours)s h?") % {"hours": round(value / 60)}
        raise BadValue(place, value, hours)
    return field_value(place, field, value)


def _known(place: str, value: date, is_known: bool) -> date:
    """The date or moment, if pages know it."""
    if not is_known:
        raise BadValue(place, value, _("a time from 1901 to 2199"))
    return value


def _whole(found: FoundRow, row: dict[str, Any]) -> None:
    """Refuse a row that lacks what every entry of its kind has."""
    for field in KINDS[found.kind]._meta.concrete_fields:
        required = field.name in columns(found.kind) and not (field.null or field.has_default())
        if required and row.get(field.name) is None:
            raise BadValue(f"{found.place}: {field.name}", None, _("given"))
