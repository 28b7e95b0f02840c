"""Tips for the causes the last entries meet: texts of knowledge.json, filled with the person's own numbers.

At most three, strongest outside evidence first, one per cause before a second of the same. A tip whose numbers were not
recorded is not shown, nor one that the person's conditions rule out; nobody who drank plenty is told to drink more;
while a flag for help today or now is open there are none at all, and no other open flag is contradicted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.causes.registry import Body
from guidance.evidence.levels import STANDING
from guidance.flags.one_voice import any_urgent, may_say
from guidance.knowledge.load import GRADES, load, tips
from guidance.knowledge.texts import filled, numbers_of
from guidance.tips.eligibility import allowed, beneath, fits
from journal.public import BodyPart, Row, format_count, format_hours, format_temperature, format_volume

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

MOST_TIPS = 3

# How a sentence names what was done: before running.
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
    """One tip as a person sees it. `claims` is empty for general safety advice that is in neither document.

    `support`: what outside sources say, "yes", "partly", "no" or "untested", with the ids of `references`. `cautions`:
    whom it is not for. `conflicts`: ids of the disagreements of knowledge.json that its claims take part in.
    """

    id: str
    cause: str
    text: str
    claims: tuple[str, ...]
    support: str = "untested"
    references: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The last entries as tips need them: rules that hold, plain numbers (None: not recorded), and the person.

    `exposed`: ids of the causes the last entries meet, without those set aside. `levels`: {cause id: level} of the
    personal evidence. `rules`: ids of all rules that hold,
    whatever their level. `aside`: ids of the causes set aside. `numbers`: by placeholder of knowledge.json; `own`: by
    tip, where a placeholder means something of its own. `signs`: those of the last 24 h, `signs_week`: of 7 days.
    `poured_ml`: what was drunk in the 24 h up to now. `happened`: words for what the entries hold besides, such as
    "twitch_during_session", "night_cramp" (see guidance.facts).
    """

    exposed: tuple[str, ...] = ()
    levels: dict[str, str] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    aside: tuple[str, ...] = ()
    numbers: dict[str, Any] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    body: Body = Body()
    conditions: frozenset[str] = frozenset()
    medicines: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    signs_week: frozenset[str] = frozenset()
    happened: frozenset[str] = frozenset()
    poured_ml: float = 0
    imperial: bool = False


# A number and its unit are one thing, shown in the person's own units.
WITH_UNIT = {
    "{fluid_24h} ml": format_volume,
    "{target_ml} ml": format_volume,
    "{fluid_session_ml_h} ml": format_volume,
    "{temp_c} °C": format_temperature,
    "{sleep_h} h": lambda hours, imperial: format_hours(hours),
    "{hours_since_meal} h": lambda hours, imperial: format_hours(hours),
    "{side} {body_part}": lambda place, imperial: place,
    # A day without an answer is not a day without such food.
    "{mg_days} of 7 days": lambda days, imperial: _("%(n)s of the %(logged)s days you logged") % days,
}


def choose(facts: Facts, flags: "Sequence[Flag]", person: Row) -> list[Tip]:
    """The Tips to show, at most MOST_TIPS. `flags`: open Flags; `person`: the person's row."""
    if any_urgent(flags):
        return []
    by_cause = [tips_of(cause, facts, person) for cause in _by_evidence(facts)]
    in_turn = [tip for turn in zip_longest(*by_cause) for tip in turn if tip]
    return [tip for tip in [*_too_much(facts, person), *in_turn] if may_say(tip.id, flags)][:MOST_TIPS]


def _by_evidence(facts: Facts) -> list[Any]:
    """Causes: confirmed, likely and possible for this person, then by outside evidence, then as in the file.

    Not the guard, nor those set aside.
    """
    causes = [known for known in load()["causes"] if known["id"] not in (*facts.aside, "overdrinking")]
    own = {
        cause: rank for rank, level in enumerate(STANDING) for cause, found in facts.levels.items() if found == level
    }
    return sorted(
        causes, key=lambda cause: (own.get(cause["id"], len(STANDING)), GRADES.index(cause["evidence"]["grade"]))
    )


def tips_of(cause: Any, facts: Facts, person: Row) -> list[Tip]:
    """The Tips of a cause (a dict of knowledge.json) that the last entries ask for, with the person's numbers."""
    fitting = [tip for tip in cause["tips"] if fits(cause, tip, facts) and allowed(tip["id"], facts)]
    fitting.sort(key=lambda tip: not tip.get("pressing"))  # they answer something that just happened
    made = [_tip(cause, tip, facts, person) for tip in fitting]
    return [tip for tip in made if tip]


def _too_much(facts: Facts, person: Row) -> list[Tip]:
    """What somebody who drank faster than they sweat, or came back heavier, is told instead of "drink more"."""
    wanted = [tip for rule, tip in (("rate", "over_rate"), ("gain", "over_gain")) if rule in facts.rules]
    made = [_tip(*tips()[name], facts, person) for name in wanted]
    return [tip for tip in made if tip]


def _tip(cause: Any, tip: Any, facts: Facts, person: Row) -> Tip | None:
    """The Tip with its numbers, or None when one of them was not recorded."""
    text = fill(tip, facts, person)
    if text is None:
        return None
    return Tip(
        id=tip["id"],
        cause=cause["id"],
        text=text,
        claims=tuple(tip["claims"]),
        support=tip["outside_support"],
        references=tuple(tip["refs"]),
        cautions=tuple(filled(caution["text"], person) for caution in beneath(tip["id"])),
        conflicts=conflicts_of(tip),
    )


def conflicts_of(tip: Any) -> tuple[str, ...]:
    """Ids of the disagreements of knowledge.json that the claims of a tip take part in."""
    return tuple(entry["id"] for entry in load()["conflicts"] if set(entry["between"]) & set(tip["claims"]))


def fill(tip: Any, facts: Facts, person: Row) -> str | None:
    """The text of a tip of knowledge.json with the person's numbers, or None when one is missing."""
    text = tip["text"]
    numbers = facts.numbers | {"target_ml": facts.body.fluid_target_ml} | facts.own.get(tip["id"], {})
    for pattern, in_words in WITH_UNIT.items():
        value = numbers.get(pattern[1 : pattern.index("}")])
        if pattern in text and value is not None:
            text = text.replace(pattern, in_words(value, facts.imperial))
    text = text.replace("{temp_c} °C", _("hot air"))
    needed = set(re.findall(r"{(\w+)}", text)) - set(numbers_of(person))
    if any(numbers.get(name) is None for name in needed):
        return None
    shown = {
        name: value if isinstance(value, str) else format_count(value)
        for name, value in numbers.items()
        if name in needed
    }
    return capfirst(text.format_map(shown | numbers_of(person)))


def doing(activity: str) -> str:
    """ "run" -> "running": the activity inside a sentence."""
    return str(DOING[activity])


def muscles_in_words(parts: Sequence[str] | None) -> str:
    """["calf", "shin"] -> "your calf and shin"; "the muscles you used" when none were said of the session."""
    labels = [str(BodyPart(part).label).lower() for part in parts or ()]
    if not labels:
        return _("the muscles you used")
    if len(labels) == 1:
        return _("your %(part)s") % {"part": labels[0]}
    return _("your %(parts)s and %(last)s") % {"parts": ", ".join(labels[:-1]), "last": labels[-1]}
