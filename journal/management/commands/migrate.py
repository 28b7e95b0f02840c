"""manage.py migrate: Django's own, for both databases where accounts and journals have one each."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return super().get_check_kwargs(options) | {"databases": _asked(options["database"])}

    def handle(self, *args: Any, database: str | None, **options: Any) -> None:
        for alias in _asked(database):
            super().handle(*args, database=alias, **options)


def _asked(database: str | None) -> list[str]:
    return [database] if database else list(settings.DATABASES)
