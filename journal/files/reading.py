"""From a file, whatever its format, to all that it holds."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.files import document
from journal.files.containers import head_of, members
from journal.files.document import BadFile
from journal.files.formats import fit, gpx, tcx
from journal.files.found import Finds, Found, OneFile, Refusal
from journal.reading.rows import Journal

MOST_IN_MEMORY = 64 * 1024**2  # of a FIT file; a day's ride has 5 MB


@dataclass(frozen=True)
class Format:
    """A format: what it is called on the command line, how its beginning is known, and its reader."""

    name: str
    begins: Callable[[bytes], bool]
    read: Callable[[OneFile], Finds]


def _fit(file: OneFile) -> Finds:
    """FIT's reader wants a file that it can go about in."""
    return fit.read(OneFile(file.name, io.BytesIO(file.stream.read(MOST_IN_MEMORY))))


FORMATS = [
    Format("fit", lambda head: head[8:12] == b".FIT", _fit),
    Format("tcx", lambda head: b"<TrainingCenterDatabase" in head, tcx.read),
    Format("gpx", lambda head: b"<gpx" in head, gpx.read),
]
OWN = document.FORMAT


def format_names() -> list[str]:
    """What `--format` takes."""
    return [OWN, *(one.name for one in FORMATS)]


def read_file(file: OneFile, size: int, now: datetime, name: str | None = None) -> Found:
    """All that a file of `size` bytes holds. `name`: the format, where it cannot be told from the file.

    Raises BadFile, with one sentence, when the file holds nothing that can be read. In an archive a file that is broken
    is a refusal among the others.
    """
    if not size:
        raise BadFile(_("the file is empty"))
    found, unread, whole = Found(), 0, True
    for one in members(file, size):
        whole = whole and one is file
        try:
            unread += not _read_one(one, size, found, now, name)
        except BadFile as bad:
            if whole:
                raise
            found.refused.append(Refusal("files", str(bad)))
    _said_of_the_rest(found, unread)
    return found


def _read_one(one: OneFile | BadFile, size: int, found: Found, now: datetime, name: str | None) -> bool:
    """Whether a file's format is known; then `found` holds what it says."""
    if isinstance(one, BadFile):
        raise one
    head = head_of(one)
    chosen = next((f for f in FORMATS if (f.name == name if name else f.begins(head))), None)
    if chosen:
        found.take(chosen.read(one))
    elif name == OWN or one.name.lower().endswith(".json") or OWN.encode() in head:
        found.journal = _own(one, size, now)
    return bool(chosen or found.journal)


def _own(one: OneFile, size: int, now: datetime) -> Journal:
    if size > document.MAX_BYTES:
        raise BadFile(document.too_large(size))
    return document.parse(one.stream.read(document.MAX_BYTES + 1), now)


def _said_of_the_rest(found: Found, unread: int) -> None:
    """Say how many files were left out, and refuse a file of which nothing could be read."""
    if found.journal or found.rows:
        if unread:
            found.remarks.append(
                ngettext("%(n)s other file was not read", "%(n)s other files were not read", unread) % {"n": unread}
            )
    elif found.refused:
        raise BadFile(found.refused[0].text)
    else:
        raise BadFile(
            _("this is none of the formats that Twinge reads: FIT, TCX, GPX, or a zip of them, or a Twinge journal")
        )
