"""A line for shortcuts."""

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Router

from journal.api import entries, schemas
from journal.api.answers import Problem, answer
from journal.api.flags import open_flags
from journal.api.line import Said, read_line
from journal.api.line_words import in_digits
from journal.files.document import entry_row, read_json
from journal.files.document_values import BadValue
from journal.models import KINDS, Entry, Profile
from journal.reading.request import JournalRequest

router = Router()
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]
LOGGED = ("drinks", "episodes", "sessions", "nights", "days")  # what a line can become


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
    line = _line(request)
    said = read_line(line, request.person.calendar, now)
    entry, is_new = _logged(request, said, _id_of(idempotency_key, line), now)
    body = {"kind": said.kind, "entry": entries.told(entry, said.kind), "open_flags": open_flags(request)}
    return answer(request, body, f'"{entries.digest(entry)}"', status=201 if is_new else 200)


def _line(request: JournalRequest) -> str:
    """The line of a body: the whole of plain text, or what JSON or a form call `text`."""
    if request.content_type == "text/plain":
        text: Any = request.body.decode(errors="replace")
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        text = request.POST.get("text")
    else:
        text = _text_in(read_json(request.body))
    if not isinstance(text, str) or not 0 < len(text.strip()) <= 200:
        raise BadValue("text", text, _("a line of at most 200 letters, such as “500 ml water now”"))
    return text


def _text_in(found: Any) -> Any:
    if not isinstance(found, dict):
        return None
    if unknown := next((key for key in found if key != "text"), None):
        raise BadValue(unknown[:80], unknown, _("the key text"))
    return found.get("text")


def _id_of(key: str | None, line: str) -> UUID:
    """The id of a line's entry: with a key one half of it says the key and the other the line, so that both are known
    again whatever becomes of the entry."""
    if not key:
        return uuid4()
    return UUID(bytes=b"".join(sha256(said.encode()).digest()[:8] for said in (key, in_digits(line))))


def _logged(request: JournalRequest, said: Said, entry_id: UUID, now: datetime) -> tuple[Entry, bool]:
    """(the entry of what was said, whether it is new). Raises Problem 422 where its key came with another line."""
    person, model = request.person, KINDS[said.kind]
    row = entry_row(said.kind, said.value | {"id": str(entry_id)}, person.calendar, now)
    with person.writing():
        there = _of_key(person, entry_id)
        if there and there != {entry_id}:
            detail = _("Idempotency-Key was sent before with something else. Send a new one with a new entry.")
            raise Problem(422, detail, field="Idempotency-Key")
        if there:
            stored: Entry = model.objects.of(person).get(id=entry_id)
            stored.person = person
            return stored, False
        entry = model(person=person, **row)
        entries.refuse_twice(said.kind, entry)
        entry.save(force_insert=True)
    person.refresh_from_db(fields=["journal_version"])
    return entry, True


def _of_key(person: Profile, entry_id: UUID) -> set[UUID]:
    """The ids of the person's entries that were made with the key of an id."""
    key = entry_id.bytes[:8]
    of_key = (UUID(bytes=key + bytes(8)), UUID(bytes=key + b"\xff" * 8))
    first, *rest = [KINDS[kind].objects.of(person).filter(id__range=of_key).values_list("id") for kind in LOGGED]
    return {found for (found,) in first.union(*rest)}
