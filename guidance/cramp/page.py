"""A cramp at this moment: one step a screen, and the moment to call for help.

The clock is the server's, a Bout of the journal. After LONG_CRAMP_MIN minutes of a cramp the page says to call; after
ENDLESS_CRAMP_MIN the help screen answers by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.cramp.figures import Figure, figure_of
from guidance.cramp.steps import (
    PARTS,
    TRACKS,
    Step,
    always,
    call_of,
    first_look,
    for_person,
    in_one_voice,
    mixed_evidence,
    signs_to_tell,
    step_of,
    steps_of,
)
from guidance.flags.cases import ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN
from guidance.flags.registry import Flag
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import (
    LEAST_LOW_SUGAR,
    LOW_SUGAR_ASKED,
    BodyPart,
    Bout,
    Condition,
    EpisodeKind,
    Row,
    Sign,
    format_minutes,
    format_place,
)

REFRESH_S = 60  # without JavaScript, how often the page comes anew
CRAMP_KINDS = {
    "cramp": gettext_lazy("Cramp"),
    "twitch": gettext_lazy("Twitch"),
    "tremor": gettext_lazy("Shaking"),
    "night": gettext_lazy("At night"),
}
OTHER = "other"


@dataclass(frozen=True)
class Choice:
    """A link that chooses what it is or where it is."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Clock:
    """How long it has lasted: `parts` are (number, unit, seconds of the unit); `next_s`: seconds until help is due."""

    seconds: int
    parts: tuple[tuple[int, str, int], ...]
    next_s: int | None

    @property
    def refresh_s(self) -> int:
        return min(REFRESH_S, self.next_s or REFRESH_S)


@dataclass(frozen=True)
class Alarm:
    """What the length of a cramp means, in the words of its red flag."""

    is_now: bool
    name: str
    wording: str
    decides: str
    claims: tuple[Claim, ...]
    call: tuple[str, str] | None


@dataclass(frozen=True)
class CrampPage:
    """One step. `number` counts from 1; `always` is in view at every step, `first_look` at the first.

    `what`: what it is and where, in one line. `figure`: the drawing of the step, None where there is no movement.
    `question`: how the step asks for low sugar, or "", answered by `yes` or by `signs`; `left_out`: how many
    steps the person's conditions rule out.
    """

    what: str
    kinds: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    number: int
    count: int
    step: Step
    figure: Figure | None
    previous: str | None
    next: str | None
    question: str
    yes: str
    signs: tuple[tuple[str, str, bool], ...]
    one_sign: bool
    left_out: int
    first_look: str
    mixed: tuple[Any, ...]
    always: str
    alarm: Alarm | None

    @property
    def track(self) -> list[bool]:
        """For each step whether it is done or here."""
        return [n <= self.number for n in range(1, self.count + 1)]


def chosen(bout: Bout, query: QueryDict) -> tuple[Bout, str]:
    """(the Bout, a word of TRACKS or "") as the address (a QueryDict) says; what it does not know is as before."""
    kind, part, track = (query.get(name, "") for name in ("kind", "part", "track"))
    if kind in CRAMP_KINDS:
        bout = replace(bout, kind=kind)
    if part == OTHER or part in PARTS:
        bout = replace(bout, part="" if part == OTHER else part)
    if "asked" in query:
        signs = tuple(sign for sign in LOW_SUGAR_ASKED if sign in query.getlist("sign"))
        return replace(bout, signs=signs), "sugar" if len(signs) >= LEAST_LOW_SUGAR else "rest"
    return bout, track if track in TRACKS else ""


def cramp_page(
    bout: Bout, track: str, wanted: str, person: Row | None, at: datetime, flags: Sequence[Flag] = ()
) -> CrampPage | None:
    """The CrampPage of a Bout, or None where the open red flags leave no step.

    `track`: a word of TRACKS or ""; `wanted`: the step's number as text, the first when it is none; `person`: a
    person's row or None; `flags`: their open Flags.
    """
    all_steps = in_one_voice(steps_of(track or bout.kind), flags)
    steps = for_person(all_steps, person)
    if not steps:
        return None
    asked_at = _asked_at(bout, person, flags)
    number = int(wanted) if wanted in [str(n + 1) for n in range(len(steps))] else 1
    step = step_of(steps[number - 1], person, bout.body_part)
    here = number if not track else 1
    kinds = [Choice(str(label), _link(bout, kind=kind), kind == bout.kind) for kind, label in CRAMP_KINDS.items()]
    parts = tuple(_parts(bout, here)) if bout.kind == "cramp" else ()
    alarm = alarm_of(bout, person, at)
    return CrampPage(
        what=", ".join(choice.label for choice in (*kinds, *parts) if choice.chosen),
        kinds=tuple(kinds),
        parts=parts,
        number=number,
        count=len(steps),
        step=step,
        figure=None if alarm else figure_of(step.id, bout.body_part),
        previous=_previous(bout, track, number, asked_at),
        next=_next(bout, track, number, len(steps), asked_at),
        question=step.asks,
        yes=_link(bout, track="sugar"),
        signs=tuple(_signs(bout)),
        one_sign=track == "rest" and len(bout.signs or ()) == 1,
        left_out=len(all_steps) - len(steps) if number == 1 else 0,
        first_look=first_look() if number == 1 and not track else "",
        mixed=mixed_evidence() if step.id == "RC6" else (),
        always=always(person, bout.kind),
        alarm=alarm,
    )


