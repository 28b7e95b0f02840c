"""How the page names the two sides of a cause, what to log for it, and on how many days it rests."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from guidance.causes.registry import CAUSES
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import with_numbers


def with_lines(text: str, cause: str) -> str:
    """A text about a cause with the numbers of its rules: "{warmup_short[line]:minutes} or more"."""
    rules = by_id("causes")[cause]["exposure"]["rules"]
    return with_numbers(text, {rule["id"]: rule["numbers"] for rule in rules})


def sides(cause: str) -> tuple[str, ...]:
    """What sessions with the cause and without it are called; () for a cause that is never counted."""
    return tuple(with_lines(text, cause) for text in by_id("causes")[cause].get("sides", ()))


def to_log(cause: str) -> tuple[str, str]:
    """(what to log when the cause is not known, in words; name of the page where it is logged)."""
    known = by_id("causes")[cause]["to_log"]
    return with_lines(known["text"], cause), known["form"]


def rests_on(cause: str, values: Mapping[str, Any] | None) -> str:
    """ "Rests on 5 of the last 7 days." of a diet cause, "" of others. `values`: the measures of the latest day.

    Of several foods the one that fewest days answered tells.
    """
    foods = CAUSES[cause].foods
    if not foods or not values:
        return ""
    days = min(values[f"{food}_logged_7d"] for food in foods)
    return ngettext("Rests on %(n)s of the last 7 days.", "Rests on %(n)s of the last 7 days.", days) % {"n": days}
