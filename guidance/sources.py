"""Where a statement comes from: claims of the two documents, how well they are backed, and what they are used for."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.knowledge import by_id, document_number, load, naming, tips
from guidance.red_flags import filled

# Corrections whose `app_says_instead` speaks to people. The others tell this app what to do ("do not repeat").
ADVICE_FOR_PEOPLE = "U01 U02 U03 U05 U06 U08 U09 U10 U16 U25 U28 U29 U30 U31 U33 U34 U36".split()
# How full the three bars of a grade are.
BARS = {"strong": 3, "moderate": 2, "weak": 1, "plausible-only": 1, "contradicted": 0}


@dataclass(frozen=True)
class Grade:
    """How well a cause is backed outside the documents: words, and three bars filled or not."""

    label: str
    bars: tuple


@dataclass(frozen=True)
class Claim:
    """One claim in our words. `notes`: what research or safety has to say against it."""

    id: str
    text: str
    source: str
    section: str
    url: str
    notes: tuple


@dataclass(frozen=True)
class Reference:
    """A published source as far as it was seen."""

    id: str
    title: str
    where: str
    url: str
    seen: str
    took: str


def grade_of(cause_id):
    """The Grade of a cause of knowledge.json."""
    grade = by_id("causes")[cause_id]["evidence"]["grade"]
    label = load()["rules"]["evidence_labels"][grade]
    return Grade(label[:1].upper() + label[1:], tuple(n < BARS[grade] for n in range(3)))


def _note(correction):
    """What is wrong with a claim and, where it is advice and not a rule for this app, what to do instead."""
    advice = f". {correction['app_says_instead']}" if correction["id"] in ADVICE_FOR_PEOPLE else ""
    return correction["problem"] + advice


def claim_of(claim_id):
    """The Claim of an id."""
    claim = by_id("claims")[claim_id]
    number = document_number(claim)
    return Claim(
        id=claim_id,
        text=claim["text"],
        source=_("Doc %(n)s: %(section)s") % {"n": number, "section": claim["section"]},
        section=claim["section"],
        url=reverse("source", args=[claim_id]),
        notes=tuple(_note(entry) for entry in naming(claim_id)["corrections"]),
    )


def claims_by_section(claim_ids):
    """The Claims of ids, one for each section of a document: enough to lead there."""
    first = {}
    for claim in map(claim_of, claim_ids):
        first.setdefault(claim.source, claim)
    return tuple(first.values())


def documents():
    """[(number, title, [(section, [Claim])])] of both documents, in their order."""
    found = []
    for number, document in enumerate(load()["documents"], start=1):
        claims = [claim for claim in load()["claims"] if claim["document"] == document["title"]]
        sections = [
            (section, [claim_of(claim["id"]) for claim in claims if claim["section"] == section])
            for section in document["sections"]
        ]
        found.append((number, document["title"], sections))
    return found


@dataclass(frozen=True)
class SourcePage:
    """One claim with all that hangs on it."""

    claim: Claim
    document: str
    document_number: int
    others: tuple
    conflicts: tuple
    backed: tuple
    uses: tuple
    references: tuple


def source_page(claim_id, person):
    """The SourcePage of a claim. `person`: whose numbers stand in the texts (a person's row, or None)."""
    claim, named = by_id("claims")[claim_id], naming(claim_id)
    in_section = [
        c["id"] for c in load()["claims"] if (c["document"], c["section"]) == (claim["document"], claim["section"])
    ]
    causes = [cause for cause in named["causes"] if cause["evidence"]["grade"] in BARS]
    return SourcePage(
        claim=claim_of(claim_id),
        document=claim["document"],
        document_number=document_number(claim),
        others=tuple(claim_of(other) for other in in_section if other != claim_id),
        conflicts=tuple(
            ([claim_of(other) for other in entry["between"] if other != claim_id], entry["resolution"])
            for entry in named["conflicts"]
        ),
        backed=tuple((cause["name"], grade_of(cause["id"]), cause["evidence"]["summary"]) for cause in causes),
        uses=tuple(dict.fromkeys(_uses(named, person))),
        references=tuple(_references(named)),
    )


def _uses(named, person):
    """[(what it is used for, kind of use)]."""
    yield from ((cause["name"], _("Cause")) for cause in named["causes"])
    yield from ((flag["name"], _("Red flag")) for flag in named["red_flags"])
    yield from ((tips()[tip["id"]][0]["name"], _("Tip")) for tip in named["tips"])
    yield from ((filled(step["text"], person), _("Relief")) for step in named["relief"])
    yield from ((entry["title"], _("Explained in plain words")) for entry in named["explainers"])


def _references(named):
    """What was read about it elsewhere, each once."""
    entries = [entry for part in ("corrections", "tips", "red_flags", "explainers", "relief") for entry in named[part]]
    ids = [ref for entry in entries for ref in entry.get("refs", ())]
    ids += [ref for cause in named["causes"] for ref in cause["evidence"]["refs"]]
    return references_of(ids)


def references_of(ids):
    """The References of ids, each once and in their order; ids of claims among them are passed over."""
    for ref in dict.fromkeys(ids):
        if known := by_id("references").get(ref):
            where = f"{known['publisher']}, {known['year']}"
            yield Reference(ref, known["title"], where, known["address"], known["seen"], known["took"])
