"""An answer as Guidance gives it, of nobody's entries: what the page for visitors shows."""

from dataclasses import dataclass

from guidance.causes.counts import Comparison, Side
from guidance.causes.labels import Pieces, finding
from guidance.evidence.levels import POSSIBLE
from guidance.evidence.rows import DotRow, rows_of
from guidance.evidence.wording import LEVEL_WORDS
from guidance.knowledge.load import by_id

CAUSE = "poor_warmup"
COUNTS = Comparison(Side(11, 6), Side(16, 1))


@dataclass(frozen=True)
class ExampleAnswer:
    """As the answer of a person: its sentence, two rows of dots, its word and what that means, one thing to do."""

    says: Pieces
    rows: tuple[DotRow, ...]
    mark: str
    word: str
    meaning: str
    step: str


def example_answer() -> ExampleAnswer:
    mark, word, meaning = LEVEL_WORDS[POSSIBLE]
    step = by_id("causes")[CAUSE]["tips"][0]["name"]
    return ExampleAnswer(finding(CAUSE, COUNTS), rows_of(CAUSE, COUNTS), mark, str(word), str(meaning), step)
