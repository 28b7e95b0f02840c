"""What a person can switch from session to session, who should not, and how the coin falls (docs/evidence.md, 6).

The `usual` arm is always "as you usually do": no arm withholds water, food or medicine. What the other arm says about
health is taken word for word from the tips it names; with the conditions that rule out such a tip there is no trial.
To add one: an entry in SWITCHES; tests/guidance/trials/test_trials.py checks its words.
"""

import random
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.knowledge.load import by_id, tips
from guidance.tips.eligibility import ruling_out
from guidance.trials.statistics import BLOCK
from journal.public import Arm, Condition, MedicineKind, format_volume

MOST_AT_ONCE = 3
PLANS = (16, 24, 40, 60)  # sessions to choose from
DO, USUAL = Arm.DO, Arm.USUAL


@dataclass(frozen=True)
class Switch:
    """A cause that a person can take away for one session.

    `name` heads the trial, `thing` stands inside a sentence, `do` is the arm in a few words and `steps` how, in the
    words of `tips`. `flip`: when the coin is to be flipped. `action`: what the arm is made of; two trials of the same
    action cannot run at once, nor any beside one that is not `per_session`.
    """

    name: str | Promise
    thing: str | Promise
    do: str | Promise
    steps: tuple[str | Promise, ...]
    flip: str | Promise
    tips: tuple[str, ...]
    action: str
    per_session: bool = True


SWITCHES = {
    "poor_warmup": Switch(
        name=gettext_lazy("Longer warm-up"),
        thing=gettext_lazy("a longer warm-up"),
        do=gettext_lazy("Warm up first"),
        steps=(gettext_lazy("5-10 easy minutes, then moving stretches"),),
        flip=gettext_lazy("just before you start"),
        tips=("warmup_more",),
        action="start",
    ),
    "no_post_stretch": Switch(
        name=gettext_lazy("Stretching afterwards"),
        thing=gettext_lazy("stretching afterwards"),
        do=gettext_lazy("Stretch after the session"),
        steps=(gettext_lazy("10-15 seconds each, never into pain"),),
        flip=gettext_lazy("just before you start"),
        tips=("stretch_after",),
        action="stretch",
    ),
    "low_fluids": Switch(
        name=gettext_lazy("Drinking by plan"),
        thing=gettext_lazy("drinking by plan"),
        do=gettext_lazy("Drink by plan the day before"),
        steps=(
            gettext_lazy("aim for about {target_ml}, spread out"),
            gettext_lazy("Don't drink past thirst or gain weight"),
        ),
        flip=gettext_lazy("the day before you train"),
        tips=("fluid_target", "fluid_sips"),
        action="drink",
    ),
    "electrolyte_loss": Switch(
        name=gettext_lazy("Electrolytes afterwards"),
        thing=gettext_lazy("electrolytes afterwards"),
        do=gettext_lazy("Electrolytes after the session"),
        steps=(gettext_lazy("try an electrolyte drink or salty snack"),),
        flip=gettext_lazy("just before you start"),
        tips=("salt_after",),
        action="drink",
    ),
    "low_fuel": Switch(
        name=gettext_lazy("Eating beforehand"),
        thing=gettext_lazy("eating beforehand"),
        do=gettext_lazy("Eat before the session"),
        steps=(gettext_lazy("some carbohydrate 1-4 hours before"),),
        flip=gettext_lazy("about four hours before you start"),
        tips=("fuel_before",),
        action="eat",
    ),
    "caffeine": Switch(
        name=gettext_lazy("No caffeine after noon"),
        thing=gettext_lazy("no caffeine after noon"),
        do=gettext_lazy("Leave out caffeine after noon"),
        steps=(gettext_lazy("decaf or herbal tea"),),
        flip=gettext_lazy("before noon on a day you train"),
        tips=("caf_swap",),
        action="caffeine",
        per_session=False,
    ),
    "muscle_fatigue": Switch(
        name=gettext_lazy("Easy first ten minutes"),
        thing=gettext_lazy("an easy first ten minutes"),
        do=gettext_lazy("Keep the first ten minutes easy"),
        steps=(gettext_lazy("start slower, and stop when your technique slips"),),
        flip=gettext_lazy("just before you start"),
        tips=("fatigue_pace",),
        action="start",
    ),
    "stress": Switch(
        name=gettext_lazy("Slow breathing before bed"),
        thing=gettext_lazy("slow breathing before bed"),
        do=gettext_lazy("Breathe slowly before bed"),
        steps=(gettext_lazy("five minutes of slow breathing"),),
        flip=gettext_lazy("just before you start"),
        tips=("stress_breathe",),
        action="breathe",
        per_session=False,
    ),
}


def switch_of(cause):
    """The Switch of a cause; a plain one for a cause that a file names and that nobody can switch here."""
    name = by_id("causes")[cause]["name"]
    plain = Switch(name, name, _("Do what you planned"), (), _("just before you start"), (), cause, False)
    return SWITCHES.get(cause, plain)


def steps_of(switch, body, imperial):
    """How the arm is done, a sentence each. `body`: whose fluid target it is."""
    target = format_volume(body.fluid_target_ml, imperial)
    return tuple(capfirst(str(step).replace("{target_ml}", target)) + "." for step in switch.steps)


def ruled_out(switch, person):
    """Names of the person's conditions and medicines with which this is not tried, in the order of the journal."""
    against = [caution for tip in switch.tips for caution in ruling_out(tip)]
    conditions = {word for caution in against for word in caution.get("conditions", ())}
    medicines = {word for caution in against for word in caution.get("medicines", ())}
    kinds = {medicine.get("kind") for medicine in person["medicines"] or ()}
    return [str(c.label) for c in Condition if c in conditions & set(person["conditions"] or ())] + [
        str(kind.label) for kind in MedicineKind if kind in medicines & kinds
    ]


def goes_with(cause, running):
    """Whether a trial of a cause may run beside trials of the causes `running`: the rule for several coins at once."""
    switches = [SWITCHES.get(name) for name in (cause, *running)]
    if not running:
        return True
    alone = None in switches or len(switches) > MOST_AT_ONCE or not all(s.per_session for s in switches)
    return not alone and len({s.action for s in switches}) == len(switches)


def draw(assignments, rng=None):
    """The arm of the next session: one at random of what is left in the current block of two `do` and two `usual`.

    `rng`: by default the system's own source of chance. Drawing one by one from what is left gives every order of a
    block the same probability, and nothing is fixed before its session begins.
    """
    begun = [drawn["arm"] for drawn in assignments[len(assignments) // BLOCK * BLOCK :]]
    left = [arm for arm in (DO, USUAL) for _n in range(BLOCK // 2 - begun.count(arm))]
    return (rng or random.SystemRandom()).choice(left or [DO, USUAL]).value


def claims_of(switch):
    """Ids of the documents' claims behind the arm."""
    return tuple(dict.fromkeys(claim for tip in switch.tips for claim in tips()[tip][1]["claims"]))
