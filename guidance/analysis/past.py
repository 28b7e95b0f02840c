"""What the past sessions and rest days say of each cause: counts, evidence, tangles and sets, from one pass.

Only what came before a session counts.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guidance.causes.counts import Comparison, Tangle, compare, session_outcomes, tangled
from guidance.causes.doses import doses_of
from guidance.causes.person_limits import Body
from guidance.causes.rule_types import Dose
from guidance.evidence.sets import Shares
from guidance.evidence.units import units_of
from guidance.evidence.weigh import Evidence, weigh
from journal.public import Journal, Outcome, measured_before_sessions

if TYPE_CHECKING:
    from journal.public import Frames, Measures


@dataclass(frozen=True)
class Past:
    """{cause id: what was found}, and the averaged models for sets of causes (None where nothing was fitted).

    `doses`, `known`: what it was found from.
    """

    compared: dict[str, Comparison] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    tangled: dict[str, tuple[Tangle, ...]] = field(default_factory=dict)
    shares: Shares | None = None
    doses: dict[str, Dose] = field(default_factory=dict)
    known: list[Outcome | None] = field(default_factory=list)

    def of(self, cause: str) -> dict[str, Any]:
        """The fields of a CauseAdvice that the past tells."""
        return {
            "compared": self.compared.get(cause, Comparison()),
            "evidence": self.evidence.get(cause, Evidence()),
            "tangled": self.tangled.get(cause, ()),
        }


def past(journal: Journal, tables: "Frames", measures: "Measures", body: Body, after_trials: dict[str, Any]) -> Past:
    """The Past of a Journal. `measures`: those of its units; `after_trials`: {cause: probability after a trial}."""
    if not journal.sessions:
        return Past()
    known = session_outcomes(journal)
    units = units_of(journal, tables, known)
    doses = doses_of(tables, measured_before_sessions(tables, measures), body, units.rest_days)
    weighed = weigh(units, {cause: dose.at(units.places(len(known))) for cause, dose in doses.items()}, after_trials)
    return Past(compare(doses, known), weighed.causes, tangled(doses, known), weighed.shares, doses, known)
