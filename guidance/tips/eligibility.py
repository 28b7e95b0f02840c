"""When a tip fits and when it must not be given: functions of Facts (see guidance.tips) under knowledge.json's ids.

A tip without an entry in FITS fits when its cause is met. What rules a tip out are the cautions that knowledge.json
names in its `not_for`, as far as the journal can know; they and its `cautions` stand beneath the tip.
"""

from guidance.knowledge.load import by_id, cautions, load, tips

WITH_CHILD = {"pregnant", "breastfeeding"}
FITS = {
    "fatigue_pace": lambda f: "effort_very_hard" in f.rules,
    # Without a very hard effort: with one, fatigue_pace says the same and more.
    "fatigue_drained": lambda f: "drained" in f.rules and "effort_very_hard" not in f.rules,
    "fatigue_precramp": lambda f: "twitch_during_session" in f.happened,
    "fatigue_work": lambda f: "heavy_work_day" in f.rules,
    "spike_limit": lambda f: "single_session_spike" in f.rules,
    "spike_return": lambda f: "return_after_gap" in f.rules,
    "warmup_more": lambda f: "warmup_short" in f.rules,
    "warmup_heart": lambda f: "warmup_short" in f.rules and "heart_disease" in f.conditions,
    "warmup_asthma": lambda f: "warmup_short" in f.rules and "asthma" in f.conditions,
    "warmup_order": lambda f: "stretch_cold" in f.rules,
    "stretch_bed": lambda f: "night_cramp" in f.happened,
    "fluid_target": lambda f: "fluid_24h_low" in f.rules,
    "salt_pro": lambda f: "salt_marks" in f.rules,
    "k_food": lambda f: "k_low" in f.rules,
    "k_test": lambda f: "shoulder_repeat" in f.rules,
    "k_kidney": lambda f: "kidney_disease" in f.conditions and bool(f.rules & {"mg_low", "k_low", "few_dairy_fish"}),
    "k_nopills": lambda f: bool(f.rules & {"k_low", "shoulder_repeat"}),
    "min_food": lambda f: "few_dairy_fish" in f.rules,
    "min_vitd": lambda f: "few_dairy_fish" in f.rules,
    "min_test": lambda f: "cramps_return" in f.happened,
    "stress_event": lambda f: "event_day" in f.rules,
    "sleep_start": lambda f: "leg_jerk" in f.happened,
    "sleep_doctor": lambda f: "woken_by_legs" in f.happened,
    # Its text says 400 mg, which is not everybody's limit.
    "caf_limit": lambda f: "caffeine_day" in f.rules and f.body.caffeine_limit_mg == 400,
    "caf_low": lambda f: "caffeine_day" in f.rules and bool(f.conditions & WITH_CHILD),
    "caf_decaf": lambda f: "caffeine" in f.exposed and bool(f.conditions & WITH_CHILD),
    # Whoever drinks heavily must not stop suddenly [S065]: one advice takes the place of the others.
    "alc_heavy": lambda f: "heavy_drinking" in f.happened,
    "alc_week": lambda f: "alc_week" in f.rules and "heavy_drinking" not in f.happened,
    "alc_evening": lambda f: (
        bool(f.rules & {"alc_week", "alc_day", "alc_evening"}) and "heavy_drinking" not in f.happened
    ),
    "fuel_now": lambda f: "sign_cluster" in f.rules and not f.signs & {"confusion", "drowsy"},
    "fuel_before": lambda f: "meal_gap" in f.rules,
    "fuel_during": lambda f: "long_unfuelled" in f.rules,
    "fuel_diabetes": lambda f: (
        "diabetes" in f.conditions and bool(f.rules & {"meal_gap", "long_unfuelled", "sign_cluster"})
    ),
    "heat_build": lambda f: "first_hot_fortnight" in f.rules,
    "cold_shiver": lambda f: "shivering" in f.rules,
    "nerve_watch": lambda f: bool(f.rules & {"nerve_signs", "same_spot"}),
    "nerve_doctor": lambda f: bool(f.rules & {"nerve_signs", "same_spot"}),
    "med_pharmacist": lambda f: bool(f.rules & {"new_medicine", "known_medicine"}) and "twinge_this_week" in f.happened,
    "chem_leave": lambda f: "chemical" in f.rules,
    "diet_fresh": lambda f: "processed" in f.happened,
    "diet_salt": lambda f: "salty" in f.happened,
    "diet_sugar": lambda f: "sweets" in f.happened,
    "film_it": lambda f: "tic" in f.happened,
    "cannot_hold": lambda f: "cannot_hold" in f.happened,
    "grinding": lambda f: "jaw" in f.happened,
}
# Said before a cause's other tips: they answer something that just happened.
PRESSING = set(
    "fatigue_drained sleep_start "
    "fatigue_precramp fatigue_work stretch_bed salt_pro k_test stress_event sleep_doctor min_test fuel_now "
    "fuel_diabetes heat_build cold_shiver chem_leave cannot_hold alc_heavy k_kidney".split()
)


def allowed(tip_id, facts):
    """Whether nothing that is known of the person rules the tip out."""
    if tips()[tip_id][1].get("more_to_drink") and too_much_to_drink(facts):
        return False
    known = {"conditions": facts.conditions, "medicines": facts.medicines, "signs": facts.signs_week}
    return not any(_holds(caution, known, facts.body.under_age) for caution in ruling_out(tip_id))


def for_person(tip_id, person):
    """Whether the tip's kind of advice is for this person: by the conditions and medicines of a person's row alone."""
    known = {
        "conditions": set(person["conditions"] or ()),
        "medicines": {medicine.get("kind") for medicine in person["medicines"] or ()},
        "signs": set(),
    }
    return not any(_holds(caution, known, under_age=False) for caution in ruling_out(tip_id))


def ruling_out(tip_id):
    """The cautions of knowledge.json, as its dicts, that rule the tip out for whom they hold."""
    tip = tips()[tip_id][1]
    fluid = load()["no_more_to_drink"] if tip.get("more_to_drink") else ()
    return cautions([*tip["not_for"], *fluid])


def beneath(tip_id):
    """The cautions that stand beneath the tip: those that rule it out, and those that only a person can know of."""
    return [*ruling_out(tip_id), *cautions(tips()[tip_id][1]["cautions"])]


def no_more_to_drink():
    """Conditions with which nobody is told to drink more."""
    return {word for caution in cautions(load()["no_more_to_drink"]) for word in caution["conditions"]}


def _holds(caution, known, under_age):
    """Whether a caution holds for somebody. `known`: {"conditions", "medicines", "signs"}, each a set of words."""
    return any(words & set(caution.get(kind, ())) for kind, words in known.items()) or (
        under_age and caution.get("under_18", False)
    )


def too_much_to_drink(facts):
    """Whether "drink more" would be wrong for this person now."""
    drunk_ml = max(facts.numbers.get("fluid_24h") or 0, facts.poured_ml)
    enough_ml = min(facts.body.fluid_target_ml, facts.body.fluid_stop_ml)  # the target is the lower one today
    guard = {rule["id"] for rule in by_id("causes")["overdrinking"]["exposure"]["rules"]}
    return drunk_ml >= enough_ml or bool(facts.rules & guard) or bool(facts.conditions & no_more_to_drink())
