"""Journals in and out of the database: an import adds what is not there yet, an export gives everything."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.calendar import Calendar
from journal.files.carry import carry_out
from journal.files.found import Found
from journal.files.plan import Counts, Plan, Step, chunks, plan_of
from journal.models import KINDS, Import, ImportedRow, Profile, RowUse
from journal.reading.ahead import Ahead
from journal.reading.rows import PERSON_FIELDS, Journal, person_row, read
from journal.row import Row, only_date


def export_journal(person: Profile) -> Journal:
    """The person's whole Journal, without made-up demo entries."""
    return read(person, demo=False)


def export_now(person: Profile, now: datetime) -> tuple[Journal, int]:
    """(what an export holds, how many entries it leaves out because they have not come yet, moves among them)."""
    journal, left_out = without_future(export_journal(person), now)
    return journal, left_out + len(Ahead.of(person.calendar, now).moves(person.moves))


def without_future(journal: Journal, now: datetime) -> tuple[Journal, int]:
    """(the Journal without entries later than now and a little skew, how many those were).

    They are mistakes that no form takes any more, and an import refuses them.
    """
    ahead, left_out = Ahead.of(journal.calendar, now), 0
    lists: dict[str, Any] = {}
    for kind in KINDS:
        rows = getattr(journal, kind)
        lists[kind] = [row for row in rows if not ahead.first(row)]
        left_out += len(rows) - len(lists[kind])
    late = ahead.medicines(journal.person)
    lists["person"] = _without_starts(journal.person, late) if late else journal.person
    return replace(journal, **lists), left_out + len(late)


def _without_starts(person: Row, late: list[int]) -> Row:
    """The person's row with the start of these medicines left out; that they are taken stays said."""
    medicines = [
        {name: value for name, value in medicine.items() if n not in late or name != "started_on"}
        for n, medicine in enumerate(person["medicines"])
    ]
    return person | {"medicines": medicines}


def left_out_text(n: int) -> str:
    """What is said after an export that left entries of the future out."""
    sentence = ngettext(
        "%(n)s entry has not come yet and is not in the file. Correct its date under Entries to correct.",
        "%(n)s entries have not come yet and are not in the file. Correct their dates under Entries to correct.",
        n,
    )
    return sentence % {"n": n}


def import_journal(
    person: Profile, journal: Journal, *, dry_run: bool = False, settings: bool = True
) -> dict[str, Counts]:
    """Add the entries of a Journal to the person's; returns {kind: Counts}. All or nothing.

    An entry whose id (or source and source_id) is there already stays as it is: an import never overwrites. A night
    or check-in on a date that has another one is refused. Settings and body data are taken over into an empty journal,
    unless `settings` says no; another keeps its own. An id belongs to its person: a file from another account comes in
    with its own ids. `dry_run` only counts.
    """
    return bring(person, Found(journal=journal), "", timezone.now(), dry_run=dry_run, settings=settings)[0].counts


def bring(
    person: Profile,
    found: Found,
    name: str,
    now: datetime,
    *,
    calendar: Calendar | None = None,
    dry_run: bool = False,
    settings: bool = True,
) -> tuple[Plan, Import | None]:
    """Bring what a file holds into a journal: (what was done, the Import that takes it back). All or nothing.

    `name`: of the file, for showing. `calendar`: of the zone that clocks without one are read in. `settings`: whether
    an empty journal takes those of one of our own files. `dry_run` only plans.
    """
    with person.writing():
        taken = bool(
            found.journal and settings and not dry_run and is_empty(person) and take_settings(person, found.journal)
        )
        plan = any_plan(person, found, now, calendar)
        plan.settings_taken = taken
        made = None if dry_run else carry_out(person, plan, name)
        transaction.set_rollback(dry_run)
    return plan, made


def any_plan(person: Profile, found: Found, now: datetime, calendar: Calendar | None = None) -> Plan:
    """The Plan of what a file holds, of our own format or another; entries of our own keep their ids."""
    if not found.journal:
        return plan_of(person, found, now, calendar)
    plan = Plan()
    for kind in KINDS:
        _plan_kind(plan, person, kind, getattr(found.journal, kind))
    return plan


