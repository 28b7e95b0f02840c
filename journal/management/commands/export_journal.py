"""manage.py export_journal --person NAME [--output FILE] [--csv KIND]"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from journal.files.csv_out import kind_as_csv
from journal.files.document import dump
from journal.files.transfer import export_now, left_out_text
from journal.hosting.schema import refuse_older_schema
from journal.management.commands.import_journal import find_account
from journal.models import KINDS, Profile


class Command(BaseCommand):
    help = "Write a person's whole journal in the journal format."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", required=True, help="name or e-mail address")
        parser.add_argument("--output", type=Path, help="a file; standard output by default")
        parser.add_argument("--csv", metavar="KIND", help="entries of one kind as a table: " + ", ".join(KINDS))

    def handle(self, *, person: str, output: Path | None, csv: str | None, **options: Any) -> None:
        refuse_older_schema()
        if csv and csv not in KINDS:
            raise CommandError(f"--csv: {csv!r} is not one of {', '.join(KINDS)}")
        account, _is_new = find_account(person)
        journal, left_out = export_now(Profile.objects.of_account(account), timezone.now())
        text = kind_as_csv(journal, csv) if csv else json.dumps(dump(journal), ensure_ascii=False, indent=1) + "\n"
        if left_out:
            self.stderr.write(left_out_text(left_out))
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{output}: cannot be written: {error.strerror}") from None
