"""Numbers as people type them: read by the person's format, and never guessed where a sign could mean two things."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import get_format

_MINUS = "\N{MINUS SIGN}"
# What stands between thousands besides point and comma: spaces (plain, no-break, narrow) and the Swiss apostrophe.
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)([ \u00a0\u202f'’])(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)")
_NUMBER_AND_UNIT = re.compile(r"(.*\d[.,]?)\s*(\D*)", re.DOTALL)

# How else people write a unit.
_SAME_UNIT = {
    "mi": "miles", "mile": "miles", "lbs": "lb", "pounds": "lb", "kgs": "kg", "f": "°f", "c": "°c",
    "hour": "h", "hours": "h", "hrs": "h", "mins": "min", "minute": "min", "minutes": "min",
}  # fmt: skip


class TwoReadings(Exception):
    """A text that can be read as two numbers; `one` is that of the person's format."""

    def __init__(self, one: float, other: float) -> None:
        super().__init__(one, other)
        self.one, self.other = one, other


@dataclass(frozen=True)
class Reading:
    """One way to read a text. `grouped`: its point or comma stands between thousands."""

    number: float
    grouped: bool = False


def split_unit(text: str) -> tuple[str, str]:
    """ "500 ml" -> ("500", "ml"), "150 lbs" -> ("150", "lb"); "" where no unit is typed, else in lower case."""
    found = _NUMBER_AND_UNIT.fullmatch(text)
    if not found:
        return text, ""
    unit = found[2].strip().lower()
    return found[1], _SAME_UNIT.get(unit, unit)


def readings(text: str) -> list[Reading]:
    """Every way to read a text without a unit, that of the person's format first; [] for none.

    "1 200" is one number, so is "10,5"; "1,200" can be a thousand and something, or one and a bit.
    """
    text = _BETWEEN_THOUSANDS.sub("", text.strip().replace(_MINUS, "-"))
    found = []
    if _DECIMAL.fullmatch(text):
        found.append(Reading(float(text.replace(",", "."))))
    if _GROUPED.fullmatch(text):
        found.append(Reading(float(_ungrouped(text)), grouped=True))
    found = [reading for reading in found if math.isfinite(reading.number)]
    own_decimal = get_format("DECIMAL_SEPARATOR") in text
    return sorted(found, key=lambda reading: reading.grouped is own_decimal)


def _ungrouped(text: str) -> str:
    """ "1.440,5" -> "1440.5": of two different signs the last is that of the decimals."""
    first = next(sign for sign in text if sign in ".,")
    return text.replace(first, "").replace(",", ".")


def read_number(text: str, fits: Callable[[float], bool], *, whole: bool = False) -> float | None:
    """The number of a text that `fits`; None when it holds none. `whole`: only whole numbers fit.

    Raises TwoReadings when it could as well be another number that fits: "1,200" km, "1.440" min.
    """
    found = readings(text)
    if not found:
        return None
    own, *rest = found
    other = next((way for way in rest if fits(way.number) and (way.grouped or not whole)), None)
    if fits(own.number) and (other is None or own.grouped is whole):
        return own.number
    if other is not None:
        raise TwoReadings(own.number, other.number)
    return None
