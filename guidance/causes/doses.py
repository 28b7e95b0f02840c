"""The dose of each cause that is weighed: one number per unit, larger = more of the cause, and the documents' cut.

Rules and doses read the same measures, so counts and verdict look at the same windows; what may count in them is
said in `journal.measures.before`.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, Exposure
from guidance.causes.rule_types import Dose, one
from guidance.knowledge.load import shown_causes
from journal.public import graded, measured_before_rest_days

if TYPE_CHECKING:
    from journal.public import Frames, Measures


def doses_of(
    units: Any, frames: "Frames", found: "Measures", body: Body, exposures: dict[str, Exposure]
) -> dict[str, Dose]:
    """{cause id: Dose} over the Units of every cause that is counted.

    `found`: measures of the sessions from what came before each; `body`: a Body; `exposures`: of the sessions.
    """
    rest = measured_before_rest_days(frames, units.dates[len(units.rows) :])
    seen = on_units(units, found | graded(frames, found), rest)
    return {
        cause: make(seen, body) if (make := CAUSES[cause].dose) else _yes_or_no(units, exposures[cause])
        for cause in (known["id"] for known in shown_causes())
        if CAUSES[cause].exposed
    }


def on_units(units: Any, sessions: "Measures", rest: "Measures") -> "Measures":
    """The measures of sessions on all units, with those of rest days, NaN where a rest day has none."""
    blank = np.full(len(units.dates) - len(units.rows), np.nan)
    return {name: np.append(values[units.rows], rest.get(name, blank)) for name, values in sessions.items()}


def _yes_or_no(units: Any, exposure: Exposure) -> Dose:
    """The Dose of a cause that was there or not: 1 or 0; sessions alone tell."""
    there = np.where(exposure.unknown, np.nan, exposure.exposed)
    return one(on_units(units, {"there": there}, rest={})["there"], 0.5)
