"""A blank is not an all-clear: what else a rule asks for counts as met when it was not recorded, and is asked first.

A rule begins with something recorded that it names: a sign, how long a cramp lasted, pain, a condition, a medicine.
Its other conditions (training, effort, heat, time since food, a pain rating) are Conditions, met, not met or blank.
Everyday signs (dizzy, headache ...) alone do not begin a rule on blanks only.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidance.flags import reasons
from guidance.flags.cases import DAY, Ask, Case, Found
from journal.public import Row, Span, format_temperature, is_hot

HUMID_FROM_C = 28  # from here on a blank humidity counts as humid: at 85 % the heat index is 32 °C [S019]


@dataclass(frozen=True)
class Condition:
    """`met`: True, False, or None when it was not recorded. `told`: a sentence. `ask`: what to ask for then."""

    met: bool | None
    told: str = ""
    ask: Ask | None = None


def found(because: str, *conditions: Condition, worse: bool = False) -> Found | None:
    """The Found of a rule that has begun; None where one of its Conditions is recorded and not met."""
    if any(condition.met is False for condition in conditions):
        return None
    told = reasons.sentences(because, *(condition.told for condition in conditions))
    asks = tuple(condition.ask for condition in conditions if condition.met is None and condition.ask)
    return Found(told, worse, asks)


def pain_from(case: Case, least: int) -> Condition:
    """Whether the pain was `least` or more."""
    rated = case.row["pain"]
    if rated is None:
        return Condition(None, ask=Ask("pain", case.row["id"]))
    return Condition(rated >= least, reasons.pain(case))


def trained(case: Case, span: Span) -> Condition:
    """Whether training ended no more than `span` before. A person who logged none may still have trained."""
    sessions = case.sessions_within(span)
    return Condition(True, reasons.before(case, sessions[-1])) if sessions else Condition(None, ask=Ask("trained"))


def trained_in_heat(case: Case) -> Condition:
    """Whether a session of the 24 h before was hot; the newest that was, or that may have been, is told."""
    sessions = case.sessions_within(DAY)
    if not sessions:
        return Condition(None, ask=Ask("trained_in_heat"))
    for met in (True, None):
        if of_kind := [session for session in sessions if hot(session) is met]:
            imperial = case.rows.person["units"] == "imperial"
            told = reasons.sentences(_hot_air(of_kind[-1], imperial), reasons.before(case, of_kind[-1]))
            return Condition(met, told, Ask("heat", of_kind[-1]["id"]))
    return Condition(False)


def hot(session: Row) -> bool | None:
    """Whether a session was hot: True, False, or None when too little of its air was recorded."""
    air, temperature, humidity = session["air"], session["temperature_c"], session["humidity_pct"]
    if is_hot(air, temperature, humidity):
        return True
    if temperature is None:
        return None if air is None else False
    return None if humidity is None and temperature >= HUMID_FROM_C else False


def _hot_air(session: Row, imperial: bool) -> str:
    if session["temperature_c"] is not None:
        return _("It was %(temperature)s.") % {"temperature": format_temperature(session["temperature_c"], imperial)}
    return _("The air was hot.") if session["air"] == "hot" else ""


def only_everyday(case: Case, named: str) -> bool:
    """Whether the signs are too common to begin a rule on blanks: one alone with no session, or dizzy alone."""
    signs = case.unexplained(named)
    return signs == {"dizzy"} or (len(signs) < 2 and not case.sessions_within(DAY))
