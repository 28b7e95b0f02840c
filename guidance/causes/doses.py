"""The dose of each cause that is weighed: one number per unit, larger = more of the cause, and the documents' cut.

Only what came before a twinge may count. Drinks of a session end with it or with the first twinge. Ratings have no time
of their own, so a stress rating of a day with a twinge is dropped: a bad evening colours it.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, Exposure, all_exposures
from guidance.causes.rule_types import Dose, Seen, one
from guidance.knowledge.load import shown_causes
from journal.public import daily, graded

if TYPE_CHECKING:
    from journal.public import Frames, Measures

ONE_DAY = np.timedelta64(1, "D")
LOOKED_BACK = 3  # dates of a unit's, for means over several days


def doses_of(units: Any, frames: "Frames", found: "Measures", body: Body) -> dict[str, Dose]:
    """{cause id: Dose} over the Units of every cause that is counted.

    `found`: measures of the sessions before their twinges; `body`: a Body.
    """
    session = on_units(units, found | graded(frames, found))
    seen = Seen(session, [_of_dates(units, frames, back) for back in range(LOOKED_BACK)])
    exposures = all_exposures(found, body)
    return {
        cause: make(seen, body) if (make := CAUSES[cause].dose) else _yes_or_no(units, exposures[cause])
        for cause in (known["id"] for known in shown_causes())
        if CAUSES[cause].exposed
    }


def on_units(units: Any, measures: "Measures") -> "Measures":
    """The measures of sessions on all units, with NaN on rest days."""
    rest = np.full(len(units.dates) - len(units.rows), np.nan)
    return {name: np.append(values[units.rows], rest) for name, values in measures.items()}


def _of_dates(units: Any, frames: "Frames", back: int) -> "Measures":
    """The measures of the dates so many days before the units'; the stress of a day with a twinge is not known."""
    found = daily(frames, units.dates - back * ONE_DAY)
    return found | {"stress": np.where(found["twinged"] & (back == 0), np.nan, found["stress"])}


def _yes_or_no(units: Any, exposure: Exposure) -> Dose:
    """The Dose of a cause that was there or not: 1 or 0."""
    there = np.where(exposure.unknown, np.nan, exposure.exposed)
    return one(on_units(units, {"there": there})["there"], 0.5)
