"""The pages about our two sources: the list of all statements, and one statement with all that hangs on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guidance.flags.one_voice import any_urgent
from guidance.knowledge.citations import (
    BARS,
    Claim,
    Grade,
    Reference,
    claim_of,
    claims_by_section,
    grade_of,
    references,
)
from guidance.knowledge.load import by_id, document_of, load, naming, prevention_items, sourced
from guidance.knowledge.texts import filled
from guidance.library.usages import Use, uses_of
from guidance.tips.eligibility import against
from journal.public import Row, per_language


@dataclass(frozen=True)
class Explainer:
    """A mechanism, a name or a reassurance in plain words. `place`: its anchor on the page of sources."""

    place: str
    title: str
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Document:
    """One of the two documents: its sections with (claim, uses) pairs, and what it explains."""

    number: int
    title: str
    sections: tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...]
    explainers: tuple[Explainer, ...]


@dataclass(frozen=True)
class Conflict:
    """Statements that disagree, with each other or with research, and the rule that decides."""

    id: str
    topic: str
    claims: tuple[Claim, ...]
    rule: str


@dataclass(frozen=True)
class SourcesPage:
    documents: tuple[Document, ...]
    conflicts: tuple[Conflict, ...]
    checklist: tuple[tuple[str, str, tuple[Claim, ...]], ...]


@per_language
def sources_page() -> SourcesPage:
    """The SourcesPage; the same for everybody, so made once for each language."""
    return SourcesPage(
        documents=tuple(_document(number, known) for number, known in enumerate(load()["documents"], start=1)),
        conflicts=tuple(_conflict(known) for known in load()["conflicts"]),
        checklist=tuple((item["id"], item["text"], claims_by_section(item["claims"])) for item in prevention_items()),
    )


def _document(number: int, known: Mapping[str, Any]) -> Document:
    claims = [claim_of(claim["id"]) for claim in load()["claims"] if document_of(claim["id"]) == number]
    sections = tuple(
        (section, tuple((claim, uses_of(claim.id)) for claim in claims if claim.section == section))
        for section in known["sections"]
    )
    return Document(number, known["title"], sections, tuple(_explained(number)))


def _explained(number: int) -> Iterator[Explainer]:
    """The Explainers that rest on the document."""
    for known in load()["explainers"]:
        claims = [claim for claim in known["claims"] if document_of(claim) == number]
        if claims:
            yield Explainer(f"{known['id']}-{number}", known["title"], known["text"], claims_by_section(claims))


def _conflict(known: Mapping[str, Any]) -> Conflict:
    return Conflict(known["id"], known["topic"], tuple(map(claim_of, known["between"])), known["resolution"])


@dataclass(frozen=True)
class SourcePage:
    """One claim: its section, what it conflicts with, how its causes are backed, what it is used for, what was read.

    `not_for`: what the reader noted with which its tips are not for them. `others`: what else the section says; none
    while a flag for help today or now is open.
    """

    claim: Claim
    document: str
    not_for: tuple[Any, ...]
    others: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    backed: tuple[tuple[str, Grade, str], ...]
    uses: tuple[Use, ...]
    references: tuple[Reference, ...]


def source_page(claim_id: str, person: Row | None, flags: Any = ()) -> SourcePage:
    """The SourcePage of a claim. `person`: whose numbers stand in the texts (a person's row, or None)."""
    claim, named = claim_of(claim_id), naming(claim_id)
    causes = [cause for cause in named["causes"] if cause["evidence"]["grade"] in BARS]
    return SourcePage(
        claim=claim,
        document=by_id("claims")[claim_id]["document"],
        not_for=tuple(dict.fromkeys(_not_for(named["tips"], person))) if person else (),
        others=() if any_urgent(flags) else tuple(other for other in _in_section(claim) if other.id != claim_id),
        conflicts=tuple(_conflict(known) for known in named["conflicts"]),
        backed=tuple((cause["name"], grade_of(cause["id"]), cause["evidence"]["summary"]) for cause in causes),
        uses=uses_of(claim_id, person),
        references=references(_read_about(claim_id, named)),
    )


def _not_for(tips: Any, person: Any) -> Iterator[Any]:
    """What rules tips out for a person's row."""
    yield from (filled(caution["text"], person) for tip in tips for caution in against(tip["id"], person))


def _in_section(claim: Claim) -> list[Claim]:
    """All Claims of the claim's section, in the document's order."""
    document = by_id("claims")[claim.id]["document"]
    return [claim_of(c["id"]) for c in load()["claims"] if (c["document"], c["section"]) == (document, claim.section)]


def _read_about(claim_id: Any, named: dict[str, list[Row]]) -> Iterator[str]:
    """Ids of what was read elsewhere about the entries that name a claim."""
    if claim_id in load()["relief"]["painkiller"]["claims"]:
        yield from load()["relief"]["painkiller"]["refs"]
    parts = ("corrections", "tips", "red_flags", "explainers", "relief", "ask_the_doctor")
    entries = [entry for part in parts for entry in named[part]]
    texts = [text for part in ("how_to", "which_kind") for entry in named[part] for text in sourced(entry)]
    entries += [text for text in texts if claim_id in text["claims"]]
    yield from (ref for entry in entries for ref in entry["refs"])
    yield from (ref for cause in named["causes"] for ref in cause["evidence"]["refs"])
