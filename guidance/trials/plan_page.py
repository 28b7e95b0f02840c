"""The plan of a trial as a typed model: what it would be, what it can settle for this person, why there may be none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.evidence.levels import CONFIRMED_FROM
from guidance.knowledge.citations import Claim, Reference, claims_by_section, references
from guidance.trials.coins import LEAST_FOR_TOO_SMALL
from guidance.trials.outlook import LEAST_KNOWN, WEEKS, Outlook
from guidance.trials.running_page import ArmView, arms, held_back, in_sessions, of_100
from guidance.trials.safety import minutes_of, to_confirm
from guidance.trials.statistics import BLOCK
from guidance.trials.switches import PLANS, Switch, claims_of, goes_with, switch_of, switches
from journal.public import Row, format_count, format_sessions

SMALLEST = (0.05, 0.1, 0.2)  # shares of sessions to choose from: what is too small to matter


@dataclass(frozen=True)
class Option:
    """A number of sessions to choose, and how many of 100 trials of that length would settle it."""

    sessions: int
    label: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class SmallestChoice:
    """A size below which an effect does not matter to the person; the plan is worked out for the chosen one."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class BetterSwitch:
    """Another cause whose trial has a real chance: its question, what would be tried, what it can settle, its plan."""

    cause: str
    title: str
    thing: str
    text: str
    url: str


@dataclass(frozen=True)
class PlanPage:
    """What a trial would be. `refused`: why there is none (then no options); `advice` against a weak one, or "".

    `better`: what to try instead of a weak one, where anything is. `safety`: what is said once before the first flip,
    where the coin sets both arms. `size`: below which an effect is too small to matter, in words. `confirm`: what the
    person's settings leave open and nothing of which may be true of them.
    """

    cause: str
    title: str
    arms: tuple[ArmView, ...]
    refused: tuple[str, ...]
    rate: str
    advice: str
    better: BetterSwitch | None
    options: tuple[Option, ...]
    smallest: tuple[SmallestChoice, ...]
    size: str
    rules: tuple[str, ...]
    safety: tuple[str, ...]
    confirm: tuple[str, ...]
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]

    @property
    def settles(self) -> str:
        """What the numbers of the options are."""
        return _("Of 100 trials like yours about so many would settle it:")


def plan_page(
    cause: str,
    person: Row,
    advice: Any,
    outlook: Outlook,
    prior: float,
    beside: tuple[str, ...] = (),
    better: BetterSwitch | None = None,
) -> PlanPage:
    """The PlanPage of a cause that can be switched.

    `advice`: the person's Advice; `prior`: where it would start; `beside`: causes whose coins would begin with it;
    `better`: what to offer where this one is not worth starting.
    """
    switch, facts = switch_of(cause, both=True), advice.analysis.facts
    running = [*running_causes(advice), *beside]
    refused = tuple(refusals(cause, person, advice, outlook, running))
    advised = next((found for found in advice.analysis.causes if found.id == cause), None)
    minutes = minutes_of(switch.both, advised and advised.evidence) if switch.both else None
    return PlanPage(
        cause=cause,
        title=question(switch),
        arms=arms(switch, facts.body, facts.imperial, both=switch.both, minutes=minutes),
        refused=refused,
        rate=_rate(outlook),
        advice="" if refused or not outlook.not_worth else advice_against(outlook),
        better=better if outlook.not_worth and not refused else None,
        options=() if refused else tuple(_option(n, outlook) for n in PLANS),
        smallest=tuple(SmallestChoice(str(n), in_sessions(n), n == outlook.smallest) for n in SMALLEST),
        size=in_sessions(outlook.smallest),
        rules=tuple(_rules(switch, outlook, prior, running)),
        safety=tuple(_safety(switch)),
        confirm=tuple(to_confirm(switch.both, person, facts.body)) if switch.both else (),
        claims=claims_by_section(claims_of(switch)),
        references=references(switch.both.refs) if switch.both else (),
    )


def question(switch: Switch) -> str:
    """What a trial of a Switch asks."""
    return _("Does %(thing)s help you?") % {"thing": switch.thing}


def running_causes(advice: Any) -> list[str]:
    """The causes of the running trials of an Advice."""
    return [trial.cause for trial in advice.analysis.trials if trial.is_running]


