"""Whom a tip is not for, and what stands beneath it: written out here, so that a caution at the wrong tip is found."""

import pytest

from guidance.knowledge.load import cautions, relief_steps, tips
from guidance.tips.choose import Body, Facts
from guidance.tips.eligibility import allowed, beneath
from journal.vocabulary import Condition, MedicineKind, Sign

SALT = "high_blood_pressure heart_failure heart_disease kidney_disease low_salt_diet"
FLUID = "kidney_disease heart_failure heart_disease fluid_limit"
# Tip -> words of conditions, medicines and signs, "under_18", that rule it out.
RULED_OUT = {
    "massage_after": "blood_thinners one_leg_swollen warm red wound_dirty",
    "fluid_target": f"{FLUID} pregnant under_18",
    "fluid_sips": FLUID,
    "fluid_after": FLUID,
    "salt_after": f"{SALT} fluid_limit diabetes",
    "salt_pro": SALT,
    "mg_food": "kidney_disease",
    "k_food": "kidney_disease heart_failure heart_disease diuretic other",
    "min_food": "kidney_disease",
    "min_vitd": "kidney_disease",
    "stress_drink": (
        f"{FLUID} blood_thinners daisy_allergy diabetes pregnant breastfeeding antidepressant antihistamine other"
    ),
    "sleep_more": "under_18",
    "warmup_more": "heart_disease",
    "caf_limit": "pregnant breastfeeding under_18",
    "caf_low": "under_18",
    "caf_swap": "pregnant breastfeeding",
    "alc_week": "pregnant breastfeeding liver_disease under_18",
    "alc_evening": "pregnant breastfeeding liver_disease under_18",
    "fuel_now": "diabetes",
    "fuel_before": "diabetes",
    "fuel_during": "diabetes",
    "heat_stop": FLUID,
    "diet_salt": SALT,
    "diet_sugar": "diabetes",
}
# Tip -> cautions beneath it that nothing in the journal can settle, or that only inform.
TOLD = {
    "fatigue_pace": "injury",
    "fatigue_drained": "injury",
    "fatigue_rest": "injury",
    "fatigue_precramp": "injury",
    "fatigue_work": "injury",
    "mg_pills": "magnesium_kidney magnesium_most magnesium_medicines",
    "k_nopills": "kidney_disease potassium_medicines heart_disease",
    "min_vitd": "vitamin_d_calcium",
    "alc_week": "heavy_drinking",
    "alc_evening": "heavy_drinking",
    "alc_heavy": "heavy_drinking",
    "fuel_now": "nothing_by_mouth",
    "fuel_diabetes": "nothing_by_mouth",
}
STEPS = {"RC3": "blood_thinners", "RC6": f"{SALT} fluid_limit", "RC7": "poor_circulation"}


def _against(tip):
    """All single words that rule a tip out."""
    one = frozenset
    tried = {word: Facts(conditions=one([word])) for word in Condition.values}
    tried |= {word: Facts(medicines=one([word])) for word in MedicineKind.values}
    tried |= {word: Facts(signs_week=one([word])) for word in Sign.values}
    tried["under_18"] = Facts(body=Body(age=17))
    return {word for word, facts in tried.items() if not allowed(tip, facts)}


@pytest.mark.parametrize("tip", sorted(tips()))
def test_a_tip_is_left_out_for_whom_it_is_not_and_says_so(tip):
    assert _against(tip) == set(RULED_OUT.get(tip, "").split())
    assert set(tips()[tip][1]["cautions"]) == set(TOLD.get(tip, "").split())
    assert bool(beneath(tip)) is (tip in {*RULED_OUT, *TOLD})


@pytest.mark.parametrize("step", [step for step in relief_steps() if "not_for" in step], ids=lambda step: step["id"])
def test_a_step_is_left_out_for_whom_it_is_not(step):
    against = {word for caution in cautions(step["not_for"]) for word in caution["conditions"]}
    assert against == set(STEPS.get(step["id"], "").split())
