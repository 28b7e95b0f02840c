"""Files in, and taken back."""

from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, UploadedFile

from journal.accounts.budget import within_budget
from journal.api import entries, schemas
from journal.api.answers import Problem, answer, tag_of
from journal.api.auth import too_many
from journal.api.flags import open_flags
from journal.files.carry import can_undo, undo_import
from journal.files.containers import head_of
from journal.files.found import Found, OneFile, Watched
from journal.files.reading import NeedsMapping, read_file
from journal.files.tasks import TakesLong, is_large, limited, saved_mappings
from journal.files.transfer import bring
from journal.models import Import
from journal.reading.request import JournalRequest
from journal.reminders.schedule import plan_anew
from journal.row import Row

router = Router()
MOST = 100  # imports that are listed


@router.post(
    "/imports",
    response={200: schemas.Imported, 201: schemas.Imported},
    url_name="api_imports",
    operation_id="bring_file",
)
def import_file(request: JournalRequest, file: File[UploadedFile], dry_run: bool = False) -> HttpResponse:
    """Bring a file of a watch, or a journal: all of it or nothing. With dry_run it is only told what would come in."""
    if not within_budget(request, "import_file"):
        raise too_many()
    name, now = (file.name or "file")[:80], timezone.now()
    found = _read(request, name, file, now)
    plan, made = bring(request.person, found, name, now, dry_run=dry_run)
    if plan.settings_taken:
        plan_anew(request.person)
    request.person.refresh_from_db(fields=["journal_version"])
    body = {
        "id": made and made.id,
        "counts": {kind: asdict(count) for kind, count in plan.counts.items()},
        "remarks": plan.remarks,
        "open_flags": open_flags(request),
    }
    return answer(request, body, status=201 if made else 200)


def _read(request: JournalRequest, name: str, file: UploadedFile, now: datetime) -> Found:
    """What a file holds. Raises BadFile, and Problem for one that a page has to ask about first."""
    one, size = OneFile(name, BytesIO(file.read())), file.size or 0
    try:
        if is_large(head_of(one), size):
            raise TakesLong
        watched = cast("BinaryIO", Watched(one.stream, limited()))
        return read_file(OneFile(name, watched), size, now, saved=saved_mappings(request.person))
    except TakesLong:
        detail = _("%(name)s takes too long to read at once: bring it by the browser.") % {"name": name}
        raise Problem(413, detail, field="file", value=name) from None
    except NeedsMapping:
        detail = _("%(name)s is a table whose columns are not known yet: bring it by the browser once and say them.")
        raise Problem(422, detail % {"name": name}, field="file", value=name) from None


@router.get("/imports", response={200: schemas.Imports, 304: None}, url_name="api_imports", operation_id="list_imports")
def imports(request: JournalRequest) -> HttpResponse:
    """The last hundred imports, newest first."""

    def told() -> Row:
        newest = Import.objects.of(request.person).newest_first()[:MOST]
        return {"imports": [
            {"id": one.id, "made_at": request.person.calendar.local(one.made_at).isoformat(), "name": one.name,
             "counts": one.counts}
            for one in newest
        ]}  # fmt: skip

    return answer(request, told, tag_of(request.person, "imports"))


@router.delete(
    "/imports/{any_uuid:key}", response={200: schemas.TakenBack}, url_name="api_imports_one", operation_id="undo_import"
)
def undo(request: JournalRequest, key: UUID) -> HttpResponse:
    """Take an import back whole, within 30 days. Entries that were changed since stay, and are named."""
    made = Import.objects.of(request.person).filter(id=key).first()
    if made is None:
        raise entries.gone()
    if not can_undo(made, timezone.now()):
        raise Problem(409, _("This import was made too long ago to be taken back."))
    undone = undo_import(request.person, made)
    request.person.refresh_from_db(fields=["journal_version"])
    return answer(request, {"gone": undone.gone, "stay": undone.stay, "open_flags": open_flags(request)})
