"""What a tip is called where its numbers are not at hand."""

from django.utils.translation import gettext as _

from guidance.knowledge.load import tips
from guidance.tips.eligibility import for_person


def name_of(tip_id, person, flags=()):
    """The name of a tip for a person's row, or None for an id that is no tip.

    Where the tip is not for this person, or a red flag is open, its advice is not repeated: the cause names it, as it
    does where a tip says nothing without its numbers.
    """
    if tip_id not in tips():
        return None
    cause, tip = tips()[tip_id]
    quiet = flags or not for_person(tip_id, person)
    return ("" if quiet else tip["name"]) or _("A tip about: %(cause)s") % {"cause": cause["name"]}
