"""An import carried out, and taken back whole: all of it or nothing, under the person's lock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.calendar import DAY, Calendar
from journal.files.document import dump_row, parse_row
from journal.files.plan import Plan, Step, chunks, rank
from journal.models import KINDS, Import, ImportedRow, Profile, RowUse
from journal.reading.rows import columns
from journal.row import Row, digest
from journal.words import format_date

KEPT = 30 * DAY  # how long an import can be taken back
AT_ONCE = 500  # rows that are written together: memory stays the same however many there are


def carry_out(person: Profile, plan: Plan, name: str) -> Import | None:
    """Write what a plan says, made under the same lock; gives the Import that takes it back, None without a change."""
    if not plan.changes:
        return None
    counts = {
        kind: {what: value for what, value in asdict(count).items() if isinstance(value, int)}
        | {"refused": len(count.refused)}
        for kind, count in plan.counts.items()
    }
    made = Import(person=person, made_at=timezone.now(), name=name[:200], counts=counts)
    made.save(force_insert=True)
    for kind in dict.fromkeys(step.kind for step in plan.steps):
        _write(person, made, kind, [step for step in plan.steps if step.kind == kind])
    return made


def _write(person: Profile, made: Import, kind: str, steps: list[Step]) -> None:
    """What is there already is changed first, so that what is kept of a step says how its entry was left in the end."""
    before = _rows_now(person, kind, [step.entry_id for step in steps if step.use == RowUse.FILLED])
    for step in steps:
        if step.use == RowUse.FILLED:
            filled = {name: step.row[name] for name in step.fills}
            KINDS[kind].objects.of(person).filter(id=step.entry_id).update(**filled)
        elif step.instead:
            _show(person, kind, step.entry_id, step.row)
    _still_as_left(person, kind, before)
    for start in range(0, len(steps), AT_ONCE):
        _write_some(person, made, kind, steps[start : start + AT_ONCE])


def _still_as_left(person: Profile, kind: str, before: dict[UUID, Row]) -> None:
    """What an import filled in or emptied is no change of the person's: entries that were as other imports left them
    are so still. `before`: their rows before."""
    told = ImportedRow.objects.of(person).exclude(use=RowUse.BESIDE)
    for entry_id, now in _rows_now(person, kind, list(before)).items():
        told.filter(entry_id=entry_id, left=digest(before[entry_id])).update(left=digest(now))


def _write_some(person: Profile, made: Import, kind: str, steps: list[Step]) -> None:
    model = KINDS[kind]
    new = [step for step in steps if step.use == RowUse.SHOWN and not step.instead]
    model.objects.bulk_create(
        [model(person=person, **(_stored(kind, step.row) | {"id": step.entry_id})) for step in new]
    )
    touched = _rows_now(person, kind, [step.entry_id for step in steps if step.use != RowUse.BESIDE])
    ImportedRow.objects.bulk_create([_beside(person, made, step, touched.get(step.entry_id)) for step in steps])


def _stored(kind: str, row: Row) -> Row:
    """What an entry keeps of a row; a check-in has no column for the source."""
    return {name: value for name, value in row.items() if name in columns(kind)}


def _beside(person: Profile, made: Import, step: Step, left: Row | None) -> ImportedRow:
    return ImportedRow(
        person=person,
        import_id=made.id,
        kind=step.kind,
        source=step.row.get("source"),
        source_id=step.row.get("source_id"),
        values=None if "id" in step.row else dump_row(_stored(step.kind, step.row), person.calendar),
        entry_id=step.entry_id,
        use=step.use,
        fills=step.fills or None,
        left=digest(left) if left and step.use != RowUse.BESIDE else None,
    )


def _show(person: Profile, kind: str, entry_id: UUID, row: Row) -> None:
    """Let an entry be what a row says; the row shown until now stays beside it."""
    brought = ImportedRow.objects.of(person).filter(entry_id=entry_id, use=RowUse.SHOWN)
    brought.update(use=RowUse.BESIDE, left=None)
    shown = dict.fromkeys(columns(kind)) | _stored(kind, row)
    KINDS[kind].objects.of(person).filter(id=entry_id).update(**{n: v for n, v in shown.items() if n != "id"})


def _rows_now(person: Profile, kind: str, ids: list[UUID]) -> dict[UUID, Row]:
    mine = KINDS[kind].objects.of(person)
    named = columns(kind) if "id" in columns(kind) else ["id", *columns(kind)]
    return {row["id"]: row for some in chunks(ids) for row in mine.filter(id__in=some).values(*named)}


@dataclass
class Undone:
    """What taking an import back did: how many entries of each kind went, and the names of those that stay."""

    gone: Counter[str] = field(default_factory=Counter)
    stay: list[str] = field(default_factory=list)


def can_undo(made: Import, now: datetime) -> bool:
    """Whether an import can still be taken back."""
    return made.made_at > now - KEPT


def undo_import(person: Profile, made: Import) -> Undone:
    """Take an import back whole. An entry that was edited since stays as it is, and is named.

    Where another import told of the same session or night, its row takes the place.
    """
    undone = Undone()
    with person.writing():
        brought = list(ImportedRow.objects.of(person).filter(import_id=made.id))
        for kind in dict.fromkeys(row.kind for row in brought):
            _take_back(person, made, kind, [row for row in brought if row.kind == kind], undone)
        ImportedRow.objects.of(person).filter(import_id=made.id).delete()
        Import.objects.of(person).filter(id=made.id).delete()
    return undone


def _take_back(person: Profile, made: Import, kind: str, brought: list[ImportedRow], undone: Undone) -> None:
    written = [row for row in brought if row.use != RowUse.BESIDE]
    now = _rows_now(person, kind, [row.entry_id for row in written])
    others = _others(person, made, [row.entry_id for row in written])
    gone, emptied = [], {}
    for row in written:
        entry = now.get(row.entry_id)
        if entry is None:
            continue
        if digest(entry) != row.left:
            undone.stay.append(said(kind, entry, person.calendar))
        elif row.use == RowUse.FILLED:
            KINDS[kind].objects.of(person).filter(id=row.entry_id).update(**dict.fromkeys(row.fills or []))
            emptied[row.entry_id] = entry
        elif other := others.get(row.entry_id):
            _next_in_place(person, kind, other)
        else:
            gone.append(row.entry_id)
    _still_as_left(person, kind, emptied)
    undone.gone[kind] += len(gone)
    for some in chunks(gone):
        KINDS[kind].objects.of(person).filter(id__in=some).delete()


def _others(person: Profile, made: Import, ids: list[UUID]) -> dict[UUID, ImportedRow]:
    """The row of another import that comes next for each entry."""
    told = ImportedRow.objects.of(person).exclude(use=RowUse.SHOWN).filter(values__isnull=False)
    found = [row for some in chunks(ids) for row in told.exclude(import_id=made.id).filter(entry_id__in=some)]
    ranked = sorted(found, key=lambda row: rank(row.kind, row_of(row)), reverse=True)
    return {row.entry_id: row for row in ranked}


def _next_in_place(person: Profile, kind: str, other: ImportedRow) -> None:
    _show(person, kind, other.entry_id, row_of(other))
    left = _rows_now(person, kind, [other.entry_id])[other.entry_id]
    ImportedRow.objects.of(person).filter(id=other.id).update(use=RowUse.SHOWN, fills=None, left=digest(left))


def sources_of(person: Profile, entry_id: UUID) -> list[ImportedRow]:
    """What files said about an entry, in the order in which one of them is shown; none for a typed entry alone."""
    told = ImportedRow.objects.of(person).filter(entry_id=entry_id, values__isnull=False)
    return sorted(told, key=lambda row: (row.use == RowUse.FILLED, *rank(row.kind, row_of(row))))


def row_of(told: ImportedRow) -> Row:
    """The finished values of what a file said."""
    return parse_row(told.kind, (told.values or {}) | {"id": str(told.entry_id)})


def switch_to(person: Profile, row_id: UUID) -> bool:
    """Show what another source said of an entry. False, and nothing is changed, when the person typed or edited it."""
    with person.writing():
        other = ImportedRow.objects.of(person).filter(id=row_id, use=RowUse.BESIDE, values__isnull=False).first()
        shown = other and ImportedRow.objects.of(person).filter(entry_id=other.entry_id, use=RowUse.SHOWN).first()
        now = _rows_now(person, other.kind, [other.entry_id]).get(other.entry_id) if other else None
        fits = bool(other and shown and shown.values and now and digest(now) == shown.left)
        if other and fits:
            _next_in_place(person, other.kind, other)
    return fits


def said(kind: str, row: Row, calendar: Calendar) -> str:
    """An entry by its name and date: "Run, Thursday 18 June 2026"."""
    model: Any = KINDS[kind]
    when = row[model.WHEN]
    day = calendar.date_of(when) if isinstance(when, datetime) else when
    label = {"nights": _("Sleep"), "drinks": _("Drink"), "days": _("Check-in")}.get(kind, kind)
    if kind == "sessions":
        label = dict(model._meta.get_field("activity").choices)[row["activity"]]
    return _("%(what)s, %(day)s") % {"what": label, "day": format_date(day, "l j F Y")}


def imports_of(person: Profile) -> Iterator[Import]:
    """The person's imports, newest first."""
    return Import.objects.of(person).order_by("-made_at").iterator()
