"""What one person's entries say about a cause: the answer, why, the last entries, each session, and the coin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guidance.analysis.analysis import Advice, CauseAdvice
from guidance.analysis.answer import Answer, Reader, answer
from guidance.analysis.rules_said import RulesSaid, rules_said, what_to_log
from guidance.causes.counts import LEAST_UNITS
from guidance.causes.labels import rests_on
from guidance.causes.over_time import OverTime
from guidance.evidence.levels import CONFIRMED, LEAST_SESSIONS, LEAST_TWINGED, LIKELY_FROM, POSSIBLE_FROM
from guidance.evidence.wording import Reason, reasons
from guidance.knowledge.load import by_id
from guidance.library.history import History, history
from guidance.trials.better_page import Worth
from guidance.trials.running_page import held_back, of_100
from guidance.trials.switches import switches


@dataclass(frozen=True)
class CoinOffer:
    """A coin for this cause: what it would decide, and the page that plans it or on which it runs.

    `against`: why it is not worth starting, "" where it is; then `title`, `text`, `button` and `url` are of the better
    coin for another `cause`, and "" where there is none. `plan`: its own plan all the same, "" where it cannot start.
    """

    cause: str
    title: str
    text: str
    button: str
    url: str
    against: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Own:
    """A cause for this person. `answer`: None for a cause that is never counted. `to_log`: (what, address) that is
    missing, or None. `aside`: whether the person said that it is not relevant to them."""

    answer: Answer | None
    reasons: tuple[Reason, ...]
    last: RulesSaid
    rests: str
    to_log: tuple[str, str] | None
    history: History | None
    how: tuple[str, ...]
    coin: CoinOffer | None
    aside: bool


def own_part(
    cause: CauseAdvice, advice: Advice, reader: Reader, over_time: Callable[[], OverTime], worth: Callable[[str], Worth]
) -> Own:
    """The Own part of a CauseAdvice.

    `over_time`: makes the cause's OverTime; `worth`: the Worth of a trial of a cause. They are asked where shown.
    """
    imperial = advice.analysis.facts.imperial
    counted = cause.is_counted
    return Own(
        answer=answer(cause, advice, reader, ranges=True) if counted else None,
        reasons=(*_of_a_set(cause, advice), *reasons(cause, imperial, reader.counts)) if counted else (),
        last=rules_said(cause, advice.analysis.facts.body, reader.person),
        rests=rests_on(cause.id, cause.values),
        to_log=_to_log(cause, reader),
        history=history(cause.id, over_time(), imperial) if counted and reader.counts else None,
        how=tuple(how_it_is_compared()) if counted else (),
        coin=coin_offer(cause, advice, reader, worth),
        aside=cause.id in advice.analysis.aside,
    )


def _of_a_set(cause: CauseAdvice, advice: Advice) -> Iterator[Reason]:
    """That the cause is one of a set of which one is likely to raise the risk."""
    for found in advice.analysis.sets:
        if cause.id in found.causes:
            others = [by_id("causes")[other]["name"] for other in found.causes if other != cause.id]
            said = _("One of these is likely to raise your risk, but we cannot tell yet which: this, or “%(others)s”.")
            yield Reason("beside", said % {"others": _("”, or “").join(others)})


def _to_log(cause: CauseAdvice, reader: Reader) -> tuple[str, str] | None:
    if cause.state in ("exposed", "not_exposed"):
        return None
    what, form = what_to_log(cause.id, reader.person)
    return what, reverse(form)


def how_it_is_compared() -> Iterator[str]:
    """How the word for a cause comes about, in plain sentences with the numbers that it goes by."""
    yield _(
        "We compare your sessions with it and without it, and look at all causes together, so that one does not take "
        "the blame for another."
    )
    yield _(
        "It takes %(sessions)s sessions with an answer and %(twinges)s twinges to begin, and %(side)s sessions or days "
        "on either side."
    ) % {"sessions": LEAST_SESSIONS, "twinges": LEAST_TWINGED, "side": LEAST_UNITS}
    yield _(
        "“Possible” means that the chance that it raises your risk is %(from)s to %(to)s in 100. From %(to)s on we say "
        "“Likely”; only a coin can confirm it."
    ) % {"from": of_100(POSSIBLE_FROM), "to": of_100(LIKELY_FROM)}


def coin_offer(cause: CauseAdvice, advice: Advice, reader: Reader, worth: Callable[[str], Worth]) -> CoinOffer | None:
    """The coin that runs for the cause, or the plan of one, or of a better one, that nothing speaks against.

    None where a trial has confirmed the cause.
    """
    switch = switches().get(cause.id)
    if switch is None:
        return None
    title = _let_it_decide(switch.thing)
    running = next((found for found in advice.analysis.trials if found.is_running and found.cause == cause.id), None)
    if running:
        url = reverse("trial", args=[running.id])
        return CoinOffer(cause.id, title, _("This trial is running."), _("Open the trial"), url)
    if cause.level == CONFIRMED or any(held_back(cause.id, reader.person, advice, both=switch.both is not None)):
        return None
    found, plan, button = worth(cause.id), reverse("trial_new", args=[cause.id]), _("See the plan")
    if not found.against:
        return CoinOffer(cause.id, title, _("The plan says how much it can tell you."), button, plan)
    better, all_the_same = found.better, plan if found.may_start else ""
    if better is None:
        return CoinOffer(cause.id, "", "", "", "", found.against, all_the_same)
    title = _let_it_decide(better.thing)
    return CoinOffer(better.cause, title, better.text, button, better.url, found.against, all_the_same)


def _let_it_decide(thing: str | Promise) -> str:
    return _("Let a coin decide: %(thing)s") % {"thing": thing}
