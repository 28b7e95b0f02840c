"""Everything the app holds about one cause: statements, lines, how well it is backed, tips, what was read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guidance.causes.rule_texts import basis, line_of
from guidance.flags.one_voice import may_say
from guidance.flags.registry import Flag
from guidance.knowledge.citations import (
    BARS,
    Claim,
    Grade,
    Reference,
    claim_of,
    claims_by_section,
    grade_of,
    references,
    supported,
)
from guidance.knowledge.load import GRADES, by_id, load
from guidance.knowledge.texts import filled, numbers_of
from guidance.tips.eligibility import beneath, for_person, not_said
from journal.public import EpisodeKind, Row


@dataclass(frozen=True)
class RuleLine:
    """One rule: what is looked at, what it is used for, whose line it is."""

    id: str
    text: str
    use: str
    basis: str


@dataclass(frozen=True)
class CauseTip:
    """A tip before it is filled with anybody's numbers."""

    id: str
    text: str
    support: str
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class CausePage:
    """`per_kind`: (kind of twinge, Grade) pairs; `not_for`: when its tips do not fit.

    `left_out`: how many tips the person's conditions and medicines rule out; statements that only these rest on, such
    as lists of foods, are left out with them.
    """

    id: str
    name: str
    in_documents: bool
    claims: tuple[Claim, ...]
    lines: tuple[RuleLine, ...]
    grade: Grade | None
    per_kind: tuple[tuple[str, str], ...]
    summary: str
    tips: tuple[CauseTip, ...]
    not_for: tuple[str, ...]
    left_out: int
    note: str
    explainers: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]


def cause_page(cause_id: str, person: Row | None, flags: Sequence[Flag] = ()) -> CausePage:
    """The CausePage of a cause of knowledge.json. `person`: the reader's row, or None; `flags`: the open ones."""
    known = by_id("causes")[cause_id]
    evidence, rules = known["evidence"], known["exposure"]["rules"]
    shown = [tip for tip in known["tips"] if person is None or for_person(tip["id"], person)]
    return CausePage(
        id=cause_id,
        name=known["name"],
        in_documents=bool(known["claims"]),
        claims=tuple(claim_of(claim) for claim in known["claims"] if claim not in not_said(known, person)),
        lines=tuple(_line(rule, person) for rule in rules),
        grade=grade_of(cause_id) if evidence["grade"] in BARS else None,
        per_kind=tuple(_per_kind(evidence.get("per_kind") or {})),
        summary=evidence["summary"],
        tips=tuple(_tip(tip, person) for tip in shown if may_say(tip["id"], flags)),
        not_for=tuple(dict.fromkeys(_not_for(shown, person))),
        left_out=len(known["tips"]) - len(shown),
        note=known["note"],
        explainers=tuple(_explainers(known["claims"])),
        references=references([*evidence["refs"], *(ref for rule in rules for ref in rule["refs"])]),
    )


def _line(rule: Mapping[str, Any], person: Row | None) -> RuleLine:
    line = line_of(rule, imperial=person is not None and person["units"] == "imperial")
    return RuleLine(rule["id"], line, load()["rules"]["level_labels"][rule["level"]], basis(rule))


def _per_kind(grades: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(kind in words, label of the grade) where the grade differs by kind of twinge."""
    kinds = dict(EpisodeKind.choices)
    labels: Mapping[Any, str] = load()["rules"]["evidence_labels"]
    for kind, grade in sorted(grades.items(), key=lambda pair: GRADES.index(pair[1])):
        yield str(kinds[kind]), labels[grade]


def _tip(tip: Row, person: Row | None) -> CauseTip:
    text = re.sub(r"{(\w+)}", lambda found: numbers_of(person).get(found[1], "…"), tip["text"])
    return CauseTip(
        tip["id"], text, supported(tip["outside_support"]), claims_by_section(tip["claims"]), references(tip["refs"])
    )


def _not_for(tips: list[Row], person: Row | None) -> Iterator[Any]:
    """What stands beneath any of the tips."""
    yield from (filled(caution["text"], person) for tip in tips for caution in beneath(tip["id"]))


def _explainers(claims: list[str]) -> Iterator[tuple[str, str]]:
    """(title, text) of what explains two or more of the cause's statements."""
    for known in load()["explainers"]:
        if len(set(known["claims"]) & set(claims)) > 1:
            yield known["title"], known["text"]
