"""manage.py backup [--output FILE] [--keep N]"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.hosting import backup


class Command(BaseCommand):
    help = "Write the whole database to one verified file, while others may write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="a new file; by default one in BACKUP_DIR, named by the moment")
        parser.add_argument("--keep", type=int, metavar="N", help="then delete all but the N newest of BACKUP_DIR")

    def handle(self, *, output: Any, keep: int, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError(f"--keep: {keep} is not possible; keep 1 or more")
        try:
            made = backup.make(output or backup.default_path())
        except backup.BadBackup as bad:
            raise CommandError(f"{bad}") from None
        self.stdout.write(f"{made.path}: {made.size:,} bytes, opened and read through.")
        self.stdout.write(backup.NOT_IN_IT)
        for path in backup.keep_newest(settings.BACKUP_DIR, keep) if keep else ():
            self.stdout.write(f"{path}: deleted.")
