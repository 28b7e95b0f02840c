"""Two or three causes that cannot be told apart yet, as one answer: one sentence, a row for each mixture, one word."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidance.analysis.analysis import Analysis
from guidance.analysis.answer import Reader
from guidance.causes.counts import Side
from guidance.causes.labels import Pieces, in_pieces, thing_of
from guidance.evidence.levels import LIKELY
from guidance.evidence.rows import DotRow, row_of
from guidance.evidence.wording import LEVEL_WORDS
from guidance.knowledge.load import by_id
from guidance.trials.better_page import Worth
from guidance.trials.plan_page import BetterSwitch
from guidance.trials.running_page import flip_both
from guidance.trials.switches import switches


@dataclass(frozen=True)
class SetAnswer:
    """`causes`: (id, name) of each; `plan`: the page that plans a coin for each, "" where that is not possible.

    `against`: why those coins are not worth starting, "" where one of them is; `better`: what to try instead, if any.
    """

    causes: tuple[tuple[str, str], ...]
    says: Pieces
    rows: tuple[DotRow, ...]
    mark: str
    word: str
    meaning: str
    plan: str
    against: str = ""
    better: BetterSwitch | None = None


def set_answer(analysis: Analysis, reader: Reader, worth: Callable[[str], Worth]) -> SetAnswer | None:
    """The SetAnswer of an Analysis, or None where no set of causes is likely."""
    if not analysis.sets:
        return None
    causes = analysis.sets[0].causes
    mark, word, _meaning = LEVEL_WORDS[LIKELY]
    plan = flip_both(causes)
    coins = [worth(cause) for cause in causes if cause in switches()] if plan else []
    hopeless = all(coin.against for coin in coins)
    return SetAnswer(
        causes=tuple((cause, by_id("causes")[cause]["name"]) for cause in causes),
        says=says_of_set(causes),
        rows=_rows(causes, analysis.set_sides) if reader.counts else (),
        mark=mark,
        word=str(word),
        meaning=_("Chance would rarely make this. Which of them it is, we cannot tell yet."),
        plan=plan,
        against=coins[0].against if coins and hopeless else "",
        better=next((coin.better for coin in coins if coin.better), None) if hopeless else None,
    )


def says_of_set(causes: tuple[str, ...]) -> Pieces:
    """ "One of these two raises your risk: short warm-ups, or no stretching afterwards." """
    things = dict(zip(("first", "second", "third"), map(thing_of, causes), strict=False))
    if len(causes) == 2:
        return in_pieces(_("One of these two raises your risk: {first}, or {second}."), things)
    return in_pieces(_("One of these three raises your risk: {first}, {second}, or {third}."), things)


def _rows(causes: tuple[str, ...], sides: dict[tuple[bool, ...], Side]) -> tuple[DotRow, ...]:
    """More than one of them, only the first, only the second, ..., none of them."""
    several = [side for there, side in sides.items() if sum(there) > 1]
    only = [sides.get(tuple(n == k for k in range(len(causes))), Side()) for n in range(len(causes))]
    labels = [_("Only %(thing)s") % {"thing": thing_of(cause)} for cause in causes]
    alone = [row_of(label, side) for label, side in zip(labels, only, strict=True)]
    return (
        row_of(_("Both together") if len(causes) == 2 else _("More than one of them"), _sum(several)),
        *alone,
        row_of(_("None of them"), sides.get((False,) * len(causes), Side())),
    )


def _sum(sides: list[Side]) -> Side:
    return Side(
        sum(side.sessions for side in sides), sum(side.episodes for side in sides), sum(side.felt for side in sides)
    )
