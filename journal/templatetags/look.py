"""How pages draw: icons, confidence marks, and which open red flag earns the bar on top."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Protocol

from django import template
from django.templatetags.static import static
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from journal.models import Profile
from journal.words import format_date

register = template.Library()

_HOURS = re.compile(r"(?<=\d) h(?: (?=\d\d))?")  # of "2 h 25"

# Only these two are worth a bar on every page; calmer flags wait on the guidance page.
BAR_URGENCIES = ("emergency_now", "same_day")


@cache
def _sprite() -> str:
    return static("img/icons.svg")


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> str:
    """A line icon of the sprite, for the eye only: `{% icon "run" %}` or `{% icon "run" "icon--s" %}`."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        f" {classes}" if classes else "",
        _sprite(),
        name,
    )


@register.filter
def unbroken(text: str) -> str:
    """A text in which no line ends inside "2 h 25"."""
    return _HOURS.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


@register.simple_tag
@cache
def mark(confidence: str) -> str:
    """The drawn confidence mark (thin, none, possible, likely, confirmed); its word stands beside it."""
    return format_html(
        '<svg class="conf__mark" aria-hidden="true" focusable="false"><use href="{}#c-{}"/></svg>',
        _sprite(),
        confidence,
    )


@register.simple_tag
@cache
def body(side: str) -> str:
    """The drawing of a body, "front" or "back", to lay lit regions over; for the eye only."""
    return format_html('<use href="{}#b-{}" x="20" y="2" width="160" height="436"/>', _sprite(), side)


@register.simple_tag
def figure(name: str, shows: str) -> str:
    """A drawing of a movement of the sprite `figures.svg`; `shows`: what it shows, for who cannot see it."""
    return format_html(
        '<svg class="fig" viewBox="0 0 320 190" role="img" aria-label="{}"><use href="{}#f-{}"/></svg>',
        shows,
        static("img/figures.svg"),
        name,
    )


class Urgent(Protocol):
    """What guidance opens, as far as a bar needs to know it."""

    urgency: str


@register.filter
def for_bar(flags: Iterable[Urgent] | None) -> Urgent | None:
    """The most urgent open flag that earns the bar on top, or None."""
    ranked = [flag for urgency in BAR_URGENCIES for flag in flags or () if flag.urgency == urgency]
    return ranked[0] if ranked else None


@register.filter
def day(date: date, style: str) -> str:
    """A date in words, or that of a moment by the clock of now, with its year when that is not this year."""
    return format_date(localtime(date).date() if isinstance(date, datetime) else date, style)


@register.filter
def clock(moment: datetime, person: Profile | None) -> str:
    """The time of a moment on the person's clock of then; a stranger's is the server's."""
    return time_format(person.calendar.local(moment) if person else localtime(moment), "H:i")
