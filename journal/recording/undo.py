"""Undo: a signed note of how entries were before a change, carried by the page that offers to undo it.

Nothing is stored for it; the note is good for its person only and for an hour.
"""

from django.core import signing
from django.db import IntegrityError

from journal.files.document import dump_row, parse_row
from journal.models import KINDS, Entry, Profile
from journal.reading.rows import columns
from journal.row import Row

_SALT = "journal.undo"
_MAX_AGE = 60 * 60

# An entry as it was: its kind, its id, and its row as JSON values, None when it was not there.
Note = tuple[str, str, Row | None]


def kind_of(entry: Entry) -> str:
    """The format's name of an entry's kind: a Drink -> "drinks"."""
    return next(kind for kind, model in KINDS.items() if model is type(entry))


def before(entry: Entry) -> Note:
    """How an entry is now, for `token`: (kind, id, row as JSON values)."""
    kind = kind_of(entry)
    row = {name: getattr(entry, name) for name in columns(kind)}
    return kind, str(entry.id), dump_row(row, entry.person.calendar)


def absent(entry: Entry) -> Note:
    """The note that the entry was not there before, for `token`."""
    return kind_of(entry), str(entry.id), None


def token(person: Profile, notes: list[Note]) -> str:
    """The signed text that undoes a change; `notes` from `before` and `absent`."""
    return signing.dumps([person.pk, notes], salt=_SALT, compress=True)


def undo(person: Profile, text: str) -> bool:
    """Put the entries back. Returns False when the note is broken, too old or another person's, or no longer fits."""
    try:
        owner, notes = signing.loads(text, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return False
    if owner != person.pk:
        return False
    try:
        _restore(person, notes)
    except IntegrityError:  # its date has been given to another entry since
        return False
    return True


def _restore(person: Profile, notes: list[Note]) -> None:
    with person.writing():
        for kind, entry_id, row in notes:
            mine = KINDS[kind].objects.of(person).filter(id=entry_id)
            if row is None:
                mine.delete()
            elif not mine.update(**(values := parse_row(kind, row))):
                KINDS[kind].objects.create(person=person, **values)
