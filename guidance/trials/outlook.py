"""What a trial could settle for this person, before it starts: their own twinges, answers, pace and probability."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from guidance.causes.counts import LOOK_BACK, Comparison
from guidance.statistics import ordinal
from guidance.trials.coins import ADHERENCE, MOST_SESSIONS, CoinChance, coin_chances
from guidance.trials.results import own_prior
from guidance.trials.safety import BothArms, steps_aside
from guidance.trials.statistics import BLOCK, Count
from guidance.trials.switches import PLANS, switches
from journal.public import DAY, Journal, Outcome, Row, last_typed_on, outcomes

LEAST_SHARE = 0.1  # with a rarer twinge no trial is offered
LEAST_KNOWN = 10  # sessions: with fewer, a share of 1 in 10 cannot be told
NOT_WORTH = 0.25  # a trial that would not settle it 1 time in 4 within a year is advised against
PACE = 56 * DAY
WEEKS = 52  # a year of flips


@dataclass(frozen=True)
class Outlook:
    """What to expect of a trial. `known`: the person's sessions of two years whose outcome is known, grades included.

    `plans`: {sessions: CoinChance} after each whole block; `a_week`: flips a week, or None where no session says;
    `smallest`: the share of sessions that is too small to matter to the person.
    """

    known: Count
    plans: dict[int, CoinChance]
    a_week: float | None
    smallest: float

    @property
    def too_few(self) -> bool:
        return self.known.sessions < LEAST_KNOWN

    @property
    def too_rare(self) -> bool:
        return self.known.twinged < LEAST_SHARE * self.known.sessions

    @property
    def in_a_year(self) -> int:
        """Flips of a year at the person's pace, in whole blocks; at most MOST_SESSIONS."""
        flips = MOST_SESSIONS if self.a_week is None else min(int(self.a_week * WEEKS), MOST_SESSIONS)
        return flips // BLOCK * BLOCK

    @property
    def settled_in_a_year(self) -> float:
        return self.plans[self.in_a_year].settled if self.in_a_year else 0.0

    @property
    def not_worth(self) -> bool:
        """Whether a year of it would hardly settle anything."""
        return self.settled_in_a_year < NOT_WORTH

    @property
    def best(self) -> int:
        """The shortest plan that settles it as often as not, or else the longest."""
        return next((n for n in PLANS if self.plans[n].settled >= 0.5), max(PLANS))


def outlook(
    journal: Journal, compared: Comparison, prior: float, at: datetime, smallest: float, both: BothArms | None
) -> Outlook:
    """The Outlook of a trial of one cause.

    `compared`: its Comparison; `prior`: the probability it would start from; `both`: where the coin sets both arms.
    """
    recent = [row for row in journal.sessions if row["started_at"] >= at - LOOK_BACK]
    followed = outcomes(journal.sessions, journal.episodes, journal.calendar, last_typed_on(journal))
    told = [row for row in recent if followed[row["id"]].known]
    twinged = np.array([followed[row["id"]] == Outcome.TWINGE for row in told], dtype=float)
    known = Count(len(told), int(twinged.sum()))
    return Outlook(
        known=known,
        plans=coin_chances(prior, known, _information(told, twinged, len(recent)), _contrast(both), smallest),
        a_week=a_week(journal, compared, at, both),
        smallest=smallest,
    )


def _information(told: list[Row], twinged: Any, sessions: int) -> float:
    """What one session tells of the odds: as much as the person's have told so far, with those without an answer."""
    if not told:
        return 0.0
    grades = np.array([np.nan if row["aftermath"] is None else row["aftermath"] for row in told], dtype=float)
    _score, information = ordinal.scored(grades, twinged)
    return float(information.sum() / sessions)


def _contrast(both: BothArms | None) -> float:
    """How far apart the arms really are: who does otherwise does the other arm, or what is usual."""
    return 2 * ADHERENCE - 1 if both else ADHERENCE


def a_week(journal: Journal, compared: Comparison, at: datetime, both: BothArms | None) -> float | None:
    """Sessions a week for which the coin would fall, as over the last eight weeks, or None when there were none.

    Where the coin sets both arms, those for which it would not step aside; else those with the cause, as often as it
    was there in the Comparison.
    """
    recent = [row for row in journal.sessions if row["started_at"] >= at - PACE]
    return len(recent) * 7 * DAY / PACE * _falls(recent, compared, both) if recent else None


def _falls(recent: list[Row], compared: Comparison, both: BothArms | None) -> float:
    """The share of sessions for which the coin would fall; 1 where the entries do not say."""
    if both:
        told = [row for row in recent if all(row[name] is not None for name in both.asks)]
        return sum(not steps_aside(both, row) for row in told) / len(told) if told else 1
    exposed, known = compared.with_cause.sessions, compared.with_cause.sessions + compared.without.sessions
    return exposed / known if exposed or known >= LEAST_KNOWN else 1


def expected(cause: str, journal: Journal, advice: Any, at: datetime, smallest: float) -> tuple[Outlook, float]:
    """(the Outlook of a trial of a cause, the probability that it would start from).

    `journal`: entries of the last two years; `advice`: the person's Advice; `smallest`: the share of sessions that is
    too small to matter.
    """
    advised = next((found for found in advice.analysis.causes if found.id == cause), None)
    prior, compared = own_prior(advised), advised.compared if advised else Comparison()
    return outlook(journal, compared, prior, at, smallest, switches()[cause].both), prior
