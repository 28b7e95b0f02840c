"""What the page says about a rule that holds, with the person's number and the line it crossed.

`SAID` has one entry per rule of exposures.CAUSES that people see: a sentence, and the words in it from the measures of
the unit. Whose line it is (a source's, ours, the documents') is told by the rule's `basis` in knowledge.json.
"""

from django.utils.translation import gettext_lazy as _

from guidance.knowledge import by_id
from journal.door import HOT_INDEX_C, HOT_WBGT_C, words

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
        lambda v, body, imperial: {"effort": words.count(v["effort"])},
    ),
    "load_top_fifth": (
        _("Effort times minutes was %(load)s; your top fifth of 56 days begins at %(top)s"),
        lambda v, body, imperial: {"load": words.count(v["load"]), "top": words.count(v["load_p80_56d"])},
    ),
    "drained": (_("You felt drained, or your technique broke down"), None),
    "same_muscle_48h": (_("The same muscle worked hard less than 48 h before"), None),
    "heavy_work_day": (
        _("Physical work %(load)s of 10 that day; the line is 7 or more"),
        lambda v, body, imperial: {"load": words.count(v["physical_job_load"])},
    ),
    "single_session_spike": (
        _("%(minutes)s; your longest of the 30 days before was %(longest)s, and the line is a tenth more"),
        lambda v, body, imperial: {
            "minutes": words.minutes(v["minutes"]),
            "longest": words.minutes(v["longest_30d_min"]),
        },
    ),
    "return_after_gap": (
        _("%(days)s days since the last session of this kind, effort %(effort)s of 10; the line is 14 days, effort 5"),
        lambda v, body, imperial: {"days": words.count(v["gap_days"]), "effort": words.count(v["effort"])},
    ),
    "weekly_ratio": (
        _("%(ratio)s times the weekly load of the four weeks before; the line is 1.5"),
        lambda v, body, imperial: {"ratio": words.count(v["load_7d"] / v["load_weekly_28d"], 1)},
    ),
    "warmup_short": (
        _("Warm-up %(minutes)s; the line is under 5 min"),
        lambda v, body, imperial: {"minutes": words.minutes(v["warm_up_min"])},
    ),
    "stretch_cold": (_("Only still stretches as a warm-up"), None),
    "no_stretch": (_("No stretching afterwards"), None),
    "fluid_24h_low": (
        _("%(drunk)s in the 24 h before and during; the line is under %(line)s"),
        lambda v, body, imperial: {
            "drunk": words.volume(v["fluid_24h_ml"], imperial),
            "line": words.volume(0.75 * body.fluid_target_ml, imperial),
        },
    ),
    "fluid_24h_border": (
        _("%(drunk)s in the 24 h before and during, a little under %(line)s"),
        lambda v, body, imperial: {
            "drunk": words.volume(v["fluid_24h_ml"], imperial),
            "line": words.volume(body.fluid_target_ml, imperial),
        },
    ),
    "weight_loss": (
        _("%(before)s before, %(after)s after; the line is over 2 %% lighter"),
        lambda v, body, imperial: {
            "before": words.weight(v["weight_before_kg"], imperial),
            "after": words.weight(v["weight_after_kg"], imperial),
        },
    ),
    "sweaty_plain_water": (
        _("Heavy sweat for %(minutes)s and only water; the line is 60 min"),
        lambda v, body, imperial: {"minutes": words.minutes(v["minutes"])},
    ),
    "salt_marks": (_("White salt marks on skin or clothes"), None),
    "hot_flag": (_("The air was hot"), None),
    "wbgt": (
        _("Heat index %(index)s, wet-bulb globe index about %(wbgt)s; the lines are %(line)s and about %(wbgt_line)s"),
        lambda v, body, imperial: {
            "index": words.temperature(v["heat_index_c"], imperial),
            "wbgt": words.temperature(v["wbgt_c"], imperial),
            "line": words.temperature(HOT_INDEX_C, imperial),
            "wbgt_line": words.temperature(HOT_WBGT_C, imperial),
        },
    ),
    "cold_flag": (_("The air was cold"), None),
    "shivering": (_("Shivering came with a twinge"), None),
    "first_hot_fortnight": (_("Within two weeks of your first hot session of the season"), None),
    "stress_high": (
        _("Stress %(stress)s of 10, that day or the day before; the line is 7 or more"),
        lambda v, body, imperial: {"stress": words.count(max(v["stress"] or 0, v["stress_before"] or 0))},
    ),
    "stress_above_own": (
        _("Stress %(stress)s of 10, your usual is %(usual)s; the line is 2 above it, from 5 on"),
        lambda v, body, imperial: {
            "stress": words.count(v["stress"]),
            "usual": words.count(v["stress_usual_28d"], 1 if v["stress_usual_28d"] % 1 else 0),
        },
    ),
    "event_day": (_("A competition, an exam or the like"), None),
    "sleep_short": (
        _("%(hours)s asleep; the line is under 7 h"),
        lambda v, body, imperial: {"hours": words.hours(v["sleep_h"])},
    ),
    "sleep_debt": (
        _("%(hours)s asleep, or a short mean of three nights; the lines are 5 h, and a mean under 6 h 30"),
        lambda v, body, imperial: {"hours": words.hours(v["sleep_h"])},
    ),
    "sleep_broken": (
        _("Sleep quality %(quality)s of 5; the line is 2 or less"),
        lambda v, body, imperial: {"quality": words.count(v["sleep_quality"])},
    ),
    "caffeine_day": (
        _("%(mg)s mg of caffeine in 24 h; the line is over %(line)s mg"),
        lambda v, body, imperial: {
            "mg": words.count(v["caffeine_24h_mg"]),
            "line": words.count(body.caffeine_limit_mg),
        },
    ),
    "caffeine_dose": (
        _("Up to %(mg)s mg of caffeine at once; the line is over 200 mg, or over 100 mg above your usual"),
        lambda v, body, imperial: {"mg": words.count(v["caffeine_dose_mg"])},
    ),
    "caffeine_late": (
        _(
            "%(mg)s mg of caffeine between 17:00 and 23:00, then a restless night; "
            "the line is 6 h before bed, and we take bed as 23:00"
        ),
        lambda v, body, imperial: {"mg": words.count(v["evening_caffeine_mg"])},
    ),
    "alc_week": (
        _("%(units)s units of alcohol in 7 days; the line is over 14"),
        lambda v, body, imperial: {"units": words.count(v["alcohol_7d_units"], 1)},
    ),
    "alc_day": (
        _("%(units)s units of alcohol in 24 h; the line is %(line)s"),
        lambda v, body, imperial: {
            "units": words.count(v["alcohol_24h_units"], 1),
            "line": words.count(body.heavy_day_units),
        },
    ),
    "alc_evening": (
        _("%(units)s units of alcohol the evening before a restless night"),
        lambda v, body, imperial: {"units": words.count(v["evening_alcohol_units"], 1)},
    ),
    "mg_low": (
        _("%(mean)s servings of magnesium foods a day; the line is under 2"),
        lambda v, body, imperial: {"mean": words.count(v["magnesium_servings_7d"], 1)},
    ),
    "k_low": (
        _("%(mean)s portions of fruit and vegetables a day; the line is under 3"),
        lambda v, body, imperial: {"mean": words.count(v["fruit_veg_portions_7d"], 1)},
    ),
    "shoulder_repeat": (
        _("A shoulder twitched %(times)s times in 14 days; the line is 3"),
        lambda v, body, imperial: {"times": words.count(v["shoulder_twitches_14d"])},
    ),
    "few_dairy_fish": (_("No dairy and no fish on the days you logged"), None),
    "info": (
        _("Of the last 7 days: processed food on %(processed)s, sweets on %(sweets)s, salty food on %(salty)s"),
        lambda v, body, imperial: {
            name: words.count(v[f"{name}_days_7d"] or 0) for name in ("processed", "sweets", "salty")
        },
    ),
    "nerve_signs": (_("Numbness, tingling or shooting pain came with a twinge"), None),
    "same_spot": (
        _("The same place %(times)s times in 14 days with numbness, tingling or shooting pain; the line is 3"),
        lambda v, body, imperial: {"times": words.count(v["nerve_same_spot_14d"])},
    ),
    "new_medicine": (
        _("%(days)s days since a new medicine; the line is 28 days"),
        lambda v, body, imperial: {"days": words.count(v["medicine_days"])},
    ),
    "known_medicine": (_("One of your medicines can go with twinges"), None),
    "chemical": (_("Contact with chemicals that day or the day before"), None),
    "meal_gap": (
        _("%(hours)s since a meal; the line is over 4 h"),
        lambda v, body, imperial: {"hours": words.hours(v["hours_since_meal"])},
    ),
    "sugar_rebound": (_("Only something sweet to drink in the hour before, long after a meal"), None),
    "sign_cluster": (_("Trembling with two or more signs of low sugar"), None),
    "long_unfuelled": (
        _("%(minutes)s without carbohydrate; the line is 90 min"),
        lambda v, body, imperial: {"minutes": words.minutes(v["minutes"])},
    ),
}


def said(cause, rule, values, body, imperial):
    """The sentence for a rule that holds: "Warm-up 3 min; the line is under 5 min (our line, adapted ...)." """
    text, numbers = SAID[rule]
    sentence = str(text) % (numbers(values, body, imperial) if numbers else {})
    basis = next(entry["basis"] for entry in by_id("causes")[cause]["exposure"]["rules"] if entry["id"] == rule)
    return f"{sentence} ({BASIS[basis]})."
