"""What a person can switch from session to session, who should not, and how the coin falls (docs/evidence.md, 6).

The `usual` arm is "as you usually do", or, where it is harmless to set both (`both`), an arm of its own: no arm
withholds water, food, sleep or medicine. What an arm says about health is taken word for word from knowledge.json; with
the conditions that rule it out there is no trial.
"""

import random
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.causes.person_limits import Body
from guidance.knowledge.load import by_id, load, tips
from guidance.tips.eligibility import ruling_out
from guidance.trials.safety import BothArms, both_arms, holds_for
from guidance.trials.statistics import BLOCK
from journal.public import Arm, Condition, MedicineKind, Row, format_volume, per_language

MOST_AT_ONCE = 3
PLANS = (40, 80, 120, 160)  # sessions to choose from
DO, USUAL = Arm.DO, Arm.USUAL


@dataclass(frozen=True)
class Switch:
    """A cause that a person can take away for one session.

    `name` heads the trial, `thing` stands inside a sentence, `do` is the arm in a few words and `steps` how, in the
    words of `tips`. `flip`: when the coin is to be flipped. `action`: what the arm is made of; two trials of the same
    action cannot run at once, nor any beside one that is not `per_session`. `both`: where the coin sets both arms.
    """

    name: str
    thing: str
    do: str
    steps: tuple[str, ...]
    flip: str
    tips: tuple[str, ...]
    action: str
    per_session: bool = True
    both: BothArms | None = None


@per_language
def switches() -> dict[str, Switch]:
    """{cause id: Switch} of the causes that a person can switch, as knowledge.json has them."""
    return {cause["id"]: _switch(cause["trial"]) for cause in load()["causes"] if "trial" in cause}


def _switch(known: Any) -> Switch:
    both = both_arms(known["both"]) if "both" in known else None
    return Switch(**known | {"steps": tuple(known["steps"]), "tips": tuple(known["tips"]), "both": both})


def switch_of(cause: str, both: bool = False) -> Switch:
    """The Switch of a cause; a plain one for a cause that a file names and that nobody can switch here.

    `both`: as it is called where the coin sets both arms.
    """
    name = by_id("causes")[cause]["name"]
    plain = Switch(name, name, _("Do what you planned"), (), _("just before you start"), (), cause, False)
    found = switches().get(cause, plain)
    if both and found.both:
        return replace(found, name=found.both.name or found.name, thing=found.both.thing or found.thing)
    return found


def steps_of(switch: Switch, body: Body, imperial: bool) -> tuple[str, ...]:
    """How the arm is done, a sentence each. `body`: whose fluid target it is."""
    target = format_volume(body.fluid_target_ml, imperial)
    return tuple(capfirst(step.replace("{target_ml}", target)) + "." for step in switch.steps)


def ruled_out(switch: Switch, person: Row, body: Body, both: bool = False) -> list[str]:
    """What of the person rules this out: names of their conditions and medicines, in the order of the journal.

    `both`: whether the coin sets both arms; then the words of the cautions of both.
    """
    if both and switch.both:
        return holds_for(switch.both, person, body)
    against = [caution for tip in switch.tips for caution in ruling_out(tip)]
    conditions = {word for caution in against for word in caution.get("conditions", ())}
    medicines = {word for caution in against for word in caution.get("medicines", ())}
    kinds = {medicine.get("kind") for medicine in person["medicines"] or ()}
    return [str(c.label) for c in Condition if c in conditions & set(person["conditions"] or ())] + [
        str(kind.label) for kind in MedicineKind if kind in medicines & kinds
    ]


def goes_with(cause: str, running: list[str]) -> bool:
    """Whether a trial of a cause may run beside trials of the causes `running`: the rule for several coins at once."""
    names, known = (cause, *running), switches()
    if not running:
        return True
    if len(names) > MOST_AT_ONCE or any(name not in known for name in names):
        return False
    chosen = [known[name] for name in names]
    return all(switch.per_session for switch in chosen) and len({switch.action for switch in chosen}) == len(chosen)


def draw(assignments: list[dict[str, bool | int | str]], rng: Any = None) -> str:
    """The arm of the next session: one at random of what is left in the current block of two `do` and two `usual`.

    `rng`: by default the system's own source of chance. Drawing one by one from what is left gives every order of a
    block the same probability, and nothing is fixed before its session begins.
    """
    begun = [drawn["arm"] for drawn in assignments[len(assignments) // BLOCK * BLOCK :]]
    left = [arm for arm in (DO, USUAL) for _n in range(BLOCK // 2 - begun.count(arm))]
    return (rng or random.SystemRandom()).choice(left or [DO, USUAL]).value


def claims_of(switch: Switch) -> tuple[str, ...]:
    """Ids of the documents' claims behind the arm."""
    return tuple(dict.fromkeys(claim for tip in switch.tips for claim in tips()[tip][1]["claims"]))
