"""What the documents and the journal speak for before a planned session: at most three things, or none.

The plan joins the journal as one more session that begins now, so that every rule and every tip is the one the guidance
page uses. With a flag for help today or now open, nothing is said but the flag.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from guidance.causes.registry import UNKNOWN, Body, all_exposures
from guidance.causes.rule_texts import said
from guidance.flags.cards import FlagView, flag_view
from guidance.flags.one_voice import any_urgent
from guidance.flags.registry import for_people
from guidance.knowledge.citations import Grade, claims_by_section, grade_of
from guidance.knowledge.load import GRADES, by_id, tips
from guidance.tips.choose import MOST, choose
from guidance.tips.facts import gather, values_of
from journal.public import DAY, frames, measured, read

# A hot session opens a season when 120 days passed without one, and the season's first 14 days are looked at.
REACH = 140 * DAY
PLANNED = -2  # the unit of the last session: the plan, which begins now
KINDS = ("sessions", "drinks", "nights", "days", "episodes")
# Cause -> rule -> the tips that fit a plan. The first rule that holds, and has a tip for this person, speaks.
LOOKS_AT = {
    "muscle_fatigue": {"same_muscle_48h": ("fatigue_rest",)},
    "load_spike": {"single_session_spike": ("spike_limit",), "return_after_gap": ("spike_return",)},
    "low_fuel": {"meal_gap": ("fuel_before", "fuel_diabetes")},
    "heat": {"first_hot_fortnight": ("heat_build",), "hot_flag": ("heat_shift",)},
    "low_fluids": {"fluid_24h_low": ("fluid_target",)},
    "poor_sleep": {"sleep_debt": ("sleep_more",), "sleep_short": ("sleep_more",)},
}
# A rule that is worded for a session that is over, said of a plan.
SAID_OF_PLANS = {"hot_flag": gettext_lazy("You plan it in hot air.")}
# What is missing when a cause is not known: words, and where it is logged ("": it is asked in the plan).
MISSING = {
    "load_spike": (gettext_lazy("three sessions of this kind in the last 30 days"), "session_new"),
    "low_fuel": (gettext_lazy("when you last ate"), ""),
    "heat": (gettext_lazy("how the air is"), ""),
    "low_fluids": (gettext_lazy("three drinks or more in the last 24 h"), "drink_new"),
    "poor_sleep": (gettext_lazy("last night’s sleep"), "sleep_new"),
}


@dataclass(frozen=True)
class Spoken:
    """One thing that speaks for a change of plan: the person's number against its line, and the documents' tip."""

    cause: str
    cause_name: str
    number: str
    text: str
    claims: tuple
    grade: Grade


@dataclass(frozen=True)
class PlanPage:
    """`flag`: shown instead of all else. `answered`: whether a plan was asked about; then `spoken` may be empty."""

    flag: FlagView | None
    answered: bool
    spoken: tuple = ()
    missing: tuple = ()
    log: str = ""


def before_training_page(person, form, flags, at):
    """The PlanPage of a PlanForm for a Profile at a moment. `flags`: their open red flags."""
    if any_urgent(flags):
        shown = next(iter(for_people(flags)))
        return PlanPage(flag_view(shown, read(person, ("episodes",), since=shown.at)), answered=False)
    if not form.is_valid():
        return PlanPage(None, answered=False)
    journal, plan = read(person, KINDS, since=at - REACH, until=at), form.row(at)
    spoken, unknown = speaks(journal, plan, at, flags)
    back = f"{reverse('before_training')}?{form.data.urlencode()}"
    return PlanPage(
        flag=None,
        answered=True,
        spoken=tuple(spoken),
        missing=tuple(_missing(cause, back) for cause in unknown),
        log=f"{reverse('session_new')}?{urlencode({name: plan[name] for name in ('activity', 'duration_min')})}",
    )


def speaks(journal, plan, at, flags):
    """([Spoken], ids of causes not known) of a planned session row; best supported first, at most MOST."""
    journal = replace(journal, sessions=[*journal.sessions, plan])
    body = Body.of(journal.person, at.year)
    measures = measured(frames(journal), at)
    exposures, values = all_exposures(measures, body), values_of(measures, PLANNED)
    facts = gather(journal, at, (), frozenset(), values, values)
    spoken = []
    for cause in sorted(LOOKS_AT, key=_by_evidence):
        rule, tip = _first_tip(cause, exposures[cause], facts, flags, journal.person)
        if tip:
            spoken.append(_spoken(tip, SAID_OF_PLANS.get(rule) or said(cause, rule, values, body, facts.imperial)))
    unknown = [cause for cause in MISSING if exposures[cause].state(PLANNED) == UNKNOWN]
    return spoken[:MOST], unknown


def _by_evidence(cause):
    return GRADES.index(by_id("causes")[cause]["evidence"]["grade"])


def _first_tip(cause, exposure, facts, flags, person):
    """(rule, Tip) of the cause's first rule that holds and has a tip for this person now, or (None, None)."""
    met = {**exposure.rules, **exposure.watch}
    others = tuple(other for other in by_id("causes") if other != cause)
    for rule, wanted in LOOKS_AT[cause].items():
        if met[rule][PLANNED]:
            chosen = choose(replace(facts, exposed=(cause,), rules=frozenset({rule}), aside=others), flags, person)
            for tip in chosen:
                if tip.id in wanted:
                    return rule, tip
    return None, None


def _spoken(tip, number):
    name = by_id("causes")[tip.cause]["name"]
    text = tips()[tip.id][1].get("for_plan") or tip.text
    return Spoken(tip.cause, name, str(number), text, claims_by_section(tip.claims), grade_of(tip.cause))


def _missing(cause, back):
    """(words, address where it is logged or "")."""
    words, where = MISSING[cause]
    return str(words), where and f"{reverse(where)}?{urlencode({'next': back})}"
