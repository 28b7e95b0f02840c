"""The lines of what came before a twinge: each thing beside the person's usual, with the claim it belongs to."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.analysis.same_muscle import worked
from guidance.causes.registry import Body
from guidance.causes.rule_texts import basis
from guidance.knowledge.citations import Claim, claim_of
from guidance.knowledge.load import by_id, document_number, rules
from guidance.rewind.usual_range import (
    FL_OZ,
    HOURS,
    MG,
    MINUTES,
    ML,
    OF_TEN,
    UK_UNITS,
    Unit,
    compared,
    days,
    nights,
    not_yet,
)
from guidance.tips.eligibility import no_more_to_drink
from journal.public import (
    DAY,
    LEAST_USUAL,
    USUAL_DAYS,
    Air,
    BodyPart,
    Calendar,
    Journal,
    Row,
    alcohol_units,
    caffeine_mg,
    ended_at,
    format_date,
    format_sessions,
    format_temperature,
    is_hot,
    shift,
    with_muscles,
)

SPANS = 2  # stretches of 24 h that are looked at
SESSION_DAYS = 56
REWIND_REACH = (SPANS + SESSION_DAYS) * DAY

# The lines of a session that are numbers: field, name, icon, claim, unit.
SESSION_LINES = [
    ("effort", gettext_lazy("Effort"), "session", "B8", OF_TEN),
    ("warm_up_min", gettext_lazy("Warm-up"), "warmup", "A17", MINUTES),
    ("stretch_after_min", gettext_lazy("Stretching afterwards"), "stretch", "A19", MINUTES),
    ("hours_since_meal", gettext_lazy("From the last meal to the start"), "food", "B2", HOURS),
]
CLAIMS = {
    "length": "A18",
    "muscles": "A8",
    "heat": "B47",
    "fluid": "B32",
    "caffeine": "A38",
    "alcohol": "A36",
    "sleep": "A25",
    "stress": "A22",
}


@dataclass(frozen=True)
class RewindLine:
    """One thing before the twinge, with the claim it belongs to and its document's short name.

    `ask`: the address where it can be filled in, "" when it is recorded; `in_place`: whether that address gives a small
    form that can open on this page.
    """

    icon: str
    name: str
    value: str
    compared: str
    claim: Claim
    document: str
    ask: str = ""
    in_place: bool = True


def _line(
    icon: str, name: Promise | str, value: str, compared: str, claim: str, ask: str = "", in_place: bool = True
) -> RewindLine:
    """The RewindLine with the claim of an id."""
    document = _("Doc %(n)s") % {"n": document_number(by_id("claims")[claim])}
    return RewindLine(icon, str(name), value, compared, claim_of(claim), document, ask, in_place)


@dataclass(frozen=True)
class Before:
    """What all lines are made from: the rows up to the twinge, its moment, and the page to come back to."""

    journal: Journal
    episode: Row
    back: str

    @property
    def at(self) -> datetime:
        return self.episode["started_at"]

    @property
    def calendar(self) -> Calendar:
        return self.journal.calendar

    @property
    def imperial(self) -> bool:
        return self.journal.person["units"] == "imperial"

    @property
    def earlier_sessions(self) -> list[Row]:
        """The sessions that "usual" is taken from."""
        first, end = self.at - REWIND_REACH, self.at - SPANS * DAY
        return [row for row in self.journal.sessions if first <= row["started_at"] <= end]

    def ask(self, name: str, *args: Any, **query: Any) -> str:
        """The address of a form that comes back here."""
        return f"{reverse(name, args=args)}?{urlencode(query | {'next': self.back})}"


def of_session(before: Before, row: Row) -> tuple[RewindLine, ...]:
    """The Lines of a session row."""
    return (
        _length(before, row),
        _muscles(before, row),
        *(_number(before, row, *line) for line in SESSION_LINES if not _came_later(before, row, line[0])),
        _heat(before, row),
    )


def of_day(before: Before, n: int) -> tuple[RewindLine, ...]:
    """The Lines of drinks, sleep and stress in the 24 h that end n days before the twinge."""
    return (*_drinks(before, n), _sleep(before, n), _stress(before, n))


def _came_later(before: Before, row: Row, field: str) -> bool:
    """Stretching after a session that was still going on at the twinge did not come before it."""
    return field == "stretch_after_min" and ended_at(row) > before.at


def _length(before: Before, row: Row) -> RewindLine:
    alike = [other["duration_min"] for other in before.earlier_sessions if other["activity"] == row["activity"]]
    of_this_kind = lambda n: _("%(sessions)s of this kind") % {"sessions": format_sessions(n)}  # noqa: E731
    text = compared(row["duration_min"], alike, MINUTES, of_this_kind)
    return _line("timer", _("Length"), MINUTES.said(row["duration_min"]), text, CLAIMS["length"])


def _number(before: Before, row: Row, field: str, name: Promise, icon: str, claim: str, unit: Unit) -> RewindLine:
    value = row[field]
    earlier = [other[field] for other in before.earlier_sessions if other[field] is not None]
    return _line(
        icon=icon,
        name=name,
        value=_said(value, unit),
        compared=compared(value, earlier, unit, format_sessions),
        claim=claim,
        ask=before.ask("session_fill", row["id"], field) if value is None else "",
    )


def _said(value: float | None, unit: Unit) -> str:
    return _("not recorded") if value is None else unit.said(value)


def _muscles(before: Before, row: Row) -> RewindLine:
    part = before.episode["body_part"]
    person = before.journal.person
    named = [other["muscles"] for other in with_muscles(before.earlier_sessions, person) if other["muscles"]]
    [known] = with_muscles([row], person)
    return _line(
        icon="body",
        name=_("Muscles worked"),
        value=_muscles_said(known["muscles"], usual=row["muscles"] is None),
        compared=_same_place(known["muscles"], named, part),
        claim=CLAIMS["muscles"],
        ask="" if row["muscles"] else before.ask("session_fill", row["id"], "muscles"),
    )


def _muscles_said(parts: list[str] | None, usual: bool) -> str:
    """The labels of body parts; `usual`: nobody said them of this session."""
    if not parts:
        return _("not recorded")
    labels = ", ".join(str(BodyPart(part).label) for part in parts)
    return _("%(parts)s (usual for the activity)") % {"parts": labels} if usual else labels


def _same_place(muscles: list[str] | None, named: list[list[str]], part: str) -> str:
    """Whether the muscle of the twinge was worked, and how often it was before."""
    if part == BodyPart.WHOLE_BODY:
        return ""
    label = str(BodyPart(part).label).lower()
    among = ""
    if muscles:
        among = _("Your %(part)s is among them.") if worked(muscles, part) else _("Your %(part)s is not among them.")
    often = (
        _("It was worked in %(n)s of %(sessions)s before.")
        % {"n": sum(worked(others, part) for others in named), "sessions": format_sessions(len(named))}
        if len(named) >= LEAST_USUAL
        else not_yet(len(named))
    )
    return f"{among % {'part': label}} {often}".lstrip()


def _heat(before: Before, row: Row) -> RewindLine:
    hot = _hot(row)
    known = [other for other in map(_hot, before.earlier_sessions) if other is not None]
    often = _("Hot in %(n)s of %(sessions)s before.") % {"n": sum(known), "sessions": format_sessions(len(known))}
    return _line(
        icon="heat",
        name=_("Heat"),
        value=_("not recorded") if hot is None else _air(row, hot, before.imperial),
        compared=often if len(known) >= LEAST_USUAL else not_yet(len(known)),
        claim=CLAIMS["heat"],
        ask=before.ask("session_fill", row["id"], "air") if hot is None else "",
    )


def _hot(row: Row) -> bool | None:
    return is_hot(row["air"], row["temperature_c"], row["humidity_pct"])


def _air(row: Row, hot: bool, imperial: bool) -> str:
    """ "hot, 31 °C"."""
    felt = str(Air(row["air"]).label).lower() if row["air"] else _("hot") if hot else _("not hot")
    degrees = row["temperature_c"]
    return felt if degrees is None else f"{felt}, {format_temperature(degrees, imperial)}"


# Drinks, sleep and stress
def _drinks(before: Before, n: int) -> Iterator[RewindLine]:
    """Fluid, caffeine and alcohol of 24 h: known when anything drunk was logged in them."""
    poured: defaultdict[int, list[Row]] = defaultdict(list)
    for drink in before.journal.drinks:
        poured[(before.at - drink["at"]) // DAY].append(drink)
    amount: Callable[[Row], float]
    for name, icon, claim, unit, amount in (
        (_("Drinks"), "drink", "fluid", FL_OZ if before.imperial else ML, lambda drink: drink["ml"]),
        (_("Caffeine"), "coffee", "caffeine", MG, caffeine_mg),
        (_("Alcohol"), "bottle", "alcohol", UK_UNITS, alcohol_units),
    ):
        totals = {back: sum(map(amount, drinks)) for back, drinks in poured.items()}
        earlier = [total for back, total in totals.items() if SPANS <= back < SPANS + USUAL_DAYS]
        text = compared(totals.get(n), earlier, unit, days)
        yield _line(
            icon=icon,
            name=name,
            value=_said(totals.get(n), unit),
            compared=f"{text} {_target(before, unit)}" if claim == "fluid" else text,
            claim=CLAIMS[claim],
            ask="" if n in totals else before.ask("drink_new", date=before.calendar.date_of(before.at - n * DAY)),
            in_place=False,
        )


def _target(before: Before, unit: Unit) -> str:
    """The target of an adult's drinks, for somebody whom it fits."""
    body = Body.of(before.journal.person, before.at.year)
    if body.under_age or body.pregnant or set(before.journal.person["conditions"] or ()) & no_more_to_drink():
        return ""
    said = {"target": unit.said(body.fluid_target_ml), "basis": basis(rules()["fluid_24h_low"])}
    return _("Adults’ target: about %(target)s a day (%(basis)s).") % said


