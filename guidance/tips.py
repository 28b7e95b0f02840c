"""Tips for the causes the last entries meet: texts of knowledge.json, filled with the person's own numbers.

At most three, strongest outside evidence first, one per cause before a second of the same. A tip whose numbers were not
recorded is not shown, nor one that the person's conditions rule out; nobody who drank plenty is told to drink more;
and while an emergency flag is open there are none at all (knowledge.json, `rules`).
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.exposures import Body
from guidance.knowledge import GRADES, by_id, tips
from guidance.red_flags import numbers_of
from journal.door import vocabulary, words

MOST = 3

# How a sentence names what was done: "before running".
DOING = {
    "run": gettext_lazy("running"),
    "walk": gettext_lazy("walking"),
    "hike": gettext_lazy("hiking"),
    "cycle": gettext_lazy("cycling"),
    "swim": gettext_lazy("swimming"),
    "row": gettext_lazy("rowing"),
    "strength": gettext_lazy("strength training"),
    "hiit": gettext_lazy("HIIT"),
    "team_sport": gettext_lazy("team sport"),
    "racket": gettext_lazy("racket sport"),
    "climb": gettext_lazy("climbing"),
    "dance": gettext_lazy("dancing"),
    "yoga": gettext_lazy("yoga"),
    "martial_arts": gettext_lazy("martial arts"),
    "ski": gettext_lazy("skiing"),
    "other": gettext_lazy("training"),
}


@dataclass(frozen=True)
class Tip:
    """One tip as a person sees it. `claims` is empty for general safety advice that is in neither document."""

    id: str
    cause: str
    text: str
    claims: tuple


@dataclass(frozen=True)
class Facts:
    """The last entries as tips need them: rules that hold, plain numbers (None: not recorded), and the person.

    `exposed`: ids of the causes the last entries meet, without those set aside. `rules`: ids of all rules that hold,
    exposed and watch. `numbers`: by placeholder of knowledge.json. `signs`: those of the last 24 h.
    `poured_ml`: what was drunk in the 24 h up to now. `happened`: words for what the entries hold besides, such as
    "twitch_during_session", "night_episode", "low_sugar_signs".
    """

    exposed: tuple = ()
    rules: frozenset = frozenset()
    numbers: dict = field(default_factory=dict)
    body: Body = Body()
    conditions: frozenset = frozenset()
    medicines: frozenset = frozenset()
    signs: frozenset = frozenset()
    happened: frozenset = frozenset()
    poured_ml: float = 0
    too_fast: bool = False
    gained: bool = False
    imperial: bool = False


# When a tip fits, besides its cause being met: tip id -> function(Facts, ids of open flags). Missing: always.
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
    "stress_event": lambda f, flags: "event_day" in f.rules and not flags,
    "sleep_doctor": lambda f, flags: "woken_by_legs" in f.happened,
    # Its text says 400 mg, which is not everybody's limit.
    "caf_limit": lambda f, flags: "caffeine_day" in f.rules and f.body.caffeine_limit_mg == 400,
    "fuel_now": lambda f, flags: "low_sugar_signs" in f.happened and not f.signs & {"confusion", "drowsy"},
    "fuel_before": lambda f, flags: "meal_gap" in f.rules,
    "fuel_during": lambda f, flags: "long_unfuelled" in f.rules,
    "fuel_diabetes": lambda f, flags: "diabetes" in f.conditions,
    "heat_build": lambda f, flags: "first_hot_fortnight" in f.rules,
    "heat_stop": lambda f, flags: "RF14" in flags,
}
# Said before a cause's other tips: they answer something that just happened.
PRESSING = set(
    "fatigue_precramp fatigue_work stretch_bed salt_pro stress_event sleep_doctor fuel_now fuel_diabetes heat_build "
    "heat_stop".split()
)
MORE_TO_DRINK = {"fluid_target", "fluid_sips", "fluid_after", "salt_after", "stress_drink"}
NO_MORE_TO_DRINK = {"kidney_disease", "heart_failure", "fluid_limit"}
NO_SALT = {"high_blood_pressure", "heart_failure", "kidney_disease", "low_salt_diet"}
# Tips left out for a condition (knowledge.json, `rules.suppress` and the causes' contraindications).
NOT_WITH = {
    "salt_after": NO_SALT | {"diabetes"},
    "salt_pro": NO_SALT,
    "fuel_now": {"diabetes"},
    "fuel_before": {"diabetes"},
    "fuel_during": {"diabetes"},
    "stress_drink": {"blood_thinners", "daisy_allergy", "diabetes"},
    "massage_after": {"blood_thinners"},
}
# Chamomile does not go with sedatives or ciclosporin; medicines of these kinds may be one.
NOT_WITH_MEDICINE = {"stress_drink": {"other", "antidepressant", "antihistamine"}}
NOT_WITH_SIGN = {"massage_after": {"one_leg_swollen", "warm", "red", "wound_dirty"}}
# A number and its unit are one thing, shown in the person's own units.
WITH_UNIT = {
    "{fluid_24h} ml": words.volume,
    "{target_ml} ml": words.volume,
    "{fluid_session_ml_h} ml": words.volume,
    "{temp_c} °C": words.temperature,
    "{sleep_h} h": lambda hours, imperial: words.hours(hours),
    "{hours_since_meal} h": lambda hours, imperial: words.hours(hours),
}


def choose(facts, flags, person):
    """The Tips to show, at most MOST. `flags`: open Flags; `person`: the person's row."""
    if any(flag.is_now for flag in flags):
        return []
    open_ids = {flag.id for flag in flags}
    by_cause = [_of_cause(cause, facts, open_ids, person) for cause in _by_evidence(facts.exposed)]
    in_turn = [tip for turn in zip_longest(*by_cause) for tip in turn if tip]
    return [*_too_much(facts, person), *in_turn][:MOST]


