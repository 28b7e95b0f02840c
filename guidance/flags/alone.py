"""Rules of signs that are an alarm by themselves, with no training, heat or wound logged."""

from guidance.flags import reasons
from guidance.flags.blanks import Condition, found
from guidance.flags.cases import Ask, Case, Found

PREGNANCY = "headache vision_trouble bloated_swollen_hands"  # [S073]


def confused(case: Case) -> Found | None:
    """Sudden confusion or drowsiness [S010] [S011]."""
    return Found(reasons.signs(case, "confusion drowsy")) if case.any_of("confusion drowsy") else None


def sight_or_balance(case: Case) -> Found | None:
    """Sudden trouble seeing, or unsteady with a headache or dizzy [S004] [S005] [S006]; sight in pregnancy: below."""
    seeing = case.any_of("vision_trouble") and not case.has_condition("pregnant")
    if seeing or (case.any_of("unsteady") and case.any_of("headache dizzy")):
        return Found(reasons.signs(case, "vision_trouble unsteady headache dizzy"))
    return None


def fever_and_stiff(case: Case) -> Found | None:
    """Fever with a stiff or cramping neck, stiffness, drowsiness or confusion: one of them is enough [S012]."""
    named = "stiff_rigid drowsy confusion"
    stiff_neck = case.kind == "cramp" and case.part == "neck"
    if case.any_of("fever") and (case.any_of(named) or stiff_neck):
        return Found(reasons.signs(case, f"fever {named}"))
    return None


def locked_jaw(case: Case) -> Found | None:
    """A stiff or cramping jaw with trouble swallowing, a wound noticed or not [S058]."""
    stiff = case.any_of("stiff_jaw") or (case.kind == "cramp" and case.part == "jaw")
    if stiff and case.any_of("swallowing_trouble"):
        return Found(reasons.signs(case, "stiff_jaw swallowing_trouble"))
    return None


def pregnancy(case: Case) -> Found | None:
    """Headache, trouble seeing or swelling in pregnancy or soon after birth, or a fit [S073] [S074].

    When a breastfeeding person gave birth, and how far a pregnancy is, have no word in the journal: they are asked.
    """
    if not case.any_of(f"{PREGNANCY} seizure"):
        return None
    told, worse = reasons.signs(case, f"{PREGNANCY} seizure"), case.any_of("seizure")
    if case.has_condition("pregnant"):
        return found(told, Condition(None, ask=Ask("weeks_pregnant")), worse=worse)
    if case.has_condition("breastfeeding"):
        return found(told, Condition(None, ask=Ask("gave_birth")), worse=worse)
    return None
