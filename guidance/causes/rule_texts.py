"""What the page says about a rule that holds, with the person's number and the line it crossed.

`SAID` has one entry per rule of exposures.CAUSES that people see: a sentence, and the words in it from the measures of
the unit. Whose line it is (a source's, ours, the documents') is told by the rule's `basis` in knowledge.json.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guidance.causes.thresholds import FLUID_SHARE
from guidance.knowledge.load import by_id
from journal.public import (
    HOT_INDEX_C,
    HOT_WBGT_C,
    WARM_UP_MIN,
    format_count,
    format_hours,
    format_minutes,
    format_temperature,
    format_volume,
    format_weight,
)

BASIS = {
    "sourced": _("a line from a published source"),
    "adapted": _("our line, adapted from a published one"),
    "document": _("as the documents say it"),
    "design_choice": _("our line"),
    "sourced_but_disputed": _("a line from a published source that others dispute"),
}

SAID = {
    "effort_very_hard": (
        _("Effort %(effort)s of 10; the line is 7 or more"),
        lambda v, body, imperial: {"effort": format_count(v["effort"])},
    ),
    "load_top_fifth": (
        _("Effort times minutes was %(load)s; your top fifth of 56 days begins at %(top)s"),
        lambda v, body, imperial: {"load": format_count(v["load"]), "top": format_count(v["load_p80_56d"])},
    ),
    "drained": (_("You felt drained, or your technique broke down"), None),
    "same_muscle_48h": (_("The same muscle worked hard less than 48 h before"), None),
    "heavy_work_day": (
        _("Physical work %(load)s of 10 that day; the line is 7 or more"),
        lambda v, body, imperial: {"load": format_count(v["physical_job_load"])},
    ),
    "single_session_spike": (
        _("%(minutes)s; your longest of the 30 days before was %(longest)s, and the line is a tenth more"),
        lambda v, body, imperial: {
            "minutes": format_minutes(v["minutes"]),
            "longest": format_minutes(v["longest_30d_min"]),
        },
    ),
    "return_after_gap": (
        _("%(days)s days since the last session of this kind, effort %(effort)s of 10; the line is 14 days, effort 5"),
        lambda v, body, imperial: {"days": format_count(v["gap_days"]), "effort": format_count(v["effort"])},
    ),
    "weekly_ratio": (
        _("%(ratio)s times the weekly load of the four weeks before; the line is 1.5"),
        lambda v, body, imperial: {"ratio": format_count(v["load_7d"] / v["load_weekly_28d"], 1)},
    ),
    "warmup_short": (
        _("Warm-up %(minutes)s; the line is under %(line)s"),
        lambda v, body, imperial: {
            "minutes": format_minutes(v["warm_up_min"]),
            "line": format_minutes(WARM_UP_MIN),
        },
    ),
    "stretch_cold": (_("Only still stretches as a warm-up"), None),
    "no_stretch": (_("No stretching afterwards"), None),
    "fluid_24h_low": (
        _("%(drunk)s in the 24 h before and during; the line is under %(line)s"),
        lambda v, body, imperial: {
            "drunk": format_volume(v["fluid_24h_ml"], imperial),
            "line": format_volume(FLUID_SHARE * body.fluid_target_ml, imperial),
        },
    ),
    "fluid_24h_border": (
        _("%(drunk)s in the 24 h before and during, a little under %(line)s"),
        lambda v, body, imperial: {
            "drunk": format_volume(v["fluid_24h_ml"], imperial),
            "line": format_volume(body.fluid_target_ml, imperial),
        },
    ),
    "weight_loss": (
        _("%(before)s before, %(after)s after; the line is over 2 %% lighter"),
        lambda v, body, imperial: {
            "before": format_weight(v["weight_before_kg"], imperial),
            "after": format_weight(v["weight_after_kg"], imperial),
        },
    ),
    "sweaty_plain_water": (
        _("Heavy sweat for %(minutes)s and only water; the line is 60 min"),
        lambda v, body, imperial: {"minutes": format_minutes(v["minutes"])},
    ),
    "salt_marks": (_("White salt marks on skin or clothes"), None),
    "hot_flag": (_("The air was hot"), None),
    "wbgt": (
        _("Heat index %(index)s, wet-bulb globe index about %(wbgt)s; the lines are %(line)s and about %(wbgt_line)s"),
        lambda v, body, imperial: {
            "index": format_temperature(v["heat_index_c"], imperial),
            "wbgt": format_temperature(v["wbgt_c"], imperial),
            "line": format_temperature(HOT_INDEX_C, imperial),
            "wbgt_line": format_temperature(HOT_WBGT_C, imperial),
        },
    ),
    "cold_flag": (_("The air was cold"), None),
    "shivering": (_("Shivering came with a twinge"), None),
    "first_hot_fortnight": (_("Within two weeks of your first hot session of the season"), None),
    "stress_high": (
        _("Stress %(stress)s of 10, that day or the day before; the line is 7 or more"),
        lambda v, body, imperial: {"stress": format_count(max(v["stress"] or 0, v["stress_before"] or 0))},
    ),
    "stress_above_own": (
        _("Stress %(stress)s of 10, your usual is %(usual)s; the line is 2 above it, from 5 on"),
        lambda v, body, imperial: {
            "stress": format_count(v["stress"]),
            "usual": format_count(v["stress_usual_28d"], 1 if v["stress_usual_28d"] % 1 else 0),
        },
    ),
    "event_day": (_("A competition, an exam or the like"), None),
    "sleep_short": (
        _("%(hours)s asleep; the line is under 7 h"),
        lambda v, body, imperial: {"hours": format_hours(v["sleep_h"])},
    ),
    "sleep_debt": (
        _("%(hours)s asleep, or a short mean of three nights; the lines are 5 h, and a mean under 6 h 30"),
        lambda v, body, imperial: {"hours": format_hours(v["sleep_h"])},
    ),
    "sleep_broken": (
        _("Sleep quality %(quality)s of 5; the line is 2 or less"),
        lambda v, body, imperial: {"quality": format_count(v["sleep_quality"])},
    ),
    "caffeine_day": (
        _("%(mg)s mg of caffeine in 24 h; the line is over %(line)s mg"),
        lambda v, body, imperial: {
            "mg": format_count(v["caffeine_24h_mg"]),
            "line": format_count(body.caffeine_limit_mg),
        },
    ),
    "caffeine_dose": (
        _("Up to %(mg)s mg of caffeine at once; the line is over 200 mg, or over 100 mg above your usual"),
        lambda v, body, imperial: {"mg": format_count(v["caffeine_dose_mg"])},
    ),
    "caffeine_late": (
        _(
            "%(mg)s mg of caffeine between 17:00 and 23:00, then a restless night; "
            "the line is 6 h before bed, and we take bed as 23:00"
        ),
        lambda v, body, imperial: {"mg": format_count(v["evening_caffeine_mg"])},
    ),
    "alc_week": (
        _("%(units)s units of alcohol in 7 days; the line is over 14"),
        lambda v, body, imperial: {"units": format_count(v["alcohol_7d_units"], 1)},
    ),
    "alc_day": (
        _("%(units)s units of alcohol in 24 h; the line is %(line)s"),
        lambda v, body, imperial: {
            "units": format_count(v["alcohol_24h_units"], 1),
            "line": format_count(body.heavy_day_units),
        },
    ),
    "alc_evening": (
        _("%(units)s units of alcohol the evening before a restless night"),
        lambda v, body, imperial: {"units": format_count(v["evening_alcohol_units"], 1)},
    ),
    "mg_low": (
        _("%(mean)s servings of magnesium foods a day; the line is under 2"),
        lambda v, body, imperial: {"mean": format_count(v["magnesium_servings_7d"], 1)},
    ),
    "k_low": (
        _("%(mean)s portions of fruit and vegetables a day; the line is under 3"),
        lambda v, body, imperial: {"mean": format_count(v["fruit_veg_portions_7d"], 1)},
    ),
    "shoulder_repeat": (
        _("A shoulder twitched %(times)s times in 14 days; the line is 3"),
        lambda v, body, imperial: {"times": format_count(v["shoulder_twitches_14d"])},
    ),
    "few_dairy_fish": (_("No dairy and no fish on the days you logged"), None),
    "info": (
        _("Of the last 7 days: processed food on %(processed)s, sweets on %(sweets)s, salty food on %(salty)s"),
        lambda v, body, imperial: {
            name: format_count(v[f"{name}_days_7d"] or 0) for name in ("processed", "sweets", "salty")
        },
    ),
    "nerve_signs": (_("Numbness, tingling or shooting pain came with a twinge"), None),
    "same_spot": (
        _("The same place %(times)s times in 14 days with numbness, tingling or shooting pain; the line is 3"),
        lambda v, body, imperial: {"times": format_count(v["nerve_same_spot_14d"])},
    ),
    "new_medicine": (
        _("%(days)s days since a new medicine; the line is 28 days"),
        lambda v, body, imperial: {"days": format_count(v["medicine_days"])},
    ),
    "known_medicine": (_("One of your medicines can go with twinges"), None),
    "chemical": (_("Contact with chemicals that day or the day before"), None),
    "meal_gap": (
        _("%(hours)s since a meal; the line is over 4 h"),
        lambda v, body, imperial: {"hours": format_hours(v["hours_since_meal"])},
    ),
    "sugar_rebound": (_("Only something sweet to drink in the hour before, long after a meal"), None),
    "sign_cluster": (_("Trembling with two or more signs of low sugar"), None),
    "long_unfuelled": (
        _("%(minutes)s without carbohydrate; the line is 90 min"),
        lambda v, body, imperial: {"minutes": format_minutes(v["minutes"])},
    ),
}


def said(cause, rule, values, body, imperial):
    """The sentence for a rule that holds: "Warm-up 3 min; the line is under 5 min (our line, adapted ...)." """
    text, numbers = SAID[rule]
    sentence = str(text) % (numbers(values, body, imperial) if numbers else {})
    basis = next(entry["basis"] for entry in by_id("causes")[cause]["exposure"]["rules"] if entry["id"] == rule)
    return f"{sentence} ({BASIS[basis]})."


# Each rule as the page of a cause lists it: what is looked at, and the threshold.
LINES = {
    "effort_very_hard": _("The whole session felt like 7 of 10 or more"),
    "load_top_fifth": _("Effort times minutes is in the top fifth of your sessions of 56 days, from 10 sessions on"),
    "drained": _("You felt drained, or your technique broke down"),
    "same_muscle_48h": _("A session of effort 7 or more worked the same muscle less than 48 h before"),
    "heavy_work_day": _("Physical work of 7 of 10 or more that day"),
    "single_session_spike": _("More than a tenth longer than your longest of the same activity in 30 days"),
    "return_after_gap": _("14 days or more since the last session of that activity, and effort 5 of 10 or more"),
    "weekly_ratio": _("This week's load is more than 1.5 times your mean week of the 28 days before"),
    "warmup_short": format_lazy(_("Under {n} min of warm-up"), n=WARM_UP_MIN),
    "stretch_cold": _("Nothing but still stretches as a warm-up"),
    "no_stretch": _("No stretching after the session, when you answered"),
    "fluid_24h_low": _("Under 1,200 ml in the 24 h before and during (men 1,500 ml): three quarters of the target"),
    "fluid_24h_border": _("Between that and the target of 1,600 ml (men 2,000 ml)"),
    "weight_loss": _("More than 2 % lighter after the session than before"),
    "sweaty_plain_water": _("Heavy sweat for 60 min or more, and only plain water during and 2 h after"),
    "salt_marks": _("White salt marks on skin or clothes"),
    "mg_low": _("Under 2 servings of magnesium-rich food a day, over 4 logged days or more of 7"),
    "k_low": _("Under 3 portions of fruit and vegetables a day, over 4 logged days or more of 7"),
    "shoulder_repeat": _("A shoulder twitched 3 times or more in 14 days"),
    "few_dairy_fish": _("No dairy or fortified food and no fish on 4 logged days or more of 7"),
    "stress_high": _("Stress of 7 of 10 or more, that day or the day before"),
    "stress_above_own": _("Stress 2 or more above your own median of 28 days, and 5 or more"),
    "event_day": _("A competition, an exam or the like"),
    "sleep_short": _("Under 7 h asleep the night before"),
    "sleep_debt": _("A mean of three nights under 6 h 30, or 5 h or less the night before"),
    "sleep_broken": _("Sleep quality of 2 of 5 or less"),
    "caffeine_day": _("Over 400 mg of caffeine in 24 h (pregnant 200 mg, under 18 years 3 mg a kg)"),
    "caffeine_dose": _("Over 200 mg of caffeine at once, or over 100 mg more than your usual drink"),
    "caffeine_late": _("Any caffeine in the 6 h before bed, for twinges at night"),
    "alc_week": _("More than 14 units of alcohol in 7 days"),
    "alc_day": _("6 units of alcohol or more in 24 h (men 8)"),
    "alc_evening": _("Any alcohol the evening before a twinge at night"),
    "meal_gap": _("More than 4 h from the last meal to the start"),
    "long_unfuelled": _("90 min or more without carbohydrate during it"),
    "sugar_rebound": _("Only something sugary 15 to 60 min before, more than 4 h after a meal"),
    "sign_cluster": _("Trembling with two or more of: hungry, sweating, pale, racing heart, dizzy, tingling lips"),
    "hot_flag": _("The air felt hot"),
    "wbgt": _("A heat index of 32 °C or more, or a wet-bulb globe temperature of 27.8 °C or more"),
    "first_hot_fortnight": _("A hot session within 14 days of the first hot one of the season"),
    "cold_flag": _("The air felt cold"),
    "shivering": _("Shivering came with it"),
    "nerve_signs": _("Numbness, tingling or shooting pain came with it"),
    "same_spot": _("The same place 3 times or more in 14 days, with such a sign"),
    "known_medicine": _(
        "A diuretic, statin, stimulant, decongestant, antihistamine, asthma reliever or antidepressant in your settings"
    ),
    "new_medicine": _("A twinge within 28 days of a new medicine"),
    "chemical": _("Contact with pesticides, solvents or fumes in the last 24 h"),
    "info": _("Information only: no line is drawn"),
    "none": _("Never worked out as a cause: only the signs to see a doctor about"),
    "rate": _("More than 1,000 ml an hour in a session of 60 min or more"),
    "gain": _("Heavier after the session than before"),
    "volume": _("2,500 ml or more in 24 h (men 3,200 ml), outside hot or long days"),
}
# What a rule of each level is used for.
LEVELS = {
    "exposed": _("counted when your sessions are compared"),
    "watch": _("told, not counted"),
    "episode_only": _("told about that twinge alone, never counted as a cause"),
    "information": _("information only"),
    "-": _("information only"),
}