def too_much_to_drink(facts):
    """Whether "drink more" would be wrong for this person now."""
    drunk_ml = max(facts.numbers.get("fluid_24h") or 0, facts.poured_ml)
    enough_ml = min(facts.body.fluid_target_ml, facts.body.fluid_stop_ml)  # the target is the lower one today
    return drunk_ml >= enough_ml or facts.too_fast or facts.gained or bool(facts.conditions & NO_MORE_TO_DRINK)


def _by_evidence(cause_ids):
    """Causes, strongest outside evidence first, then as in the file."""
    causes = [cause for cause in by_id("causes").values() if cause["id"] in cause_ids]
    return sorted(causes, key=lambda cause: GRADES.index(cause["evidence"]["grade"]))


def _of_cause(cause, facts, open_ids, person):
    fitting = [tip for tip in cause["tips"] if _fits(tip["id"], facts, open_ids)]
    fitting.sort(key=lambda tip: tip["id"] not in PRESSING)
    made = [_tip(cause, tip, facts, person) for tip in fitting]
    return [tip for tip in made if tip]


def _fits(tip, facts, open_ids):
    return (
        FITS.get(tip, lambda facts, flags: True)(facts, open_ids)
        and not (tip in MORE_TO_DRINK and too_much_to_drink(facts))
        and not facts.conditions & NOT_WITH.get(tip, set())
        and not facts.medicines & NOT_WITH_MEDICINE.get(tip, set())
        and not facts.signs & NOT_WITH_SIGN.get(tip, set())
    )


def _too_much(facts, person):
    """What somebody who drank faster than they sweat, or came back heavier, is told instead of "drink more"."""
    wanted = [name for name, holds in (("over_rate", facts.too_fast), ("over_gain", facts.gained)) if holds]
    made = [_tip(*tips()[name], facts, person) for name in wanted]
    return [tip for tip in made if tip]


def _tip(cause, tip, facts, person):
    """The Tip with its numbers, or None when one of them was not recorded."""
    text = fill(tip["text"], facts, person)
    return text and Tip(tip["id"], cause["id"], text, tuple(tip["claims"]))


def fill(text, facts, person):
    """A text of knowledge.json with the person's numbers, or None when one is missing."""
    numbers = facts.numbers | {"target_ml": facts.body.fluid_target_ml}
    for pattern, in_words in WITH_UNIT.items():
        value = numbers.get(pattern[1 : pattern.index("}")])
        if pattern in text and value is not None:
            text = text.replace(pattern, in_words(value, facts.imperial))
    text = text.replace("{temp_c} °C", _("hot air"))
    needed = set(re.findall(r"{(\w+)}", text)) - set(numbers_of(person))
    if any(numbers.get(name) is None for name in needed):
        return None
    shown = {
        name: value if isinstance(value, str) else words.count(value)
        for name, value in numbers.items()
        if name in needed
    }
    return capfirst(text.format_map(shown | numbers_of(person)))


def doing(activity):
    """ "run" -> "running": the activity inside a sentence."""
    return str(DOING[activity])


def muscles_in_words(parts):
    """["calf", "shin"] -> "your calf and shin"; "the muscles you used" when none were named."""
    labels = [str(vocabulary.BodyPart(part).label).lower() for part in parts or ()]
    if not labels:
        return _("the muscles you used")
    if len(labels) == 1:
        return _("your %(part)s") % {"part": labels[0]}
    return _("your %(parts)s and %(last)s") % {"parts": ", ".join(labels[:-1]), "last": labels[-1]}
