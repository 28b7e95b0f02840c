"""Tips: filled with the person's numbers, at most three, and silent when they would do harm."""

from dataclasses import replace

import pytest

from guidance.analysis.analysis import advise
from guidance.knowledge import load
from guidance.tips.choose import Facts, choose
from guidance.tips.eligibility import beneath
from tests.guidance_rows import (
    AT,
    DAY,
    HOUR,
    MINUTE,
    TODAY,
    aside,
    day,
    drink,
    drinks,
    episode,
    journal,
    night,
    person,
    session,
)


def tips(who=None, **lists):
    """{tip id: text} in the order shown."""
    return {tip.id: tip.text for tip in advise(journal(who, **lists), AT).tips}


def medicine(days_ago, kind="other", name="Something"):
    return person(medicines=[{"name": name, "kind": kind, "started_on": (TODAY - days_ago * DAY).isoformat()}])


def week(**said):
    """Check-ins of the last five days, all alike."""
    return [day(TODAY - n * DAY, **said) for n in range(5)]


def repeated(n, **said):
    return [episode(AT - HOUR - i * DAY, **said) for i in range(n)]


HOT = {"air": "hot", "temperature_c": 33.0}
MILD = {"air": "mild", "temperature_c": 18.0}
THIRSTY = {"sessions": session(), "drinks": drinks(900)}
QUENCHED = {"sessions": session(), "drinks": drinks(1600)}
SWEATY = {"sessions": session(sweat="heavy", duration_min=75), "drinks": drink(AT - HOUR)}
SALTED = {"sessions": SWEATY["sessions"], "drinks": drink(AT - HOUR, kind="electrolyte")}
TENSE, EASY = {"days": day(stress=8)}, {"days": day(stress=6)}
AT_3 = AT - 17 * HOUR
RUNS = [session(AT - n * DAY, duration_min=40) for n in (3, 6, 9)]
NUMB = {"kind": "twitch", "side": "left", "signs": ["numbness"]}

