"""The plan of a trial as a typed model: what it would be, what it can settle for this person, why there may be none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.evidence.levels import CONFIRMED_FROM
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.trials.outlook import LEAST_KNOWN, Outlook
from guidance.trials.running_page import ArmView, arms, held_back, of_100
from guidance.trials.statistics import BLOCK, LEAST_FOR_NOT_FOUND, NOT_FOUND
from guidance.trials.switches import PLANS, Switch, claims_of, goes_with, switch_of, switches
from journal.public import Row, format_count, format_sessions

# Chance -> words, the nearest one: shares that people can picture.
TIMES = (
    (0.01, gettext_lazy("almost never")), (0.05, gettext_lazy("1 time in 20")), (0.1, gettext_lazy("1 time in 10")),
    (0.2, gettext_lazy("1 time in 5")), (0.25, gettext_lazy("1 time in 4")), (0.33, gettext_lazy("1 time in 3")),
    (0.5, gettext_lazy("1 time in 2")), (0.67, gettext_lazy("2 times in 3")), (0.75, gettext_lazy("3 times in 4")),
    (0.8, gettext_lazy("4 times in 5")), (0.9, gettext_lazy("9 times in 10")), (0.99, gettext_lazy("almost always")),
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """A number of sessions to choose: what it can settle."""

    sessions: int
    label: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class PlanPage:
    """What a trial would be. `refused`: why there is none (then no options); `advice` against a weak one, or ""."""

    title: str
    arms: tuple[ArmView, ...]
    refused: tuple[str, ...]
    rate: str
    advice: str
    options: tuple[Option, ...]
    rules: tuple[str, ...]
    claims: tuple[Claim, ...]


def times(chance: float) -> str:
    """0.27 -> "1 time in 4"."""
    return str(min(TIMES, key=lambda known: abs(known[0] - chance))[1])


def plan_page(cause: str, person: Row, advice: Any, outlook: Outlook, prior: float) -> PlanPage:
    """The PlanPage of a cause that can be switched. `advice`: the person's Advice; `prior`: where it would start."""
    switch, facts = switches()[cause], advice.analysis.facts
    running = [trial.cause for trial in advice.analysis.trials if trial.is_running]
    refused = tuple(refusals(cause, person, advice, outlook, running))
    return PlanPage(
        title=_("Does %(thing)s help you?") % {"thing": switch.thing},
        arms=arms(switch, facts.body, facts.imperial),
        refused=refused,
        rate=_rate(outlook),
        advice="" if refused else _advice(outlook),
        options=() if refused else tuple(_option(n, outlook) for n in PLANS),
        rules=tuple(_rules(switch, prior, running)),
        claims=claims_by_section(claims_of(switch)),
    )


def refusals(cause: str, person: Row, advice: Any, outlook: Outlook, running: list[str]) -> Iterator[Any]:
    """Why a trial of the cause cannot start now, a sentence each."""
    yield from held_back(cause, person, advice)
    if not goes_with(cause, running):
        yield _("Another trial is running that this one cannot run beside: %(names)s.") % {
            "names": ", ".join(str(switch_of(name).name) for name in running)
        }
    yield from _cannot_settle(outlook)


def _cannot_settle(outlook: Outlook) -> Iterator[Any]:
    known = {"sessions": format_sessions(outlook.known.sessions), "twinged": format_count(outlook.known.twinged)}
    if outlook.too_few:
        yield _(
            "We know what followed %(sessions)s so far. With fewer than %(least)s we cannot say how often a twinge "
            "follows, nor what a trial could settle. Answer “Anything twitch or cramp?” after each session."
        ) % (known | {"least": LEAST_KNOWN})
    elif outlook.too_rare:
        yield (
            _(
                "A twinge followed %(twinged)s of your %(sessions)s. When it follows fewer than 1 in 10, even the "
                "longest trial cannot tell an effect from luck, so we offer none."
            )
            % known
        )


def _rate(outlook: Outlook) -> str:
    if outlook.too_few:
        return ""
    text = _("A twinge followed %(twinged)s of your %(sessions)s.") % {
        "twinged": format_count(outlook.known.twinged),
        "sessions": format_sessions(outlook.known.sessions),
    }
    expect = _("If it is true, we expect one after about %(usual)s of 100 sessions with B and %(do)s with A.")
    if outlook.supposed:
        expect = _(
            "Your entries cannot say yet how much this matters. Supposing a strong effect, we expect a twinge after "
            "about %(usual)s of 100 sessions with B and %(do)s with A."
        )
    return f"{text} {expect % {'usual': of_100(outlook.usual), 'do': of_100(outlook.do)}}"


def _advice(outlook: Outlook) -> str:
    if not outlook.too_weak:
        return ""
    return _(
        "We advise against this trial: even if it is true, %(most)s sessions would settle it %(times)s only. Log on; "
        "more entries can make it worth starting."
    ) % {"most": max(PLANS), "times": times(outlook.plans[max(PLANS)].confirmed)}


def _option(sessions: int, outlook: Outlook) -> Option:
    label = format_sessions(sessions)
    if outlook.a_week:
        weeks = max(1, round(sessions / outlook.a_week))
        about = ngettext("about %(n)s week", "about %(n)s weeks", weeks) % {"n": format_count(weeks)}
        label = f"{label}, {about}"
    text = _("Even if it is true, settles it %(times)s.") % {"times": times(outlook.plans[sessions].confirmed)}
    if sessions == max(PLANS):
        mistake = _("If it does nothing, says “confirmed” by mistake %(times)s.")
        text += " " + mistake % {"times": times(outlook.by_mistake[sessions].confirmed)}
    return Option(sessions, label, text, sessions == outlook.best)


def _rules(switch: Switch, prior: float, running: list[str]) -> Iterator[Any]:
    """What is agreed before the start."""
    yield _("It is for sessions that you would leave this out of. Where you would do it anyway, do it and do not flip.")
    when = {"when": switch.flip, "n": BLOCK}
    yield _("Flip the coin %(when)s. It falls at that moment, in blocks of %(n)s: two A, two B, in any order.") % when
    yield _("What counts is a twitch or cramp in the session or up to 24 h after it.")
    yield _("A session counts as the coin said, even if you did something else. Say so; it is shown with the result.")
    yield _(
        "We look after each whole block, and only for this: at a chance of %(yes)s in 100 or more that it is real we "
        "stop and say confirmed; at %(no)s in 100 or less, after %(least)s sessions or more, we stop and say not found."
    ) % {"yes": of_100(CONFIRMED_FROM), "no": of_100(NOT_FOUND), "least": LEAST_FOR_NOT_FOUND}
    start = {"n": of_100(prior), "names": ", ".join(str(switch_of(name).name) for name in running)}
    if running:
        yield _("The coins fall apart from each other and are weighed together with %(names)s.") % start
        yield _("From then on each of them starts from a chance of %(n)s in 100.") % start
    else:
        yield _("We start from a chance of %(n)s in 100: what your entries say before the trial.") % start
