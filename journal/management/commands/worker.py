"""manage.py worker: does what would take a page too long, one task after another."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from journal.files.waiting import drop_old
from journal.hosting.schema import refuse_older_schema
from journal.hosting.worker import keep_beating, stopped, take_up_again


class Command(DatabaseWorker):
    help = "Do what would take a page too long: large imports. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-parent", type=int, metavar="PID", help="stop when this parent process is gone")

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged."""

    def handle(self, **options: Any) -> None:
        refuse_older_schema()
        take_up_again()
        keep_beating(options.pop("with_parent"), also=_drop_old)
        try:
            super().handle(**options)
        finally:
            stopped()


def _drop_old() -> None:
    """Files that nobody said yes to for a day go, whether or not anybody looks."""
    drop_old(timezone.now())