# Tip, a journal that shows it, part of its text, and one that all but shows it.
FED = session(AT - 4.5 * HOUR, hours_since_meal=0)  # low-sugar signs after it are no red flag
TIPS = {
    "fatigue_drained": (
        {"sessions": session(effort=5, felt_drained=True)}, "You felt drained after running. Next time stop",
        {"sessions": session(effort=5, felt_drained=False)}),
    "fatigue_pace": (
        {"sessions": session(effort=8)}, "Running was 8/10. Try about 5 next time",
        {"sessions": session(effort=6)}),
    "fatigue_rest": (
        {"sessions": session(effort=8, muscles=["calf", "shin"])}, "Give your calf and shin an easy day",
        {"sessions": session(effort=6, muscles=["calf", "shin"])}),
    "fatigue_precramp": (
        {"sessions": session(effort=4), "episodes": episode(AT - 90 * MINUTE, kind="twitch")},
        "Twitching during running can come just before a cramp",
        {"sessions": session(effort=4), "episodes": episode(AT - 59 * MINUTE, kind="twitch")}),
    "fatigue_work": (
        {"sessions": session(effort=4), "days": day(physical_job_load=7)},
        "Heavy work counts as training for the muscles you used",
        {"sessions": session(effort=4), "days": day(physical_job_load=6)}),
    "spike_limit": (
        {"sessions": [*RUNS, session(duration_min=60)]},
        "60 min is 50% above your longest in 30 days. Keep the next one under 44 min.",
        {"sessions": [*RUNS, session(duration_min=44)]}),
    "spike_return": (
        {"sessions": [session(AT - 20 * DAY), session(effort=6)]}, "After 20 days off, restart shorter",
        {"sessions": [session(AT - 12 * DAY), session(effort=6)]}),
    "warmup_more": (
        {"sessions": session(warm_up_min=3, muscles=["calf"])},
        "You warmed up 3 min. Next time do 5-10 easy minutes, then moving stretches for your calf.",
        {"sessions": session(warm_up_min=5, muscles=["calf"])}),
    "warmup_heart": (
        {"who": person(conditions=["heart_disease"]), "sessions": session(warm_up_min=2)}, "ease in over about 10",
        {"sessions": session(warm_up_min=2)}),
    "warmup_asthma": (
        {"who": person(conditions=["asthma"]), "sessions": session(warm_up_min=2)}, "can spare your airways",
        {"who": person(conditions=["asthma"]), "sessions": session(warm_up_min=6)}),
    "k_kidney": (
        {"who": person(conditions=["kidney_disease"]), "days": week(magnesium_servings=1)}, "ask your kidney team",
        {"who": person(conditions=["kidney_disease"]), "days": week(magnesium_servings=2)}),
    "warmup_order": (
        {"sessions": session(warm_up_min=9, warm_up_kinds=["static_stretch"])}, "Warm up before you stretch",
        {"sessions": session(warm_up_min=9, warm_up_kinds=["static_stretch", "easy_movement"])}),
    "stretch_after": (
        {"sessions": session(stretch_after_min=0)}, "stretch the muscles you used gently after running",
        {"sessions": session(stretch_after_min=2)}),
    "massage_after": (
        {"sessions": session(stretch_after_min=0)}, "Gentle self-massage of the muscles you used",
        {"sessions": session()}),
    "stretch_bed": (
        {"sessions": session(), "episodes": episode(AT_3)}, "Night cramps?",
        {"sessions": session(), "episodes": episode(AT_3, kind="twitch")}),
    "fluid_target": (
        THIRSTY, "You drank 900 ml in the day before running; aim for about 1,600 ml, spread out.", QUENCHED),
    "fluid_sips": (THIRSTY, "On long sessions take small sips", QUENCHED),
    "fluid_after": (THIRSTY, "After running, drink with food", QUENCHED),
    "salt_after": (SWEATY, "You sweated hard for 75 min on plain water", SALTED),
    "salt_short": (SWEATY, "For sessions under an hour, water is usually enough.", SALTED),
    "salt_pro": ({"sessions": session(salt_marks=True)}, "White salt marks", {"sessions": session(salt_marks=False)}),
    "mg_food": (
        {"days": [*week(magnesium_servings=0)[1:], day(magnesium_servings=1)]},
        "Magnesium foods on 1 of the 5 days you logged. Add oats", {"days": week(magnesium_servings=2)}),
    "mg_pills": ({"days": week(magnesium_servings=1)}, "Skip magnesium pills", {"days": week(magnesium_servings=2)}),
    "k_food": (
        {"days": [*week(fruit_veg_portions=2)[1:], day(fruit_veg_portions=4)]},
        "2.4 fruit and vegetable portions a day lately; work towards five", {"days": week(fruit_veg_portions=3)}),
    "k_test": (
        {"episodes": repeated(3, kind="twitch", body_part="shoulder")},
        "Shoulder twitched 3 times in 14 days: ask a doctor",
        {"episodes": repeated(2, kind="twitch", body_part="shoulder")}),
    "k_nopills": (
        {"days": week(fruit_veg_portions=2)}, "Don't take potassium tablets", {"days": week(fruit_veg_portions=3)}),
    "min_food": (
        {"days": week(dairy=False, fish=False)}, "Have dairy or fortified alternatives",
        {"days": [*week(dairy=False, fish=False)[1:], day(dairy=False, fish=True)]}),
    "min_vitd": ({"days": week(dairy=False, fish=False)}, "Vitamin D: 10 micrograms", {"days": week(dairy=False)}),
    "min_test": (
        {"episodes": repeated(3, signs=[])}, "Cramps keep returning despite prevention?",
        {"episodes": repeated(2, signs=[])}),
    "stress_breathe": (TENSE, "Stress was 8/10.", EASY),
    "stress_walk": (TENSE, "Take an easy walk", EASY),
    "stress_drink": (TENSE, "A warm drink can help", EASY),
    "stress_event": (
        {"days": day(stress=2, event_day=True)}, "Twitches before a competition or exam are common",
        {"days": day(stress=2, event_day=False)}),
    "sleep_more": ({"nights": night(hours=5.5)}, "Your last night was 5 h 30.", {"nights": night(hours=7.0)}),
    "sleep_caffeine": ({"nights": night(hours=5.5)}, "Have your last coffee or tea", {"nights": night(hours=7.0)}),
    "sleep_start": (
        {"episodes": episode(kind="leg_jerk")}, "is a normal sleep start", {"episodes": episode(AT_3)}),
    "sleep_doctor": (
        {"nights": [night(TODAY - n * DAY, 8.0, woken_by_legs=n < 3) for n in range(5)]}, "woke you on 3 of 5 nights",
        {"nights": [night(TODAY - n * DAY, 8.0, woken_by_legs=n < 2) for n in range(5)]}),
    "caf_limit": (
        {"drinks": drinks(1200, kind="coffee")}, "480 mg caffeine that day.", {"drinks": drinks(1000, kind="coffee")}),
    "caf_swap": (
        {"drinks": drinks(1200, kind="coffee")}, "Swap one coffee a day", {"drinks": drinks(1000, kind="coffee")}),
    "caf_low": (
        {"who": person(conditions=["breastfeeding"]), "drinks": drinks(600, kind="coffee")},
        "240 mg caffeine that day. While pregnant or breastfeeding, stay under 200 mg",
        {"who": person(conditions=["breastfeeding"]), "drinks": drinks(480, kind="coffee")}),
    "caf_decaf": (
        {"who": person(conditions=["pregnant"]), "drinks": drinks(600, kind="coffee")}, "With herbal teas ask",
        {"who": person(conditions=["asthma"]), "drinks": drinks(600, kind="coffee")}),
    "alc_heavy": (
        {"drinks": [drink(AT - n * DAY, 500, "wine") for n in range(5)]}, "Do not stop suddenly",
        {"drinks": [drink(AT - n * DAY, 480, "wine") for n in range(5)]}),
    "alc_week": (
        {"drinks": [drink(AT - n * DAY, 500, "beer") for n in range(7)]}, "17.5 units this week. Staying under 14",
        {"drinks": [drink(AT - n * DAY, 400, "beer") for n in range(7)]}),
    "alc_evening": (
        {"drinks": drink(ml=1200, kind="beer")}, "Leave out alcohol the evening before",
        {"drinks": drink(ml=1100, kind="beer")}),
    "fuel_before": (
        {"sessions": session(hours_since_meal=5.5)}, "5 h 30 since you ate.", {"sessions": session(hours_since_meal=4)}),
    "fuel_during": (
        {"sessions": session(duration_min=100, carbs_during_g=0)},
        "Over 90 minutes? Take 30-60 g of carbohydrate an hour.",
        {"sessions": session(duration_min=100, carbs_during_g=30)}),
    "fuel_now": (
        {"sessions": FED, "episodes": episode(kind="tremor", signs=["hungry", "pale"])}, "take fast sugar now",
        {"sessions": FED, "episodes": episode(kind="tremor", signs=["hungry"])}),
    "fuel_diabetes": (
        {"who": person(conditions=["diabetes"]), "sessions": session(hours_since_meal=5)},
        "With diabetes, check glucose before, during and after running",
        {"who": person(conditions=["diabetes"]), "sessions": session(hours_since_meal=4)}),
    "heat_shift": (
        {"sessions": session(**HOT)}, "Running was in 33 °C. Choose a cooler hour", {"sessions": session(**MILD)}),
    "heat_build": (
        {"sessions": session(**HOT)}, "In the first two weeks of hot weather",
        {"sessions": [session(AT - n * DAY, **HOT) for n in (20, 10, 1)]}),
    "heat_stop": (
        {"sessions": session(**HOT)}, "Dizzy, sick or headachy in the heat?",
        {"sessions": session(**HOT), "episodes": episode(signs=["dizzy"])}),  # the red flag says it
    "cold_layer": (
        {"sessions": session(air="cold")}, "Chilled during running: add a layer", {"sessions": session(air="mild")}),
    "cold_shiver": (
        {"episodes": episode(kind="tremor", signs=["shivering"])}, "Shivering is your body making heat",
        {"episodes": episode(kind="tremor", signs=[])}),
    "nerve_watch": (
        {"episodes": episode(**NUMB)}, "Left calf twitching with numbness or tingling",
        {"episodes": episode(**NUMB | {"signs": []})}),
    "nerve_doctor": (
        {"episodes": episode(signs=["tingling"])}, "or the calf gets weaker, see a doctor",
        {"episodes": episode(signs=["dizzy"])}),
    "med_pharmacist": (
        {"who": medicine(20, name="Simvastatin"), "episodes": episode()}, "Simvastatin can go with cramps or twitches.",
        {"who": medicine(40, name="Simvastatin"), "episodes": episode()}),
    "chem_leave": (
        {"days": day(chemical_contact=True)}, "Get away, take off soiled clothes",
        {"days": day(chemical_contact=True), "episodes": episode(kind="twitch")}),  # the red flag says it
    "diet_fresh": ({"days": day(processed=True)}, "Fresh, varied food", {"days": day(processed=False)}),
    "diet_salt": ({"days": day(salty=True)}, "Less salt is fine on rest days", {"days": day(salty=False)}),
    "diet_sugar": ({"days": day(sweets=True)}, "never refuse sugar when shaky", {"days": day(sweets=False)}),
    "film_it": (
        {"episodes": episode(kind="tic", body_part="hand")}, "Film the movement", {"episodes": episode(kind="cramp")}),
    "cannot_hold": (
        {"episodes": episode(kind="tic", body_part="face")}, "movements you cannot hold back",
        {"episodes": episode(kind="tic", body_part="hand")}),
    "grinding": (
        {"episodes": episode(kind="tic", body_part="jaw")}, "Grinding your teeth?",
        {"episodes": episode(kind="twitch", body_part="jaw")}),
    "over_rate": (
        {"sessions": session(), "drinks": drinks(1200, at=AT - 90 * MINUTE)}, "You drank 1,200 ml an hour.",
        {"sessions": session(), "drinks": drinks(1000, at=AT - 90 * MINUTE)}),
    "over_gain": (
        {"sessions": session(weight_before_kg=70.0, weight_after_kg=70.5)}, "Heavier after running than before",
        {"sessions": session(weight_before_kg=70.0, weight_after_kg=70.0)}),
}  # fmt: skip


