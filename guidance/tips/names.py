"""What a tip is called where its numbers are not at hand."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from guidance.flags.one_voice import any_urgent, may_say
from guidance.knowledge.load import tips
from guidance.knowledge.texts import filled, numbers_of
from guidance.tips.eligibility import for_person
from journal.public import Row

if TYPE_CHECKING:
    from guidance.flags.registry import Flag


def name_of(tip_id: str, person: Row, flags: "Sequence[Flag]" = ()) -> str | None:
    """The name of a tip for a person's row, or None for an id that is no tip and while a flag for help today is open.

    Where the tip is not for this person, or an open red flag forbids it, its advice is not repeated: the cause names
    it, as it does where a tip says nothing without its numbers.
    """
    if tip_id not in tips() or any_urgent(flags):
        return None
    cause, tip = tips()[tip_id]
    quiet = not may_say(tip_id, flags) or not for_person(tip_id, person)
    return ("" if quiet else tip["name"]) or _("A tip about: %(cause)s") % {"cause": cause["name"]}


def general_text(tip: Row, person: Row | None = None) -> str:
    """What a tip of knowledge.json says to everybody, without the numbers of anybody's entries."""
    if set(re.findall(r"{(\w+)}", tip["text"])) <= set(numbers_of(person)):
        return filled(tip["text"], person)
    return tip.get("general") or tip["name"]
