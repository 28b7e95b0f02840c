"""Rules over an episode and what surrounds it: heat, cold, drinks, chemicals."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from guidance.causes.person_limits import HEAVY_DAYS, Body
from guidance.causes.thresholds import LONG_DRINKING_MIN, TOO_FAST_ML_H
from guidance.flags import blanks, reasons
from guidance.flags.blanks import Condition, found
from guidance.flags.cases import DAY, Ask, Case, Found, Rows
from journal.public import (
    ALCOHOL_SHARE,
    HOUR,
    Row,
    alcohol_units,
    ended_at,
    format_count,
    format_hours,
    format_volume,
    shift,
    total_ml,
)

COOLED_MIN = 30  # no better after so many minutes of cooling is an emergency [R89]
HEAT_SIGNS = "dizzy headache nausea vomiting fast_breathing"  # [R89]
AFTER_EFFORT = 2 * HOUR  # a heat stroke of the effort itself shows by then: our line
SHIVERING_STOPPED = 2 * HOUR  # a later entry without the shivering, our line
# Daily heavy drinking: so many UK units on 5 of the 7 days up to the last drink. Units a day as for binge drinking
# [R55]; "5 of 7" is our line. Withdrawal comes 6 to 72 h after the last drink [R117].
HEAVY_DAYS_OF = 7
STOPPED_FROM, STOPPED_TO = 6 * HOUR, 72 * HOUR


def heat_illness(case: Case) -> Found | None:
    """Signs of too much heat after training in it; a severe one after effort in whatever air [S013] [S015]."""
    severe = "confusion collapsed fainted blackout seizure hot_not_sweating"
    if case.any_of(severe):
        told = reasons.signs(case, f"{HEAT_SIGNS} {severe}")
        if case.any_of("hot_not_sweating") or case.sessions_within(AFTER_EFFORT):
            return found(told, blanks.trained(case, DAY), worse=True)
        return found(told, blanks.trained_in_heat(case), worse=True) if case.sessions_within(DAY) else None
    if not case.unexplained(HEAT_SIGNS):
        return None
    heat = blanks.trained_in_heat(case)
    if heat.met is None and blanks.only_everyday(case, HEAT_SIGNS):
        return None
    told = reasons.signs(case, HEAT_SIGNS)
    if _not_cooled(case):
        return found(reasons.sentences(told, reasons.lasted(case)), heat, worse=True)
    return found(told, heat)


def _not_cooled(case: Case) -> bool:
    """Going on for 30 min or more with an ice pack or rest tried, and neither said to have helped."""
    tried = [relief for relief in case.row["relief"] or () if relief["method"] in ("ice", "rest")]
    long = case.minutes is not None and case.minutes >= COOLED_MIN
    return long and bool(tried) and all(relief.get("helped") in (None, "no") for relief in tried)


def too_much_water(case: Case) -> Found | None:
    """After an hour or more of training with too much drunk, or with that not recorded."""
    mild, severe = "headache nausea vomiting dizzy bloated_swollen_hands", "confusion drowsy seizure collapsed blackout"
    named, breath = case.any_of(f"{mild} {severe}"), "breathless" in case.unexplained("breathless")  # [S024]
    drank = _drank_too_much(case) if named or breath else Condition(False)
    if drank.met is None and (not named or _too_little_said(case, f"{mild} {severe}")):
        return None
    worse = case.any_of(severe) or _vomiting_again(case) or (breath and drank.met is True)
    return found(reasons.signs(case, f"{mild} {severe} breathless"), drank, worse=worse)


def _too_little_said(case: Case, named: str) -> bool:
    """Whether the signs begin nothing on blanks: swollen hands are enough by themselves, others as everyday ones."""
    return not case.any_of("bloated_swollen_hands") and blanks.only_everyday(case, named)


def _drank_too_much(case: Case) -> Condition:
    """Whether too much was drunk in a long session of the 24 h before; blank when none or no drink was logged."""
    sessions = case.sessions_within(DAY)
    if not sessions:
        return Condition(None, ask=Ask("trained_long"))
    told = [_drank(case.rows, session) for session in sessions if session["duration_min"] >= LONG_DRINKING_MIN]
    for met in (True, None):
        if of_kind := [condition for condition in told if condition.met is met]:
            return of_kind[0]
    return Condition(False)


def _vomiting_again(case: Case) -> bool:
    """Vomiting with this episode and with another of the 24 h before: that it was repeated has no word of its own."""
    return case.any_of("vomiting") and any(other.any_of("vomiting") for other in case.before(DAY))


def _drank(rows: Rows, session: Row) -> Condition:
    """Whether too much was drunk in a session: heavier after it, or over a litre an hour."""
    minutes = {"n": format_count(session["duration_min"])}
    before, after = session["weight_before_kg"], session["weight_after_kg"]
    if None not in (before, after) and after > before:
        return Condition(True, _("You weighed more after %(n)s min of training than before.") % minutes)
    drinks = rows.drinks_between(session["started_at"], ended_at(session))
    if not drinks:
        told = _("What you drank during %(n)s min of training is not recorded.") % minutes
        return Condition(None, told, Ask("drank"))
    ml_h = total_ml(drinks) * 60 / session["duration_min"]
    rate = {"volume": format_volume(ml_h, rows.person["units"] == "imperial")}
    told = _("You drank %(volume)s an hour during %(n)s min of training.") % (minutes | rate)
    return Condition(ml_h > TOO_FAST_ML_H, told)


def poisoning(case: Case) -> Found | None:
    """Any twinge within a day of contact with a poison: worse with a sign [S054]; drool and small pupils always."""
    typical = case.count_of("drooling small_pupils") == 2  # [S056]
    contact = any(case.rows.said_around(case, "chemical_contact"))
    if not contact and not typical:
        return None
    told = _("You logged contact with chemicals that day or the day before.") if contact else ""
    return Found(reasons.sentences(told, reasons.signs(case, " ".join(case.signs))), worse=bool(case.signs))


def too_cold(case: Case) -> Found | None:
    named = "slurred_speech confusion drowsy clumsy"
    stopped = _shivering_stopped(case)
    if not case.any_of(named) and not stopped:
        return None
    cold = _cold(case)
    if cold.met is None and not (stopped or case.any_of("shivering")):
        return None
    told = _("The shivering you logged before had stopped.") if stopped else ""
    return found(reasons.sentences(reasons.signs(case, f"{named} shivering"), told), cold)


def _cold(case: Case) -> Condition:
    """Whether a session of the 24 h before was cold, or the person got thoroughly cold that day or the day before."""
    sessions = case.sessions_within(DAY)
    if cold := [session for session in sessions if session["air"] == "cold"]:
        return Condition(True, reasons.before(case, cold[-1]))
    chilled = case.rows.said_around(case, "chilled")
    if any(chilled):
        return Condition(True, _("You logged that you got thoroughly cold."))
    blank = [session for session in sessions if session["air"] is None]
    if case.any_of("fever") or (sessions and not blank) or False in chilled:
        return Condition(False)
    return Condition(None, ask=Ask("cold", blank[-1]["id"] if blank else None))


def _shivering_stopped(case: Case) -> bool:
    """Shivering was logged up to 2 h before; now it is not, and the person is pale, weak, unsteady or stiff."""
    unwell = case.any_of("pale weak_now unsteady stiff_rigid") and not case.any_of("shivering")
    return unwell and any(earlier.any_of("shivering") for earlier in case.before(SHIVERING_STOPPED))


def after_drinking(case: Case) -> Found | None:
    """Shaking 6 to 72 h after the last alcoholic drink of somebody who logged heavy drinking on most days."""
    named = "sweating cold_sweat confusion racing_heart seizure"
    if case.kind != "tremor" or not case.any_of(named):
        return None
    poured = case.rows.drinks_between(case.start - STOPPED_TO - (HEAVY_DAYS_OF + 1) * DAY, case.start)
    taken = [drink for drink in poured if drink["kind"] in ALCOHOL_SHARE]
    if not taken or not STOPPED_FROM <= case.start - taken[-1]["at"] <= STOPPED_TO:
        return None
    heavy = _heavy_days(taken, case.rows)
    if heavy < HEAVY_DAYS:
        return None
    hours = format_hours(round((case.start - taken[-1]["at"]) / HOUR))
    told = _("Heavy drinking on %(n)s of %(days)s days, the last drink %(hours)s before.") % {
        "n": heavy, "days": HEAVY_DAYS_OF, "hours": hours,
    }  # fmt: skip
    return Found(reasons.sentences(told, reasons.signs(case, named)))


def _heavy_days(taken: list[Row], rows: Rows) -> int:
    """How many of the 7 dates up to the last drink had so many units or more."""
    limit = Body.of(rows.person, rows.at.year).heavy_day_units
    last = rows.calendar.date_of(taken[-1]["at"])
    units: defaultdict[date, float] = defaultdict(float)
    for drink in taken:
        units[rows.calendar.date_of(drink["at"])] += alcohol_units(drink) or 0
    first = shift(last, 1 - HEAVY_DAYS_OF)
    return sum(first <= day and total >= limit for day, total in units.items())