@pytest.mark.parametrize("tip", TIPS)
def test_a_tip_is_shown_with_the_persons_own_numbers(tip):
    lists, text, _near_miss = TIPS[tip]
    assert text in tips(**lists)[tip]


@pytest.mark.parametrize("tip", TIPS)
def test_a_tip_is_not_shown_for_less(tip):
    _lists, _text, near_miss = TIPS[tip]
    assert tip not in tips(**near_miss)


@pytest.mark.parametrize("tip", TIPS)
def test_a_tip_carries_what_stands_beneath_it(tip):
    """Whom each tip is not for is written out in test_cautions.py."""
    lists = dict(TIPS[tip][0])
    found = {found.id: found for found in advise(journal(lists.pop("who", None), **lists), AT).tips}
    assert len(found[tip].cautions) == len(beneath(tip))
    for said, known in zip(found[tip].cautions, beneath(tip), strict=True):
        assert said.startswith(known["text"].split("{")[0])


def test_every_tip_has_its_journal():
    assert set(TIPS) == set(load.tips())


def test_somebody_with_diabetes_is_told_to_follow_their_own_plan():
    with_diabetes = person(conditions=["diabetes"])
    assert list(tips(with_diabetes, sessions=session(hours_since_meal=5))) == ["fuel_diabetes"]


