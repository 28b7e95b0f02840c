"""The person's three questions, for the templates of forms."""

from typing import Any

from django import template

from journal.forms.your_three import YourThree
from journal.forms.your_three import your_three as three_of

register = template.Library()


@register.simple_tag
def your_three(form: Any) -> YourThree:
    """`{% your_three form as three %}`: what stands first in the form, and why."""
    return three_of(form)
