"""The name of a tip for pages of the journal, which knows tips by their ids alone."""

from typing import Any

from django import template

from guidance.tips.names import name_of
from journal.public import Profile, person_row

register = template.Library()


@register.simple_tag
def tip_name(tip_id: str, person: Profile, flags: Any) -> str | None:
    """The name of a tip for a Profile with these open flags, or None: `{% tip_name tip person flags as name %}`."""
    return name_of(tip_id, person_row(person), flags)