def test_units_are_the_persons_own():
    imperial = person(units="imperial")
    assert "30 fl oz in the day before running; aim for about 54 fl oz" in tips(imperial, **THIRSTY)["fluid_target"]
    assert tips(imperial, sessions=session(**HOT))["heat_shift"].startswith("Running was in 91 °F.")


def test_heat_without_a_temperature_is_hot_air():
    assert tips(sessions=session(air="hot"))["heat_shift"].startswith("Running was in hot air.")


def test_a_tip_whose_number_was_not_recorded_is_not_shown():
    assert list(tips(sessions=session(felt_drained=True))) == ["fatigue_drained", "fatigue_rest"]  # no pace


def test_at_most_three_the_best_supported_cause_first_and_one_of_each():
    everything = session(effort=8, warm_up_min=0, stretch_after_min=0, air="hot", hours_since_meal=5)
    found = advise(journal(sessions=everything), AT).tips
    assert [tip.cause for tip in found] == ["muscle_fatigue", "low_fuel", "heat"]
    assert [tip.cause for tip in advise(journal(sessions=session(effort=8)), AT).tips] == ["muscle_fatigue"] * 2


def test_a_cause_set_aside_gives_no_tips():
    assert tips(sessions=session(effort=8), set_aside=aside("muscle_fatigue")) == {}


