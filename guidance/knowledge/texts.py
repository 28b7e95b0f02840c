"""Texts of knowledge.json with a person's numbers in them."""

import re

from guidance.knowledge.load import load
from journal.public import emergency_number_in


def numbers_of(person):
    """{"emergency_number", "advice_line"} of a person's row: typed, of the time zone, or words that stand for one.

    `person` is None when nobody is signed in.
    """
    own, in_words = person or {}, load()["rules"]["nobody_known"]
    return {
        "emergency_number": own.get("emergency_number")
        or emergency_number_in(own.get("time_zone"))
        or in_words["emergency_number"],
        "advice_line": own.get("advice_line") or in_words["advice_line"],
    }


def tel(number):
    """The tel: address of a number as somebody typed it, the first where there are two, or None for no number."""
    typed = re.search(r"[+*#]?\d[\d\s*#().-]+", number)
    return "tel:" + re.sub(r"[^\d+*#]", "", typed[0]) if typed else None


def filled(text, person, numbers=None):
    """A text of knowledge.json with the person's numbers in it, and more numbers by placeholder."""
    return text.format_map(numbers_of(person) | (numbers or {}))


def whole_step(step, person):
    """All that a step of relief says: what to do, and the rest of it."""
    return filled(f"{step['first']} {step['rest']}".strip(), person)
