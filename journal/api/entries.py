"""Entries put, got, listed and deleted whole, by the rules of the journal format."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from journal.api.answers import Problem, tags
from journal.files.document import dump_row, entry_row
from journal.files.document_values import BadValue
from journal.models import KINDS, Entry, Profile, Session
from journal.reading.marks import before_mark, mark_of
from journal.reading.rows import columns
from journal.recording.session_drink import belonging, middle, move_along
from journal.recording.undo import digest
from journal.row import Row
from journal.row import digest as row_digest

# What an address names an entry by: causes set aside have no id in the format.
KEYS = dict.fromkeys(KINDS, "id") | {"set_aside": "cause"}


def put(
    person: Profile, kind: str, key: UUID | str, value: Any, match: str | None, now: datetime
) -> tuple[Entry, bool]:
    """Put an entry in the place of what stands under `key`: (the entry, whether it is new).

    `value`: its JSON; what it leaves out is not recorded. `match`: the If-Match header, which must hold the digest of
    the entry that is there. Raises BadValue, and Problem 409 or 412.
    """
    row = entry_row(kind, _with_key(kind, key, value), person.calendar, now)
    with person.writing():
        stored = _stored(person, kind, key)
        _refuse_another(stored, match)
        was = middle(stored) if isinstance(stored, Session) else None
        entry = _replaced(stored, row) if stored else KINDS[kind](person=person, **row)
        refuse_twice(kind, entry)
        entry.save(force_insert=stored is None)
        if was and isinstance(entry, Session):
            for drink in belonging(entry):
                move_along(drink, was, entry)
    person.refresh_from_db(fields=["journal_version"])
    return entry, stored is None


def _replaced(stored: Entry, row: Row) -> Entry:
    for name, value in row.items():
        setattr(stored, name, value)
    return stored


def delete(person: Profile, kind: str, key: UUID | str, match: str | None) -> None:
    """Delete an entry. `match`: the If-Match header, where one is sent. Raises Problem 404 and 412."""
    with person.writing():
        stored = _stored(person, kind, key)
        if stored is None:
            raise gone()
        if match not in (None, "*"):
            _refuse_another(stored, match)
        for entry in (*belonging(stored), stored):
            entry.delete()
    person.refresh_from_db(fields=["journal_version"])


def gone() -> Problem:
    """What is answered where there is no such entry of this person's."""
    return Problem(404, _("There is no such entry in this journal."))


def get(person: Profile, kind: str, key: UUID | str) -> Entry:
    """The entry under `key`. Raises Problem 404."""
    found = KINDS[kind].objects.of(person).filter(**{KEYS[kind]: key}).first()
    if found is None:
        raise gone()
    found.person = person
    return found


def told(entry: Entry, kind: str) -> Row:
    """An entry with every key of its kind; null is "not recorded"."""
    row = {name: getattr(entry, name) for name in columns(kind)}
    return told_row(row, entry.person)


def told_row(row: Row, person: Profile) -> Row:
    """A row with every key of its kind as JSON values; null is "not recorded"."""
    return dict.fromkeys(row) | dump_row(row, person.calendar)


def listed(person: Profile, kind: str, cursor: str | None, limit: int) -> Row:
    """A page of a list, newest first, as `list_schema` has it; two queries at most. Raises BadValue."""
    model = KINDS[kind]
    found = model.objects.of(person).newest_first()
    if cursor is not None:
        before = before_mark(model, cursor)
        if before is None:
            raise BadValue("cursor", cursor, _("left out, or what the list before gave as next"))
        found = found.filter(before)
    names = columns(kind)
    rows = list(found.values(*dict.fromkeys(["id", *names]))[: limit + 1])
    shown = [{name: row[name] for name in names} for row in rows[:limit]]
    return {
        "entries": [told_row(row, person) for row in shown],
        "digests": {str(row[KEYS[kind]]): row_digest(row) for row in shown},
        "next": mark_of(rows[limit - 1], model) if len(rows) > limit else None,
    }


def _with_key(kind: str, key: UUID | str, value: Any) -> Any:
    """The value with the key of its address, which it may leave out but not contradict."""
    name = KEYS[kind]
    if not isinstance(value, dict):
        raise BadValue("body", value, _("an object with the keys of one entry"))
    said = value.get(name)
    if said is not None and str(said).lower() != str(key).lower():
        raise BadValue(name, said, _("%(key)s as in the address, or left out") % {"key": key})
    return value | {name: str(key)}


def _stored(person: Profile, kind: str, key: UUID | str) -> Entry | None:
    """The entry under `key`, locked; asked inside `person.writing()`."""
    stored: Entry | None = KINDS[kind].objects.of(person).select_for_update().filter(**{KEYS[kind]: key}).first()
    if stored:
        stored.person = person
    return stored


def _refuse_another(stored: Entry | None, match: str | None) -> None:
    """Raise Problem 412 unless If-Match names the entry that is there, or is not sent where none is."""
    if stored is None and match is None:
        return
    if stored is None:
        raise Problem(412, _("There is no such entry any more. Leave If-Match out to make a new one."))
    tag = f'"{digest(stored)}"'
    if match is None:
        detail = _("There is an entry already. To put this in its place, send If-Match with its digest.")
        raise Problem(412, detail, {"ETag": tag})
    if match == "*":
        detail = _("“*” would replace whatever is there: send the digest of the entry as If-Match.")
        raise Problem(412, detail, {"ETag": tag})
    if tag not in tags(match):
        raise Problem(
            412, _("The entry was changed since: get it again, then send its digest as If-Match."), {"ETag": tag}
        )


def refuse_twice(kind: str, entry: Entry) -> None:
    """Raise Problem 409 for what only one entry may have: a date, the id at a source, a running trial's cause."""
    for constraint in _once(entry):
        try:
            constraint.validate(type(entry), entry)
        except ValidationError:
            name = [name for name in constraint.fields if name != "person"][-1]
            expected = _("something that no other entry has: get that one, and change or delete it")
            bad = BadValue(name, getattr(entry, name), expected)
            raise Problem(409, str(bad), field=bad.place, value=bad.shown, expected=expected) from None


def _once(entry: Entry) -> Iterator[UniqueConstraint]:
    return (one for one in entry._meta.constraints if isinstance(one, UniqueConstraint))