def test_nothing_exposed_nothing_said():
    assert tips() == {}
    assert tips(sessions=session(effort=3, warm_up_min=10)) == {}


def test_a_flag_for_help_today_or_now_hides_every_tip_and_one_for_a_visit_does_not():
    hard = session(effort=8)
    assert tips(sessions=hard, episodes=episode(pain=9)) == {}
    assert tips(sessions=hard, episodes=episode(AT - 2 * HOUR, ended_at=AT - 105 * MINUTE)) == {}
    jumping = episode(kind="tic", several_muscles=True)
    assert next(iter(tips(sessions=hard, episodes=jumping))) == "fatigue_pace"


@pytest.mark.parametrize(
    ("tip", "lists", "condition"),
    [
        *(("fluid_target", THIRSTY, c) for c in ("kidney_disease", "heart_failure", "fluid_limit")),
        *(
            ("salt_after", SWEATY, c)
            for c in ("high_blood_pressure", "heart_failure", "kidney_disease", "low_salt_diet", "diabetes")
        ),
        *(("stress_drink", TENSE, c) for c in ("blood_thinners", "daisy_allergy", "diabetes", "fluid_limit")),
        ("massage_after", {"sessions": session(stretch_after_min=0)}, "blood_thinners"),
        ("fuel_before", {"sessions": session(hours_since_meal=5)}, "diabetes"),
        *(("caf_limit", {"drinks": drinks(1200, kind="coffee")}, c) for c in ("pregnant", "breastfeeding")),
        *(("caf_swap", {"drinks": drinks(1200, kind="coffee")}, c) for c in ("pregnant", "breastfeeding")),
        *(("stress_drink", TENSE, c) for c in ("pregnant", "breastfeeding")),
        *(
            (tip, {"days": week(**{food: 0})}, "kidney_disease")
            for tip, food in (("mg_food", "magnesium_servings"), ("k_food", "fruit_veg_portions"))
        ),
        ("min_food", {"days": week(dairy=False, fish=False)}, "kidney_disease"),
        ("k_food", {"days": week(fruit_veg_portions=0)}, "heart_disease"),
        ("fluid_target", THIRSTY, "heart_disease"),
        ("salt_after", SWEATY, "heart_disease"),
        ("warmup_more", {"sessions": session(warm_up_min=2)}, "heart_disease"),
        ("alc_week", {"drinks": [drink(AT - n * DAY, 500, "beer") for n in range(7)]}, "liver_disease"),
    ],
)
def test_a_condition_rules_a_tip_out(tip, lists, condition):
    assert tip in tips(**lists)
    assert tip not in tips(person(conditions=[condition]), **lists)


