"""When a tip fits and when it must not be given: functions of Facts (see guidance.tips) under knowledge.json's ids.

A tip without an entry in FITS fits when its cause is met. What rules a tip out is knowledge.json's `rules.suppress` and
the causes' contraindications, as far as the journal can know: the rest stands beneath the tip (CAUTIONS).
"""

FITS = {
    "fatigue_pace": lambda f, flags: "effort_very_hard" in f.rules,
    "fatigue_precramp": lambda f, flags: "twitch_during_session" in f.happened,
    "fatigue_work": lambda f, flags: "heavy_work_day" in f.rules,
    "spike_limit": lambda f, flags: "single_session_spike" in f.rules,
    "spike_return": lambda f, flags: "return_after_gap" in f.rules,
    "warmup_more": lambda f, flags: "warmup_short" in f.rules,
    "warmup_order": lambda f, flags: "stretch_cold" in f.rules,
    "stretch_bed": lambda f, flags: "night_episode" in f.happened,
    "fluid_target": lambda f, flags: "fluid_24h_low" in f.rules,
    "salt_pro": lambda f, flags: "salt_marks" in f.rules,
    "k_food": lambda f, flags: "k_low" in f.rules,
    "k_test": lambda f, flags: "shoulder_repeat" in f.rules,
    "k_nopills": lambda f, flags: bool(f.rules & {"k_low", "shoulder_repeat"}),
    "min_food": lambda f, flags: "few_dairy_fish" in f.rules,
    "min_vitd": lambda f, flags: "few_dairy_fish" in f.rules,
    "min_test": lambda f, flags: "cramps_return" in f.happened,
    "stress_event": lambda f, flags: "event_day" in f.rules and not flags,
    "sleep_doctor": lambda f, flags: "woken_by_legs" in f.happened,
    # Its text says 400 mg, which is not everybody's limit.
    "caf_limit": lambda f, flags: "caffeine_day" in f.rules and f.body.caffeine_limit_mg == 400,
    "alc_week": lambda f, flags: "alc_week" in f.rules,
    "alc_evening": lambda f, flags: bool(f.rules & {"alc_week", "alc_day", "alc_evening"}),
    "fuel_now": lambda f, flags: "sign_cluster" in f.rules and not f.signs & {"confusion", "drowsy"},
    "fuel_before": lambda f, flags: "meal_gap" in f.rules,
    "fuel_during": lambda f, flags: "long_unfuelled" in f.rules,
    "fuel_diabetes": lambda f, flags: (
        "diabetes" in f.conditions and bool(f.rules & {"meal_gap", "long_unfuelled", "sign_cluster"})
    ),
    "heat_build": lambda f, flags: "first_hot_fortnight" in f.rules,
    "heat_stop": lambda f, flags: "RF14" in flags,
    "cold_shiver": lambda f, flags: "shivering" in f.rules,
    "nerve_watch": lambda f, flags: bool(f.rules & {"nerve_signs", "same_spot"}),
    "nerve_doctor": lambda f, flags: bool(f.rules & {"nerve_signs", "same_spot"}),
    "med_pharmacist": lambda f, flags: (
        bool(f.rules & {"new_medicine", "known_medicine"}) and "twinge_this_week" in f.happened
    ),
    "chem_leave": lambda f, flags: "chemical" in f.rules and "twinge_today" in f.happened,
    "diet_fresh": lambda f, flags: "processed" in f.happened,
    "diet_salt": lambda f, flags: "salty" in f.happened,
    "diet_sugar": lambda f, flags: "sweets" in f.happened,
    "film_it": lambda f, flags: "tic" in f.happened,
    "cannot_hold": lambda f, flags: "cannot_hold" in f.happened,
    "grinding": lambda f, flags: "jaw" in f.happened,
}
# Said before a cause's other tips: they answer something that just happened.
PRESSING = set(
    "fatigue_precramp fatigue_work stretch_bed salt_pro k_test stress_event sleep_doctor min_test fuel_now "
    "fuel_diabetes heat_build heat_stop cold_shiver chem_leave cannot_hold".split()
)
# Heat: the flag itself says what to do; too much water can feel the same, so its tip is not said to who drank plenty.
MORE_TO_DRINK = {"fluid_target", "fluid_sips", "fluid_after", "salt_after", "stress_drink", "heat_stop"}
NO_MORE_TO_DRINK = {"kidney_disease", "heart_failure", "fluid_limit"}
GUARD = {"rate", "gain", "volume"}  # the rules of `overdrinking`
NO_SALT = {"high_blood_pressure", "heart_failure", "kidney_disease", "low_salt_diet"}
# Tips left out for a condition.
NOT_WITH = {
    "salt_after": NO_SALT | {"diabetes"},
    "salt_pro": NO_SALT,
    "diet_salt": NO_SALT,
    "k_food": {"kidney_disease", "heart_failure"},
    "min_food": {"kidney_disease"},
    "min_vitd": {"kidney_disease"},
    "fuel_now": {"diabetes"},
    "fuel_before": {"diabetes"},
    "fuel_during": {"diabetes"},
    "diet_sugar": {"diabetes"},
    "stress_drink": {"blood_thinners", "daisy_allergy", "diabetes"},
    "massage_after": {"blood_thinners"},
    # Their numbers are an adult's who is not pregnant.
    "fluid_target": {"pregnant"},
    "caf_limit": {"pregnant"},
    "alc_week": {"pregnant"},
}
FOR_ADULTS = {"fluid_target", "caf_limit", "alc_week", "sleep_more"}
# Chamomile does not go with sedatives or ciclosporin, potassium not with some medicines for blood pressure; medicines
# of these kinds may be one.
NOT_WITH_MEDICINE = {
    "stress_drink": {"other", "antidepressant", "antihistamine"},
    "k_food": {"other", "diuretic"},
}
NOT_WITH_SIGN = {"massage_after": {"one_leg_swollen", "warm", "red", "wound_dirty"}}
# Which contraindications of its cause stand beneath a tip, by their place in knowledge.json.
CAUTIONS = {
    "fatigue_pace": (0,),
    "fatigue_rest": (0,),
    "fatigue_precramp": (0,),
    "fatigue_work": (0,),
    "massage_after": (0,),
    "fluid_target": (0, 1, 2),
    "fluid_sips": (0, 1, 2),
    "fluid_after": (0, 1, 2),
    "salt_after": (0, 1, 2, 3, 4),
    "salt_pro": (0, 1, 2, 3),
    "mg_pills": (0, 1, 2),
    "k_food": (0, 1, 2),
    "k_nopills": (0, 1, 2),
    "min_food": (0,),
    "min_vitd": (0, 1),
    "stress_drink": (0, 1),
    "caf_limit": (0, 1),
    "alc_week": (0, 1),
    "alc_evening": (0, 1),
    "fuel_now": (0, 1),
    "fuel_before": (0,),
    "fuel_during": (0,),
    "fuel_diabetes": (1,),
}


def allowed(tip, facts):
    """Whether nothing that is known of the person rules the tip (an id) out."""
    return (
        not (tip in MORE_TO_DRINK and too_much_to_drink(facts))
        and not (tip in FOR_ADULTS and facts.body.under_age)
        and not facts.conditions & NOT_WITH.get(tip, set())
        and not facts.medicines & NOT_WITH_MEDICINE.get(tip, set())
        and not facts.signs_week & NOT_WITH_SIGN.get(tip, set())
    )


def too_much_to_drink(facts):
    """Whether "drink more" would be wrong for this person now."""
    drunk_ml = max(facts.numbers.get("fluid_24h") or 0, facts.poured_ml)
    enough_ml = min(facts.body.fluid_target_ml, facts.body.fluid_stop_ml)  # the target is the lower one today
    return drunk_ml >= enough_ml or bool(facts.rules & GUARD) or bool(facts.conditions & NO_MORE_TO_DRINK)
