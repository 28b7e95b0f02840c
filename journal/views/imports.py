"""Files in: what a file holds is shown first, then it comes in, then it can be taken back."""

from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_tasks.base import Task

from journal.accounts.budget import within_budget
from journal.calendar import Calendar, time_zones
from journal.files import waiting
from journal.files.carry import KEPT, can_undo, sources_of, switch_to, undo_import
from journal.files.containers import head_of
from journal.files.document import BadFile
from journal.files.found import Found, NoDay, OneFile, Watched
from journal.files.reading import NeedsMapping, read_file
from journal.files.tasks import (
    MANY,
    TakesLong,
    is_large,
    limited,
    look_at,
    look_at_waiting,
    read_upload,
    save_waiting,
    saved_mappings,
)
from journal.files.transfer import bring, is_empty, keeps_settings
from journal.forms.time_zone import zone_choices
from journal.hosting.worker import worker_runs
from journal.models import KINDS, Import, ImportedRow, Profile, RowUse, SavedMapping
from journal.pages.imports import Done, done, kinds_said, preview, source_lines
from journal.reading.marks import is_uuid
from journal.reading.request import JournalRequest
from journal.reminders.schedule import plan_anew
from journal.row import Row
from journal.views.columns import keep_shared

ACCEPTED = ".json,.fit,.tcx,.gpx,.gz,.zip,.csv,.xml"


class FileForm(forms.Form):
    file = forms.FileField(
        widget=forms.FileInput({"class": "input", "accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose a journal file."),
            "empty": gettext_lazy("The file is empty; choose a journal file."),
        },
    )


