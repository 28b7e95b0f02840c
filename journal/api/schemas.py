"""What the interface takes and gives, worked out from the journal's own fields, words and limits."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import models
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from journal.models import KINDS
from journal.pages.week_numbers import WeekNumbers
from journal.reading.rows import columns
from journal.vocabulary import ABOVE_ZERO, LIMITS, Arm, Helped, ReliefMethod


class Strict(Schema):
    """Takes no key that it does not know."""

    model_config = ConfigDict(extra="forbid")


def one_of(words: Iterable[str]) -> Any:
    """The type of one word of these."""
    return Literal[tuple(words)]


def list_of(kind: Any) -> Any:
    """The type of a list of what may be known only now."""
    return list[kind]


def made(name: str, base: type[Schema], doc: str = "", **fields: Any) -> Any:
    """A schema of these fields, each (type, default); ... for what must be given."""
    return create_model(name, __base__=base, __doc__=doc, **fields)


Relief = made("Relief", Strict, method=(one_of(ReliefMethod.values), ...), helped=(one_of(Helped.values) | None, None))
Assignment = made(
    "Assignment",
    Strict,
    position=(Annotated[int, Field(ge=1, le=10_000)], ...),
    arm=(one_of(Arm.values), ...),
    session=(UUID | None, None),
    followed=(bool | None, None),
)
_RECORDS = {"relief": Relief, "assignments": Assignment}


class OpenFlag(Schema):
    """A red flag that is open now: what it is, and the first line of what to do."""

    id: str
    urgency: Literal["emergency_now", "same_day", "book_visit", "info"]
    name: str
    first_line: str


class FieldProblem(Schema):
    """What went wrong (RFC 9457). Of a value: the field, what it was, and what would be right."""

    title: str
    status: int
    detail: str
    field: str | None = None
    value: str | None = None
    expected: str | None = None


class Weeks(Schema):
    """Weeks, oldest first; the last is the one asked for."""

    weeks: list[WeekNumbers]


class Counts(Schema):
    """What became of the rows of one kind."""

    added: int
    filled: int
    there: int
    refused: list[str]


class Imported(Schema):
    """What a file brought. `id` takes it back; null when nothing came in."""

    id: UUID | None
    counts: dict[str, Counts]
    remarks: list[str]
    open_flags: list[OpenFlag]


class Import(Schema):
    id: UUID
    made_at: datetime
    name: str
    counts: dict[str, dict[str, int]]


class Imports(Schema):
    imports: list[Import]


class TakenBack(Schema):
    """How many entries of each kind went, and which stay because they were changed since."""

    gone: dict[str, int]
    stay: list[str]
    open_flags: list[OpenFlag]


class Deleted(Schema):
    open_flags: list[OpenFlag]


class Logged(Schema):
    """What a line became: an entry of which kind."""

    kind: Literal["drinks", "episodes", "sessions", "nights", "days"]
    entry: dict[str, Any]
    open_flags: list[OpenFlag]


class Line(Strict):
    """What one says to a phone."""

    text: Annotated[str, Field(max_length=200, examples=["500 ml water now"])]


@cache
def entry_schema(kind: str) -> Any:
    """One entry of a kind. Only what every entry has must be given; null and a missing key are "not recorded"."""
    model = KINDS[kind]
    fields: dict[str, Any] = {}
    for name in columns(kind):
        field = model._meta.get_field(name)
        optional = field.null or name == "id"
        fields[name] = (_type_of(field) | None if optional else _type_of(field), None if optional else ...)
    return made(model.__name__, Strict, (model.__doc__ or "").strip(), **fields)


def written_schema(kind: str) -> Any:
    """What a write answers: the entry as it is now, and the red flags that are open."""
    return made(
        f"{KINDS[kind].__name__}Written", Schema, entry=(entry_schema(kind), ...), open_flags=(list[OpenFlag], ...)
    )


def list_schema(kind: str) -> Any:
    """A list, newest first. `digests`: of each entry by its id, for If-Match. `next`: the cursor of what follows."""
    return made(
        f"{KINDS[kind].__name__}List",
        Schema,
        entries=(list_of(entry_schema(kind)), ...),
        digests=(dict[str, str], ...),
        next=(str | None, ...),
    )


def _type_of(field: Any) -> Any:
    if words := getattr(field, "words", None):
        return list_of(one_of(words))
    if isinstance(field, models.JSONField):
        return list_of(_RECORDS[field.name])
    if field.choices:
        return one_of(word for word, _label in field.choices)
    return _PLAIN[type(field)](field)


def _number(field: Any) -> Any:
    low, high = LIMITS[field.name]
    above: dict[str, Any] = {"gt": low} if field.name in ABOVE_ZERO else {"ge": low}
    number = int if isinstance(field, models.SmallIntegerField) else float
    return Annotated[number, Field(**above, le=high)]


_PLAIN: dict[type, Any] = {
    models.UUIDField: lambda field: UUID,
    models.DateTimeField: lambda field: datetime,
    models.DateField: lambda field: date,
    models.BooleanField: lambda field: bool,
    models.SmallIntegerField: _number,
    models.FloatField: _number,
    models.CharField: lambda field: Annotated[str, Field(max_length=field.max_length)],
}


def body_of(schema: type[Schema], **more: Any) -> dict[str, Any]:
    """What the document says of a body that is read by the rules of files."""
    known: dict[str, Any] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema.__name__}"}}}
    return {"requestBody": {"required": True, "content": known | more}}
