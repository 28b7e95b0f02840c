"""Trials as typed models: the list of them, and one that is running."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.causes.person_limits import Body
from guidance.flags.one_voice import any_urgent, may_say
from guidance.flags.registry import Flag, for_people
from guidance.trials.results import TrialResult, Unit
from guidance.trials.safety import BothArms, minutes_of
from guidance.trials.switches import Switch, goes_with, ruled_out, steps_of, switch_of, switches
from journal.public import (
    HOUR,
    Activity,
    Journal,
    Outcome,
    Row,
    format_count,
    format_date,
    format_minutes,
    format_sessions,
)

LETTERS = {"do": "A", "usual": "B"}
MOST_SEALED = 12  # slots shown of what is still to be drawn
MOST_SESSIONS = 4  # to choose from when a position is answered
JUST_NOW = 12 * HOUR  # a session begun so long ago at most is taken for the one that was drawn


@dataclass(frozen=True)
class ArmView:
    letter: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Coin:
    """The arm of a drawn position."""

    letter: str
    eyebrow: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class SessionChoice:
    id: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Slot:
    """One position: the arm's letter or "?", how its line runs ("kink", "flat" or ""), and the same in a word."""

    letter: str
    line: str
    word: str
    state: str


@dataclass(frozen=True)
class RunningPage:
    """A running trial. `paused`: why nothing is drawn, or ""; `next_position`: to be drawn, or None.

    `asks`: whether the planned session is asked about before the coin falls; `skipped`: whether the open arm was;
    `more`: sessions to come beyond the slots;
    `both`: whether the coin sets both arms; `graded`: whether every arm can be skipped without a word.
    """

    title: str
    lead: str
    bar: str
    paused: str
    waiting: str
    coin: Coin | None
    open_position: int | None
    sessions: tuple[SessionChoice, ...]
    next_position: int | None
    flip: str
    slots: tuple[Slot, ...]
    sealed: str
    asks: bool
    skipped: bool
    more: int
    both: bool
    graded: bool


@dataclass(frozen=True)
class TrialLine:
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class TrialsPage:
    """`to_start`: what is worth it; `not_now`: what is not, with why; `together`: (names, address) of what the entries
    cannot tell apart and several coins can."""

    running: tuple[TrialLine, ...]
    others: tuple[TrialLine, ...]
    to_start: tuple[TrialLine, ...]
    not_now: tuple[TrialLine, ...]
    together: tuple[tuple[str, str], ...] = ()


def of_100(share: float) -> str:
    """0.284 -> "28"; never 0 or 100 of 100, which nothing here can know."""
    return format_count(min(max(round(100 * share), 1), 99))


