"""Each rule of knowledge.json: met, just below, and blank."""

import pytest

from guidance.analysis.analysis import analyse
from guidance.causes.registry import CAUSES, RULE_LEVELS, Body
from guidance.knowledge.load import shown_causes
from journal.measures.windows import between, trailing
from tests.guidance_rows import (
    AT,
    DAY,
    HOUR,
    MINUTE,
    TODAY,
    day,
    drink,
    drinks,
    episode,
    journal,
    night,
    person,
    session,
)  # fmt: skip

START = AT - 2 * HOUR  # of the last session, which lasts an hour
RUNS = [session(AT - n * DAY, duration_min=50, effort=3) for n in (3, 6, 9)]
LOADS = [session(AT - n * DAY, duration_min=30, effort=4, activity="swim") for n in range(2, 12)]


def met(cause, who=None, **lists):
    """(state, rules, watch) of a cause for the newest session or day of a journal."""
    found = next(c for c in analyse(journal(who, **lists), AT).causes if c.id == cause)
    return found.state, " ".join(found.rules), " ".join(found.watch)


def of_session(cause, **said):
    return met(cause, sessions=session(**said))


def told(cause, who=None, **lists):
    """(episode_only rules, information rules) of a cause for the newest session or day of a journal."""
    found = next(c for c in analyse(journal(who, **lists), AT).causes if c.id == cause)
    return " ".join(found.episode_only), " ".join(found.information)


def food(logged=4, **said):
    """So many check-ins of the last days, all alike."""
    return {"days": [day(TODAY - n * DAY, **said) for n in range(logged)]}


def twinges(n=3, days_apart=2, **said):
    return {"episodes": [episode(AT - HOUR - i * days_apart * DAY, **said) for i in range(n)]}


def medicine(days_ago, kind="other"):
    return person(medicines=[{"name": "Something", "kind": kind, "started_on": (TODAY - days_ago * DAY).isoformat()}])


EVENING = AT.replace(hour=0) - HOUR  # 23:00 of the evening before the latest day's morning
WAKEFUL = {"nights": night(woken_by_legs=True)}


def sweaty(*drunk, minutes=60, sweat="heavy", **said):
    rows = session(duration_min=minutes, sweat=sweat, **said)
    return {"sessions": rows, "drinks": list(drunk)}


