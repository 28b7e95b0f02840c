"""The dose of each cause that is counted: one number per unit, larger = more of the cause, and the documents' cut.

Counts, dots and verdict follow from it, so they look at the same windows and the same cut. What may count in them is
said in `journal.measures.before`.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, exposure_of
from guidance.causes.rule_types import Cause, Dose, one
from guidance.knowledge.load import shown_causes
from journal.public import graded, measured_before_rest_days

if TYPE_CHECKING:
    from journal.public import Frames, Measures


def doses_of(frames: "Frames", found: "Measures", body: Body, rest_days: NDArray[Any] | None = None) -> dict[str, Dose]:
    """{cause id: Dose} of every cause that is counted, over all sessions and then, where they are given, rest days.

    `found`: measures of the sessions from what came before each; `rest_days`: midnights, as the tables hold dates.
    """
    sessions = found | graded(frames, found)
    rest = {} if rest_days is None else measured_before_rest_days(frames, rest_days)
    blank = np.full(0 if rest_days is None else len(rest_days), np.nan)
    units = {name: np.append(values, rest.get(name, blank)) for name, values in sessions.items()}
    counted = (known["id"] for known in shown_causes() if CAUSES[known["id"]].exposed)
    return {
        cause: make(units, body) if (make := CAUSES[cause].dose) else _yes_or_no(CAUSES[cause], found, body, blank)
        for cause in counted
    }


def _yes_or_no(cause: Cause, found: "Measures", body: Body, rest: NDArray[Any]) -> Dose:
    """The Dose of a cause that was there or not: 1 or 0; sessions alone tell."""
    exposure = exposure_of(cause, found, body)
    return one(np.append(np.where(exposure.unknown, np.nan, exposure.exposed), rest), 0.5)