def refusals(cause: str, person: Row, advice: Any, outlook: Outlook, running: list[str]) -> Iterator[Any]:
    """Why a trial of the cause cannot start now, a sentence each."""
    yield from held_back(cause, person, advice, both=switches()[cause].both is not None)
    if not goes_with(cause, running):
        yield _("This trial cannot run beside one that is running: %(names)s.") % {"names": _names(running)}
    yield from _cannot_settle(outlook)


def _names(causes: list[str]) -> str:
    return ", ".join(str(switch_of(name, both=True).name) for name in causes)


def _cannot_settle(outlook: Outlook) -> Iterator[Any]:
    known = {"sessions": format_sessions(outlook.known.sessions), "twinged": format_count(outlook.known.twinged)}
    if not outlook.known.sessions:
        yield _(
            "We do not know yet what followed any of your sessions. With %(least)s answers we can say what a trial "
            "could settle. Answer “Anything twitch or cramp?” after each session."
        ) % {"least": LEAST_KNOWN}
    elif outlook.too_few:
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
    return _("A twinge followed %(twinged)s of your %(sessions)s.") % {
        "twinged": format_count(outlook.known.twinged),
        "sessions": format_sessions(outlook.known.sessions),
    }


def advice_against(outlook: Outlook) -> str:
    """Why a trial is not worth starting."""
    return _(
        "Not worth starting: in a year it comes to about %(sessions)s, and of 100 trials like yours only about "
        "%(settled)s would have an answer by then. More answered sessions can change that."
    ) % {"sessions": format_sessions(outlook.in_a_year), "settled": of_100(outlook.settled_in_a_year)}


def _option(sessions: int, outlook: Outlook) -> Option:
    label = format_sessions(sessions)
    if outlook.a_week:
        label = f"{label}, {_about(sessions / outlook.a_week)}"
    chance = outlook.plans[sessions]
    text = _("%(yes)s “confirmed”, %(small)s “too small to matter”") % {
        "yes": of_100(chance.confirmed),
        "small": of_100(chance.too_small),
    }
    return Option(sessions, label, text, sessions == outlook.best and not outlook.not_worth)


def _about(weeks: float) -> str:
    """ "about 12 weeks"; from two years on "about 3 years"."""
    if weeks >= 2 * WEEKS:
        years = round(weeks / WEEKS)
        return ngettext("about %(n)s year", "about %(n)s years", years) % {"n": format_count(years)}
    weeks = max(1, round(weeks))
    return ngettext("about %(n)s week", "about %(n)s weeks", weeks) % {"n": format_count(weeks)}


def _rules(switch: Switch, outlook: Outlook, prior: float, running: list[str]) -> Iterator[Any]:
    """What is agreed before the start."""
    if not switch.both:
        yield _(
            "It is only for sessions in which you would otherwise skip it. When you would do it anyway, do it without "
            "a coin."
        )
    when = {"when": switch.flip, "n": BLOCK}
    yield (
        _(
            "Flip the coin %(when)s. It falls at that moment; of every %(n)s flips two "
            "are A and two are B, in any order."
        )
        % when
    )
    yield _(
        "What counts is what you answer about the 24 h after each session; a twitch or cramp that you log counts more "
        "than any answer."
    )
    yield _(
        "Skip any session with one tap, no reason asked. It still counts on the side that the coin chose, and the "
        "result says so."
    )
    yield _(
        "We look after every %(block)s sessions. When the chance that it is real is %(yes)s in 100 or more, we stop "
        "and say “confirmed”. When it can make no more than %(small)s, after %(least)s sessions or more, we stop and "
        "say that it is too small to matter to you."
    ) % {
        "block": BLOCK,
        "least": LEAST_FOR_TOO_SMALL,
        "yes": of_100(CONFIRMED_FROM),
        "small": in_sessions(outlook.smallest),
    }
    yield _("Stop any time. With a warning sign it pauses by itself. It is not for testing medicines.")
    yield _("We start from a chance of %(n)s in 100: what your entries say before the trial.") % {"n": of_100(prior)}
    if running:
        yield _("Each trial has its own coin; the results are worked out together: %(names)s.") % {
            "names": _names(running)
        }


def _safety(switch: Switch) -> Iterator[Any]:
    """What is said once, before the first flip, where the coin sets both arms."""
    if switch.both:
        yield from switch.both.safety