def keeps_settings(person: Profile, journal: Journal) -> bool:
    """Whether the person's settings and body data are not those that a Journal says."""
    own = person_row(person)
    return any(own[name] != value for name, value in _settings_said(journal).items())


def take_settings(person: Profile, journal: Journal) -> bool:
    """Give the person the settings that a Journal says; whether any was another before.

    What it does not say stays: a condition that the person named is not taken away by a file that never asked.
    """
    if not keeps_settings(person, journal):
        return False
    said = _settings_said(journal)
    for name, value in said.items():
        setattr(person, name, value)
    person.save(update_fields=list(said))
    return True


def _settings_said(journal: Journal) -> Row:
    """{field: value} of what a Journal says of its person; its moves belong to its zone, none of them too."""
    return {name: journal.person[name] for name in PERSON_FIELDS if name == "moves" or journal.person[name] is not None}


def is_empty(person: Profile) -> bool:
    """Whether the person has no entry at all, made-up ones included."""
    return not any(model.objects.of(person).exists() for model in KINDS.values())


def _plan_kind(plan: Plan, person: Profile, kind: str, rows: list[Row]) -> None:
    counts = plan.of(kind)
    known_ids = _known_ids(person, kind, rows)
    taken = _taken(person, kind, rows)
    for row in rows:
        mark = _mark(kind, row)
        if row.get("id") in known_ids or (mark in taken and kind in _SAID_TWICE) or _source(row) in taken:
            counts.there += 1
        elif mark in taken:
            counts.refused.append(_why_taken(kind, row))
        else:
            plan.steps.append(Step(kind, row, row.get("id") or uuid4(), RowUse.SHOWN))
            taken.update({mark} - {None})
            counts.added += 1


_SAID_TWICE = ("set_aside", "answers")  # kinds whose mark says all there is to say


def _why_taken(kind: str, row: Row) -> str:
    if kind == "experiments":
        sentence = _("%(kind)s: a trial of %(cause)s is running already; end that one first")
        return sentence % {"kind": kind, "cause": row["cause"]}
    sentence = _("%(kind)s: %(date)s has another entry already; delete that one first")
    return sentence % {"kind": kind, "date": row["date"]}


def _known_ids(person: Profile, kind: str, rows: list[Row]) -> set[UUID]:
    """The ids of `rows` that the person has stored already."""
    ids = [row["id"] for row in rows if "id" in row]
    mine = KINDS[kind].objects.of(person)
    return {known for some in chunks(ids) for known in mine.filter(id__in=some).values_list("id", flat=True)}


def _mark(kind: str, row: Row) -> Any:
    """What, besides the id, only one entry may have: the date of a night (not of a nap) or day, the cause set aside or
    being tried,
    the flag and moment of an answer. None for any other entry.
    """
    if kind == "experiments":
        return row["cause"] if row["ended_on"] is None else None
    if kind == "answers":
        return row["flag"], row["at"]
    return row["cause"] if kind == "set_aside" else only_date(row)


def _source(row: Row) -> tuple[Any, ...]:
    return (row["source"], row["source_id"]) if row.get("source") and row.get("source_id") else ()


def _taken(person: Profile, kind: str, rows: list[Row]) -> set[Any]:
    """The marks and sources that the person's stored entries of this kind have, those kept beside them among them."""
    stored = KINDS[kind].objects.of(person)
    taken: set[Any] = set()
    if kind in ("nights", "days"):
        taken.update(stored.one_a_date().values_list("date", flat=True))
    if kind == "set_aside":
        taken.update(stored.values_list("cause", flat=True))
    if kind == "experiments":
        taken.update(stored.filter(ended_on=None).values_list("cause", flat=True))
    if kind == "answers":
        taken.update(stored.values_list("flag", "at"))
    if any(_source(row) for row in rows):
        taken.update(stored.exclude(source_id=None).values_list("source", "source_id"))
        beside = ImportedRow.objects.of(person).filter(kind=kind, entry_id__in=stored.values("id"))
        taken.update(beside.exclude(use=RowUse.SHOWN).values_list("source", "source_id"))
    return taken
