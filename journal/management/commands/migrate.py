"""manage.py migrate: Django's own, for both databases where accounts and journals have one each."""

from django.conf import settings
from django.core.management.commands import migrate


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options):
        return super().get_check_kwargs(options) | {"databases": _asked(options["database"])}

    def handle(self, *args, database, **options):
        for alias in _asked(database):
            super().handle(*args, database=alias, **options)


def _asked(database):
    return [database] if database else list(settings.DATABASES)
