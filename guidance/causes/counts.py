"""How often a twinge followed sessions with a cause and sessions without it: counts, nothing fitted.

A session counts when it is known what followed and whether the cause was there; all others are left out, and told
(docs/evidence.md, 1 and 2). What the counts can mean is said by guidance/evidence.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guidance.causes.registry import EXPOSED, NOT_EXPOSED, UNKNOWN
from guidance.causes.rule_types import Dose
from journal.public import DAY, Journal, Outcome, last_typed_on, outcomes

if TYPE_CHECKING:
    from journal.public import Measures

MOST_DOTS = 30
LOOK_BACK = 730 * DAY
LEAST_UNITS = 5  # on either side, before two shares are set side by side
TANGLED_FROM = 0.75  # share of the sessions with a cause that hold another one, too


@dataclass(frozen=True)
class Side:
    """Sessions on one side of a cause: how many a twinge followed, and after how many more something was felt."""

    sessions: int = 0
    episodes: int = 0
    felt: int = 0

    @property
    def dots(self) -> tuple[str, ...]:
        """A dot for each session, as of `dots`."""
        return dots(self.episodes, self.sessions, self.felt)


@dataclass(frozen=True)
class Comparison:
    """One cause: sessions with it, without it, and those left out with the reason."""

    with_cause: Side = Side()
    without: Side = Side()
    outcome_unknown: int = 0
    exposure_unknown: int = 0

    @property
    def more_needed(self) -> int:
        """Sessions missing on the thinner side before the two can be compared."""
        return max(0, LEAST_UNITS - min(self.with_cause.sessions, self.without.sessions))


@dataclass(frozen=True)
class Tangle:
    """Another cause that was there in most of the sessions with this one: in `both` of `sessions`."""

    cause: str
    both: int
    sessions: int


def dots(filled: int, of: int, half: int = 0) -> tuple[str, ...]:
    """A row of dots, one for each session or try: "on" where it is filled, then "half", then "".

    None where they would be too many.
    """
    return ("on",) * filled + ("half",) * half + ("",) * (of - filled - half) if of <= MOST_DOTS else ()


def compare(doses: dict[str, Dose], known: list[Outcome | None]) -> dict[str, Comparison]:
    """{cause id: Comparison} over the sessions, by the documents' cut.

    `doses`: as `doses_of` gives them, the sessions first. `known`: as `session_outcomes` gives it.
    """
    return {cause: _count(dose, known) for cause, dose in doses.items()}


def in_combinations(
    doses: dict[str, Dose], known: list[Outcome | None], causes: tuple[str, ...]
) -> dict[tuple[bool, ...], Side]:
    """{which of the causes were there, in their order: Side} over the sessions that tell. Arguments as of `compare`."""
    states = zip(*(doses[cause].states[: len(known)] for cause in causes), strict=True)
    found = [
        (tuple(state == EXPOSED for state in there), outcome)
        for there, outcome in zip(states, known, strict=True)
        if outcome and UNKNOWN not in there
    ]
    pairs = Counter(found)
    return {there: side_of(pairs, there) for there, _outcome in found}


def tangled(doses: dict[str, Dose], known: list[Outcome | None]) -> dict[str, tuple[Tangle, ...]]:
    """{cause id: Tangles}, the tightest first: the journal cannot tell such causes apart. Arguments as of `compare`."""
    counted = [n for n, outcome in enumerate(known) if outcome and outcome.known]
    there = {cause: dose.usual[counted] > dose.cut for cause, dose in doses.items()}
    return {cause: _tangles(cause, there) for cause in there}


def _tangles(cause: str, there: "Measures") -> tuple[Tangle, ...]:
    """The Tangles of a cause that was there in enough sessions to say so."""
    sessions = int(there[cause].sum())
    if sessions < LEAST_UNITS:
        return ()
    shared = {other: int((there[cause] & met).sum()) for other, met in there.items() if other != cause}
    found = [Tangle(other, both, sessions) for other, both in shared.items() if both >= TANGLED_FROM * sessions]
    return tuple(sorted(found, key=lambda tangle: -tangle.both))


def session_outcomes(journal: Journal) -> list[Outcome | None]:
    """For each session what followed it (an Outcome), or None where it is too long ago to count."""
    found = outcomes(journal.sessions, journal.episodes, journal.calendar, last_typed_on(journal))
    oldest = journal.sessions[-1]["started_at"] - LOOK_BACK
    return [found[session["id"]] if session["started_at"] >= oldest else None for session in journal.sessions]


def _count(dose: Dose, outcome_of: list[Outcome | None]) -> Comparison:
    """The Comparison of one cause. `outcome_of`: as `session_outcomes` gives it."""
    states = dose.states[: len(outcome_of)]
    pairs = Counter((state, outcome) for state, outcome in zip(states, outcome_of, strict=True) if outcome)
    known = {pair: n for pair, n in pairs.items() if pair[1] != Outcome.UNKNOWN}
    return Comparison(
        with_cause=side_of(pairs, EXPOSED),
        without=side_of(pairs, NOT_EXPOSED),
        outcome_unknown=pairs.total() - sum(known.values()),
        exposure_unknown=sum(n for pair, n in known.items() if pair[0] == UNKNOWN),
    )


def side_of(pairs: Counter[tuple[Any, Any]], state: Any) -> Side:
    """The Side of a state, from how many sessions are of each (state, Outcome)."""
    twinged, felt, calm = (pairs[state, outcome] for outcome in (Outcome.TWINGE, Outcome.FELT, Outcome.CALM))
    return Side(twinged + felt + calm, twinged, felt)