def _sleep(before: Before, n: int) -> RewindLine:
    last = before.calendar.night_before(before.at)  # that which a twinge came in is not over, so it is not looked at
    hours = {row["date"]: row["hours"] for row in before.journal.without_naps}
    return _of_date(before, _("Sleep"), "sleep", "sleep", HOURS, hours, last, n, "hours", nights)


def _stress(before: Before, n: int) -> RewindLine:
    stress = {row["date"]: row["stress"] for row in before.journal.days if row["stress"] is not None}
    last = before.calendar.date_of(before.at)
    return _of_date(before, _("Stress"), "check-in", "stress", OF_TEN, stress, last, n, "stress", days)


def _of_date(
    before: Before,
    name: str,
    icon: str,
    claim: str,
    unit: Unit,
    values: dict[date, float],
    last: date,
    n: int,
    question: str,
    over: Callable[..., Any],
) -> RewindLine:
    """The RewindLine of what is there once a date: `values` by date, the newest of them of the date `last`."""
    date, first = shift(last, -n), shift(last, 1 - SPANS)
    earlier = [value for day, value in values.items() if shift(first, -USUAL_DAYS) <= day < first]
    return _line(
        icon=icon,
        name=_("%(name)s, %(day)s") % {"name": name, "day": format_date(date, "l")},
        value=_said(values.get(date), unit),
        compared=compared(values.get(date), earlier, unit, over),
        claim=CLAIMS[claim],
        ask="" if date in values else before.ask("day_fill", date.isoformat(), question),
    )