def test_heavy_drinking_takes_the_place_of_leaving_it_out_also_just_after_it_stopped():
    heavy = [drink(AT - n * DAY, 700, "wine") for n in range(3, 9)]
    found = tips(drinks=heavy)
    assert ("alc_heavy" in found, "alc_evening" in found, "alc_week" in found) == (True, False, False)
    assert "alc_heavy" not in tips(drinks=[drink(AT - n * DAY, 700, "wine") for n in range(15, 22)])


def test_chamomile_does_not_go_with_an_unknown_medicine():
    assert "stress_drink" not in tips(
        person(medicines=[{"name": "Something", "kind": "other", "started_on": None}]), **TENSE
    )


def test_no_massage_of_a_warm_swollen_leg():
    leg = episode(signs=["one_leg_swollen", "warm"])
    assert "massage_after" not in tips(sessions=session(stretch_after_min=0), episodes=leg)


DRINK_MORE = {"fluid_target", "fluid_sips", "fluid_after", "salt_after", "stress_drink"}


@pytest.mark.parametrize(
    "lists",
    [
        {
            "sessions": session(AT - 30 * HOUR, **{"weight_before_kg": 70.0, "weight_after_kg": 68.0}),
            "drinks": drinks(1600),
        },
        {
            "sessions": session(AT - 5 * HOUR, sweat="heavy"),
            "drinks": [drink(AT - 5 * HOUR), *drinks(2000, at=AT - HOUR)],
        },
        {"sessions": session(sweat="heavy"), "drinks": drinks(1200, at=AT - 90 * MINUTE), **TENSE},
        {"sessions": session(weight_before_kg=70.0, weight_after_kg=71.0), "drinks": drinks(400), **TENSE},
    ],
    ids=["the target is reached", "much since the session", "too fast", "heavier than before"],
)
def test_nobody_who_drank_plenty_is_told_to_drink_more(lists):
    assert not DRINK_MORE & set(tips(**lists))


def test_who_drank_too_fast_is_told_so_first():
    found = advise(journal(sessions=session(effort=8), drinks=drinks(1200, at=AT - 90 * MINUTE)), AT).tips
    assert next((tip.id, tip.cause, tip.claims) for tip in found) == ("over_rate", "overdrinking", ())


def test_a_big_drink_in_a_short_session_is_not_too_fast():
    glass = [drink(AT - 90 * MINUTE, 700)]  # 40 min: 1,050 ml an hour, but over within the hour
    assert "over_rate" not in tips(sessions=session(duration_min=40), drinks=glass)


def test_a_man_may_drink_up_to_his_own_target():
    lists = {"sessions": session(sweat="heavy"), "drinks": [*drinks(1500), drink(AT - HOUR, 200)]}
    assert "salt_after" in tips(person(sex="male"), **lists)
    assert "salt_after" not in tips(person(sex="female"), **lists)


def test_what_a_persons_own_entries_speak_for_comes_before_what_research_supports_best():
    facts = Facts(
        exposed=("muscle_fatigue", "poor_warmup"),
        rules=frozenset({"effort_very_hard", "warmup_short"}),
        numbers={"rpe": 8, "warmup_min": 2, "activity": "running", "muscles": "your calf"},
    )
    first = lambda **levels: choose(replace(facts, levels=levels), [], person())[0].cause  # noqa: E731
    assert first() == "muscle_fatigue"
    assert first(poor_warmup="possible") == "poor_warmup"
    assert first(poor_warmup="possible", muscle_fatigue="likely") == "muscle_fatigue"
    assert first(poor_warmup="confirmed", muscle_fatigue="likely") == "poor_warmup"
    assert first(poor_warmup="no_sign", muscle_fatigue="too_early") == "muscle_fatigue"
