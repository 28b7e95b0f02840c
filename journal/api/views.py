"""The addresses of the journal for programs. Bodies are read by the rules of files, so one set of rules holds."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import File, Header, Query, Router, UploadedFile

from journal.accounts.budget import within_budget
from journal.api import entries, schemas
from journal.api.answers import Problem, answer, tag_of
from journal.api.auth import too_many
from journal.api.line import Said, read_line
from journal.calendar import parse_date
from journal.files.carry import can_undo, undo_import
from journal.files.containers import head_of
from journal.files.document import entry_row, read_json
from journal.files.found import Found, OneFile, Watched
from journal.files.reading import NeedsMapping, read_file
from journal.files.tasks import TakesLong, is_large, limited, saved_mappings
from journal.files.transfer import bring
from journal.models import KINDS, Entry, Import
from journal.pages.week_numbers import WEEKS_SHOWN, dated, weeks_numbers
from journal.reading.recent import outcomes_now
from journal.reading.request import JournalRequest
from journal.row import Row
from journal.views.week import rows_of

router = Router()
PAGE, MOST = 100, 500
# One key, one entry: whoever sends the same key again means the same entry.
Limit = Annotated[int, Query(ge=1, le=MOST)]
Date = Annotated[str | None, Query(examples=["2026-06-18"])]
IfMatch = Annotated[str | None, Header(alias="If-Match")]
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]
_KEYS = UUID("5d0f3d4e-6a55-5c1e-9a35-0a4d9c7b1f2e")


def open_flags(request: HttpRequest) -> list[Row]:
    """The red flags that are open now, as `schemas.OpenFlag` has them; none where nobody tells (`OPEN_FLAGS`)."""
    return import_string(settings.OPEN_FLAGS)(request) if settings.OPEN_FLAGS else []


def _body(schema: type[Any], **more: Any) -> Row:
    """What the document says of a body that is read by the rules of files."""
    known: Row = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema.__name__}"}}}
    return {"requestBody": {"required": True, "content": known | more}}


def _written(request: JournalRequest, kind: str, entry: Entry, is_new: bool) -> HttpResponse:
    body = {"entry": entries.told(entry, kind), "open_flags": open_flags(request)}
    return answer(request, body, f'"{entries.digest(entry)}"', status=201 if is_new else 200)


def _of_kind(kind: str) -> None:
    """Add the four addresses of a kind of entry."""
    schema, key = schemas.entry_schema(kind), entries.KEYS[kind]
    path = f"/{kind}/{{uuid:key}}" if key == "id" else f"/{kind}/{{slug:key}}"
    # The annotations are read by ninja: they say what an address holds.
    of = {"key": UUID if key == "id" else str}

    def get_entry(request: JournalRequest, key: Any) -> HttpResponse:
        entry = entries.get(request.person, kind, key)
        return answer(request, lambda: entries.told(entry, kind), f'"{entries.digest(entry)}"')

    def put_entry(request: JournalRequest, key: Any, if_match: IfMatch = None) -> HttpResponse:
        value = read_json(request.body)
        entry, is_new = entries.put(request.person, kind, key, value, if_match, timezone.now())
        return _written(request, kind, entry, is_new)

    def delete_entry(request: JournalRequest, key: Any, if_match: IfMatch = None) -> HttpResponse:
        entries.delete(request.person, kind, key, if_match)
        return answer(request, {"open_flags": open_flags(request)})

    def list_entries(request: JournalRequest, cursor: str | None = None, limit: Limit = PAGE) -> HttpResponse:
        tag = tag_of(request.person, kind, cursor, limit)
        return answer(request, lambda: entries.listed(request.person, kind, cursor, limit), tag)

    for view in (get_entry, put_entry, delete_entry):
        view.__annotations__ |= of
    add = partial(router.add_api_operation, path, url_name=f"api_{kind}_one", tags=[kind])
    written = schemas.written_schema(kind)
    add(["GET"], get_entry, response={200: schema, 304: None}, operation_id=f"get_{kind}",
        summary="One entry")  # fmt: skip
    add(["PUT"], put_entry, response={200: written, 201: written}, operation_id=f"put_{kind}",
        summary="Put an entry in place, whole", openapi_extra=_body(schema))  # fmt: skip
    add(["DELETE"], delete_entry, response={200: schemas.Deleted}, operation_id=f"delete_{kind}",
        summary="Delete an entry")  # fmt: skip
    router.add_api_operation(
        f"/{kind}", ["GET"], list_entries, response={200: schemas.list_schema(kind), 304: None},
        url_name=f"api_{kind}", operation_id=f"list_{kind}", tags=[kind], summary="Entries, newest first",
    )  # fmt: skip


for _kind in KINDS:
    _of_kind(_kind)


@router.get("/week", response={200: schemas.Weeks, 304: None}, url_name="api_week")
def week(request: JournalRequest, date: Date = None) -> HttpResponse:
    """Nine weeks in numbers, the last of them that of a date, or this one."""
    now = timezone.now()
    today = request.person.calendar.date_of(now)
    day = parse_date(date) if date is not None else today
    if day is None or day > today:
        expected = _("a date up to today, such as %(today)s") % {"today": today.isoformat()}
        raise Problem(422, f"date: {expected}", field="date", value=str(date)[:60], expected=expected)
    calendar = request.person.calendar
    tag = tag_of(request.person, calendar.date_of(now), day)

    def numbers() -> Row:
        starts = calendar.weeks_to(day, WEEKS_SHOWN)
        last = min(calendar.week_of(starts[-1])[-1], today)
        rows = rows_of(request, calendar, starts, today)
        sessions, episodes = (
            [row for row in found if row["started_at"] <= now] for found in (rows.sessions, rows.episodes)
        )
        followed = outcomes_now(request.person, sessions, episodes, now)
        found = weeks_numbers(
            request.person, starts, sessions, episodes, followed, dated(request.person, starts, last), last
        )
        return {"weeks": [asdict(one) for one in found]}

    return answer(request, numbers, tag)


@router.post(
    "/log",
    response={200: schemas.Logged, 201: schemas.Logged},
    url_name="api_log",
    openapi_extra=_body(
        schemas.Line,
        **{
            "application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Line"}},
            "text/plain": {"schema": {"type": "string", "examples": ["500 ml water now"]}},
        },
    ),
)
def log(request: JournalRequest, idempotency_key: IdempotencyKey = None) -> HttpResponse:
    """A line such as “500 ml water now”, as JSON, a form, or plain text. The same Idempotency-Key is one entry."""
    now = timezone.now().replace(microsecond=0)
    said = read_line(_line(request), request.person.calendar, now)
    entry, is_new = _logged(request, said, idempotency_key, now)
    body = {"kind": said.kind, "entry": entries.told(entry, said.kind), "open_flags": open_flags(request)}
    return answer(request, body, f'"{entries.digest(entry)}"', status=201 if is_new else 200)


def _line(request: JournalRequest) -> str:
    """The line of a body: the whole of plain text, or what JSON or a form call `text`."""
    if request.content_type == "text/plain":
        text: Any = request.body.decode(errors="replace")
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        text = request.POST.get("text")
    else:
        found = read_json(request.body)
        text = found.get("text") if isinstance(found, dict) else None
    if not isinstance(text, str) or not 0 < len(text.strip()) <= 200:
        expected = _("a line of at most 200 letters, such as “500 ml water now”")
        raise Problem(422, f"text: {expected}", field="text", value=None, expected=expected)
    return text


def _logged(request: JournalRequest, said: Said, key: str | None, now: datetime) -> tuple[Entry, bool]:
    """(the entry of what was said, whether it is new). With a key it may be there already."""
    person, model = request.person, KINDS[said.kind]
    entry_id = uuid5(_KEYS, f"{person.pk} {key}") if key else uuid4()
    row = entry_row(said.kind, said.value | {"id": str(entry_id)}, person.calendar, now)
    with person.writing():
        stored = model.objects.of(person).filter(id=entry_id).first() if key else None
        if stored:
            stored.person = person
            _refuse_other(stored, row, model.WHEN)
            return stored, False
        entry = model(person=person, **row)
        entries.refuse_twice(said.kind, entry)
        entry.save(force_insert=True)
    person.refresh_from_db(fields=["journal_version"])
    return entry, True


def _refuse_other(stored: Entry, row: Row, when: str) -> None:
    """Raise Problem 422 where a key that was used says something else this time; "now" is another now, though."""
    said = {name: value for name, value in row.items() if value is not None and name not in ("id", when)}
    if any(getattr(stored, name) != value for name, value in said.items()):
        detail = _("Idempotency-Key was sent before with something else. Send a new one with a new entry.")
        raise Problem(422, detail, field="Idempotency-Key")


@router.post("/imports", response={200: schemas.Imported, 201: schemas.Imported}, url_name="api_imports")
def import_file(request: JournalRequest, file: File[UploadedFile], dry_run: bool = False) -> HttpResponse:
    """Bring a file of a watch, or a journal: all of it or nothing. With dry_run it is only told what would come in."""
    if not within_budget(request, "import_file"):
        raise too_many()
    name, now = (file.name or "file")[:80], timezone.now()
    found = _read(request, name, file, now)
    plan, made = bring(request.person, found, name, now, dry_run=dry_run)
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


@router.get("/imports", response={200: schemas.Imports, 304: None}, url_name="api_imports")
def imports(request: JournalRequest) -> HttpResponse:
    """The last hundred imports, newest first."""

    def told() -> Row:
        newest = Import.objects.of(request.person).newest_first()[:PAGE]
        return {"imports": [
            {"id": one.id, "made_at": request.person.calendar.local(one.made_at).isoformat(), "name": one.name,
             "counts": one.counts}
            for one in newest
        ]}  # fmt: skip

    return answer(request, told, tag_of(request.person, "imports"))


@router.delete("/imports/{uuid:key}", response={200: schemas.TakenBack}, url_name="api_imports_one")
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
