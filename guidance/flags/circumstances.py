"""Rules over an episode and what surrounds it: training, heat, cold, drinks, chemicals, the person's conditions."""

from django.utils.translation import gettext as _

from guidance.flags import reasons
from guidance.flags.cases import DAY, Found
from journal.public import (
    ALCOHOL_SHARE,
    HOUR,
    alcohol_units,
    ended_at,
    format_count,
    format_hours,
    format_temperature,
    format_volume,
    is_hot,
    shift,
    total_ml,
)

COOLED_MIN = 30  # no better after so many minutes of cooling is an emergency [R89]
LONG_SESSION_MIN = 60
TOO_FAST_ML_H = 1000  # over this in a session of an hour or more is too much [R46] [R47]
HARD_EFFORT = 7  # "hard" on the 0 to 10 scale [R33]
JUST_AFTER = HOUR  # still counts as in the effort, our line
SHIVERING_STOPPED = 2 * HOUR  # a later entry without the shivering, our line
# Daily heavy drinking: so many UK units on 5 of the 7 days up to the last drink. Units a day as for binge drinking
# [R55]; "5 of 7" is our line. Withdrawal comes 6 to 72 h after the last drink [R117].
HEAVY_UNITS, HEAVY_UNITS_MALE = 6, 8
HEAVY_DAYS, HEAVY_DAYS_OF = 5, 7
STOPPED_FROM, STOPPED_TO = 6 * HOUR, 72 * HOUR


def heat_illness(case):
    mild, severe = "dizzy headache nausea vomiting fast_breathing", "confusion collapsed seizure hot_not_sweating"
    if not case.any_of(mild) and not case.any_of(severe):
        return None
    hot = [s for s in case.sessions_within(DAY) if is_hot(s["air"], s["temperature_c"], s["humidity_pct"])]
    if not hot:
        return None
    told = reasons.sentences(
        reasons.signs(case, f"{mild} {severe}"), _hot_session(hot[-1]), reasons.before(case, hot[-1])
    )
    if _not_cooled(case):
        return Found(reasons.sentences(told, reasons.lasted(case)), worse=True)
    return Found(told, case.any_of(severe))


def _hot_session(session):
    if session["temperature_c"] is None:
        return _("The air was hot.")
    return _("It was %(temperature)s.") % {"temperature": format_temperature(session["temperature_c"])}


def _not_cooled(case):
    """Going on for 30 min or more with an ice pack or rest tried, and neither said to have helped."""
    tried = [relief for relief in case.row["relief"] or () if relief["method"] in ("ice", "rest")]
    long = case.minutes is not None and case.minutes >= COOLED_MIN
    return long and bool(tried) and all(relief.get("helped") in (None, "no") for relief in tried)


def too_much_water(case):
    """After an hour or more of training with too much drunk; or with drinks not recorded, where milder signs came."""
    mild, severe = "headache nausea vomiting bloated_swollen_hands dizzy", "confusion drowsy seizure"
    if not case.any_of(f"{mild} {severe}"):
        return None
    for session in case.sessions_within(DAY):
        drank = session["duration_min"] >= LONG_SESSION_MIN and _drank(case.rows, session, case.any_of(mild))
        if drank:
            told = reasons.sentences(reasons.signs(case, f"{mild} {severe}"), drank)
            return Found(told, case.any_of(severe) or _vomiting_again(case))
    return None


def _vomiting_again(case):
    """Vomiting with this episode and with another of the 24 h before: that it was repeated has no word of its own."""
    others = [c for c in case.rows.cases if c.start < case.start <= c.start + DAY]
    return case.any_of("vomiting") and any(other.any_of("vomiting") for other in others)


def _drank(rows, session, unknown_counts):
    """What speaks for too much drinking in a session, in a sentence; "" when nothing does."""
    minutes = {"n": format_count(session["duration_min"])}
    before, after = session["weight_before_kg"], session["weight_after_kg"]
    if None not in (before, after) and after > before:
        return _("You weighed more after %(n)s min of training than before.") % minutes
    drinks = rows.drinks_between(session["started_at"], ended_at(session))
    if not drinks:
        return _("What you drank during %(n)s min of training is not recorded.") % minutes if unknown_counts else ""
    ml_h = total_ml(drinks) * 60 / session["duration_min"]
    if ml_h <= TOO_FAST_ML_H:
        return ""
    rate = {"volume": format_volume(ml_h, rows.person["units"] == "imperial")}
    return _("You drank %(volume)s an hour during %(n)s min of training.") % (minutes | rate)


