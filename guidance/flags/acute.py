"""Rules over one episode: what came with it, how bad it was, how long it lasted."""

from django.utils.translation import gettext as _

from guidance.flags import reasons
from guidance.flags.cases import DAY, Found, met_by
from journal.public import HOUR, LEAST_LOW_SUGAR, LOW_SUGAR_FLAG, format_date, format_hours

AFTER_TRAINING = 2 * HOUR  # low sugar that comes with exercise, our line
LONG_AFTER_FOOD = 4 * HOUR  # since the last meal, adapted from [R82] [R84]
# How long a blow to the head, or a dirty wound, can still show itself: 3 weeks [R104]; the wound's is our line.
INJURY = 21 * DAY


def any_sign(named):
    """The rule for an episode with any of these signs."""

    def rule(case):
        return Found(reasons.signs(case, named)) if case.any_of(named) else None

    return rule


def chest(case):
    heart = case.any_of("chest_pain chest_pressure")
    spreading = case.part in ("jaw", "upper_arm", "upper_back") and case.pain_from(1)
    if heart or (spreading and case.any_of("breathless cold_sweat")):
        pain = "" if heart else reasons.pain(case)
        return Found(reasons.sentences(pain, reasons.signs(case, "chest_pain chest_pressure breathless cold_sweat")))
    return None


def extreme_pain(case):
    return Found(reasons.pain(case)) if case.pain_from(9) else None


def cramp_from(least_min):
    """The rule for a cramp of so many minutes or more."""

    def rule(case):
        long = case.kind == "cramp" and case.minutes is not None and case.minutes >= least_min
        return Found(reasons.lasted(case)) if long else None

    return rule


def low_sugar(case):
    named = " ".join(LOW_SUGAR_FLAG)
    if case.count_of(named) < LEAST_LOW_SUGAR:
        return None
    if sessions := case.sessions_within(AFTER_TRAINING):
        return Found(reasons.sentences(reasons.signs(case, named), reasons.before(case, sessions[-1])))
    fasted = _since_food(case)
    if fasted is None or fasted <= LONG_AFTER_FOOD:
        return None
    eaten = _("Your last meal was %(hours)s before.") % {"hours": format_hours(fasted / HOUR)}
    return Found(reasons.sentences(reasons.signs(case, named), eaten))


def _since_food(case):
    """How long after the last meal it began, as the last session of the 24 h before tells it; None when none does."""
    told = [
        session["started_at"] - session["hours_since_meal"] * HOUR
        for session in case.rows.sessions
        if session["hours_since_meal"] is not None and case.start - DAY <= session["started_at"] <= case.start
    ]
    return case.start - told[-1] if told else None


def severe_low_sugar(case):
    severe = "confusion drowsy slurred_speech seizure collapsed"
    low = low_sugar(case) if case.any_of(severe) else None
    return Found(reasons.sentences(reasons.signs(case, severe), low.because)) if low else None


def head_tremor(case):
    named = "unsteady vision_trouble numbness slurred_speech"
    shaking = case.kind == "tremor" and case.part == "head"
    return Found(reasons.signs(case, named)) if shaking and case.any_of(named) else None


def swollen_leg(case):
    worse = case.any_of("breathless chest_pain")
    if not (case.any_of("one_leg_swollen") and case.any_of("warm red throbbing calf_pain")):
        return None
    return Found(reasons.signs(case, "one_leg_swollen warm red throbbing calf_pain breathless chest_pain"), worse)


def tingling(case):
    """Round the mouth and in the fingers, where fast breathing does not explain it."""
    named = "tingling_lips tingling"
    spasm = case.kind in ("twitch", "cramp") and case.count_of(named) == 2
    return Found(reasons.signs(case, named)) if spasm and not case.any_of("fast_breathing") else None


def head_injury(rows):
    """A blow to the head in the last 21 days, and since then new twitches, tics, headache or dizziness.

    Clear fluid from nose or ear, which knowledge.json names too, has no word in the journal.
    """
    worse = (
        "seizure vomiting weak_now weak_lasting one_sided_weakness weak_both_legs cannot_move confusion "
        "slurred_speech vision_trouble"
    )

    def since(case):
        if case.kind not in ("twitch", "tic") and not case.any_of("headache dizzy") and not case.any_of(worse):
            return None
        told = reasons.signs(case, f"headache dizzy {worse}")
        return Found(reasons.sentences(_since_injury(blow), reasons.came(case), told), case.any_of(worse))

    cases = rows.cases_within(INJURY)
    blow = next((case for case in cases if case.any_of("head_injury") or _blow_in_note(case)), None)
    return met_by((case, since(case)) for case in cases if blow and case.start >= blow.start)


def _blow_in_note(case):
    """Whether the note itself says so; "no head injury" does not."""
    note = (case.row["note"] or "").lower().replace("_", " ")
    return "head injury" in note and "no head injury" not in note


def dirty_wound(rows):
    """A dirty wound in the last 21 days, and with it or since then a cramp or a stiff jaw."""

    def since(case):
        if case.kind != "cramp" and not case.any_of("stiff_jaw stiff_rigid"):
            return None
        told = reasons.signs(case, "stiff_jaw stiff_rigid")
        return Found(reasons.sentences(_since_wound(wound), reasons.came(case), told))

    cases = rows.cases_within(INJURY)
    wound = next((case for case in cases if case.any_of("wound_dirty")), None)
    return met_by((case, since(case)) for case in cases if wound and case.start >= wound.start)


def _since_injury(case):
    return _("A blow to the head was logged on %(date)s.") % {"date": format_date(case.date, "j F")}


def _since_wound(case):
    return _("A dirty wound was logged on %(date)s.") % {"date": format_date(case.date, "j F")}
