"""When a tip fits and when it must not be given: functions of Facts (see guidance.tips) under knowledge.json's ids.

Both are said by knowledge.json. What rules a tip out are the cautions that it names in its `not_for`, as far as the
journal can know; they and its `cautions` stand beneath the tip.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from guidance.knowledge.load import by_id, cautions, load, tips
from guidance.knowledge.texts import filled
from journal.public import Row

if TYPE_CHECKING:
    from guidance.tips.choose import Facts


def fits(cause: Any, tip: Any, facts: "Facts") -> bool:
    """Whether the last entries ask for a tip (dicts of knowledge.json): as its `fits` says, else if its cause is met.

    Of each kind of word that `fits` names one must hold, of `fits_not` none; its `at_limits` are those of
    the person's Body for which its text is right.
    """
    held = {kind: set(getattr(facts, kind)) for kind in ("exposed", "rules", "happened", "conditions", "signs")}
    return (
        all(held[kind] & set(words) for kind, words in tip.get("fits", {"exposed": [cause["id"]]}).items())
        and not any(held[kind] & set(words) for kind, words in tip.get("fits_not", {}).items())
        and all(getattr(facts.body, limit) == value for limit, value in tip.get("at_limits", {}).items())
    )


def allowed(tip_id: str, facts: "Facts") -> bool:
    """Whether nothing that is known of the person rules the tip out."""
    if tips()[tip_id][1].get("more_to_drink") and too_much_to_drink(facts):
        return False
    return not holding(tip_id, facts)


def holding(tip_id: str, facts: "Facts") -> list[Row]:
    """The cautions, as dicts of knowledge.json, with which the tip is not for this person now."""
    known = {"conditions": facts.conditions, "medicines": facts.medicines, "signs": facts.signs_week}
    return [caution for caution in ruling_out(tip_id) if _holds(caution, known, facts.body.under_age)]


def for_person(tip_id: str, person: Row) -> bool:
    """Whether the tip's kind of advice is for this person: by the conditions and medicines of a person's row alone."""
    return not against(tip_id, person)


def not_said(cause: Row, person: Row | None) -> tuple[str, ...]:
    """Ids of a cause's claims (of a dict of knowledge.json) that only tips rest on which are not for a person's row,
    such as lists of foods, oldest in the file first; none for a person of whom nothing is known (None)."""
    theirs = [tip for tip in cause["tips"] if person is None or for_person(tip["id"], person)]
    kept = {claim for tip in theirs for claim in tip["claims"]}
    others = {claim for tip in cause["tips"] if tip not in theirs for claim in tip["claims"]}
    return tuple(claim for claim in cause["claims"] if claim in others - kept)


def against(tip_id: str, person: Row) -> list[Row]:
    """The cautions, as dicts of knowledge.json, with which the tip is not for this person (see `for_person`)."""
    known = {
        "conditions": set(person["conditions"] or ()),
        "medicines": {medicine.get("kind") for medicine in person["medicines"] or ()},
        "signs": set(),
    }
    return [caution for caution in ruling_out(tip_id) if _holds(caution, known, under_age=False)]


def ruling_out(tip_id: str) -> list[Row]:
    """The cautions of knowledge.json, as its dicts, that rule the tip out for whom they hold."""
    tip = tips()[tip_id][1]
    fluid = load()["no_more_to_drink"] if tip.get("more_to_drink") else ()
    return cautions([*tip["not_for"], *fluid])


def beneath(tip_id: str) -> list[Row]:
    """The cautions that stand beneath the tip: those that rule it out, and those that only a person can know of."""
    return [*ruling_out(tip_id), *cautions(tips()[tip_id][1]["cautions"])]


def whom_not(tip_ids: Iterable[str], person: Row | None) -> tuple[str, ...]:
    """Whom tips are not for, or only after asking, in whole sentences: all that stands beneath any of them."""
    found = [caution for tip_id in dict.fromkeys(tip_ids) for caution in beneath(tip_id)]
    listed = dict.fromkeys(filled(caution["text"], person) for caution in found if "sentence" not in caution)
    whole = dict.fromkeys(filled(caution["sentence"], person) for caution in found if "sentence" in caution)
    if not listed:
        return tuple(whole)
    return _("Leave it out, or ask a doctor first, if any of these applies to you: %(with)s.") % {
        "with": "; ".join(listed)
    }, *whole


def no_more_to_drink() -> set[str]:
    """Conditions with which nobody is told to drink more."""
    return {word for caution in cautions(load()["no_more_to_drink"]) for word in caution["conditions"]}


def _holds(caution: Row, known: dict[str, Any], under_age: bool) -> bool:
    """Whether a caution holds for somebody. `known`: {"conditions", "medicines", "signs"}, each a set of words."""
    return any(words & set(caution.get(kind, ())) for kind, words in known.items()) or (
        under_age and caution.get("under_18", False)
    )


def too_much_to_drink(facts: "Facts") -> bool:
    """Whether "drink more" would be wrong for this person now."""
    drunk_ml = max(facts.numbers.get("fluid_24h") or 0, facts.poured_ml)
    enough_ml = min(facts.body.fluid_target_ml, facts.body.fluid_stop_ml)  # the target is the lower one today
    guard = {rule["id"] for rule in by_id("causes")["overdrinking"]["exposure"]["rules"]}
    return drunk_ml >= enough_ml or bool(facts.rules & guard) or bool(facts.conditions & no_more_to_drink())
