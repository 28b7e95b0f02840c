"""A table that is not known: the person says what its columns are; that is kept, named, and can be shared as a file."""

from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.files import waiting
from journal.files.document import BadFile
from journal.files.formats.mapping import Column, Mapping, is_mapping, lacks, mapping_text, own_mapping
from journal.files.formats.table import Table, read_table
from journal.files.found import Found, OneFile
from journal.files.reading import read_file
from journal.models import Profile, SavedMapping
from journal.reading.request import JournalRequest

MOST_COLUMNS = 120
MOST_SHARED = 20_000  # bytes of a mapping's file; a large one has 2,000


def import_columns(request: JournalRequest) -> HttpResponse:
    """What the columns of the table that waits are: said, kept, and the table is read by it."""
    job = waiting.job_of(request.person)
    path = waiting.upload_path(request.person.pk)
    if job is None or job.doing != "map" or not path.exists():
        return redirect("import_file")
    if request.method == "POST" and request.POST.get("do") == "drop":
        waiting.drop(request.person.pk)
        return redirect("import_file")
    with path.open("rb") as stream:
        table = read_table(OneFile(job.name, stream))
    error = ""
    if request.method == "POST":
        try:
            text = _said(request, table)
            found = _read(job, own_mapping(text), path.open("rb"))
        except BadFile as bad:
            error = str(bad)
        else:
            _keep(request.person, text)
            waiting.keep(request.person, job.name, found)
            return redirect("import_check")
    context = {
        "job": job, "error": error, "columns": _columns(request, table), "choices": _choices(),
        "name": request.POST.get("name", job.name.rpartition(".")[0]), "place": "settings",
    }  # fmt: skip
    return render(request, "journal/files/columns.html", context)


def _read(job: waiting.Job, mapping: Mapping, stream: BinaryIO) -> Found:
    with stream:
        return read_file(OneFile(job.name, stream), job.size, timezone.now(), own=mapping)


def _said(request: JournalRequest, table: Table) -> str:
    """The mapping that the form says, as JSON. Raises BadFile with what is missing."""
    kinds, columns = set(), {}
    labels = {value: label for _kind, options in _choices() for value, label in options}
    for n, name in enumerate(table.header[:MOST_COLUMNS]):
        chosen = request.POST.get(f"column-{n}", "")
        if chosen in labels:
            kind, field, unit = chosen.split(".")
            if field in columns:
                raise BadFile(_("Two columns are both: %(what)s. Choose one of them.") % {"what": labels[chosen]})
            kinds.add(kind)
            columns[field] = Column(name, unit, table.header[:n].count(name))
    if len(kinds) != 1:
        raise BadFile(_("Choose what the columns are, all for the same kind of entry."))
    kind = kinds.pop()
    if need := lacks(kind, columns):
        wanted = [label for value, label in labels.items() if value.split(".")[:2] in [[kind, f] for f in need.split()]]
        raise BadFile(_("Still missing is one of: %(what)s.") % {"what": "; ".join(wanted)})
    return mapping_text(request.POST.get("name", "").strip()[:80] or table.name[:80], kind, columns)


def _keep(person: Profile, text: str) -> str:
    """Keep a mapping under its name, in place of an older one of that name; its name."""
    name = own_mapping(text).name
    with person.writing():
        SavedMapping.objects.of(person).filter(name=name).delete()
        SavedMapping.objects.create(person=person, name=name, text=text)
    return name


def keep_shared(person: Profile, file: UploadedFile[Any]) -> str:
    """Keep the mapping that a file is, as somebody shared it; its name, or "" when the file is none.

    Raises BadFile for one that is not as it must be.
    """
    if (file.size or 0) > MOST_SHARED:
        return ""
    data = file.read()
    file.seek(0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return _keep(person, text) if is_mapping(text) else ""


@require_safe
def import_mapping(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    """A mapping as a file to share: names of columns, and nothing of the person."""
    kept = SavedMapping.objects.of(request.person).filter(id=entry_id).first()
    if kept is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="twinge-mapping.json"'}
    return HttpResponse(kept.text, content_type="application/json", headers=headers)


@dataclass(frozen=True)
class _Shown:
    """A column to choose for: its number, its name, some of its cells, what was chosen."""

    n: int
    name: str
    cells: str
    chosen: str


def _columns(request: JournalRequest, table: Table) -> list[_Shown]:
    shown, first = [], [cells for _line, cells in islice(table.rows, 50)]
    for n, name in enumerate(table.header[:MOST_COLUMNS]):
        cells = [cells[n][:40] for cells in first if cells[n]][:3]
        shown.append(_Shown(n, name, "; ".join(cells), request.POST.get(f"column-{n}", "")))
    return shown


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """[(kind of entry, [(kind.field.unit, what it is)])]."""
    minutes, hours, seconds = _("in minutes"), _("in hours"), _("in seconds")
    return [
        (_("Sessions"), [
            ("sessions.start.", _("date and time of the start")), ("sessions.start_date.", _("date of the start")),
            ("sessions.start_time.", _("time of the start")), ("sessions.end.", _("date and time of the end")),
            ("sessions.duration.min", _("how long, %(unit)s") % {"unit": minutes}),
            ("sessions.duration.s", _("how long, %(unit)s") % {"unit": seconds}),
            ("sessions.duration.h", _("how long, %(unit)s") % {"unit": hours}),
            ("sessions.activity.", _("activity")), ("sessions.effort.", _("how hard, 0 to 10")),
            ("sessions.distance.km", _("distance in km")), ("sessions.distance.m", _("distance in metres")),
            ("sessions.distance.mi", _("distance in miles")), ("sessions.temperature.c", _("air temperature in °C")),
            ("sessions.temperature.f", _("air temperature in °F")),
            ("sessions.humidity.", _("humidity of the air in per cent")),
        ]),
        (_("Nights"), [
            ("nights.date.", _("date of waking")), ("nights.wake.", _("date and time of waking")),
            ("nights.hours.h", _("sleep, %(unit)s") % {"unit": hours}),
            ("nights.hours.min", _("sleep, %(unit)s") % {"unit": minutes}),
            ("nights.hours.s", _("sleep, %(unit)s") % {"unit": seconds}),
            ("nights.quality.", _("how well, 1 to 5")),
        ]),
        (_("Drinks"), [
            ("drinks.start.", _("date and time of the drink")), ("drinks.amount.ml", _("amount in ml")),
            ("drinks.amount.l", _("amount in litres")), ("drinks.amount.fl_oz", _("amount in fl oz")),
            ("drinks.amount.cup", _("amount in cups")), ("drinks.drink.", _("kind of drink")),
        ]),
        (_("Check-ins"), [("days.date.", _("date")), ("days.stress.", _("stress, 0 to 10"))]),
    ]  # fmt: skip
