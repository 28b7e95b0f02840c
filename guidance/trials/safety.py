"""Whom a coin that sets both arms is not for, and when it steps aside (docs/evidence.md, 7.5).

What knowledge.json says of both arms of a trial, and the rules over it. A blank is not an all-clear: what was not
answered of the person is asked before the start, and what was not answered of a planned session makes the coin step
aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guidance.causes.person_limits import Body
from guidance.knowledge.load import cautions
from journal.public import Activity, Air, Row, format_minutes

DEEPEST_MIN = 20  # no arm asks for a longer warm-up or stretch


@dataclass(frozen=True)
class BothArms:
    """Both arms of a trial as knowledge.json has them: see `guidance.knowledge.schema.BothArms`."""

    do: str
    steps: tuple[str, ...]
    usual: str
    usual_steps: tuple[str, ...]
    asks: tuple[str, ...]
    activities: tuple[str, ...]
    event: bool
    air: tuple[str, ...]
    outside: str
    not_for: tuple[str, ...]
    safety: tuple[str, ...]
    refs: tuple[str, ...]
    name: str | None = None
    thing: str | None = None
    minutes: int | None = None
    effort_from: int | None = None
    minutes_over: int | None = None

    def do_for(self, minutes: int | None) -> str:
        """The title of the arm `do`; `minutes`: of the person's own threshold, or None for those of knowledge.json."""
        return self.do.replace("{minutes}", str(minutes or self.minutes))


def both_arms(known: dict[str, Any]) -> BothArms:
    """The BothArms of a trial's entry `both`."""
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in known.items()}
    return BothArms(**found)


def minutes_of(both: BothArms, evidence: Any) -> int | None:
    """Minutes of the arm `do`: those of knowledge.json, or more where the person's own threshold was found above them.

    `evidence`: the Evidence of the cause, whose doses are minutes below zero, or None.
    """
    if both.minutes is None:
        return None
    found = -evidence.start if evidence is not None and evidence.coding == "own" and evidence.start is not None else 0
    return int(min(max(both.minutes, -(-found // 1)), DEEPEST_MIN))


def holds_for(both: BothArms, person: Row, body: Body) -> list[str]:
    """What rules the arms out for a person: words of the cautions that hold, in the order of knowledge.json."""
    return [caution["text"] for caution in cautions(list(both.not_for)) if _holds(caution, person, body)]


def to_confirm(both: BothArms, person: Row, body: Body) -> list[str]:
    """Words of the cautions that the person's settings leave open; they are asked before the start."""
    return [caution["text"] for caution in cautions(list(both.not_for)) if _open(caution, person, body)]


def _holds(caution: Row, person: Row, body: Body) -> bool:
    kinds = {medicine.get("kind") for medicine in person["medicines"] or ()}
    return (
        bool(set(caution.get("conditions", ())) & set(person["conditions"] or ()))
        or bool(set(caution.get("medicines", ())) & kinds)
        or (caution.get("under_18", False) and body.under_age)
    )


def _open(caution: Row, person: Row, body: Body) -> bool:
    return (
        ("conditions" in caution and person["conditions"] is None)
        or ("medicines" in caution and person["medicines"] is None)
        or (caution.get("under_18", False) and body.age is None)
    )


def steps_aside(both: BothArms, plan: Row) -> str:
    """Why the coin is not flipped for a planned session, a sentence; "" when it may fall.

    `plan`: `effort`, `duration_min`, `activity`, `air` and `event` of the session; None is a blank.
    """
    return next(_reasons(both, plan), "")


def _reasons(both: BothArms, plan: Row) -> Iterator[str]:
    if any(plan[name] is None for name in both.asks):
        yield _("Something about the session is not answered.")
    effort, minutes = plan["effort"], plan["duration_min"]
    if both.effort_from is not None and effort is not None and effort >= both.effort_from:
        yield _("The session is planned hard: effort %(effort)s of 10.") % {"effort": effort}
    if both.minutes_over is not None and minutes is not None and minutes > both.minutes_over:
        yield _("The session is planned for %(long)s.") % {"long": format_minutes(minutes)}
    if plan["activity"] in both.activities:
        yield _("It is %(activity)s.") % {"activity": str(Activity(plan["activity"]).label).lower()}
    if both.event and plan["event"]:
        yield _("It is a competition.")
    if plan["air"] in both.air:
        yield _("The air is %(air)s.") % {"air": str(Air(plan["air"]).label).lower()}
