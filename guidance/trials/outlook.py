"""What a trial could settle for this person, before it starts: their own rate of twinges, the exact chances by plan."""

from dataclasses import dataclass
from datetime import datetime

from guidance.causes.counts import LEAST_UNITS, LOOK_BACK, Comparison
from guidance.trials.statistics import Chance, Count, chances, shares_if_real
from guidance.trials.switches import PLANS
from journal.public import DAY, Journal, Outcome, last_typed_on, outcomes

LEAST_SHARE = 0.1  # with a rarer twinge no trial is offered
LEAST_KNOWN = 10  # sessions: with fewer, a share of 1 in 10 cannot be told
SUPPOSED_ODDS = 3  # what the cause does to the odds, where the entries cannot say
TOO_WEAK = 0.25  # a trial that would not confirm a true effect 1 time in 4 is advised against
PACE = 56 * DAY


@dataclass(frozen=True)
class Outlook:
    """What to expect of a trial. `known`: the person's sessions of two years with a known outcome.

    `do`, `usual`: shares of sessions with a twinge to expect in the two arms if the cause is real; `supposed` when
    they rest on SUPPOSED_ODDS. `plans`: {sessions: Chance if real}; `by_mistake`: {sessions: Chance without effect}.
    `a_week`: flips a week, or None.
    """

    known: Count
    do: float
    usual: float
    supposed: bool
    plans: dict[int, Chance]
    by_mistake: dict[int, Chance]
    a_week: float | None

    @property
    def too_few(self) -> bool:
        return self.known.sessions < LEAST_KNOWN

    @property
    def too_rare(self) -> bool:
        return self.known.twinged < LEAST_SHARE * self.known.sessions

    @property
    def too_weak(self) -> bool:
        """Whether even the longest plan would hardly settle it."""
        return self.plans[max(PLANS)].confirmed < TOO_WEAK

    @property
    def best(self) -> int:
        """The shortest plan that confirms a true effect as often as not, or else the longest."""
        return next((n for n in PLANS if self.plans[n].confirmed >= 0.5), max(PLANS))


def outlook(journal: Journal, compared: Comparison, prior: float, at: datetime) -> Outlook:
    """The Outlook of a trial of one cause. `compared`: its Comparison; `prior`: the probability it would start from."""
    known = known_sessions(journal, at)
    do, usual, supposed = expected(known, compared)
    return Outlook(
        known=known,
        do=do,
        usual=usual,
        supposed=supposed,
        plans=_of_plans(chances(do, usual, prior)),
        by_mistake=_of_plans(chances(usual, usual, prior)),
        a_week=a_week(journal, compared, at),
    )


def _of_plans(found: dict[int, Chance]) -> dict[int, Chance]:
    return {sessions: found[sessions] for sessions in PLANS}


def known_sessions(journal: Journal, at: datetime) -> Count:
    """The Count of the sessions of the last two years whose outcome is known."""
    followed = outcomes(journal.sessions, journal.episodes, journal.calendar, last_typed_on(journal))
    recent = [followed[row["id"]] for row in journal.sessions if row["started_at"] >= at - LOOK_BACK]
    twinged = recent.count(Outcome.TWINGE)
    return Count(twinged + recent.count(Outcome.CALM), twinged)


def expected(known: Count, compared: Comparison) -> tuple[float, float, bool]:
    """(share in `do`, share in `usual`, whether the effect is supposed) if the cause is real.

    The coin is flipped for sessions that would have the cause, so the two sides of the Comparison stand for the arms,
    drawn together by the prior as far as they are few. Where a side has too few sessions, the share of `usual` is the
    person's own and `do` has the odds of it over SUPPOSED_ODDS.
    """
    with_cause, without = (Count(side.sessions, side.episodes) for side in (compared.with_cause, compared.without))
    if min(with_cause.sessions, without.sessions) >= LEAST_UNITS:
        return *shares_if_real(without, with_cause), False
    usual = (known.twinged + 0.5) / (known.sessions + 1)
    odds = usual / (1 - usual) / SUPPOSED_ODDS
    return odds / (1 + odds), usual, True


def a_week(journal: Journal, compared: Comparison, at: datetime) -> float | None:
    """Sessions a week for which the coin would be flipped, as over the last eight weeks, or None when there were none.

    Those are the sessions with the cause, as often as it was there in the Comparison; all where it does not say.
    """
    recent = sum(row["started_at"] >= at - PACE for row in journal.sessions)
    exposed, told = compared.with_cause.sessions, compared.with_cause.sessions + compared.without.sessions
    return recent * 7 * DAY / PACE * (exposed / told if exposed else 1) or None
