"""The documents' checklist of preparing, item by item as the last session has it."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.causes.registry import EXPOSED, NOT_EXPOSED, UNKNOWN
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.knowledge.load import load

WORDS = {NOT_EXPOSED: _("yes"), EXPOSED: _("no"), UNKNOWN: _("not recorded")}
# Rest has a measure of its own: the same muscle worked hard less than 48 h before; None where that is not known.
MEASURE_OF = {"P_rest": "same_muscle_48h"}
STATES = {1: EXPOSED, 0: NOT_EXPOSED, None: UNKNOWN}


@dataclass(frozen=True)
class Item:
    """One item of the checklist. `state`: of the cause it guards against; `word`: whether the item was kept to."""

    text: str
    state: str
    word: str
    claims: tuple[Claim, ...]


def checklist(causes: Any) -> tuple[Item, ...]:
    """The Items as the last session has them. `causes`: CauseAdvice of an Analysis; a missing entry is never a yes."""
    found = {cause.id: cause for cause in causes}
    return tuple(_item(known, found[known["cause"]]) for known in load()["prevention_checklist"]["items"])


def _item(known: Any, cause: Any) -> Item:
    measure = MEASURE_OF.get(known["id"])
    state = STATES[(cause.values or {}).get(measure)] if measure else cause.state
    return Item(capfirst(known["text"]), state, str(WORDS[state]), claims_by_section(known["claims"]))
