"""Where a statement comes from: claims of the two documents, and how well they are backed outside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.knowledge.load import by_id, document_number, load, naming

# How full the three bars of a grade are.
BARS = {"strong": 3, "moderate": 2, "weak": 1, "plausible-only": 1, "contradicted": 0}


@dataclass(frozen=True)
class Grade:
    """How well a cause is backed outside the documents: words, and three bars filled or not."""

    label: str
    bars: tuple[bool, ...]


@dataclass(frozen=True)
class Claim:
    """One claim in our words. `notes`: what research or safety has to say against it."""

    id: str
    text: str
    document: int
    source: str
    section: str
    url: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A published source: its title, and its body and year in `where`."""

    id: str
    title: str
    where: str
    url: str


def grade_of(cause_id: str) -> Grade:
    """The Grade of a cause of knowledge.json."""
    grade = by_id("causes")[cause_id]["evidence"]["grade"]
    label = load()["rules"]["evidence_labels"][grade]
    return Grade(label[:1].upper() + label[1:], tuple(n < BARS[grade] for n in range(3)))


def supported(word: str, of: str = "tip") -> str:
    """What a word for outside support ("yes", "partly", "no", "untested") says of a "tip" or of a "step" of relief."""
    labels: Mapping[str, Any] = load()["rules"]["support_labels"]
    return labels[of][word]


def _note(correction: Mapping[str, str]) -> str:
    """What is wrong with a claim and, where there is something, what to do instead."""
    instead = correction.get("app_says_instead")
    return f"{correction['problem']}. {instead}" if instead else correction["problem"]


def claim_of(claim_id: str) -> Claim:
    """The Claim of an id."""
    claim = by_id("claims")[claim_id]
    number = document_number(claim)
    return Claim(
        id=claim_id,
        text=claim["text"],
        document=number,
        source=_("Doc %(n)s: %(section)s") % {"n": number, "section": claim["section"]},
        section=claim["section"],
        url=reverse("source", args=[claim_id]),
        notes=tuple(_note(entry) for entry in naming(claim_id)["corrections"]),
    )


def claims_by_section(claim_ids: Sequence[str]) -> tuple[Claim, ...]:
    """The Claims of ids, one for each section of a document: enough to lead there."""
    first: dict[str, Claim] = {}
    for claim in map(claim_of, claim_ids):
        first.setdefault(claim.source, claim)
    return tuple(first.values())


def documents_of(claim_ids: Iterable[str]) -> str:
    """Which of the two documents speak: "Documents 1 and 2"; of claims of neither, that it is general advice."""
    numbers = sorted({document_number(by_id("claims")[claim]) for claim in claim_ids})
    if len(numbers) > 1:
        return _("Documents 1 and 2")
    return _("Document %(n)s") % {"n": numbers[0]} if numbers else _("General safety advice")


def references(ids: Iterable[str]) -> tuple[Reference, ...]:
    """The References of ids, each once; ids of knowledge.json that name a claim instead are left out."""
    found = (by_id("references").get(ref) for ref in dict.fromkeys(ids))
    return tuple(
        Reference(ref["id"], ref["title"], f"{ref['publisher']}, {ref['year']}", ref["address"]) for ref in found if ref
    )
