"""manage.py import_journal --person NAME FILE [FILE...]"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from journal.calendar import Calendar, time_zones
from journal.files.carry import can_undo, undo_import
from journal.files.document import BadFile, dump_row
from journal.files.formats.mapping import Mapping, own_mapping
from journal.files.found import Found, OneFile
from journal.files.plan import Plan
from journal.files.reading import format_names, read_file
from journal.files.tasks import saved_mappings
from journal.files.transfer import bring, keeps_settings
from journal.hosting.schema import refuse_older_schema
from journal.models import KINDS, Import, Person, Profile
from journal.reminders.schedule import plan_anew

PREVIEWED = 3  # rows of a kind that --dry-run shows


class Command(BaseCommand):
    help = "Import files into a person's journal, all files or none; or take an import back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--person", required=True, help="name or e-mail address")
        parser.add_argument(
            "--create", action="store_true", help="make the person when there is none, with the settings of the file"
        )
        parser.add_argument("--dry-run", action="store_true", help="only show what would come in, change nothing")
        parser.add_argument("--format", help="where it cannot be told from the file: " + ", ".join(format_names()))
        parser.add_argument("--mapping", type=Path, help="a JSON file that says what the columns of a table are")
        parser.add_argument("--zone", help="of clocks in files that name none; default: the person's own")
        parser.add_argument("--undo", metavar="ID", help="take the import of this id back whole")

    def handle(self, *, files: list[Path], person: str, undo: str | None, create: bool, **options: Any) -> None:
        refuse_older_schema()
        if bool(undo) == bool(files):
            raise CommandError("FILE: give files to import, or --undo with the id of an import")
        if undo:
            self.undo(Profile.objects.of_account(find_account(person)[0]), undo)
        else:
            self.import_files(files, person, create=create, **options)

    def import_files(self, files: list[Path], person: str, *, create: bool, dry_run: bool, **options: Any) -> None:
        calendar = _calendar(options["zone"])
        own, name = _own_mapping(options["mapping"]), _known_format(options["format"])
        there = _there(person)
        saved_by_them = saved_mappings(there) if there else []
        clock = there.calendar if there else None
        all_found = [(path, read(path, name, own, saved_by_them, clock)) for path in files]
        account, is_new = find_account(person, create=create)
        saved = False
        try:
            with transaction.atomic():
                keeper = Profile.objects.of_account(account)
                for path, found in all_found:
                    self.import_one(keeper, path, found, calendar, show=dry_run)
                transaction.set_rollback(dry_run)
            saved = not dry_run
        finally:
            # The account was made first: a number that is given away for good, whatever becomes of the import.
            if is_new and not saved:
                account.delete()
        if saved:
            plan_anew(keeper)

    def import_one(self, person: Profile, path: Path, found: Found, calendar: Calendar | None, *, show: bool) -> None:
        plan, made = bring(person, found, path.name, timezone.now(), calendar=calendar)
        if plan.settings_taken:
            self.stdout.write(f"{path.name}: person: settings of the file taken over")
        elif found.journal and keeps_settings(person, found.journal):
            self.stdout.write(f"{path.name}: person: settings kept, those of the file are not taken over")
        for kind in KINDS if found.journal else plan.counts:
            count = plan.of(kind)
            self.stdout.write(
                f"{path.name}: {kind}: {count.added} added, {count.filled} filled, {count.there} already there, "
                f"{len(count.refused)} refused"
            )
            for sentence in count.refused:
                self.stderr.write(f"{path.name}: {sentence}")
        for remark in plan.remarks:
            self.stdout.write(f"{path.name}: {remark}")
        if show:
            self.preview(path, plan, calendar or person.calendar)
        elif made:
            self.stdout.write(f"{path.name}: import {made.id}: --undo {made.id} takes it back")

    def preview(self, path: Path, plan: Plan, calendar: Calendar) -> None:
        """The first and last of the rows that would be new, and the first ones as they would be stored."""
        self.stdout.write(f"{path.name}: clocks without a zone are read in {calendar.newest_zone.key}")
        for kind in plan.counts:
            rows = [dump_row(row, calendar) for row in plan.added(kind)]
            if rows:
                when = KINDS[kind].WHEN
                self.stdout.write(f"{path.name}: {kind}: from {rows[0][when]} to {rows[-1][when]}")
            for row in rows[:PREVIEWED]:
                self.stdout.write(f"{path.name}: {kind}: {json.dumps(row, ensure_ascii=False)}")

    def undo(self, person: Profile, text: str) -> None:
        made = _import(person, text)
        undone = undo_import(person, made)
        for kind, count in undone.gone.items():
            self.stdout.write(f"{made.name}: {kind}: {count} taken out")
        for name in undone.stay:
            self.stdout.write(f"{made.name}: {name}: stays, it was changed since")


def _import(person: Profile, text: str) -> Import:
    try:
        made = Import.objects.of(person).filter(id=UUID(text)).first()
    except ValueError:
        raise CommandError(f"--undo: {text!r} is not an id; an import tells it when it is done") from None
    if made is None:
        raise CommandError(f"--undo: there is no import {text}; it may have been taken back already")
    if not can_undo(made, timezone.now()):
        raise CommandError(f"--undo: {text} is more than 30 days old and stays")
    return made


def _calendar(zone: str | None) -> Calendar | None:
    if zone and zone not in time_zones():
        raise CommandError(f"--zone: {zone!r} is no time zone; give an IANA name such as Europe/Oslo")
    return Calendar.of(zone) if zone else None


def _known_format(name: str | None) -> str | None:
    if name and name not in format_names():
        raise CommandError(f"--format: {name!r} is not one of {', '.join(format_names())}")
    return name


def _own_mapping(path: Path | None) -> Mapping | None:
    try:
        return own_mapping(path.read_text()) if path else None
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: cannot be read: {error}") from None
    except BadFile as bad:
        raise CommandError(f"{path}: {bad}") from None


def _there(name: str) -> Profile | None:
    """The journal of this name, where there is one already."""
    account = Person.objects.named(name)
    return Profile.objects.of_account(account) if account else None


def read(path: Path, name: str | None, own: Mapping | None, saved: Sequence[Mapping], clock: Calendar | None) -> Found:
    """All that a file holds. Raises CommandError with one line that names the file."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            return read_file(OneFile(path.name, stream), size, timezone.now(), name, own, saved, clock)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    except BadFile as bad:
        raise CommandError(f"{path}: {str(bad).removeprefix(f'{path.name}: ')}") from None


def find_account(name: str, *, create: bool = False) -> tuple[Person, bool]:
    """(the Person of this name or e-mail address, whether it was made). Raises CommandError when none may be made."""
    if account := Person.objects.named(name):
        return account, False
    if not create:
        raise CommandError(f"--person: nobody is called {name!r}; give an existing name or add --create")
    return Person.objects.create_user(name, email=name if "@" in name else None), True
