"""Rules over an episode and the training before it: muscles that break down or swell, the heart, sickle trait, legs."""

from django.utils.translation import gettext as _

from guidance.flags import blanks, reasons
from guidance.flags.blanks import Condition, found
from guidance.flags.cases import DAY, LONG_CRAMP_MIN, Ask, Case, Found
from journal.public import HARD_EFFORT, HOUR, Row

JUST_AFTER = HOUR  # still counts as in the effort, our line
VERY_LONG_MIN = 120  # after a run this long legs may be weak for a while: our line
SORE, SEVERE_PAIN = 4, 7  # of 10, our lines


def muscle_breakdown(case: Case) -> Found | None:
    """Dark urine, or severe pain with swelling or weakness; a session of the week before needs not be logged [S039].

    A cramp that was soon over hurts and weakens by itself.
    """
    beyond_soreness = "tight_swollen_muscle one_leg_swollen weak_lasting weak_both_legs cannot_move weak_now"
    beyond = case.signs.intersection(beyond_soreness.split()) - ({"weak_now"} if _short_cramp(case) else set())
    if not case.any_of("dark_urine") and not (case.pain_from(SEVERE_PAIN) and beyond):
        return None
    told = reasons.sentences(reasons.signs(case, f"dark_urine {beyond_soreness}"), reasons.pain(case))
    return found(told, blanks.trained(case, 7 * DAY))


def _short_cramp(case: Case) -> bool:
    """Whether it was a cramp known to be over in less time than an ordinary one may take [R20]."""
    return case.kind == "cramp" and case.row["ended_at"] is not None and (case.minutes or 0) < LONG_CRAMP_MIN


def hard_swollen_muscle(case: Case) -> Found | None:
    """A tight, swollen muscle that is numb, drops the foot or hurts a lot; light effort is enough, or none [S041].

    A blow, which can do the same, has no word in the journal; nor has "worse over hours".
    """
    if not case.any_of("tight_swollen_muscle"):
        return None
    nerve = "numbness tingling tripping"
    told = reasons.signs(case, f"tight_swollen_muscle {nerve}")
    if case.any_of(nerve):
        return found(reasons.sentences(told, reasons.pain(case)), blanks.trained(case, DAY))
    return found(told, blanks.pain_from(case, 8), blanks.trained(case, DAY))


def fainting(case: Case) -> Found | None:
    """Fainted; or palpitations with chest pain or short breath [R119]: in effort a fast heart and breath are normal."""
    fainted = case.any_of("fainted")
    heart = case.unexplained("racing_heart irregular_heart")
    if not fainted and not (heart and case.any_of("chest_pain breathless")):
        return None
    during = case.sessions_within(0 * HOUR)
    told = reasons.signs(case, "fainted racing_heart irregular_heart chest_pain breathless")
    trained = reasons.before(case, during[-1]) if during else ""
    return Found(reasons.sentences(told, trained), case.any_of("chest_pain") or (fainted and bool(during)))


def sickle_trait(case: Case) -> Found | None:
    """Cramp, pain, weakness or short breath in hard effort [S070]; without a session only a sign tells enough."""
    weak = "weak_now weak_lasting weak_both_legs cannot_move breathless"
    begun = case.kind == "cramp" or case.pain_from(SORE) or case.any_of(weak)
    if not case.has_condition("sickle_trait") or not begun:
        return None
    just_before = case.sessions_within(JUST_AFTER)
    if not just_before and (case.sessions_within(DAY) or not case.any_of(weak)):
        return None
    told = reasons.sentences(reasons.signs(case, weak), reasons.pain(case))
    return found(told, _hard_effort(just_before), blanks.trained(case, JUST_AFTER))


def _hard_effort(sessions: list[Row]) -> Condition:
    """Whether one of the sessions was hard: the newest that was, or that was not rated, is told."""
    if hard := [session for session in sessions if (session["effort"] or 0) >= HARD_EFFORT]:
        return Condition(True, _("Effort %(n)s of 10.") % {"n": hard[-1]["effort"]})
    unrated = [session for session in sessions if session["effort"] is None]
    if sessions and not unrated:
        return Condition(False)
    return Condition(None, ask=Ask("effort", unrated[-1]["id"] if unrated else None))


def cauda_equina(case: Case) -> Found | None:
    """Bladder or bowel trouble, numb between the legs, or both legs weak, unless a very long run explains them."""
    named = "bladder_bowel_change saddle_numbness weak_both_legs"
    if not case.any_of(named):
        return None
    told = reasons.signs(case, named)
    run = _very_long_run(case)
    if run is None or _gone_at_the_next_entry(case) is False:
        return Found(told)
    if _gone_at_the_next_entry(case) or case.rows.today == case.date:
        return None
    return found(reasons.sentences(told, reasons.before(case, run)), Condition(None, ask=Ask("legs_now")))


def _very_long_run(case: Case) -> Row | None:
    """The run of two hours or more that legs weak right after it may come from; None where something else speaks."""
    other = "bladder_bowel_change saddle_numbness breathless dark_urine weak_lasting cannot_move"
    if case.any_of(other) or case.pain_from(SEVERE_PAIN) or case.has_condition("sickle_trait"):
        return None
    runs = [s for s in case.sessions_within(JUST_AFTER) if s["activity"] == "run"]
    return next((run for run in runs if run["duration_min"] >= VERY_LONG_MIN), None)


def _gone_at_the_next_entry(case: Case) -> bool | None:
    """Whether the next twinge whose signs were asked is without weak legs; None when there is none yet."""
    later = [c for c in case.rows.cases if c.start > case.start and c.row["signs"] is not None]
    return not later[0].any_of("weak_both_legs weak_lasting cannot_move") if later else None
