"""A line for shortcuts."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router

from journal.api import entries, schemas
from journal.api.answers import Problem, answer
from journal.api.flags import open_flags
from journal.api.line import Said, read_line
from journal.files.document import entry_row, read_json
from journal.models import KINDS, Entry
from journal.reading.request import JournalRequest
from journal.row import Row

router = Router()
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]
# One key, one entry: whoever sends the same key again means the same entry.
_KEYS = UUID("5d0f3d4e-6a55-5c1e-9a35-0a4d9c7b1f2e")


@router.post(
    "/log",
    response={200: schemas.Logged, 201: schemas.Logged},
    url_name="api_log",
    operation_id="log_line",
    openapi_extra=schemas.body_of(
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
