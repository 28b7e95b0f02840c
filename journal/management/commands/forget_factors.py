"""manage.py forget_factors --person NAME"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandParser

from journal.hosting.schema import refuse_older_schema
from journal.management.commands.import_journal import find_account


class Command(BaseCommand):
    help = "Remove a person's passkeys, authenticator app and recovery codes, for who has lost all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", required=True, help="name or e-mail address")

    def handle(self, *, person: str, **options: Any) -> None:
        refuse_older_schema()
        removed, _rows = Authenticator.objects.filter(user=find_account(person)[0]).delete()
        self.stdout.write(f"{removed} removed. From now on the passphrase alone signs {person} in.")
