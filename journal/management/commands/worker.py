"""manage.py worker: does what would take a page too long, one task after another, and sends reminders."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from journal.files.waiting import drop_old
from journal.hosting.schema import refuse_older_schema
from journal.hosting.worker import forget_old_tasks, keep_beating, stopped, take_up_again
from journal.reminders.tasks import put_in_line

LOG = logging.getLogger("twinge.reminders")


class Command(DatabaseWorker):
    help = "Do what would take a page too long, large imports, and send reminders. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-parent", type=int, metavar="PID", help="stop when this parent process is gone")

    def configure_logging(self, verbosity: int) -> None:
        """The settings say what is logged."""

    def handle(self, **options: Any) -> None:
        refuse_older_schema()
        take_up_again()
        keep_beating(options.pop("with_parent"), also=_at_each_beat)
        try:
            super().handle(**options)
        finally:
            stopped()


def _at_each_beat() -> None:
    """Files that nobody said yes to for a day go, whether or not anybody looks; who is due is put in line."""
    now = timezone.now()
    drop_old(now)
    try:
        put_in_line(now)
        forget_old_tasks(now)
    except DatabaseError as error:  # it beats on: the next beat tries again
        LOG.warning("Nobody was put in line: %s", type(error).__name__)
        close_old_connections()
