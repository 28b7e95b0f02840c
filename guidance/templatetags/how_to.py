"""Where how-to pages are linked from, and what of them stands on other pages."""

from typing import Any

from django import template

from guidance.flags.one_voice import any_urgent
from guidance.howto.which_kind import WhichKind, which_kind
from guidance.knowledge.load import how_to_of

register = template.Library()


@register.simple_tag
def how_to(tip_id: str) -> Any:
    """The how-to page of a tip as a dict with "id" and "title", or None: `{% how_to tip.id as guide %}`."""
    return how_to_of(tip_id)


@register.inclusion_tag("guidance/howto/_which_kind.html")
def tell_apart(flags: Any) -> dict[str, WhichKind | None]:
    """The questions that tell kinds of twinge apart; nothing while a flag for help today or now is open."""
    return {"kinds": None if any_urgent(flags or ()) else which_kind()}