def muscle_breakdown(case):
    beyond_soreness = "tight_swollen_muscle one_leg_swollen weak_lasting weak_both_legs cannot_move"
    severe = case.any_of("dark_urine") or (case.pain_from(7) and case.any_of(beyond_soreness))
    trained = case.sessions_within(7 * DAY) if severe else []
    if not trained:
        return None
    told = reasons.signs(case, f"dark_urine {beyond_soreness}")
    return Found(reasons.sentences(told, reasons.pain(case), reasons.before(case, trained[-1])))


def hard_swollen_muscle(case):
    """A blow, which knowledge.json names beside exercise, has no word in the journal; nor has "worse over hours"."""
    bad = case.any_of("tight_swollen_muscle") and (case.pain_from(8) or case.any_of("numbness"))
    trained = case.sessions_within(DAY) if bad else []
    if not trained:
        return None
    told = reasons.signs(case, "tight_swollen_muscle numbness")
    return Found(reasons.sentences(told, reasons.pain(case), reasons.before(case, trained[-1])))


def fainting(case):
    fainted = case.any_of("fainted")
    racing = case.any_of("racing_heart irregular_heart") and case.any_of("chest_pain breathless")
    during = case.sessions_within(0 * HOUR) if fainted or racing else []
    if not fainted and not during:
        return None
    told = reasons.signs(case, "fainted racing_heart irregular_heart chest_pain breathless")
    trained = reasons.before(case, during[-1]) if during else ""
    return Found(reasons.sentences(told, trained), case.any_of("chest_pain") or (fainted and bool(during)))


def sickle_trait(case):
    weak = "weak_now weak_both_legs cannot_move breathless"
    if "sickle_trait" not in (case.rows.person["conditions"] or ()) or not (case.kind == "cramp" or case.any_of(weak)):
        return None
    hard = [s for s in case.sessions_within(JUST_AFTER) if s["effort"] is not None and s["effort"] >= HARD_EFFORT]
    if not hard:
        return None
    effort = _("Effort %(n)s of 10.") % {"n": hard[-1]["effort"]}
    return Found(reasons.sentences(reasons.signs(case, weak), effort, reasons.before(case, hard[-1])))


def poisoning(case):
    named = "sweating drooling vomiting small_pupils breathless weak_now"
    if case.kind not in ("twitch", "cramp") or not case.any_of(named):
        return None
    if not any(day["chemical_contact"] for day in case.rows.days_around(case)):
        return None
    contact = _("You logged contact with chemicals that day or the day before.")
    return Found(reasons.sentences(contact, reasons.signs(case, named)))


def too_cold(case):
    named = "slurred_speech confusion drowsy clumsy"
    stopped = _shivering_stopped(case)
    if not case.any_of(named) and not stopped:
        return None
    cold = [session for session in case.sessions_within(DAY) if session["air"] == "cold"]
    chilled = not cold and any(day["chilled"] for day in case.rows.days_around(case))
    if not cold and not chilled:
        return None
    where = reasons.before(case, cold[-1]) if cold else _("You logged that you got thoroughly cold.")
    told = _("The shivering you logged before had stopped.") if stopped else ""
    return Found(reasons.sentences(reasons.signs(case, named), told, where))


def _shivering_stopped(case):
    """Shivering was logged up to 2 h before; now it is not, and the person is pale, weak, unsteady or stiff."""
    unwell = case.any_of("pale weak_now unsteady stiff_rigid") and not case.any_of("shivering")
    before = [c for c in case.rows.cases if c.start < case.start <= c.start + SHIVERING_STOPPED]
    return unwell and any(earlier.any_of("shivering") for earlier in before)


def after_drinking(case):
    """Shaking 6 to 72 h after the last alcoholic drink of somebody who logged heavy drinking on most days."""
    named = "sweating confusion racing_heart seizure"
    if case.kind != "tremor" or not case.any_of(named):
        return None
    taken = [
        drink for drink in case.rows.journal.drinks if drink["at"] <= case.start and drink["kind"] in ALCOHOL_SHARE
    ]
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


def _heavy_days(taken, rows):
    """How many of the 7 dates up to the last drink had so many units or more."""
    limit = HEAVY_UNITS_MALE if rows.person["sex"] == "male" else HEAVY_UNITS
    last, units = rows.calendar.date_of(taken[-1]["at"]), {}
    for drink in taken:
        date = rows.calendar.date_of(drink["at"])
        units[date] = units.get(date, 0) + alcohol_units(drink)
    first = shift(last, 1 - HEAVY_DAYS_OF)
    return sum(first <= date and total >= limit for date, total in units.items())