def _link(bout: Bout, step: int = 1, track: str = "", kind: str | None = None, part: str | None = None) -> str:
    """The address of a step. What it is and where ride in it, so that it works without a cookie, too."""
    kind, part = kind or bout.kind, part or bout.part or OTHER
    said = {"kind": kind, "part": part if kind == "cramp" else "", "track": track, "step": step if step > 1 else ""}
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _parts(bout: Bout, number: int) -> Iterator[Choice]:
    labels = {part: str(BodyPart(part).label) for part in PARTS} | {OTHER: _("Somewhere else")}
    for part, label in labels.items():
        yield Choice(label, _link(bout, number, part=part), part == (bout.part or OTHER))


def _asked_at(bout: Bout, person: Row | None, flags: Sequence[Flag]) -> int:
    """The number of the step that asks for low sugar; the first when there is none."""
    steps = for_person(in_one_voice(steps_of(bout.kind), flags), person)
    return next((n for n, step in enumerate(steps, start=1) if "asks" in step), 1)


def _previous(bout: Bout, track: str, number: int, asked_at: int) -> str | None:
    if number > 1:
        return _link(bout, number - 1, track)
    return _link(bout, asked_at) if track else None


def _next(bout: Bout, track: str, number: int, count: int, asked_at: int) -> str | None:
    """The next step; the track for low sugar leads back to the steps for a cramp."""
    if number < count:
        return _link(bout, number + 1, track)
    return _link(bout, asked_at + 1) if track and bout.kind == "cramp" else None


def _signs(bout: Bout) -> Iterator[tuple[str, str, bool]]:
    """(word, label, whether it was ticked) of the signs that are asked for low sugar."""
    for word in LOW_SUGAR_ASKED:
        yield word, str(Sign(word).label), word in (bout.signs or ())


def clock_of(bout: Bout, at: datetime) -> Clock:
    """The Clock of a Bout at a moment."""
    seconds = int(bout.minutes(at) * 60)
    units = ((_("h"), 3600), (_("min"), 60)) if seconds >= 3600 else ((_("min"), 60), (_("s"), 1))
    marks = [minutes * 60 - seconds for minutes in (LONG_CRAMP_MIN, ENDLESS_CRAMP_MIN) if _can_alarm(bout)]
    return Clock(
        seconds=seconds,
        parts=tuple((seconds // of % 60, unit, of) for unit, of in units),
        next_s=next((mark for mark in marks if mark > 0), None),
    )


def _can_alarm(bout: Bout) -> bool:
    return bout.episode_kind == "cramp" and not bout.ended


def needs_help(bout: Bout, at: datetime) -> bool:
    """Whether the help screen answers by itself: a cramp going on for an hour, and nobody said that there is help."""
    return _can_alarm(bout) and bout.minutes(at) >= ENDLESS_CRAMP_MIN and not bout.has_help


def alarm_of(bout: Bout, person: Row | None, at: datetime) -> Alarm | None:
    """The Alarm for the length of a cramp that goes on, or None."""
    if not _can_alarm(bout) or bout.minutes(at) < LONG_CRAMP_MIN:
        return None
    is_now = bout.minutes(at) >= ENDLESS_CRAMP_MIN
    flag = by_id("red_flags")["RF05" if is_now else "RF04"]
    return Alarm(
        is_now=is_now,
        name=flag["heading"],
        wording=filled(flag["wording"], person),
        decides="" if is_now else by_id("conflicts")["C4"]["resolution"],
        claims=claims_by_section(flag["claims"]),
        call=call_of("emergency_number" if is_now else "advice_line", person),
    )


@dataclass(frozen=True)
class HelpPage:
    """Whom to call and what to say.

    `by_itself`: it answered without being asked for; `wordings`: of the red flags; `say`: what is known; `tell`: signs
    to name as well.
    """

    by_itself: bool
    wordings: tuple[str, ...]
    number: str
    call: str | None
    say: tuple[str, ...]
    tell: str
    claims: tuple[Claim, ...]


def help_page(bout: Bout | None, person: Row | None, at: datetime) -> HelpPage:
    """The HelpPage of a Bout, or of none."""
    by_itself = bout is not None and needs_help(bout, at)
    flag = by_id("red_flags")["RF05" if by_itself else "RF03"]
    number = numbers_of(person)["emergency_number"]
    return HelpPage(
        by_itself=by_itself,
        wordings=(filled(flag["wording"], person), always(person, bout.kind if bout else "cramp")),
        number=number,
        call=tel(number),
        say=tuple(_say(bout, person, at)) if bout else (),
        tell=signs_to_tell(),
        claims=claims_by_section(flag["claims"]),
    )


def _say(bout: Bout, person: Row | None, at: datetime) -> Iterator[str]:
    """What is known, for whoever answers the phone."""
    said = {"kind": EpisodeKind(bout.episode_kind).label, "long": format_minutes(int(bout.minutes(at)))}
    if bout.body_part:
        yield _("%(kind)s, %(part)s, for %(long)s.") % (said | {"part": format_place(bout.body_part, None)})
    else:
        yield _("%(kind)s for %(long)s.") % said
    if conditions := (person or {}).get("conditions"):
        labels = ", ".join(str(Condition(word).label) for word in conditions)
        yield _("From my settings: %(conditions)s.") % {"conditions": labels}
