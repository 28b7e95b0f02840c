"""Texts of knowledge.json with a person's numbers in them."""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _

from guidance.knowledge.load import load
from journal.public import (
    Calendar,
    Row,
    emergency_number_in,
    format_count,
    format_hours,
    format_minutes,
    format_temperature,
    format_volume,
    format_weight,
)

# How a number is said, by the word behind the colon of its blank: "{warm_up_min:minutes}".
SAID_AS = {
    "": lambda number, imperial: format_count(number),
    "tenth": lambda number, imperial: format_count(number, 1),
    "tenths": lambda number, imperial: format_count(number, 1 if number % 1 else 0),
    "hours": lambda number, imperial: format_hours(number),
    "minutes": lambda number, imperial: format_minutes(number),
    "temperature": format_temperature,
    "volume": format_volume,
    "weight": format_weight,
}


def numbers_of(person: Row | None) -> dict[str, str]:
    """{"emergency_number", "advice_line"} of a person's row: typed, of their zone, or words that stand for one.

    The zone is the newest of the row, which knows no move after the moment asked about. `person` is None when nobody is
    signed in.
    """
    own, in_words = person or {}, load()["rules"]["nobody_known"]
    return {
        "emergency_number": own.get("emergency_number")
        or emergency_number_in(_newest_zone(own))
        or in_words["emergency_number"],
        "advice_line": own.get("advice_line") or in_words["advice_line"],
    }


def _newest_zone(own: Row) -> str:
    """The name of the newest zone in a person's row; "" when there is none."""
    return Calendar.of(own["time_zone"], moves=own.get("moves")).newest_zone.key if own else ""


def tel(number: str) -> str | None:
    """The tel: address of a number as somebody typed it, the first where there are two, or None for no number."""
    typed = re.search(r"[+*#]?\d[\d\s*#().-]+", number)
    return "tel:" + re.sub(r"[^\d+*#]", "", typed[0]) if typed else None


def filled(
    text: str,
    person: Row | None,
    numbers: dict[str, Any] | None = None,
) -> str:
    """A text of knowledge.json with the person's numbers in it, and more numbers by placeholder."""
    return text.format_map(numbers_of(person) | (numbers or {}))


def whole_step(step: Mapping[str, Any], person: Row | None) -> str:
    """All that a step of relief says: what to do, and the rest of it."""
    return filled(f"{step['first']} {step['rest']}".strip(), person)


class _Sayer(Formatter):
    """Fills blanks with numbers as they are said in the person's units; None is "not recorded"."""

    def __init__(self, imperial: bool) -> None:
        self.imperial = imperial

    def format_field(self, value: float | None, format_spec: str) -> str:
        return _("not recorded") if value is None else SAID_AS[format_spec](value, self.imperial)


def with_numbers(text: str, numbers: Mapping[str, Any], imperial: bool = False) -> str:
    """A text of knowledge.json with `numbers` by blank, each said as the word behind its colon asks (see SAID_AS)."""
    return _Sayer(imperial).vformat(text, (), numbers)
