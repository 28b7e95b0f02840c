"""`manage.py guide`: guidance straight from journal files, or of a person, as JSON lines.

A file that cannot be read is named on standard error and the others are answered all the same; the status is then 1.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from guidance.analysis.analysis import advise
from guidance.analysis.as_json import guidance_row
from journal.public import (
    BadFile,
    Journal,
    is_known_moment,
    parse_document,
    person_named,
    read,
    refuse_older_schema,
)


class Command(BaseCommand):
    help = "Guidance of journal files (no database needed) or of a person, one JSON line each."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="journals in the twinge-journal format")
        parser.add_argument("--person", metavar="NAME", help="a person of the database instead of files")
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as of this moment, like 2026-06-18T20:00:00+02:00; by default a file's exported_at, now for a person",
        )

    def handle(self, *, files: list[str], person: str | None, at: str | None, **options: Any) -> None:
        if bool(files) == bool(person):
            raise CommandError("Give journal files, or --person NAME, and not both.")
        as_of = moment(at) if at else None
        if person:
            refuse_older_schema()
            self.stdout.write(of_person(person, as_of))
        elif refused := list(self.of_files(files, as_of)):
            raise CommandError("\n".join(refused))

    def of_files(self, files: list[str], at: datetime | None) -> Iterator[str]:
        """Print the line of each file that can be read; gives the sentences about the others."""
        for name in files:
            try:
                self.stdout.write(of_file(name, at))
            except CommandError as error:
                yield str(error)


def moment(text: str) -> datetime:
    """An aware moment from ISO 8601 text; CommandError otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not is_known_moment(found):
        raise CommandError(
            f"--at: {text!r} must be a time of the years 1901 to 2199 with its offset, like 2026-06-18T20:00:00+02:00."
        )
    return found


def of_file(name: str, at: datetime | None) -> str:
    """The line of one file; CommandError with one line when it cannot be read."""
    try:
        journal = parse_document(name)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}. It must be a file that can be read.") from None
    except BadFile as error:
        raise CommandError(f"{name}: {error}") from None
    return line({"file": name}, journal, at or journal.exported_at or timezone.now())


def of_person(name: str, at: datetime | None) -> str:
    """The line of one person of the database."""
    person = person_named(name)
    if person is None:
        raise CommandError(f"--person: {name!r} is nobody here; it must be the name or e-mail address of an account.")
    return line({"person": name}, read(person), at or timezone.now())


def line(whose: dict[str, str], journal: Journal, at: datetime) -> str:
    """One line of JSON: the guidance of a Journal at a moment."""
    return json.dumps(whose | guidance_row(advise(journal, at), journal.calendar), ensure_ascii=False)
