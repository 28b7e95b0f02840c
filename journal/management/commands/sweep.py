"""manage.py sweep [--delete]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from journal.accounts.guests import sweep_guests
from journal.accounts.leaving import without_account
from journal.accounts.sharing import sweep_shared
from journal.hosting.schema import refuse_older_schema


class Command(BaseCommand):
    help = (
        "Find journals whose account is gone, as a machine that stopped while somebody left can leave them; with "
        "--delete guests of the demo and shared summaries whose time is over go as well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete them; else they are only counted")

    def handle(self, *, delete: bool, **options: Any) -> None:
        refuse_older_schema()
        if delete:
            sweep_shared(timezone.now())
            while sweep_guests(timezone.now()):
                pass
        found = list(without_account())
        for person in found if delete else ():
            with person.writing():
                person.delete()
        done = "deleted" if delete else "found; add --delete to delete them"
        self.stdout.write(f"Journals without an account: {len(found)} {done}.")
