"""Rules of low blood sugar: after training or long after food; with diabetes at any time, for the risk lasts a day."""

from django.utils.translation import gettext as _

from guidance.causes.thresholds import LONG_WITHOUT_FOOD_H
from guidance.flags import reasons
from guidance.flags.blanks import Condition, found
from guidance.flags.cases import DAY, Ask, Case, Found
from journal.public import HOUR, LEAST_LOW_SUGAR, LOW_SUGAR_FLAG, Span, format_hours

AFTER_TRAINING = 2 * HOUR  # low sugar that comes with exercise, our line
EARLY = f"{' '.join(LOW_SUGAR_FLAG)} cold_sweat irregular_heart"  # [R81] [S033]
SEVERE = "confusion drowsy slurred_speech seizure collapsed"  # [R81] [S033]
# With diabetes these mean it as well: a headache [S033], seeming drunk [S034]; nobody home to swallow [S032].
EARLY_IN_DIABETES = f"{EARLY} headache unsteady clumsy"
SEVERE_IN_DIABETES = f"{SEVERE} blackout fainted"


def low_sugar(case: Case) -> Found | None:
    """Two early signs, beyond what effort explains, with training or no food before; with diabetes see below."""
    if case.has_condition("diabetes"):
        return _with_diabetes(case)
    if _count(case.unexplained(EARLY)) < LEAST_LOW_SUGAR:
        return None
    return found(reasons.signs(case, EARLY), _trained_or_fasted(case))


def _with_diabetes(case: Case) -> Found | None:
    """Dizzy, or two early signs, shaking being one of them [S033]; whatever was trained or eaten [R85]."""
    told = case.signs.intersection(EARLY_IN_DIABETES.split())
    shaking = case.kind == "tremor" or case.any_of("shivering")
    if "dizzy" in told or (told and _count(told) + shaking >= LEAST_LOW_SUGAR):
        signs = reasons.signs(case, f"{EARLY_IN_DIABETES} shivering")
        return Found(reasons.sentences(_noted(), signs, _trained_in_a_day(case)))
    return None


def _count(signs: set[str]) -> int:
    """How many different ones these are: a cold sweat is sweat."""
    return len({"sweating" if sign == "cold_sweat" else sign for sign in signs})


def severe_low_sugar(case: Case) -> Found | None:
    """A severe sign with low sugar; with diabetes one such sign is enough [S010] [S033]."""
    if case.has_condition("diabetes"):
        told = reasons.signs(case, f"{EARLY_IN_DIABETES} {SEVERE_IN_DIABETES}")
        found = Found(reasons.sentences(_noted(), told, _trained_in_a_day(case)))
        return found if case.any_of(SEVERE_IN_DIABETES) else None
    low = low_sugar(case) if case.any_of(SEVERE) else None
    return low and Found(reasons.sentences(reasons.signs(case, SEVERE), low.because), asks=low.asks)


def _noted() -> str:
    return _("You noted diabetes.")


def _trained_in_a_day(case: Case) -> str:
    """The last session of the 24 h before: the risk lasts as long [R85]."""
    sessions = case.sessions_within(DAY)
    return reasons.before(case, sessions[-1]) if sessions else ""


def _trained_or_fasted(case: Case) -> Condition:
    """Within 2 h of training, or over 4 h after food; blank when the last meal is."""
    if sessions := case.sessions_within(AFTER_TRAINING):
        return Condition(True, reasons.before(case, sessions[-1]))
    fasted = _since_food(case)
    if fasted is None:
        last = case.sessions_within(DAY)
        return Condition(None, ask=Ask("meal", last[-1]["id"]) if last else Ask("trained_or_fasted"))
    eaten = _("Your last meal was %(hours)s before.") % {"hours": format_hours(fasted / HOUR)}
    return Condition(fasted > LONG_WITHOUT_FOOD_H * HOUR, eaten)


def _since_food(case: Case) -> Span | None:
    """How long after the last meal it began, as the last session of the 24 h before tells it; None when none does."""
    told = [
        session["started_at"] - session["hours_since_meal"] * HOUR
        for session in case.rows.sessions
        if session["hours_since_meal"] is not None and case.start - DAY <= session["started_at"] <= case.start
    ]
    return case.start - told[-1] if told else None
