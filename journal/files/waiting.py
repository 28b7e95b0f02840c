"""What a person brought and has not said yes to: one file a person, on disk, for a day.

Of a file that was read only the rows are kept; moments of a clock without a zone stay as they are, so that the person
can choose the zone. A large file itself waits until the worker has read it. Beside it stands how far that is (`Job`).
"""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.db.models import DateField, DateTimeField

from journal.calendar import DAY
from journal.files.found import Found, FoundRow, Refusal
from journal.files.plan import Counts, Outline
from journal.models import KINDS, Profile
from journal.row import Row

KEPT = DAY


@dataclass(frozen=True)
class Waiting:
    """What waits: the name of its file, for showing, and what was found in it."""

    name: str
    found: Found


@dataclass(frozen=True)
class Job:
    """What the worker has to do with a waiting file: `doing` is "read", "look" (set beside the journal, to be shown) or
    "save", then "failed" or "saved"; "map" where the person has to say what the columns of a table are.

    `done` of `size` bytes are read. `mark`: of this very job; a newer file or a no makes another of it. `said`: why it
    failed, or the id of the Import that it made, "" when there was nothing new.
    """

    name: str
    doing: str
    mark: str
    size: int = 0
    done: int = 0
    said: str = ""

    @property
    def works(self) -> bool:
        """Whether it is not over yet."""
        return self.doing in ("read", "look", "save")


@dataclass(frozen=True)
class Seen:
    """What the worker has made of what waits: what it would do, on the clock of a zone ("": the person's own).

    `version`: of the journal that it was set beside; `rows`: how many the file holds.
    """

    name: str
    zone: str
    version: int
    rows: int
    outline: Outline


def keep_upload(person: Profile, name: str, stream: BinaryIO, size: int) -> Job:
    """Let a file wait for the worker; what waited before is dropped."""
    drop(person.pk)
    folder()
    with _private(upload_path(person.pk)) as kept:
        shutil.copyfileobj(stream, kept, 1024 * 1024)
    return begin(person, Job(name, "read", uuid4().hex, size))


def begin(person: Profile, job: Job) -> Job:
    """Keep what the worker has to do, or how far it is."""
    _write(_path(person.pk, "job"), asdict(job))
    return job


def job_of(person: Profile) -> Job | None:
    """What the worker does, or has done, with the person's file."""
    try:
        return Job(**json.loads(_path(person.pk, "job").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def end_job(person_id: int) -> None:
    """The person has seen how it ended; or it is read and waits for the yes."""
    for kind in ("job", "upload"):
        _path(person_id, kind).unlink(missing_ok=True)


def upload_path(person_id: int) -> Path:
    """Where a file waits for the worker."""
    return _path(person_id, "upload")


def keep(person: Profile, name: str, found: Found) -> None:
    """Let what was found in a file wait; what waited before is dropped."""
    _path(person.pk, "seen").unlink(missing_ok=True)
    _write(_path(person.pk), {"name": name, "found": _plain(found)})
    end_job(person.pk)


def keep_seen(person: Profile, seen: Seen) -> None:
    """Keep what the page is to show of what waits."""
    _write(_path(person.pk, "seen"), asdict(seen))


def seen_of(person: Profile, now: datetime) -> Seen | None:
    """What the worker has made of what waits, or None; after a day all of it is dropped."""
    kept = _kept(person, "seen", now)
    if kept is None:
        return None
    try:
        told = kept["outline"]
        outline = Outline(
            counts={kind: Counts(**count) for kind, count in told["counts"].items()},
            remarks=told["remarks"],
            first={kind: [_values(kind, row) for row in rows] for kind, rows in told["first"].items()},
            ends=told["ends"] and tuple(date.fromisoformat(end) for end in told["ends"]),
            asks_zone=told["asks_zone"],
        )
        return Seen(**(kept | {"outline": outline}))
    except (ValueError, TypeError, KeyError):
        return None


def _write(path: Path, kept: Row) -> None:
    """Whole or not at all: whoever reads it sees what was there before, or all of this."""
    folder()
    written = path.with_name(f"{path.name}.new")
    with _private(written) as file:
        for part in json.JSONEncoder(default=_iso).iterencode(kept):
            file.write(part.encode())
    written.replace(path)


def _private(path: Path) -> BinaryIO:
    """A file to write that only its owner can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def folder() -> Path:
    """Where all of it lies, readable by its owner alone; made when it is not there."""
    path = Path(settings.UPLOAD_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def waiting(person: Profile, now: datetime) -> Waiting | None:
    """What waits for the person's yes, or None; after a day it is dropped."""
    kept = _kept(person, "json", now)
    if kept is None:
        return None
    rows = [FoundRow(kind, place, _values(kind, values)) for kind, place, values in kept["found"]["rows"]]
    refused = [Refusal(*refusal) for refusal in kept["found"]["refused"]]
    return Waiting(kept["name"], Found(rows, refused, kept["found"]["remarks"]))


def _kept(person: Profile, kind: str, now: datetime) -> Row | None:
    """What is kept of a kind for a person, or None; after a day all that waits is dropped."""
    path = _path(person.pk, kind)
    try:
        if path.stat().st_mtime < (now - KEPT).timestamp():
            drop(person.pk)
            return None
        found: Row = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
    return found


def drop(person_id: int) -> None:
    """Nothing waits any more for the person with this number; a worker that is at it stops."""
    end_job(person_id)
    for kind in ("json", "seen"):
        _path(person_id, kind).unlink(missing_ok=True)


def drop_old(now: datetime) -> None:
    """Drop what has waited for longer than a day, whoever's it is."""
    for path in Path(settings.UPLOAD_DIR).glob("*.*"):
        with suppress(FileNotFoundError):  # somebody said yes or no to it right now
            if path.stat().st_mtime < (now - KEPT).timestamp():
                path.unlink()


def _path(person_id: int, kind: str = "json") -> Path:
    return Path(settings.UPLOAD_DIR) / f"{person_id}.{kind}"


def _plain(found: Found) -> Row:
    return {
        "rows": [(row.kind, row.place, row.values) for row in found.rows],
        "refused": [(refusal.kind, refusal.text) for refusal in found.refused],
        "remarks": found.remarks,
    }


def _iso(value: Any) -> str:
    return str(value.isoformat() if isinstance(value, date) else value)


def _values(kind: str, values: Row) -> Row:
    """The values of a found row, moments and dates made of their text."""
    fields = {field.name: field for field in KINDS[kind]._meta.concrete_fields}
    made: Row = {}
    for name, value in values.items():
        if isinstance(fields.get(name), DateTimeField) and isinstance(value, str):
            made[name] = datetime.fromisoformat(value)
        elif isinstance(fields.get(name), DateField) and isinstance(value, str):
            made[name] = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        else:
            made[name] = value
    return made
