"""The switch to try instead of one whose trial would hardly settle anything, worked out as its own plan says it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.causes.counts import Comparison
from guidance.trials.outlook import Outlook, outlook
from guidance.trials.plan_page import BetterSwitch, question, refusals, running_causes
from guidance.trials.results import own_prior
from guidance.trials.running_page import of_100
from guidance.trials.switches import switch_of, switches
from journal.public import Journal


def expected(cause: str, journal: Journal, advice: Any, at: datetime, smallest: float) -> tuple[Outlook, float]:
    """(the Outlook of a trial of a cause, the probability that it would start from).

    `journal`: entries of the last two years; `advice`: the person's Advice; `smallest`: the share of sessions that is
    too small to matter.
    """
    advised = next((found for found in advice.analysis.causes if found.id == cause), None)
    prior, compared = own_prior(advised), advised.compared if advised else Comparison()
    return outlook(journal, compared, prior, at, smallest, switches()[cause].both), prior


def better_switch(
    cause: str, journal: Journal, advice: Any, at: datetime, smallest: float, beside: tuple[str, ...] = ()
) -> BetterSwitch | None:
    """Of the other causes whose trial may start now and is worth it, the one that a year would most often confirm."""
    found = list(_worth_it(cause, journal, advice, at, smallest, beside))
    if not found:
        return None
    name, best = max(found, key=lambda named: (_in_a_year(named[1]), named[1].settled_in_a_year))
    chance = best.plans[best.in_a_year]
    text = _(
        "Of 100 trials like yours about %(settled)s have an answer within a year: about %(yes)s “confirmed”, %(small)s "
        "“too small to matter to you”."
    ) % {"settled": of_100(chance.settled), "yes": of_100(chance.confirmed), "small": of_100(chance.too_small)}
    return BetterSwitch(question(switch_of(name, both=True)), text, reverse("trial_new", args=[name]))


def _in_a_year(outlook: Outlook) -> float:
    return outlook.plans[outlook.in_a_year].confirmed


def _worth_it(
    cause: str, journal: Journal, advice: Any, at: datetime, smallest: float, beside: tuple[str, ...]
) -> Iterator[tuple[str, Outlook]]:
    """(cause, Outlook) of the others that are neither set aside nor refused nor hopeless."""
    running = [*running_causes(advice), *beside]
    for name in switches():
        if name == cause or name in running or name in advice.analysis.aside:
            continue
        found, _prior = expected(name, journal, advice, at, smallest)
        if not found.not_worth and not any(refusals(name, journal.person, advice, found, running)):
            yield name, found
