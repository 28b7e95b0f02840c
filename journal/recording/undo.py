"""Undo: a signed note of how entries were before a change, carried by the page that offers to undo it.

Nothing is stored for it; the note is good for its person only and for an hour.
"""

from django.core import signing
from django.db import IntegrityError, transaction

from journal.files.document import dump_row, parse_row
from journal.models import KINDS, Entry, Profile
from journal.reading.rows import columns
from journal.row import Row
from journal.row import digest as row_digest

_SALT = "journal.undo"
_MAX_AGE = 60 * 60

# What undoes one change: the entry's kind and id, its row before as JSON values (None when it was not there), and the
# digest of what the change left behind (None when nothing).
Note = tuple[str, str, Row | None, str | None]


def kind_of(entry: Entry) -> str:
    """The format's name of an entry's kind: a Drink -> "drinks"."""
    return next(kind for kind, model in KINDS.items() if model is type(entry))


def digest(entry: Entry | None) -> str | None:
    """A short text that differs when any column of an entry does; None without one."""
    return None if entry is None else row_digest(_row(entry))


def changed(kind: str, entry_id: object, before: Row | None, after: Entry | None) -> Note:
    """The note that undoes a change, for `token`. `before`: from `row_of`."""
    return kind, str(entry_id), before, digest(after)


def row_of(entry: Entry) -> Row:
    """How an entry is now, for `changed`: its row as JSON values."""
    return dump_row(_row(entry), entry.person.calendar)


def made(entry: Entry) -> Note:
    """The note that takes back a new entry."""
    return changed(kind_of(entry), entry.id, None, entry)


def deleted(entry: Entry) -> Note:
    """The note that brings a deleted entry back; made before it is deleted."""
    return changed(kind_of(entry), entry.id, row_of(entry), None)


def _row(entry: Entry) -> Row:
    return {name: getattr(entry, name) for name in columns(kind_of(entry))}


def token(person: Profile, notes: list[Note]) -> str:
    """The signed text that undoes a change; `notes` from `before` and `absent`."""
    return signing.dumps([person.pk, notes], salt=_SALT, compress=True)


def undo(person: Profile, text: str) -> bool:
    """Put the entries back. Returns False when the note is broken, too old or another person's, or no longer fits:
    an entry that was changed again since is left as it is.
    """
    try:
        owner, notes = signing.loads(text, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return False
    if owner != person.pk:
        return False
    try:
        return _restore(person, notes)
    except IntegrityError:  # its date has been given to another entry since
        return False


def _restore(person: Profile, notes: list[Note]) -> bool:
    """Whether all entries were still as the change left them; else none is touched."""
    with person.writing():
        stored = [KINDS[kind].objects.of(person).filter(id=entry_id).first() for kind, entry_id, _row, _left in notes]
        if [digest(entry) for entry in stored] != [left for _kind, _id, _row, left in notes]:
            transaction.set_rollback(True)
            return False
        for kind, entry_id, row, left in notes:
            mine = KINDS[kind].objects.of(person).filter(id=entry_id)
            if row is None:
                mine.delete()
            elif left is None:
                KINDS[kind].objects.create(person=person, **parse_row(kind, row))
            else:
                mine.update(**parse_row(kind, row))
    return True
