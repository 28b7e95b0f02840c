"""What helps once a cramp has eased, for the journal's page that asks about it."""

from typing import Any

from django import template

from guidance.cramp.steps import Step, steps_after
from journal.public import person_row

register = template.Library()


@register.inclusion_tag("guidance/cramp/_after.html", takes_context=True)
def relief_after(context: Any, kind: str, flags: list[Any]) -> dict[str, list[Step]]:
    """The steps for afterwards, with these red flags open; `kind`: a word of BOUT_KINDS."""
    person = context["request"].person
    return {"steps": steps_after(kind, flags, person and person_row(person))}
