"""What a tip is called where its numbers are not at hand: its first sentence that does without them."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.knowledge.load import by_id, tips
from guidance.knowledge.texts import numbers_of
from guidance.tips.choose import muscles_in_words
from guidance.tips.eligibility import MORE_TO_DRINK, NO_MORE_TO_DRINK, NOT_WITH, NOT_WITH_MEDICINE

# Their sentences lean on a number of one day, or on a line that is not everybody's.
LEAN_ON_NUMBERS = {"fatigue_pace", "alc_week", "caf_limit"}


def name_of(tip_id, person, flags=()):
    """The name of a tip for a person's row, or None for an id that is no tip.

    Where the tip is not for this person, or a red flag is open, its advice is not repeated: the cause names it.
    """
    if tip_id not in tips():
        return None
    cause, tip = tips()[tip_id]
    quiet = flags or tip_id in LEAN_ON_NUMBERS or not _for_person(tip_id, person)
    return (None if quiet else _without_numbers(tip["text"], person)) or _("A tip about: %(cause)s") % {
        "cause": by_id("causes")[cause["id"]]["name"]
    }


def _for_person(tip_id, person):
    conditions = set(person["conditions"] or ())
    medicines = {medicine.get("kind") for medicine in person["medicines"] or ()}
    return not (
        conditions & NOT_WITH.get(tip_id, set())
        or medicines & NOT_WITH_MEDICINE.get(tip_id, set())
        or (tip_id in MORE_TO_DRINK and conditions & NO_MORE_TO_DRINK)
    )


def _without_numbers(text, person):
    """The first sentence that is no question and needs none of the person's entries, or None."""
    known = numbers_of(person) | {"activity": _("training"), "muscles": muscles_in_words(None)}
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        if not sentence.endswith("?") and set(re.findall(r"{(\w+)}", sentence)) <= set(known):
            return capfirst(sentence.format_map(known))
    return None
