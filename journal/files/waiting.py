"""What was read from a file and waits for the person's yes: one a person, on disk, for a day.

Only the rows are kept, never the file itself. Moments of a clock without a zone stay as they are, so that the person
can choose the zone.
"""

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import DateField, DateTimeField

from journal.calendar import DAY
from journal.files.found import Found, FoundRow, Refusal
from journal.models import KINDS, Profile
from journal.row import Row

KEPT = DAY


@dataclass(frozen=True)
class Waiting:
    """What waits: the name of its file, for showing, and what was found in it."""

    name: str
    found: Found


def keep(person: Profile, name: str, found: Found) -> None:
    """Let what was found in a file wait; what waited before is dropped."""
    path = _path(person.pk)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"name": name, "found": _plain(found)}, file, default=_iso)
    written.replace(path)


def waiting(person: Profile, now: datetime) -> Waiting | None:
    """What waits for the person's yes, or None; after a day it is dropped."""
    path = _path(person.pk)
    try:
        if path.stat().st_mtime < (now - KEPT).timestamp():
            drop(person.pk)
            return None
        kept = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
    rows = [FoundRow(kind, place, _values(kind, values)) for kind, place, values in kept["found"]["rows"]]
    refused = [Refusal(*refusal) for refusal in kept["found"]["refused"]]
    return Waiting(kept["name"], Found(rows, refused, kept["found"]["remarks"]))


def drop(person_id: int) -> None:
    """Nothing waits any more for the person with this number."""
    _path(person_id).unlink(missing_ok=True)


def drop_old(now: datetime) -> None:
    """Drop what has waited for longer than a day, whoever's it is."""
    for path in Path(settings.UPLOAD_DIR).glob("*.json"):
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)


def _path(person_id: int) -> Path:
    return Path(settings.UPLOAD_DIR) / f"{person_id}.json"


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
        if isinstance(fields[name], DateTimeField) and isinstance(value, str):
            made[name] = datetime.fromisoformat(value)
        elif isinstance(fields[name], DateField) and isinstance(value, str):
            made[name] = date.fromisoformat(value)
        else:
            made[name] = value
    return made
