"""Names of tips for pages of the journal, which knows tips by their ids alone."""

from typing import Any

from django import template

from guidance.tips.names import name_of
from guidance.tips.week import suggested
from journal.public import Profile, person_row

register = template.Library()


@register.simple_tag
def tip_name(tip_id: str, person: Profile, flags: Any) -> str | None:
    """The name of a tip for a Profile with these open flags, or None: `{% tip_name tip person flags as name %}`."""
    return name_of(tip_id, person_row(person), flags)


@register.simple_tag
def week_suggests(out: list[tuple[str, str]], person: Profile, flags: Any) -> list[tuple[str, str]]:
    """(name of a tip, id of its cause) of what a week suggests: `{% week_suggests page.out person flags as tips %}`."""
    return suggested(out, person_row(person), flags)