def import_file(request: JournalRequest) -> HttpResponse:
    """Bring a file. One of our own comes in at once unless it is only to be checked; any other is shown first."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    found: Found | None = None
    asked = ""
    if request.method == "POST" and form.is_valid():
        if not within_budget(request, "import_file"):
            return ratelimit.respond_429(request)
        try:
            if name := keep_shared(request.person, form.cleaned_data["file"]):
                messages.success(request, _("Kept: %(name)s. Now bring a table that it is for.") % {"name": name})
                return redirect("import_file")
            found = _read(request.person, form.cleaned_data["file"])
        except TakesLong:
            _leave_to_the_worker(request.person, form.cleaned_data["file"])
            return redirect("import_check")
        except NeedsMapping:
            waiting.begin(request.person, replace(_keep(request.person, form.cleaned_data["file"]), doing="map"))
            return redirect("import_columns")
        except BadFile as bad:
            asked = _day_asked(request.person, bad)
            name = form.cleaned_data["file"].name[:80]
            form.add_error("file", f"{name}: {str(bad).removeprefix(f'{name}: ')}")
    if found and not found.journal:
        waiting.end_job(request.person.pk)
        waiting.keep(request.person, form.cleaned_data["file"].name[:80], found)
        return redirect("import_check")
    return _own_journal(request, form, found, asked)


def _day_asked(person: Profile, bad: BadFile) -> str:
    """Where a session is logged of which a file knows all but the day; "" for any other file."""
    if not isinstance(bad, NoDay):
        return ""
    told: Row = {"activity": bad.activity, "date": person.calendar.date_of(timezone.now()).isoformat()}
    if bad.minutes:
        told["duration_min"] = bad.minutes
    return f"{reverse('session_new')}?{urlencode(told)}"


def _read(person: Profile, file: InMemoryUploadedFile | TemporaryUploadedFile) -> Found:
    """What a file holds. Raises TakesLong for one that the worker is to read."""
    one, size = OneFile((file.name or "")[:80], cast("BinaryIO", file.file)), file.size or 0
    if is_large(head_of(one), size):
        raise TakesLong
    limit = limited() if worker_runs() else _no_limit
    watched = cast("BinaryIO", Watched(one.stream, limit))
    one = OneFile(one.name, watched)
    return read_file(one, size, timezone.now(), saved=saved_mappings(person), clock=person.calendar)


def _no_limit(_done: int) -> None:
    """Without a worker a page reads as long as it takes."""


def _keep(person: Profile, file: InMemoryUploadedFile | TemporaryUploadedFile) -> waiting.Job:
    file.seek(0)
    return waiting.keep_upload(person, (file.name or "")[:80], cast("BinaryIO", file.file), file.size or 0)


def _leave_to_the_worker(person: Profile, file: InMemoryUploadedFile | TemporaryUploadedFile) -> None:
    read_upload.enqueue(person.pk, _keep(person, file).mark)


def _own_journal(request: JournalRequest, form: FileForm, found: Found | None, asked: str) -> HttpResponse:
    """The page, with what a file of our own format did or would do."""
    checking, empty = request.POST.get("do") == "check", is_empty(request.person)
    # Asked only of an empty journal, and ticked; a form that did not ask means yes.
    takes = empty and ("asks_settings" not in request.POST or "settings" in request.POST)
    counts, kept, taken, page = {}, False, False, None
    if found and found.journal:
        name, now = form.cleaned_data["file"].name, timezone.now()
        plan, made = bring(request.person, found, name, now, dry_run=checking, settings=takes)
        page = _done(request.person, made, now) if made else None
        counts, taken = plan.counts, plan.settings_taken
        if taken:
            plan_anew(request.person)
        kept = not takes and keeps_settings(request.person, found.journal)
    now = timezone.now()
    waiting.drop_old(now)
    context = {
        "form": form, "asked": asked, "page": page, "done": found is not None, "checking": checking,
        "kept": kept, "taken": taken, "takes": takes,
        "rows": [(kind, count) for kind, count in counts.items() if count.added or count.there or count.refused],
        "asks_settings": empty and (checking or found is None),
        "mappings": SavedMapping.objects.of(request.person).order_by("name"),
        "waits": found is None and (waiting.job_of(request.person) or waiting.waiting(request.person, now)),
        "imports": _recent(request.person, now),
    }  # fmt: skip
    return render(request, "journal/files/import.html", context)


def _recent(person: Profile, now: datetime) -> list[tuple[Import, str]]:
    """(Import, what it added) of those that can still be taken back, newest first."""
    made = Import.objects.of(person).filter(made_at__gt=now - KEPT).order_by("-made_at")[:20]
    return [(one, kinds_said({kind: count["added"] for kind, count in one.counts.items()})) for one in made]


def import_check(request: JournalRequest) -> HttpResponse:
    """What waits for a yes: shown, on a clock that can be chosen; then it comes in or is dropped."""
    person, now = request.person, timezone.now()
    if job := waiting.job_of(person):
        return _job(request, job)
    if request.method == "POST" and request.POST.get("do") == "drop":
        waiting.drop(person.pk)
        messages.success(request, _("Nothing was added."))
        return redirect("import_file")
    seen = waiting.seen_of(person, now)
    zone = request.POST.get("zone") or request.GET.get("zone") or (seen.zone if seen else "")
    saving = request.method == "POST" and request.POST.get("do") == "save"
    if seen and seen.zone == zone and seen.version == person.journal_version and not saving:
        return _show(request, seen)
    waits = waiting.waiting(person, now)
    if waits is None:
        messages.warning(request, _("No file is waiting. Choose one."))
        return redirect("import_file")
    if saving:
        return _save(request, waits, zone)
    if len(waits.found.rows) > MANY and worker_runs():
        return _leave_it(person, waits.name, "look", look_at_waiting, zone)
    return _show(request, look_at(person, waits, zone))


def _leave_it(person: Profile, name: str, doing: str, task: Task[..., None], zone: str) -> HttpResponse:
    """Let the worker do it, and show how far it is."""
    begun = waiting.begin(person, waiting.Job(name, doing, uuid4().hex))
    task.enqueue(person.pk, begun.mark, zone)
    return redirect("import_check")


def _show(request: JournalRequest, seen: waiting.Seen) -> HttpResponse:
    calendar = Calendar.of(seen.zone) if seen.zone in time_zones() else request.person.calendar
    page = preview(seen.name, seen.outline, calendar, request.person.imperial, timezone.now())
    chosen = calendar.newest_zone.key
    zones = zone_choices(chosen) if page.asks_zone else []
    return render(
        request, "journal/files/check.html", {"page": page, "place": "settings", "zones": zones, "zone": chosen}
    )


def _save(request: JournalRequest, waits: waiting.Waiting, zone: str) -> HttpResponse:
    if len(waits.found.rows) > MANY and worker_runs():
        return _leave_it(request.person, waits.name, "save", save_waiting, zone)
    calendar = Calendar.of(zone) if zone in time_zones() else None
    _plan, made = bring(request.person, waits.found, waits.name, timezone.now(), calendar=calendar)
    waiting.drop(request.person.pk)
    if made is None:
        messages.success(request, _("All of it was there already."))
    return redirect("import_done", made.id) if made else redirect("import_file")


def _job(request: JournalRequest, job: waiting.Job) -> HttpResponse:
    """How far the worker is; then on to what it read or brought."""
    if request.method == "POST" and request.POST.get("do") == "drop" and job.doing != "save":
        waiting.drop(request.person.pk)
        messages.success(request, _("Nothing was added."))
        return redirect("import_file")
    if job.doing == "map":
        return redirect("import_columns")
    if job.works:
        percent = min(100 * job.done // job.size, 100) if job.size else None
        context = {"job": job, "percent": percent, "no_worker": not worker_runs(), "place": "settings"}
        return render(request, "journal/files/working.html", context)
    waiting.end_job(request.person.pk)
    if job.doing == "failed":
        messages.warning(request, _("%(file)s: %(why)s") % {"file": job.name, "why": job.said})
    elif not job.said:
        messages.success(request, _("All of it was there already."))
    return redirect("import_done", job.said) if job.doing == "saved" and job.said else redirect("import_file")


def _mine(request: JournalRequest, import_id: UUID) -> Import:
    made = Import.objects.of(request.person).filter(id=import_id).first()
    if made is None:
        raise Http404
    return made


@require_safe
def import_done(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    page = _done(request.person, _mine(request, entry_id), timezone.now())
    return render(request, "journal/files/done.html", {"page": page, "place": "settings"})


def _done(person: Profile, made: Import, now: datetime) -> Done:
    return done(made, _dates(person, made), person.calendar, can_undo(made, now))


def _dates(person: Profile, made: Import) -> tuple[date, date] | None:
    """The dates of the first and the last entry that an import shows."""
    found: list[date] = []
    for kind in (kind for kind, count in made.counts.items() if count["added"]):
        model = KINDS[kind]
        shown = ImportedRow.objects.of(person).filter(import_id=made.id, kind=kind, use=RowUse.SHOWN)
        mine = model.objects.of(person).filter(id__in=shown.values("entry_id")).order_by(model.WHEN)
        ends = [mine.values_list(model.WHEN, flat=True).first(), mine.values_list(model.WHEN, flat=True).last()]
        found += [person.calendar.date_of(end) if isinstance(end, datetime) else end for end in ends if end]
    return (min(found), max(found)) if found else None


@require_POST
def import_undo(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    made = _mine(request, entry_id)
    if not can_undo(made, timezone.now()):
        messages.warning(request, _("This import is more than 30 days old and stays."))
        return redirect("import_done", made.id)
    undone = undo_import(request.person, made)
    messages.success(
        request, _("Taken out: %(what)s.") % {"what": kinds_said(undone.gone) or _("what it had filled in")}
    )
    for name in undone.stay[:20]:
        messages.warning(request, _("%(what)s: stays, you changed it since.") % {"what": name})
    return redirect("import_file")


def import_sources(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    """Why this one: what each source said of an entry, and a switch to another."""
    told = sources_of(request.person, entry_id)
    if not told:
        raise Http404
    if request.method == "POST":
        row = request.POST.get("row", "")
        if is_uuid(row) and switch_to(request.person, UUID(row)):
            messages.success(request, _("Switched."))
        else:
            messages.warning(request, _("This entry stays: you wrote or changed it yourself."))
        return redirect("import_sources", entry_id)
    context = {"sources": source_lines(told, request.person.calendar, request.person.imperial), "place": "settings"}
    return render(request, "journal/files/sources.html", context)
