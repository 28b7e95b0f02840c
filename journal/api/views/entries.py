"""Entries of every kind: one, a list, put whole, deleted. Bodies are read by the rules of files, so one set holds."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import register_converter
from django.urls.converters import UUIDConverter
from django.utils import timezone
from ninja import Header, Query, Router

from journal.api import entries, schemas
from journal.api.answers import answer, tag_of
from journal.api.flags import open_flags
from journal.files.document import read_json
from journal.models import KINDS, Entry
from journal.reading.request import JournalRequest

router = Router()
PAGE, MOST = 100, 500  # entries of a list
Limit = Annotated[int, Query(ge=1, le=MOST)]
IfMatch = Annotated[str | None, Header(alias="If-Match")]


class AnyUUID(UUIDConverter):
    """A UUID as any program writes it: those of Apple write it in capitals."""

    regex = f"(?i:{UUIDConverter.regex})"


register_converter(AnyUUID, "any_uuid")


def _written(request: JournalRequest, kind: str, entry: Entry, is_new: bool) -> HttpResponse:
    body = {"entry": entries.told(entry, kind), "open_flags": open_flags(request)}
    return answer(request, body, f'"{entries.digest(entry)}"', status=201 if is_new else 200)


def _of_kind(kind: str) -> None:
    """Add the four addresses of a kind of entry."""
    schema, key = schemas.entry_schema(kind), entries.KEYS[kind]
    path = f"/{kind}/{{any_uuid:key}}" if key == "id" else f"/{kind}/{{slug:key}}"
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
        summary="Put an entry in place, whole", openapi_extra=schemas.body_of(schema))  # fmt: skip
    add(["DELETE"], delete_entry, response={200: schemas.Deleted}, operation_id=f"delete_{kind}",
        summary="Delete an entry")  # fmt: skip
    router.add_api_operation(
        f"/{kind}", ["GET"], list_entries, response={200: schemas.list_schema(kind), 304: None},
        url_name=f"api_{kind}", operation_id=f"list_{kind}", tags=[kind], summary="Entries, newest first",
    )  # fmt: skip


for _kind in KINDS:
    _of_kind(_kind)
