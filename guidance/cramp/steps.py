"""The steps of relief of knowledge.json: which ones for what it is, in what order, and what each rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guidance.flags.one_voice import voice
from guidance.flags.registry import Flag
from guidance.knowledge.citations import Claim, claim_of, claims_by_section, references, supported
from guidance.knowledge.load import cautions, load, relief_steps, tips
from guidance.knowledge.texts import filled, numbers_of, tel, whole_step
from journal.public import BOUT_KINDS, Condition, Row

# Stages of steps: one after the other, in view all the time, once it has eased, and where "low sugar?" leads.
DURING, ALWAYS, AFTER = "during", "always", "after"
TRACKS = ("sugar", "rest")
# How a step asks for low sugar.
YES_OR_NO, SIGNS = "yes_or_no", "signs"
# Body parts with a stretch of their own.
PARTS = ("calf", "thigh_back", "thigh_front", "foot", "hand", "abdomen")


@dataclass(frozen=True)
class Step:
    """One step: what to do in big letters, and the rest beneath.

    `asks`: how it asks for low sugar, YES_OR_NO or SIGNS, or "". `not_if`: when it is left out. `plan`: what somebody
    with diabetes is told. `notes`: what research or safety has to say against the claims. `call`: (number, address) of
    whom it says to ring, where that is a number.
    """

    id: str
    asks: str
    when: str
    text: str
    rest: str
    not_if: tuple[str, ...]
    plan: str
    claims: tuple[Claim, ...]
    support: str
    notes: tuple[str, ...]
    call: tuple[str, str] | None


def steps_of(kind: str) -> list[Row]:
    """The steps for a word of BOUT_KINDS or TRACKS, as dicts of knowledge.json."""
    relief: Mapping[str, Any] = load()["relief"]
    if kind in TRACKS:
        return [step for step in relief["tremor"] if step["stage"] == kind]
    return [step for step in relief[kind] if step["stage"] == DURING]


def steps_after(kind: str, flags: Sequence[Flag] = (), person: Any = None) -> list[Step]:
    """The Steps for a word of BOUT_KINDS once it has eased, with these red flags open, for a person's row or None.

    At night they are those after any cramp.
    """
    relief: Mapping[str, Any] = load()["relief"]
    known = [step for step in relief[BOUT_KINDS[kind].value] if step["stage"] == AFTER]
    return [step_of(step, person) for step in in_one_voice(known, flags)]


def for_person(steps: list[Row], person: Row | None) -> list[Row]:
    """The steps without those that the conditions of a person's row (or None) rule out."""
    conditions = set((person or {}).get("conditions") or ())
    return [step for step in steps if not conditions & _conditions_against(step)]


def in_one_voice(steps: list[Row], flags: Sequence[Flag]) -> list[Row]:
    """The steps that the open red flags allow, in the words they allow."""
    return [said for step in steps if (said := _said(step, flags))]


def _said(step: Row, flags: Sequence[Flag]) -> Row | None:
    first = voice(step["id"], step["first"], flags)
    if not first:
        return None
    return step if first == step["first"] else step | {"first": first, "rest": ""}


def _conditions_against(step: Row) -> set[str]:
    return {word for caution in cautions(step["not_for"]) for word in caution.get("conditions", ())}


def step_of(known: Row, person: Row | None, part: str = "") -> Step:
    """The Step of a dict of knowledge.json; `part`: a word of PARTS whose text stands in big letters, or ""."""
    how = known.get("by_part", {}).get(part)
    text, rest = (how, whole_step(known, person)) if how else (known["first"], _rest(known, person))
    plan = _own_plan(person) if known["sugar"] else ""
    return Step(
        id=known["id"],
        asks=known.get("asks", ""),
        when=known["when"],
        text=filled(text, person),
        rest="" if plan and known.get("asks") == YES_OR_NO else filled(rest, person),
        not_if=_not_for(known),
        plan=plan,
        claims=claims_by_section(known["claims"]),
        support=supported(known["support"], of="step"),
        notes=tuple(dict.fromkeys(note for claim in known["claims"] for note in claim_of(claim).notes)),
        call=call_of(known["call"], person) if "call" in known else None,
    )


def _rest(known: Mapping[str, Any], person: Row | None) -> str:
    """The rest of a step, or what it says to somebody with certain conditions."""
    theirs = known.get("with_conditions", {"conditions": ()})
    noted = [word for word in (person or {}).get("conditions") or () if word in theirs["conditions"]]
    if not noted:
        return known["rest"]
    labels = ", ".join(str(Condition(word).label).lower() for word in noted)
    return filled(theirs["text"], person, {"conditions": labels})


def _own_plan(person: Row | None) -> str:
    if "diabetes" not in ((person or {}).get("conditions") or ()):
        return ""
    return tips()["fuel_diabetes"][1]["text"].format(activity=_("training"))


def call_of(name: str, person: Row | None) -> tuple[str, str] | None:
    """(number, address) of "emergency_number" or "advice_line" where that is a number; else None."""
    number = numbers_of(person)[name]
    address = tel(number)
    return (number, address) if address else None


def always(person: Row | None, kind: str = "cramp") -> str:
    """What holds at every step for a word of BOUT_KINDS; at night that is what holds for a cramp."""
    relief: Mapping[str, Any] = load()["relief"]
    steps = [*relief[kind], *relief["cramp"]]
    return whole_step(next(step for step in steps if step["stage"] == ALWAYS), person)


def first_look() -> str:
    """What to look for before anything else."""
    return whole_step(load()["relief"]["before"], None)


def signs_to_tell() -> str:
    """What of it to name to whoever answers the phone."""
    return load()["relief"]["before"]["tell"]


def mixed_evidence() -> tuple[str, tuple[Any, ...]]:
    """(what is only half known and in neither document; its References)."""
    known = load()["relief"]["mixed_evidence"]
    return known["text"], references(known["refs"])


def offline_page() -> list[tuple[str, tuple[str, ...]]]:
    """The steps that need nothing at hand as (text, whom they are not for), for when there is no connection."""
    steps = [step for step in load()["relief"]["cramp"] if step["offline"]]
    return [(whole_step(step, None), _not_for(step)) for step in steps]


def _not_for(step: Mapping[str, Any]) -> tuple[str, ...]:
    """Texts of the cautions with which a step (a dict of knowledge.json) is left out."""
    return tuple(caution["text"] for caution in cautions([*step["not_for"], *step["cautions"]]))


def methods_of(step_id: str) -> tuple[str, ...]:
    """What a step has people try, in the words of the journal."""
    return tuple(next(step for step in relief_steps() if step["id"] == step_id).get("methods", ()))
