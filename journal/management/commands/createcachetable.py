"""manage.py createcachetable: Django's own, in the database where the shared cache lies."""

from django.core.management.base import CommandParser
from django.core.management.commands import createcachetable
from django.db import connections


class Command(createcachetable.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="accounts" if "accounts" in connections else "default")
