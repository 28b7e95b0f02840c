"""What helps once a cramp has eased, for the journal's page that asks about it."""

from django import template

from guidance.cramp.steps import steps_after

register = template.Library()


@register.inclusion_tag("guidance/cramp/_after.html")
def relief_after(kind, flags):
    """The steps for afterwards, with these red flags open; `kind`: a word of BOUT_KINDS."""
    return {"steps": steps_after(kind, flags)}
