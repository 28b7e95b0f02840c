"""Rules over one episode: what came with it, how bad it was, how long it lasted."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from guidance.flags import blanks, reasons
from guidance.flags.blanks import Condition, found
from guidance.flags.cases import DAY, Ask, Case, Found, Met, Rows, mets
from journal.public import format_date

# Where the pain of a heart attack may sit [S007] [S008] [R103].
HEART_PARTS = "chest shoulder neck jaw upper_arm forearm upper_back".split()
SPREADS_TO = {*HEART_PARTS, "hand"} - {"chest"}
HEART_MIN = 15  # a chest pain of so many minutes is an emergency [S007]
LEG = "hip buttock thigh_front thigh_back thigh_inner shin calf foot".split()
ARM = "upper_arm forearm hand".split()
SKIN_SIGNS = "warm red throbbing"
PAIN_SIGNS = f"{SKIN_SIGNS} calf_pain shooting_pain"
LUNG = "breathless chest_pain chest_pressure fainted"  # [S044]
TO_THE_LUNG = 14 * DAY  # for so long after a swollen limb short breath may be its clot: our line
# How long a blow to the head, or a dirty wound, can still show itself: 3 weeks [R104]; the wound's is our line.
INJURY = 21 * DAY


def any_sign(named: str) -> Callable[[Case], Found | None]:
    """The rule for an episode with any of these signs."""

    def rule(case: Case) -> Found | None:
        return Found(reasons.signs(case, named)) if case.any_of(named) else None

    return rule


def chest(case: Case) -> Found | None:
    """Pain or pressure in the chest; or pain where a heart attack spreads to [S008] with short breath or cold sweat."""
    heart = case.any_of("chest_pain chest_pressure")
    told = reasons.signs(case, "chest_pain chest_pressure breathless cold_sweat nausea vomiting sweating")
    if heart:
        return Found(told, milder=_came_and_went(case))
    if case.part == "chest" and case.pain_from(1) and case.unexplained("nausea vomiting sweating"):
        return Found(reasons.sentences(told, reasons.pain(case)))  # with sweat or sickness [S007]
    if case.part not in HEART_PARTS or not case.any_of("breathless cold_sweat"):
        return None
    if case.row["pain"] is None and not case.unexplained("breathless cold_sweat"):
        return None
    return found(told, blanks.pain_from(case, 1))


def _came_and_went(case: Case) -> bool:
    """A chest pain known to be over in under 15 min that did not spread and left nothing [S007]; a blank is not known.

    Where it spread to is told by the body part. One that comes back within a day did not go: our line.
    """
    signs = {"chest_pain", "chest_pressure"}
    over = case.row["ended_at"] is not None and (case.minutes or 0) < HEART_MIN
    again = any(other.signs & signs for other in case.before(DAY))
    return over and not again and case.signs <= signs and case.part not in SPREADS_TO


def extreme_pain(case: Case) -> Found | None:
    return Found(reasons.pain(case)) if case.pain_from(9) else None


def cramp_from(least_min: int) -> Callable[[Case], Found | None]:
    """The rule for a cramp of so many minutes or more."""

    def rule(case: Case) -> Found | None:
        long = case.kind == "cramp" and case.minutes is not None and case.minutes >= least_min
        return Found(reasons.lasted(case), by_minutes=True) if long else None

    return rule


def head_tremor(case: Case) -> Found | None:
    named = "unsteady vision_trouble numbness slurred_speech"
    shaking = case.kind == "tremor" and case.part == "head"
    return Found(reasons.signs(case, named)) if shaking and case.any_of(named) else None


def clot(case: Case) -> Found | None:
    """One limb swollen and painful [S044] [R102]; with short breath or chest pain it is worse, as calf pain is.

    Short breath in effort is the effort's, unless the limb is swollen.
    """
    told = reasons.signs(case, f"one_leg_swollen tight_swollen_muscle {PAIN_SIGNS} {LUNG}")
    if _is_swollen(case):
        return found(told, _limb_pain(case), worse=case.any_of(LUNG))
    if "breathless" not in case.unexplained("breathless"):
        return None
    if swollen := [other for other in case.before(TO_THE_LUNG) if _is_swollen(other)]:
        return Found(reasons.sentences(_clot_before(swollen[-1]), told), worse=True)
    return found(told, _calf_pain(case), worse=True) if case.part == "calf" or case.any_of("calf_pain") else None


def _is_swollen(case: Case) -> bool:
    """One leg swollen; or a swollen muscle of a limb, or calf pain, under warm, red or throbbing skin."""
    muscle = case.part in (*ARM, *LEG) and case.any_of("tight_swollen_muscle") and case.any_of(SKIN_SIGNS)
    return case.any_of("one_leg_swollen") or muscle or (case.any_of("calf_pain") and case.any_of("warm red"))


def _clot_before(case: Case) -> str:
    return _("A swollen, painful limb was logged on %(date)s.") % {"date": format_date(case.date, "j F")}


def _limb_pain(case: Case) -> Condition:
    """Whether the limb hurts: a sign says so, or the pain of a twinge in it."""
    if case.any_of(PAIN_SIGNS):
        return Condition(True)
    return blanks.pain_from(case, 1) if case.part in LEG else Condition(None, ask=Ask("leg_pain", case.row["id"]))


def _calf_pain(case: Case) -> Condition:
    return Condition(True) if case.any_of("calf_pain") else blanks.pain_from(case, 1)


def tingling(case: Case) -> Found | None:
    """Round the mouth and in the fingers, where fast breathing does not explain it."""
    named = "tingling_lips tingling"
    spasm = case.kind in ("twitch", "cramp") and case.count_of(named) == 2
    return Found(reasons.signs(case, named)) if spasm and not case.any_of("fast_breathing") else None


def head_injury(rows: Rows) -> tuple[Met, ...]:
    """A blow to the head in the last 21 days, and since then new twitches, tics, headache or dizziness [R104].

    With blood thinners the blow alone is enough, and an emergency.
    Clear fluid from nose or ear, which is an emergency too, has no word in the journal. Notes are not read.
    """
    worse = (
        "seizure vomiting weak_now weak_lasting one_sided_weakness weak_both_legs cannot_move confusion drowsy "
        "slurred_speech vision_trouble numbness unsteady tripping fainted blackout collapsed"
    )

    def since(case: Case, blow: Case) -> Found | None:
        bleeds = case.has_condition("blood_thinners")
        if case.kind not in ("twitch", "tic") and not bleeds and not case.any_of(f"headache dizzy {worse}"):
            return None
        told = reasons.sentences(reasons.came(case), reasons.signs(case, f"headache dizzy {worse}"))
        noted = _("You noted blood thinners.") if bleeds else ""
        return Found(reasons.sentences(_since_injury(blow), told, noted), bleeds or case.any_of(worse))

    return _following(rows, "head_injury", since)


def _following(rows: Rows, sign: str, since: Callable[..., Any]) -> tuple[Met, ...]:
    """The Mets of `since(case, injury)` for each case up to 21 days after the first case with this sign."""
    injuries = [case for case in rows.cases if case.any_of(sign)]
    near = lambda case: (one for one in injuries if case.start - INJURY <= one.start <= case.start)  # noqa: E731
    return mets((case, since(case, first)) for case in rows.cases if (first := next(near(case), None)))


def dirty_wound(rows: Rows) -> tuple[Met, ...]:
    """A dirty wound in the last 21 days, and with it or since then a cramp; worse with a stiff jaw [S058]."""

    def since(case: Case, wound: Case) -> Found | None:
        named = "stiff_jaw stiff_rigid swallowing_trouble"  # [S058]
        if case.kind != "cramp" and not case.any_of(named):
            return None
        told = reasons.signs(case, named)
        told = reasons.sentences(_since_wound(wound), reasons.came(case), told)
        return Found(told, worse=case.any_of("stiff_jaw swallowing_trouble"))

    return _following(rows, "wound_dirty", since)


def _since_injury(case: Case) -> str:
    return _("A blow to the head was logged on %(date)s.") % {"date": format_date(case.date, "j F")}


def _since_wound(case: Case) -> str:
    return _("A dirty wound was logged on %(date)s.") % {"date": format_date(case.date, "j F")}
