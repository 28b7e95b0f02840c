"""What guidance tells programs; docs/contract.md has all of it."""

from typing import Any, Literal

from ninja import Schema

from guidance.cramp.steps import PARTS
from journal.public import BOUT_KINDS

Kind: Any = Literal[tuple(BOUT_KINDS)]
Part: Any = Literal[("", *PARTS)]


class Guidance(Schema):
    """What `manage.py guide` prints, as of now."""

    at: str
    red_flags: list[dict[str, Any]]
    asked: list[dict[str, Any]]
    causes: list[dict[str, Any]]
    sets: list[dict[str, Any]]
    tips: list[dict[str, Any]]
    relief: list[dict[str, Any]]
    trials: list[dict[str, Any]]


class Step(Schema):
    """One step: what to do in a sentence, the rest of it, and when to leave it out."""

    id: str
    when: str
    text: str
    rest: str
    not_if: list[str]
    plan: str
    claims: list[str]
    call: str | None


class Cramp(Schema):
    """The steps for what goes on now. `call`: whom to ring when it does not let go, or with a sign of `first_look`."""

    kind: Kind
    first_look: str
    steps: list[Step]
    always: str
    call: str
    tell: str
