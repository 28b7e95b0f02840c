"""One cause: what the reader's own entries say, what to try, what the documents and research say, what was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guidance.causes.labels import to_log
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
from guidance.library.own import Own, how_it_is_compared
from guidance.tips.cards import conflict_in_words
from guidance.tips.choose import Facts, conflicts_of, tips_of
from guidance.tips.eligibility import for_person, not_said, whom_not
from guidance.tips.names import general_text
from journal.public import EpisodeKind, Row

FIRST_CLAIMS = 3  # of a document's statements, before the fold


@dataclass(frozen=True)
class RuleLine:
    """One rule: what is looked at, what it is used for, whose line it is."""

    id: str
    text: str
    use: str
    basis: str


@dataclass(frozen=True)
class CauseTip:
    """A tip as worded for the reader's last entries (`now`), or without anybody's numbers. `conflicts`: where what was
    read about it does not agree."""

    id: str
    text: str
    now: bool
    support: str
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class CausePage:
    """`own`: what the reader's entries say, None for somebody not signed in; `needed`: what would be needed then.

    `per_kind`: (kind of twinge, Grade) pairs; `not_for`: when its tips do not fit.

    `left_out`: how many tips the person's conditions and medicines rule out; statements that only these rest on, such
    as lists of foods, are left out with them.
    """

    id: str
    name: str
    own: Own | None
    needed: tuple[str, ...]
    in_documents: bool
    claims: tuple[Claim, ...]
    more_claims: tuple[Claim, ...]
    lines: tuple[RuleLine, ...]
    grade: Grade | None
    kinds: str
    per_kind: tuple[tuple[str, str], ...]
    summary: str
    tips: tuple[CauseTip, ...]
    not_for: tuple[str, ...]
    left_out: int
    note: str
    explainers: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]


def cause_page(
    cause_id: str,
    person: Row | None,
    flags: Sequence[Flag] = (),
    own: Own | None = None,
    facts: Facts | None = None,
) -> CausePage:
    """The CausePage of a cause of knowledge.json. `person`: the reader's row, or None; `flags`: the open ones.

    `own`, `facts`: what the reader's entries say of it, and their last entries, for the words of its tips.
    """
    known = by_id("causes")[cause_id]
    evidence, rules = known["evidence"], known["exposure"]["rules"]
    shown = [tip for tip in known["tips"] if person is None or for_person(tip["id"], person)]
    worded = {tip.id: tip.text for tip in tips_of(known, facts, person)} if person and facts else {}
    said = _said(known, person)
    may = [tip for tip in shown if may_say(tip["id"], flags)]
    return CausePage(
        id=cause_id,
        name=known["name"],
        own=own,
        needed=() if own or "to_log" not in known else tuple(_needed(known)),
        in_documents=bool(known["claims"]),
        claims=tuple(map(claim_of, said[:FIRST_CLAIMS])),
        more_claims=tuple(map(claim_of, said[FIRST_CLAIMS:])),
        lines=tuple(_line(rule, person) for rule in rules),
        grade=grade_of(cause_id) if evidence["grade"] in BARS else None,
        kinds=", ".join(str(EpisodeKind(kind).label).lower() for kind in known["episode_kinds"]),
        per_kind=tuple(_per_kind(evidence.get("per_kind") or {})),
        summary=evidence["summary"],
        tips=tuple(sorted((_tip(tip, person, worded) for tip in may), key=lambda tip: not tip.now)),
        not_for=whom_not([tip["id"] for tip in shown], person),
        left_out=len(known["tips"]) - len(shown),
        note=known["note"],
        explainers=tuple(_explainers(known["claims"])),
        references=references([*evidence["refs"], *(ref for rule in rules for ref in rule["refs"])]),
    )


def _needed(known: Row) -> Iterator[str]:
    """What it would take to say something about a cause for a reader without entries."""
    yield _("Log %(what)s.") % {"what": to_log(known["id"])[0]}
    if "sides" in known:
        yield from how_it_is_compared()


def _said(known: Row, person: Row | None) -> list[str]:
    """The claims that are for the reader: those that name the cause itself first, otherwise in their order."""
    hidden = not_said(known, person)
    claims = [claim for claim in known["claims"] if claim not in hidden]
    return sorted(claims, key=lambda claim: by_id("claims")[claim]["kind"] != "cause")


def _line(rule: Mapping[str, Any], person: Row | None) -> RuleLine:
    line = line_of(rule, imperial=person is not None and person["units"] == "imperial")
    return RuleLine(rule["id"], line, load()["rules"]["level_labels"][rule["level"]], basis(rule))


def _per_kind(grades: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(kind in words, label of the grade) where the grade differs by kind of twinge."""
    kinds = dict(EpisodeKind.choices)
    labels: Mapping[Any, str] = load()["rules"]["evidence_labels"]
    for kind, grade in sorted(grades.items(), key=lambda pair: GRADES.index(pair[1])):
        yield str(kinds[kind]), labels[grade]


def _tip(tip: Row, person: Row | None, worded: Mapping[str, str]) -> CauseTip:
    """The CauseTip of a tip of knowledge.json; `worded`: {tip id: text} of those that the last entries ask for."""
    return CauseTip(
        id=tip["id"],
        text=worded.get(tip["id"]) or general_text(tip, person),
        now=tip["id"] in worded,
        support=supported(tip["outside_support"]),
        claims=claims_by_section(tip["claims"]),
        references=references(tip["refs"]),
        conflicts=tuple(map(conflict_in_words, conflicts_of(tip))),
    )


def _explainers(claims: list[str]) -> Iterator[tuple[str, str]]:
    """(title, text) of what explains two or more of the cause's statements."""
    for known in load()["explainers"]:
        if len(set(known["claims"]) & set(claims)) > 1:
            yield known["title"], known["text"]
