"""Whether a trial is worth starting, and the switch to try instead of one that would hardly settle anything.

All of it is worked out as the plan of each trial says it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.trials.outlook import Outlook
from guidance.trials.plan_page import BetterSwitch, advice_against, question, refusals, running_causes
from guidance.trials.running_page import of_100
from guidance.trials.switches import switch_of, switches
from journal.public import Row

Expect = Callable[[str], Outlook]  # a cause that can be switched -> the Outlook of its trial


@dataclass(frozen=True)
class Worth:
    """`against`: why a trial is not worth starting or cannot start, "" where it is; `better`: what to try instead.

    `may_start`: whether it can be started all the same.
    """

    against: str
    better: BetterSwitch | None = None
    may_start: bool = True


def worth_starting(cause: str, person: Row, advice: Any, expect: Expect) -> Worth:
    """The Worth of a trial of a cause. `person`: the person's row; `advice`: their Advice."""
    found = expect(cause)
    if refused := next(refusals(cause, person, advice, found, running_causes(advice)), ""):
        return Worth(str(refused), may_start=False)
    if not found.not_worth:
        return Worth("")
    return Worth(advice_against(found), better_switch(cause, person, advice, expect))


def better_switch(
    cause: str, person: Row, advice: Any, expect: Expect, beside: tuple[str, ...] = ()
) -> BetterSwitch | None:
    """Of the other causes whose trial may start now and is worth it, the one that a year would most often confirm."""
    found = list(_worth_it(cause, person, advice, expect, beside))
    if not found:
        return None
    name, best = max(found, key=lambda named: (_in_a_year(named[1]), named[1].settled_in_a_year))
    chance = best.plans[best.in_a_year]
    text = _(
        "Of 100 trials like yours about %(yes)s would end “confirmed” within a year, %(small)s “too small to matter to "
        "you”."
    ) % {"yes": of_100(chance.confirmed), "small": of_100(chance.too_small)}
    switch = switch_of(name, both=True)
    return BetterSwitch(name, question(switch), str(switch.thing), text, reverse("trial_new", args=[name]))


def _in_a_year(outlook: Outlook) -> float:
    return outlook.plans[outlook.in_a_year].confirmed


def _worth_it(
    cause: str, person: Row, advice: Any, expect: Expect, beside: tuple[str, ...]
) -> Iterator[tuple[str, Outlook]]:
    """(cause, Outlook) of the others that are neither set aside nor refused nor hopeless."""
    running = [*running_causes(advice), *beside]
    for name in switches():
        if name == cause or name in running or name in advice.analysis.aside:
            continue
        found = expect(name)
        if not found.not_worth and not any(refusals(name, person, advice, found, running)):
            yield name, found
