"""Texts of knowledge.json with a person's numbers in them."""

import re

EMERGENCY_NUMBER = "112"
ADVICE_LINE = "your local health advice line"
# Their names in knowledge.json are conditions, and nothing is diagnosed here. (RF31 names what the person told.)
NAMED_FOR_A_CONDITION = {"RF12", "RF13", "RF14", "RF15", "RF22", "RF26", "RF28", "RF29", "RF32"}


def heading(known):
    """What a flag is called on a page: its name, or the beginning of what it says where the name is a condition."""
    if known["id"] in NAMED_FOR_A_CONDITION:
        return re.split(r"[:.]", known["wording"])[0]
    return known["name"]


def numbers_of(person):
    """{"emergency_number", "advice_line"} of a person's row, or what is usual; None when nobody is signed in."""
    own = person or {}
    return {
        "emergency_number": own.get("emergency_number") or EMERGENCY_NUMBER,
        "advice_line": own.get("advice_line") or ADVICE_LINE,
    }


def tel(number):
    """The tel: address of a number as somebody typed it, or None when it is no number."""
    digits = re.sub(r"[^\d+*#]", "", number)
    return f"tel:{digits}" if len(digits) > 1 else None


def filled(text, person, numbers=None):
    """A text of knowledge.json with the person's numbers in it, and more numbers by placeholder."""
    return text.format_map(numbers_of(person) | (numbers or {}))
