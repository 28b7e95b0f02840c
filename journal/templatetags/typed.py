"""Forms that say whose they are, and what a form that was sent says."""

from typing import Any

from django import template
from django.utils.html import format_html

from journal.accounts.typed import WHOSE, Typed
from journal.accounts.typed import whose as code
from journal.forms.told import answers

register = template.Library()


@register.simple_tag(takes_context=True)
def whose(context: dict[str, Any]) -> str:
    """The hidden input that says who a form is made for; nothing for a stranger."""
    person = getattr(context.get("request"), "person", None)
    return format_html('<input type="hidden" name="{}" value="{}">', WHOSE, code(person.pk)) if person else ""


@register.simple_tag(takes_context=True)
def answers_of(context: dict[str, Any], typed: Typed) -> list[tuple[str, str]]:
    """(label, answer) of all that was typed."""
    return answers(typed.name, typed.words, typed.fields, context["request"].person)


@register.simple_tag(takes_context=True)
def whose_code(context: dict[str, Any]) -> str:
    """The code of who a page is made for; "" for a stranger."""
    person = getattr(context.get("request"), "person", None)
    return code(person.pk) if person else ""
