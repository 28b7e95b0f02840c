"""manage.py restore FILE [--replace]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.hosting import backup
from journal.hosting.schema import OlderSchema, refuse_older_schema


class Command(BaseCommand):
    help = "Make the database what a backup holds. Stop the server first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="also where somebody has a journal already")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            before = backup.restore(file, replace=replace)
        except backup.BadBackup as bad:
            raise CommandError(f"{bad}") from None
        if before:
            self.stdout.write(f"{before.path}: what was there before.")
        self.stdout.write(f"{file}: restored.")
        self.stdout.write(backup.NOT_IN_IT)
        try:
            refuse_older_schema()
        except OlderSchema:
            self.stdout.write("It is of an older release: run `manage.py migrate` before you start the server.")
