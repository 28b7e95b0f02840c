"""Twitch, cramp, shaking, tic or jerk: questions that tell them apart."""

from dataclasses import dataclass

from guidance.knowledge.citations import Claim, Reference, claims_by_section, references
from guidance.knowledge.load import load


@dataclass(frozen=True)
class WhichKind:
    """`questions`: (question, what a yes means), one after the other; `otherwise`: what is left after no each time."""

    questions: tuple[tuple[str, str], ...]
    otherwise: tuple[str, ...]
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]


def which_kind() -> WhichKind:
    """The WhichKind of knowledge.json."""
    known = load()["which_kind"]
    texts = [text for pair in known["questions"] for text in (pair["ask"], pair["yes"])] + known["otherwise"]
    return WhichKind(
        questions=tuple((pair["ask"]["text"], pair["yes"]["text"]) for pair in known["questions"]),
        otherwise=tuple(text["text"] for text in known["otherwise"]),
        claims=claims_by_section(list(dict.fromkeys(claim for text in texts for claim in text["claims"]))),
        references=references(ref for text in texts for ref in text["refs"]),
    )
