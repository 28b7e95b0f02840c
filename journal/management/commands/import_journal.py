"""manage.py import_journal --person NAME FILE [FILE...]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from journal.files import document
from journal.files.document import BadFile
from journal.files.transfer import import_journal, keeps_settings
from journal.hosting.schema import refuse_older_schema
from journal.models import KINDS, Person, Profile
from journal.reading.rows import Journal


class Command(BaseCommand):
    help = "Import journal files into a person's journal. All files or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--person", required=True, help="name or e-mail address")
        parser.add_argument("--create", action="store_true", help="make the person when there is none")
        parser.add_argument("--dry-run", action="store_true", help="only count, change nothing")

    def handle(self, *, files: list[Path], person: str, create: bool, dry_run: bool, **options: Any) -> None:
        refuse_older_schema()
        journals = [(path, read_file(path)) for path in files]
        account, is_new = find_account(person, create=create)
        saved = False
        try:
            with transaction.atomic():
                keeper = Profile.objects.of_account(account)
                for path, journal in journals:
                    self.import_one(keeper, path, journal)
                transaction.set_rollback(dry_run)
            saved = not dry_run
        finally:
            # The account was made first: a number that is given away for good, whatever becomes of the import.
            if is_new and not saved:
                account.delete()

    def import_one(self, person: Profile, path: Path, journal: Journal) -> None:
        try:
            counts = import_journal(person, journal)
        except BadFile as bad:
            raise CommandError(f"{path}: {bad}") from None
        if keeps_settings(person, journal):
            self.stdout.write(f"{path.name}: person: settings kept, those of the file are not taken over")
        for kind in KINDS:
            count = counts[kind]
            self.stdout.write(
                f"{path.name}: {kind}: {count.added} added, {count.there} already there, {len(count.refused)} refused"
            )
            for sentence in count.refused:
                self.stderr.write(f"{path.name}: {sentence}")


def read_file(path: Path) -> Journal:
    """The Journal in a file. Raises CommandError with one line that names the file."""
    try:
        return document.parse_file(path, timezone.now())
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    except BadFile as bad:
        raise CommandError(f"{path}: {bad}") from None


def find_account(name: str, *, create: bool = False) -> tuple[Person, bool]:
    """(the Person of this name or e-mail address, whether it was made). Raises CommandError when none may be made."""
    if account := Person.objects.named(name):
        return account, False
    if not create:
        raise CommandError(f"--person: nobody is called {name!r}; give an existing name or add --create")
    return Person.objects.create_user(name, email=name if "@" in name else None), True
