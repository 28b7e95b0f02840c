"""What to ask the doctor: questions that fit what was logged."""

from collections.abc import Collection
from dataclasses import dataclass

from guidance.knowledge.citations import Claim, Reference, claims_by_section, references
from guidance.knowledge.load import load


@dataclass(frozen=True)
class Question:
    text: str
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]


def questions_for(kinds: Collection[str], takes_medicines: bool) -> tuple[Question, ...]:
    """The Questions for somebody who logged these kinds of twinge, in the file's order."""
    fitting = [
        known
        for known in load()["ask_the_doctor"]
        if (not known["kinds"] or set(known["kinds"]) & set(kinds)) and (takes_medicines or not known["medicines"])
    ]
    return tuple(
        Question(known["text"], claims_by_section(known["claims"]), references(known["refs"])) for known in fitting
    )