# cause, journal, (state, exposed rules, watch rules)
CASES = {
    "effort 7": ("muscle_fatigue", {"sessions": session(effort=7)}, ("exposed", "effort_very_hard", "")),
    "effort 6": ("muscle_fatigue", {"sessions": session(effort=6)}, ("not_exposed", "", "")),
    "effort blank": ("muscle_fatigue", {"sessions": session()}, ("unknown", "", "")),
    "load of the top fifth": (
        "muscle_fatigue", {"sessions": [*LOADS, session(duration_min=30, effort=4)]},
        ("exposed", "load_top_fifth", "")),
    "load below it": (
        "muscle_fatigue", {"sessions": [*LOADS, session(duration_min=29, effort=4)]}, ("not_exposed", "", "")),
    "too few loads": (
        "muscle_fatigue", {"sessions": [*LOADS[1:], session(duration_min=90, effort=4)]}, ("not_exposed", "", "")),
    "drained": ("muscle_fatigue", {"sessions": session(felt_drained=True)}, ("exposed", "drained", "")),
    "not drained": ("muscle_fatigue", {"sessions": session(felt_drained=False, effort=2)}, ("not_exposed", "", "")),
    "same muscle within 48 h": (
        "muscle_fatigue",
        {"sessions": [session(AT - 40 * HOUR, effort=7, muscles=["calf"]), session(effort=2, muscles=["calf"])]},
        ("not_exposed", "", "same_muscle_48h")),
    "another muscle": (
        "muscle_fatigue",
        {"sessions": [session(AT - 40 * HOUR, effort=7, muscles=["calf"]), session(effort=2, muscles=["shin"])]},
        ("not_exposed", "", "")),
    "heavy work": (
        "muscle_fatigue", {"sessions": session(effort=2), "days": day(physical_job_load=7)},
        ("not_exposed", "", "heavy_work_day")),
    "spike": ("load_spike", {"sessions": [*RUNS, session(duration_min=56)]}, ("exposed", "single_session_spike", "")),
    "exactly a tenth more": ("load_spike", {"sessions": [*RUNS, session(duration_min=55)]}, ("not_exposed", "", "")),
    "two runs to compare with": ("load_spike", {"sessions": [*RUNS[1:], session(duration_min=90)]},
        ("unknown", "", "")),
    "back after 14 days": (
        "load_spike", {"sessions": [session(START - 14 * DAY), session(effort=5)]},
        ("exposed", "return_after_gap", "")),
    "back after 13 days": (
        "load_spike", {"sessions": [session(START - 13 * DAY), session(effort=5)]}, ("unknown", "", "")),
    "back, but easy": ("load_spike", {"sessions": [session(START - 14 * DAY), session(effort=4)]}, ("unknown", "", "")),
    "back after 14 days, effort blank": (
        "load_spike", {"sessions": [session(START - n * DAY, duration_min=50, effort=3) for n in (14, 17, 20)] + [session(duration_min=50)]},
        ("unknown", "", "")),
    "back after 13 days, effort blank": (
        "load_spike", {"sessions": [session(START - n * DAY, duration_min=50, effort=3) for n in (13, 17, 20)] + [session(duration_min=50)]},
        ("not_exposed", "", "")),
    "4 min warm-up": ("poor_warmup", {"sessions": session(warm_up_min=4)}, ("exposed", "warmup_short", "")),
    "no warm-up": ("poor_warmup", {"sessions": session(warm_up_min=0)}, ("exposed", "warmup_short", "")),
    "5 min warm-up": ("poor_warmup", {"sessions": session(warm_up_min=5)}, ("not_exposed", "", "")),
    "warm-up blank": ("poor_warmup", {"sessions": session()}, ("unknown", "", "")),
    "only still stretches": (
        "poor_warmup", {"sessions": session(warm_up_min=9, warm_up_kinds=["static_stretch"])},
        ("exposed", "stretch_cold", "")),
    "still stretches and more": (
        "poor_warmup", {"sessions": session(warm_up_min=9, warm_up_kinds=["easy_movement", "static_stretch"])},
        ("not_exposed", "", "")),
    "no stretch": ("no_post_stretch", {"sessions": session(stretch_after_min=0)}, ("exposed", "no_stretch", "")),
    "1 min stretch": ("no_post_stretch", {"sessions": session(stretch_after_min=1)}, ("not_exposed", "", "")),
    "stretch blank": ("no_post_stretch", {"sessions": session()}, ("unknown", "", "")),
    "1199 ml": ("low_fluids", {"sessions": session(), "drinks": [drink(ml=799), *drinks(400)]},
        ("exposed", "fluid_24h_low", "")),
    "1200 ml": ("low_fluids", {"sessions": session(), "drinks": drinks(1200)}, ("not_exposed", "", "fluid_24h_border")),
    "1600 ml": ("low_fluids", {"sessions": session(), "drinks": drinks(1600)}, ("not_exposed", "", "")),
    "three drinks": ("low_fluids", {"sessions": session(), "drinks": drinks(900, n=3)}, ("exposed", "fluid_24h_low", "")),
    "two drinks": ("low_fluids", {"sessions": session(), "drinks": drinks(400, n=2)}, ("unknown", "", "")),
    "over 2 % lighter": (
        "low_fluids", {"sessions": session(weight_before_kg=70.0, weight_after_kg=68.5)},
        ("exposed", "weight_loss", "")),
    "2 % lighter": ("low_fluids", {"sessions": session(weight_before_kg=70.0, weight_after_kg=68.6)},
        ("unknown", "", "")),
    "sweat and water": ("electrolyte_loss", sweaty(drink(START)), ("exposed", "sweaty_plain_water", "")),
    "water within 2 h after": ("electrolyte_loss", sweaty(drink(START + 3 * HOUR)),
        ("exposed", "sweaty_plain_water", "")),
    "sweat, no drink": ("electrolyte_loss", sweaty(), ("unknown", "", "")),
    "water too late": ("electrolyte_loss", sweaty(drink(START + 3 * HOUR + MINUTE)), ("unknown", "", "")),
    "59 min": ("electrolyte_loss", sweaty(drink(START), minutes=59), ("not_exposed", "", "")),
    "59 min, sweat blank": ("electrolyte_loss", sweaty(minutes=59, sweat=None), ("not_exposed", "", "")),
    "moderate sweat": ("electrolyte_loss", sweaty(sweat="moderate"), ("not_exposed", "", "")),
    "sweat blank": ("electrolyte_loss", sweaty(drink(START), sweat=None), ("unknown", "", "")),
    "another drink as well": (
        "electrolyte_loss", sweaty(drink(START), drink(START + HOUR, kind="electrolyte")), ("not_exposed", "", "")),
    "salty food": (
        "electrolyte_loss", sweaty(drink(START)) | {"days": day(salty=True)}, ("not_exposed", "", "")),
    "salt marks": ("electrolyte_loss", sweaty(minutes=30, salt_marks=True), ("not_exposed", "", "salt_marks")),
    "hot air": ("heat", {"sessions": session(air="hot")}, ("exposed", "hot_flag", "first_hot_fortnight")),
    "mild air": ("heat", {"sessions": session(air="mild")}, ("not_exposed", "", "")),
    "hot by numbers": (
        "heat", {"sessions": session(temperature_c=31.0, humidity_pct=60)}, ("exposed", "wbgt", "first_hot_fortnight")),
    "cool by numbers": ("heat", {"sessions": session(temperature_c=21.0, humidity_pct=50)}, ("not_exposed", "", "")),
    "humidity blank": ("heat", {"sessions": session(temperature_c=40.0)}, ("unknown", "", "")),
    "hot for three weeks": (
        "heat", {"sessions": [session(AT - n * DAY, air="hot") for n in (21, 10)] + [session(air="hot")]},
        ("exposed", "hot_flag", "")),
    "stress 7": ("stress", {"days": day(stress=7)}, ("exposed", "stress_high", "")),
    "stress 6": ("stress", {"days": day(stress=6)}, ("not_exposed", "", "")),
    "stress 7 the day before": (
        "stress", {"days": [day(TODAY - DAY, stress=7), day(stress=2)]}, ("exposed", "stress_high", "")),
    "no rating on either day": ("stress", {"days": [day(TODAY - 2 * DAY, stress=9), day()]}, ("unknown", "", "")),
    "two above own": (
        "stress", {"days": [*(day(TODAY - n * DAY, stress=3) for n in range(1, 6)), day(stress=5)]},
        ("exposed", "stress_above_own", "")),
    "four earlier days are too few": (
        "stress", {"days": [*(day(TODAY - n * DAY, stress=3) for n in range(1, 5)), day(stress=5)]},
        ("not_exposed", "", "")),
    "event": ("stress", {"days": day(stress=1, event_day=True)}, ("not_exposed", "", "event_day")),
    "6.9 h": ("poor_sleep", {"nights": night(hours=6.9)}, ("exposed", "sleep_short", "")),
    "7 h": ("poor_sleep", {"nights": night(hours=7.0)}, ("not_exposed", "", "")),
    "5 h": ("poor_sleep", {"nights": night(hours=5.0)}, ("exposed", "sleep_short sleep_debt", "")),
    "5.1 h": ("poor_sleep", {"nights": night(hours=5.1)}, ("exposed", "sleep_short", "")),
    "three short nights": (
        "poor_sleep", {"nights": [night(TODAY - n * DAY, h) for n, h in enumerate([7.0, 6.0, 6.0])]},
        ("exposed", "sleep_debt", "")),
    "last night blank": ("poor_sleep", {"nights": night(TODAY - DAY, 4.0), "days": day()}, ("unknown", "", "")),
    "broken sleep": ("poor_sleep", {"nights": night(quality=2)}, ("not_exposed", "", "sleep_broken")),
    "over 400 mg": ("caffeine", {"drinks": [drink(ml=251, kind="coffee") for _ in range(4)]},
        ("exposed", "caffeine_day", "")),
    "400 mg": ("caffeine", {"drinks": [drink(ml=250, kind="coffee") for _ in range(4)]}, ("not_exposed", "", "")),
    "over 200 mg at once": ("caffeine", {"drinks": drink(ml=501, kind="coffee")}, ("exposed", "caffeine_dose", "")),
    "200 mg at once": ("caffeine", {"drinks": drink(ml=500, kind="coffee")}, ("not_exposed", "", "")),
    "100 mg above own": (
        "caffeine",
        {"drinks": [*(drink(AT - n * DAY, 100, "coffee") for n in range(2, 7)), drink(ml=360, kind="coffee")]},
        ("exposed", "caffeine_dose", "")),
    "only water": ("caffeine", {"drinks": drink()}, ("not_exposed", "", "")),
    "no drink that day": ("caffeine", {"drinks": drink(AT - 3 * DAY, 900, "coffee"), "days": day()},
        ("unknown", "", "")),
    "over 4 h since a meal": ("low_fuel", {"sessions": session(hours_since_meal=4.5)}, ("exposed", "meal_gap", "")),
    "4 h since a meal": ("low_fuel", {"sessions": session(hours_since_meal=4)}, ("not_exposed", "", "")),
    "meal blank": ("low_fuel", {"sessions": session()}, ("unknown", "", "")),
    "90 min on nothing": (
        "low_fuel", {"sessions": session(duration_min=90, hours_since_meal=2, carbs_during_g=0)},
        ("exposed", "long_unfuelled", "")),
    "90 min on juice": (
        "low_fuel",
        {
            "sessions": session(duration_min=90, hours_since_meal=2, carbs_during_g=0),
            "drinks": drink(START, kind="juice"),
        },
        ("not_exposed", "", "")),
    "90 min, carbohydrate blank": (
        "low_fuel", {"sessions": session(duration_min=90, hours_since_meal=2)}, ("unknown", "", "")),
    "89 min on nothing": (
        "low_fuel", {"sessions": session(duration_min=89, hours_since_meal=2, carbs_during_g=0)},
        ("not_exposed", "", "")),
    "only juice before": (
        "low_fuel",
        {"sessions": session(hours_since_meal=4.5), "drinks": drink(START - 15 * MINUTE, kind="juice")},
        ("exposed", "meal_gap", "sugar_rebound")),
    "juice at the start": (
        "low_fuel",
        {"sessions": session(hours_since_meal=4.5), "drinks": drink(START - 14 * MINUTE, kind="juice")},
        ("exposed", "meal_gap", "")),
    "juice over an hour before": (
        "low_fuel",
        {"sessions": session(hours_since_meal=4.5), "drinks": drink(START - 61 * MINUTE, kind="juice")},
        ("exposed", "meal_gap", "")),
    "juice after a meal": (
        "low_fuel",
        {"sessions": session(hours_since_meal=4), "drinks": drink(START - 30 * MINUTE, kind="juice")},
        ("not_exposed", "", "")),
    "juice, meal blank": (
        "low_fuel", {"sessions": session(), "drinks": drink(START - 30 * MINUTE, kind="juice")}, ("unknown", "", "")),
    "coffee 6 h before bed": (
        "caffeine", WAKEFUL | {"drinks": drink(EVENING - 6 * HOUR, kind="coffee")}, ("exposed", "caffeine_late", "")),
    "coffee earlier": (
        "caffeine", WAKEFUL | {"drinks": drink(EVENING - 6 * HOUR - MINUTE, kind="coffee")}, ("unknown", "", "")),
    "coffee, then a quiet night": (
        "caffeine", {"nights": night(woken_by_legs=False), "drinks": drink(EVENING, kind="coffee")},
        ("not_exposed", "", "")),
    "coffee, night blank": ("caffeine", {"drinks": drink(EVENING, kind="coffee")}, ("not_exposed", "", "")),
    "over 14 units": (
        "alcohol",
        {"drinks": [drink(AT - n * DAY, 401, "beer") for n in range(7)]}, ("exposed", "alc_week", "")),
    "14 units": (
        "alcohol", {"drinks": [*(drink(AT - n * DAY, 400, "beer") for n in range(7))]}, ("not_exposed", "", "")),
    "8 units for a man": ("alcohol", {"who": person(sex="male"), "drinks": drink(ml=1600, kind="beer")}, ("exposed", "alc_day", "")),
    "under 8 units for a man": (
        "alcohol", {"who": person(sex="male"), "drinks": drink(ml=1599, kind="beer")}, ("not_exposed", "", "")),
    "6 units": ("alcohol", {"drinks": drink(ml=1200, kind="beer")}, ("exposed", "alc_day", "")),
    "under 6 units": ("alcohol", {"drinks": drink(ml=1199, kind="beer")}, ("not_exposed", "", "")),
    "water alone": ("alcohol", {"drinks": drink()}, ("not_exposed", "", "")),
    "no drink logged": ("alcohol", {"days": day()}, ("unknown", "", "")),
    "wine, then a restless night": (
        "alcohol", WAKEFUL | {"drinks": drink(EVENING, 150, "wine")}, ("not_exposed", "", "alc_evening")),
    "wine, then a cramp at 3": (
        "alcohol", {"drinks": drink(EVENING, 150, "wine"), "episodes": episode(AT - 17 * HOUR)},
        ("not_exposed", "", "alc_evening")),
    "wine, then a cramp at 7": (
        "alcohol", {"drinks": drink(EVENING, 150, "wine"), "episodes": episode(AT - 13 * HOUR)},
        ("not_exposed", "", "")),
    "wine, a twinge at six in the morning": (  # the night is over
        "alcohol", {"drinks": drink(EVENING, 150, "wine"), "episodes": episode(AT - 14 * HOUR)},
        ("not_exposed", "", "")),
    "water, then a restless night": ("alcohol", WAKEFUL | {"drinks": drink(EVENING)}, ("not_exposed", "", "")),
    "magnesium below 2 a day": (
        "low_magnesium", {"days": [*food(3, magnesium_servings=2)["days"], day(TODAY - 3 * DAY, magnesium_servings=1)]},
        ("exposed", "mg_low", "")),
    "magnesium 2 a day": ("low_magnesium", food(4, magnesium_servings=2), ("not_exposed", "", "")),
    "magnesium on 3 days": ("low_magnesium", food(3, magnesium_servings=0), ("unknown", "", "")),
    "magnesium on 4 of 8 days": (
        "low_magnesium", {"days": [*food(3, magnesium_servings=0)["days"], day(TODAY - 7 * DAY, magnesium_servings=0)]},
        ("unknown", "", "")),
    "fruit below 3 a day": (
        "low_potassium", {"days": [*food(3, fruit_veg_portions=3)["days"], day(TODAY - 3 * DAY, fruit_veg_portions=2)]},
        ("exposed", "k_low", "")),
    "fruit 3 a day": ("low_potassium", food(4, fruit_veg_portions=3), ("not_exposed", "", "")),
    "fruit on 3 days": ("low_potassium", food(3, fruit_veg_portions=0), ("unknown", "", "")),
    "shoulder three times": (
        "low_potassium", twinges(3, kind="twitch", body_part="shoulder"), ("unknown", "", "shoulder_repeat")),
    "shoulder twice": ("low_potassium", twinges(2, kind="twitch", body_part="shoulder"), ("unknown", "", "")),
    "shoulder cramps": ("low_potassium", twinges(3, kind="cramp", body_part="shoulder"), ("unknown", "", "")),
    "shoulder in three weeks": (
        "low_potassium", twinges(3, 7, kind="twitch", body_part="shoulder"), ("unknown", "", "")),
    "no dairy, no fish": (
        "low_other_minerals", food(4, dairy=False, fish=False), ("not_exposed", "", "few_dairy_fish")),
    "fish once": (
        "low_other_minerals",
        {"days": [*food(4, dairy=False, fish=False)["days"], day(TODAY - 4 * DAY, dairy=False, fish=True)]},
        ("not_exposed", "", "")),
    "dairy on 3 days, fish blank": ("low_other_minerals", food(3, dairy=True), ("not_exposed", "", "")),
    "fish on 3 days, dairy blank": ("low_other_minerals", food(3, fish=True), ("not_exposed", "", "")),
    "fish on 2 days, dairy blank": ("low_other_minerals", food(2, fish=True), ("unknown", "", "")),
    "fish blank": ("low_other_minerals", food(4, dairy=False), ("unknown", "", "")),
    "cold air": ("cold", {"sessions": session(air="cold")}, ("exposed", "cold_flag", "")),
    "mild air is not cold": ("cold", {"sessions": session(air="mild")}, ("not_exposed", "", "")),
    "air blank": ("cold", {"sessions": session(temperature_c=-5.0)}, ("unknown", "", "")),
    "numb at one spot three times": (
        "nerve_irritation", twinges(3, side="left", signs=["tingling"]), ("not_exposed", "", "same_spot")),
    "numb twice": ("nerve_irritation", twinges(2, side="left", signs=["tingling"]), ("not_exposed", "", "")),
    "numb on both sides": (
        "nerve_irritation",
        {"episodes": [episode(AT - n * DAY, side=side, signs=["tingling"]) for n, side in enumerate(["left", "left", "right"])]},
        ("not_exposed", "", "")),
    "signs asked, none": ("nerve_irritation", twinges(1, signs=[]), ("not_exposed", "", "")),
    "signs blank": ("nerve_irritation", twinges(3), ("unknown", "", "")),
    "new medicine": ("medicines_toxins", {"who": medicine(28), "days": day()}, ("exposed", "new_medicine", "")),
    "medicine for 29 days": ("medicines_toxins", {"who": medicine(29), "days": day()}, ("not_exposed", "", "")),
    "medicine begins tomorrow": ("medicines_toxins", {"who": medicine(-1), "days": day()}, ("not_exposed", "", "")),
    "a known medicine": (
        "medicines_toxins", {"who": medicine(99, "statin"), "days": day()}, ("not_exposed", "", "known_medicine")),
    "no medicine": ("medicines_toxins", {"who": person(medicines=[]), "days": day()}, ("not_exposed", "", "")),
    "medicines blank": ("medicines_toxins", {"days": day()}, ("unknown", "", "")),
    "chemicals": ("medicines_toxins", {"days": day(chemical_contact=True)}, ("exposed", "chemical", "")),
    "chemicals the day before": (
        "medicines_toxins", {"days": [day(TODAY - DAY, chemical_contact=True), day()]}, ("exposed", "chemical", "")),
    "chemicals two days ago": (
        "medicines_toxins", {"days": [day(TODAY - 2 * DAY, chemical_contact=True), day()]}, ("unknown", "", "")),
    "processed food": ("processed_diet", food(1, processed=True), ("not_exposed", "", "")),
}  # fmt: skip
STEADY = [session(AT - n * DAY, duration_min=60, effort=5) for n in range(1, 50)]
SHAKY = {"kind": "tremor", "signs": ["hungry", "pale"]}
# cause, journal, (episode_only rules, information rules)
TOLD = {
    "half more than a usual week": (
        "load_spike", {"sessions": [*STEADY, session(duration_min=211, effort=5)]}, ("", "weekly_ratio")),
    "hardly more": ("load_spike", {"sessions": [*STEADY, session(duration_min=210, effort=5)]}, ("", "")),
    "hardly anything before": (
        "load_spike", {"sessions": [session(AT - n * DAY, duration_min=60, effort=0) for n in range(1, 50)] + [session(effort=5)]},
        ("", "")),
    "four weeks are too short": (
        "load_spike", {"sessions": [*STEADY[:33], session(duration_min=60 * 9, effort=5)]}, ("", "")),
    "one effort is blank": (
        "load_spike", {"sessions": [*STEADY[1:], session(AT - DAY), session(duration_min=60 * 9, effort=5)]},
        ("", "")),
    "shaky and hungry": ("low_fuel", {"episodes": episode(**SHAKY)}, ("sign_cluster", "")),
    "shaky and pale": ("low_fuel", {"episodes": episode(kind="tremor", signs=["pale"])}, ("", "")),
    "a twitch, hungry and pale": ("low_fuel", {"episodes": episode(**SHAKY | {"kind": "twitch"})}, ("", "")),
    "shaky, signs blank": ("low_fuel", {"episodes": episode(kind="tremor")}, ("", "")),
    "shaky the day before": ("low_fuel", {"episodes": episode(AT - 25 * HOUR, **SHAKY)}, ("", "")),
    "still shaky from the day before": (
        "low_fuel", {"episodes": episode(AT - 25 * HOUR, ongoing=True, **SHAKY)}, ("sign_cluster", "")),
    "shivering": ("cold", {"episodes": episode(signs=["shivering"])}, ("shivering", "")),
    "not shivering": ("cold", {"episodes": episode(signs=[])}, ("", "")),
    "shivering blank": ("cold", {"episodes": episode()}, ("", "")),
    "tingling": ("nerve_irritation", {"episodes": episode(signs=["tingling"])}, ("nerve_signs", "")),
    "no tingling": ("nerve_irritation", {"episodes": episode(signs=["pale"])}, ("", "")),
    "tingling blank": ("nerve_irritation", {"episodes": episode()}, ("", "")),
    "sweets on a day": ("processed_diet", food(1, sweets=True), ("", "info")),
    "no sweets": ("processed_diet", food(7, sweets=False), ("", "")),
    "food blank": ("processed_diet", food(7), ("", "")),
}  # fmt: skip
HOURLY = session(duration_min=60)
# journal, rules of the guard against drinking too much
GUARD = {
    "over a litre an hour": ({"sessions": HOURLY, "drinks": drink(START, 1001)}, "rate"),
    "a litre an hour": ({"sessions": HOURLY, "drinks": drink(START, 1000)}, ""),
    "a litre in 59 min": ({"sessions": session(duration_min=59), "drinks": drink(START, 1001)}, ""),
    "nothing logged": ({"sessions": HOURLY}, ""),
    "heavier": ({"sessions": session(weight_before_kg=70.0, weight_after_kg=70.1)}, "gain"),
    "as heavy": ({"sessions": session(weight_before_kg=70.0, weight_after_kg=70.0)}, ""),
    "weight before blank": ({"sessions": session(weight_after_kg=70.0)}, ""),
    "2.5 l in 24 h": ({"sessions": session(duration_min=30), "drinks": drinks(2500)}, "volume"),
    "just below": ({"sessions": session(duration_min=30), "drinks": drinks(2496)}, ""),
    "2.5 l on a day without a session": ({"drinks": drinks(2500)}, "volume"),
    "2.5 l on a hot day": ({"sessions": session(duration_min=30, air="hot"), "drinks": drinks(2500)}, ""),
    "2.5 l on a day hot by its numbers": (
        {"sessions": session(duration_min=30, temperature_c=34.0, humidity_pct=60), "drinks": drinks(2500)}, ""),
    "2.5 l on a long day": ({"sessions": session(duration_min=90), "drinks": drinks(2500)}, ""),
    "2.5 l on a long day, a short session after": (
        {"sessions": [session(AT - 8 * HOUR, duration_min=90), session(duration_min=30)], "drinks": drinks(2500, at=AT - HOUR)}, ""),
    "2.5 l the day after a hot one": (
        {"sessions": session(AT - 26 * HOUR, duration_min=30, air="hot"), "drinks": drinks(2500)}, "volume"),
    "3.2 l for a man": ({"who": person(sex="male"), "sessions": session(duration_min=30), "drinks": drinks(3200)}, "volume"),
    "3,196 ml for a man": ({"who": person(sex="male"), "sessions": session(duration_min=30), "drinks": drinks(3196)}, ""),
    "2.5 l for a man": ({"who": person(sex="male"), "sessions": session(duration_min=30), "drinks": drinks(2500)}, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rules(case):
    cause, lists, expected = CASES[case]
    assert met(cause, **lists) == expected


@pytest.mark.parametrize("case", TOLD)
def test_what_a_twinge_or_a_habit_tells_is_never_counted(case):
    cause, lists, expected = TOLD[case]
    assert told(cause, **lists) == expected
    assert met(cause, **lists)[0] != "exposed" or cause == "load_spike"


@pytest.mark.parametrize("case", GUARD)
def test_the_guard_against_drinking_too_much(case):
    lists, expected = GUARD[case]
    lists = dict(lists)
    rules = analyse(journal(lists.pop("who", None), **lists), AT).facts.rules
    assert " ".join(sorted(rules & {"rate", "gain", "volume"})) == expected


def test_every_rule_has_a_case_that_meets_it():
    named = [f"{rules} {watch}" for _cause, _lists, (_state, rules, watch) in CASES.values()]
    named += [f"{signs} {information}" for _cause, _lists, (signs, information) in TOLD.values()]
    named += [rules for _lists, rules in GUARD.values()]
    rules = {rule for cause in CAUSES.values() for level in RULE_LEVELS for rule in getattr(cause, level)}
    assert set(" ".join(named).split()) == rules


@pytest.mark.parametrize("cause", [known["id"] for known in shown_causes()])
def test_an_empty_journal_knows_nothing(cause):
    assert met(cause) == ("unknown", "", "")


def test_men_need_more_to_drink():
    lists = {"sessions": session(), "drinks": drinks(1400)}
    assert met("low_fluids", person(sex="male"), **lists)[0] == "exposed"
    assert met("low_fluids", person(sex="female"), **lists)[0] == "not_exposed"


@pytest.mark.parametrize(
    ("who", "limit_mg"),
    [
        (Body(), 400),
        (Body(pregnant=True), 200),
        (Body(age=17, weight_kg=50), 150),
        (Body(age=17), 400),
        (Body(age=18, weight_kg=50), 400),
    ],
)
def test_the_caffeine_limit_is_lower_in_pregnancy_and_under_18(who, limit_mg):
    assert who.caffeine_limit_mg == limit_mg


def test_the_state_is_that_of_the_last_session_before_the_moment():
    earlier = session(AT - 3 * DAY, warm_up_min=0)
    assert met("poor_warmup", sessions=[earlier, session(warm_up_min=10)])[0] == "not_exposed"


def test_a_day_is_the_persons_own():
    """A coffee at 01:00 belongs to the day before for somebody whose day begins at 4."""
    at_night = [drink(AT.replace(hour=1), 600, "coffee"), drink(AT.replace(hour=2), 100)]
    who = person(day_starts_at=4)
    assert met("caffeine", who, drinks=at_night)[0] == "exposed"
    assert met("caffeine", who, drinks=at_night, days=day())[0] == "exposed"  # AT is 20:00: within its 24 h
    assert met("caffeine", who, drinks=[drink(AT - 2 * DAY, 600, "coffee")], days=day())[0] == "unknown"


def test_an_end_before_the_start_is_an_empty_stretch():
    import numpy as np

    low, high = between(np.array([1, 2, 3]), np.array([3]), np.array([1]))
    assert (high - low).tolist() == [0]


def test_trailing_quantiles_forget_what_is_too_old():
    import numpy as np

    times, values = np.array([0, 1, 2, 10]), np.array([5.0, np.nan, 7.0, 9.0])
    assert trailing(times, values, 5, 0.5, least=1).tolist()[1:3] == [5.0, 5.0]
    assert np.isnan(trailing(times, values, 5, 0.5, least=1)[[0, 3]]).all()