def in_sessions(share: float) -> str:
    """0.1 -> "1 twinge in 10 sessions", 0.23 -> "23 twinges in 100 sessions"; rounded up."""
    n = math.ceil(round(100 * share, 6))
    if n and 100 % n == 0:
        return _("1 twinge in %(of)s sessions") % {"of": format_count(100 // n)}
    return _("%(n)s twinges in 100 sessions") % {"n": format_count(n)}


def arms(
    switch: Switch, body: Body, imperial: bool, *, both: BothArms | None = None, minutes: int | None = None
) -> tuple[ArmView, ArmView]:
    """The two ArmViews of a Switch. `both`: where the coin sets both; `minutes`: see `safety.minutes_of`."""
    if both:
        return (
            ArmView("A", both.do_for(minutes), _steps(both.steps)),
            ArmView("B", both.usual, _steps(both.usual_steps)),
        )
    usual = (_("Nothing is held back: drink, eat and take medicines as ever."),)
    do = ArmView("A", str(switch.do), steps_of(switch, body, imperial))
    return do, ArmView("B", _("As you usually do"), usual)


def _steps(steps: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(capfirst(step) + "." for step in steps)


def pause(cause: str, flags: tuple[Flag, ...]) -> str:
    """Why no trial of the cause starts and nothing is drawn while these flags are open, or ""."""
    shown = for_people(flags)
    if not any_urgent(flags) and may_say(f"trial:{cause}", flags):
        return ""
    return _("A warning sign is open: %(name)s. No trial goes on until you have answered it.") % {"name": shown[0].name}


def held_back(cause: str, person: Row, advice: Any, both: bool) -> Iterator[Any]:
    """Why a trial of this cause is not for the person now, a sentence each: flags, conditions, too much drunk.

    `both`: whether the coin sets both arms.
    """
    switch, facts = switch_of(cause), advice.analysis.facts
    if paused := pause(cause, advice.flags):
        yield paused
    if found := ruled_out(switch, person, facts.body, both):
        yield _("Not for you, by what your settings say: %(what)s. Ask your doctor what is right for you.") % {
            "what": ", ".join(found).lower()
        }
    if switch.action == "drink" and facts.rules & {"rate", "gain"}:
        yield _("In your last session you drank more than you sweated out. This is not the time to plan to drink more.")


def running_page(trial: TrialResult, journal: Journal, advice: Any, at: datetime) -> RunningPage:
    """The RunningPage of a running TrialResult. `journal`: its sessions of the last days, to choose from."""
    switch, open_unit = switch_of(trial.cause, trial.both), trial.open_unit
    paused = " ".join(held_back(trial.cause, journal.person, advice, trial.both))
    return RunningPage(
        title=_("Trial: %(name)s") % {"name": switch.name},
        lead=_("%(flips)s, since %(date)s.") % {
            "flips": _flips(trial), "date": format_date(trial.started_on, "j F"),
        } + _without_session(trial),
        bar=f"{min(100, 100 * trial.done / trial.planned):.1f}%",
        paused=paused,
        waiting="" if trial.may_draw or open_unit else _("All flips are done. We wait for what followed the last."),
        coin=_coin(open_unit, arms_of(trial, advice)) if open_unit else None,
        open_position=open_unit.position if open_unit else None,
        sessions=tuple(_sessions(trial, journal, at)) if open_unit else (),
        next_position=trial.next_position if trial.may_draw and not paused else None,
        flip=_flip(switch, trial.both),
        slots=tuple(_slots(trial)),
        sealed=_sealed(trial),
        asks=trial.both and _any_asks(advice),
        skipped=bool(open_unit and open_unit.followed is False),
        more=max(trial.planned - len(trial.units) - MOST_SEALED, 0),
        both=trial.both,
        graded=trial.is_graded,
    )  # fmt: skip


def _flips(trial: TrialResult) -> str:
    """ "4 of 24 flips done": a flip whose session was deleted is not made again."""
    said = {"done": format_count(trial.done), "planned": format_count(trial.planned)}
    return _("%(done)s of %(planned)s flips done") % said


def _without_session(trial: TrialResult) -> str:
    return f" {no_session(trial.without_session)}" if trial.without_session else ""


def no_session(n: int) -> str:
    """The sentence about flips that had no session."""
    return ngettext("%(n)s flip had no session.", "%(n)s flips had no session.", n) % {"n": n}


def _any_asks(advice: Any) -> bool:
    """Whether a coin of the next session has to know of the plan: those that set both arms fall together."""
    coins = [switch_of(trial.cause).both for trial in advice.analysis.trials if trial.is_running and trial.both]
    return any(both and both.asks for both in coins)


def arms_of(trial: TrialResult, advice: Any) -> tuple[ArmView, ArmView]:
    """The two ArmViews of a trial, by the rules that it began with."""
    switch, facts = switch_of(trial.cause), advice.analysis.facts
    advised = next((found for found in advice.analysis.causes if found.id == trial.cause), None)
    both = switch.both if trial.both else None
    minutes = minutes_of(both, advised and advised.evidence) if both else None
    return arms(switch, facts.body, facts.imperial, both=both, minutes=minutes)


def _flip(switch: Switch, both: bool) -> str:
    if both:
        return _("Flip it %(when)s.") % {"when": switch.flip}
    return _("Flip it %(when)s, and only when you would otherwise skip it.") % {"when": switch.flip}


def _sealed(trial: TrialResult) -> str:
    sealed = _(
        "The comparison stays hidden until session %(n)s, or until it is settled. Looking early makes luck look like "
        "an effect."
    ) % {"n": trial.planned}
    return f"{credible(trial)} {sealed}" if trial.largest is not None else sealed


def credible(trial: TrialResult) -> str:
    """The largest effect still credible, as a sentence."""
    largest = in_sessions(trial.largest if trial.largest is not None else 1.0)
    return _("If it matters, it is less than %(most)s.") % {"most": largest}


def _coin(unit: Unit, both: tuple[ArmView, ...]) -> Coin:
    arm = next(arm for arm in both if arm.letter == LETTERS[unit.arm])
    eyebrow = _("Session number %(n)s. The coin says:") % {"n": unit.position}
    return Coin(arm.letter, eyebrow, arm.title, arm.lines)


def _sessions(trial: TrialResult, journal: Journal, at: datetime) -> Iterator[Any]:
    """The newest sessions that may be the drawn one, newest first: none linked yet, none before those linked."""
    calendar, linked = journal.calendar, {unit.session for unit in trial.units}
    since = max([trial.started_on, *(unit.on for unit in trial.units if unit.on)])
    found = [row for row in journal.sessions if calendar.date_of(row["started_at"]) >= since]
    found = [row for row in found if str(row["id"]) not in linked]
    for n, row in enumerate(reversed(found[-MOST_SESSIONS:])):
        label = _("%(what)s, %(long)s, %(when)s") % {
            "what": Activity(row["activity"]).label,
            "long": format_minutes(row["duration_min"]),
            "when": f"{format_date(calendar.date_of(row['started_at']), 'l j F')}, "
            + time_format(calendar.local(row["started_at"]), "H:i"),
        }
        yield SessionChoice(str(row["id"]), label, n == 0 and at - row["started_at"] <= JUST_NOW)


def _slots(trial: TrialResult) -> Iterator[Any]:
    for unit in trial.units:
        line, word = {
            Outcome.TWINGE: ("kink", _("twinge")), Outcome.CALM: ("flat", _("calm")),
            Outcome.FELT: ("", _("something felt")), None: ("", _("no session")),
        }.get(unit.outcome, ("", _("not known yet")))  # fmt: skip
        state = "slot--next" if unit.is_open else ""
        yield Slot(LETTERS[unit.arm], line, _("now") if unit.is_open else word, state)
    for _n in range(min(trial.planned - len(trial.units), MOST_SEALED)):
        yield Slot("?", "", "", "slot--sealed")


def flip_both(causes: Iterable[str]) -> str:
    """The address that starts a coin for each cause of a set at once; "" when fewer than two can be so flipped."""
    chosen: list[str] = []
    for cause in causes:
        if cause in switches() and switches()[cause].per_session and goes_with(cause, chosen):
            chosen.append(cause)
    return reverse("trials_together", args=["+".join(chosen)]) if len(chosen) > 1 else ""


def trials_page(
    trials: tuple[TrialResult, ...],
    aside: tuple[str, ...],
    sets: Iterable[Iterable[str]],
    against: Callable[[str], str],
) -> TrialsPage:
    """The TrialsPage of TrialResults; of what could be tried, what is worth it stands apart.

    `aside`: causes the person set aside; `sets`: causes that only together are likely; `against`: why a trial of a
    cause is not worth starting or cannot start, "" where it is.
    """
    running = [trial for trial in trials if trial.is_running]
    busy = {trial.cause for trial in running} | set(aside)
    to_start = [_to_start(cause, against(cause)) for cause in switches() if cause not in busy]
    return TrialsPage(
        running=tuple(map(trial_line, running)),
        others=tuple(trial_line(trial) for trial in trials if not trial.is_running),
        to_start=tuple(line for line in to_start if not line.text),
        not_now=tuple(line for line in to_start if line.text),
        together=tuple((_names(causes), url) for causes in sets if (url := flip_both(causes))),
    )


def _to_start(cause: str, against: str) -> TrialLine:
    return TrialLine(str(switch_of(cause, both=True).name), against, reverse("trial_new", args=[cause]))


def _names(causes: Iterable[str]) -> str:
    return ", ".join(str(switch_of(cause, both=True).name) for cause in causes if cause in switches())


def running_lines(advice: Any) -> tuple[TrialLine, ...]:
    """The TrialLines of what is running, for Guidance and Today; none that an open flag pauses."""
    running = [trial for trial in advice.analysis.trials if trial.is_running]
    return tuple(trial_line(trial) for trial in running if not pause(trial.cause, advice.flags))


STATES = {
    "running": gettext_lazy("Running"),
    "confirmed": gettext_lazy("Confirmed by your trial"),
    "not_found": gettext_lazy("Not found"),
    "unclear": gettext_lazy("Not settled"),
    "too_small": gettext_lazy("Too small to matter to you"),
}


def trial_line(trial: TrialResult) -> TrialLine:
    """The TrialLine of a TrialResult: how many flips of a running one are done, on how many sessions another rests."""
    text = _("%(state)s. %(count)s, since %(date)s.") % {
        "state": STATES[trial.state],
        "count": _flips(trial) if trial.is_running else format_sessions(trial.sessions),
        "date": date_format(trial.started_on, "j F Y"),
    }
    if trial.is_running:
        text += _without_session(trial)
    return TrialLine(str(switch_of(trial.cause, trial.both).name), text, reverse("trial", args=[trial.id]))
