"""The answer of nobody's entries, for the page that visitors land on."""

from django import template

from guidance.overview.example import ExampleAnswer
from guidance.overview.example import example_answer as made_up

register = template.Library()


@register.inclusion_tag("guidance/overview/_example_answer.html")
def example_answer() -> dict[str, ExampleAnswer]:
    """The whole answer as a card: `{% example_answer %}`."""
    return {"answer": made_up()}
