"""Numbers, lengths of time and moments as people's tables write them. What is ambiguous is decided per column."""

import math
import re
from datetime import UTC, date, datetime, time
from functools import cache

from babel.dates import get_month_names

from journal.calendar import MINUTE, parse_date
from journal.files.formats.activities import plain_word

MOST_SECONDS = 1e9  # 30 years: no session, and a date can be that far from another
LANGUAGES = "en de fr es it pt nl da sv nb pl cs fi ca ro hu tr ru uk".split()
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+")
# With any country's sign of thousands, and powers of ten as Excel makes them of long ones.
_NUMBER = re.compile(r"[-−]?[.,]?\d(?:[\d.,\u00a0\u202f ]|['’](?=\d{3}(?!\d)))*(?:E[+-]?\d{1,2}\b)?", re.I)
_CLOCK = re.compile(r"(\d{1,2})(?::| ?h ?)(\d\d)(?:[:m](\d\d))?(?:[.,]\d+)?\s*(?:([ap])\.?\s?m?\b\.?)?", re.I)
_DOTTED = re.compile(r"[\s,](\d{1,2})\.(\d\d)(?:\.(\d\d))?()$")  # 20.9.2026 14.12
_OFFSET = re.compile(
    r"(?:UTC|GMT)\s*([+-]\d{1,2})(?::?([0-5]\d))?$|([+-](?:0\d|1[0-4])):?([0-5]\d)$"
    r"|(?:(?<=\d)|(?<=\d )|^UTC)Z$|(?:(?<=\d )|^)(?:UTC|GMT)$"
)
_PARTS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")
_HOURS_FIRST = re.compile(r"(\d+)\s*h\s*(\d{1,2})", re.I)  # 1h02
_UNITS = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)")
# How words for hours, minutes and seconds begin, in LANGUAGES, Japanese and Korean.
_UNIT_WORDS = {
    3600: ("h", "std", "stu", "ora", "ore", "oră", "u", "t", "g", "ч", "год", "óra", "sa", "時", "시"),
    0.001: ("ms", "milli"),
    60: ("m", "м", "хв", "perc", "dk", "dakika", "分", "분"),
    1: ("s", "с", "秒", "초"),
}
_EAST = str.maketrans("年月日년월일", "-- -- ")
_AFTER_NOON, _BEFORE_NOON = re.compile("午後|下午|오후"), re.compile("午前|上午|오전")


def comma_is_decimal(cells: list[str]) -> bool:
    """Whether a column writes 4,1 for four and a tenth; one of 1,006 only has thousands."""
    with_comma = [cell for cell in cells if "," in cell]
    last = {cell.rfind(".") > cell.rfind(",") for cell in with_comma if "." in cell}
    if last:  # of two signs the last is that of the decimals
        return True not in last
    plain = any(re.fullmatch(r"-?\d+\.\d+", cell) for cell in cells)
    return bool(with_comma) and not plain and not all(_THOUSANDS.fullmatch(cell) for cell in with_comma)


def number(cell: str, decimal_comma: bool = False) -> float | None:
    """The number at the beginning of a cell, "5.2 km" -> 5.2; None when there is none."""
    found = _NUMBER.match(cell)
    if not found:
        return None
    digits = re.sub(r"[^\dE.,+-]", "", found[0].upper().replace("−", "-"))
    digits = digits.replace(".", "").replace(",", ".") if decimal_comma else digits.replace(",", "")
    try:
        value = float(digits.rstrip("."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def seconds(cell: str, unit: str, decimal_comma: bool = False) -> float | None:
    """A length of time in seconds: "1:02:03", "62:15", "1h 30m", or a number of a unit (s, min, h, ms).

    Of two parts the first is minutes, or hours where the unit is h. None for none, and for more than MOST_SECONDS.
    """
    value = _length(cell, unit, decimal_comma)
    return value if value is not None and abs(value) <= MOST_SECONDS else None


def _length(cell: str, unit: str, decimal_comma: bool) -> float | None:
    """The length of time that a cell says, in seconds, however long."""
    parts = cell.split(":")
    if len(parts) in (2, 3) and all(re.fullmatch(r"\d+(?:[.,]\d+)?", part) for part in parts):
        values = [float(part.replace(",", ".")) for part in parts]
        scale = [3600, 60, 1] if len(parts) == 3 or unit == "h" else [60, 1]
        return sum(value * one for value, one in zip(values, scale, strict=False))
    if short := _HOURS_FIRST.fullmatch(cell.strip()):
        return int(short[1]) * 3600 + int(short[2]) * 60
    if named := [(value, _unit_seconds(word.lower())) for value, word in _UNITS.findall(cell)]:
        told = sum(float(value.replace(",", ".")) * unit for value, unit in named)
        return told if all(unit for _value, unit in named) else None
    value = number(cell, decimal_comma)
    return None if value is None else value * {"s": 1, "min": 60, "h": 3600, "ms": 0.001}[unit or "s"]


def _unit_seconds(word: str) -> float:
    """How long the unit is that a word names, 0 for none: "Std" and "Sek" begin alike, so hours come first."""
    return next((seconds for seconds, words in _UNIT_WORDS.items() if word.startswith(words)), 0)


def day_comes_first(cells: list[str]) -> bool | None:
    """Whether a column of dates such as 12/01/2026 writes the day first; None when all its rows could be either."""
    parts = [found for cell in cells if (found := _PARTS.search(_CLOCK.sub(" ", cell))) and len(found[1]) < 3]
    if any(int(found[1]) > 12 for found in parts):
        return True
    if any(int(found[2]) > 12 for found in parts):
        return False
    return True if any("." in found[0] for found in parts) else None if parts else True


@cache
def months() -> dict[str, int]:
    """{a month's name without accents and dots: its number}, whole and short, in the languages exports come in."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                found.update({plain_word(name): n for n, name in names.items()})
    return found | {"sept": 9, "set": 9, "mrt": 3, "mar": 3, "juil": 7, "aout": 8, "mai": 5, "dez": 12, "okt": 10}


def moment(cell: str, day_first: bool = True, utc: bool = False, offset: str = "") -> datetime | None:
    """A moment from text of many forms; None when it is none.

    Without an offset in the text, or in `offset` ("UTC-07:00"), it is one of a clock without a zone, unless `utc`.
    """
    text = _western(cell.strip())
    if re.fullmatch(r"\d{13}|\d{10}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    away, text = offset_of(text)
    on, at = day(text, day_first), clock(text)
    if on is None or (at is None and _CLOCK.search(text)):
        return None
    wall = datetime.combine(on, at or time(0))
    if away is None and offset:
        away, _rest = offset_of(offset)
    if away is not None:
        return (wall.replace(tzinfo=UTC) - away * MINUTE).astimezone(UTC)
    return wall.replace(tzinfo=UTC) if utc else wall


def _western(text: str) -> str:
    """ "2026年9月20日 午後2:12" as "2026-9-20 2:12 PM"."""
    if not re.search("[年년午오]|[上下]午", text):
        return text
    half = " PM" if _AFTER_NOON.search(text) else " AM" if _BEFORE_NOON.search(text) else ""
    clock = _AFTER_NOON.sub(" ", _BEFORE_NOON.sub(" ", text)).translate(_EAST)
    return re.sub("[時시点]", ":", clock).replace("分", "").strip() + half


def offset_of(text: str) -> tuple[int | None, str]:
    """(minutes ahead of UTC or None, the text before it)."""
    if not (":" in text or text.startswith(("UTC", "GMT", "+", "-"))) or not (found := _OFFSET.search(text)):
        return None, text
    hours, minutes = found[1] or found[3] or "+0", int(found[2] or found[4] or 0)
    away = abs(int(hours)) * 60 + minutes
    return (-away if hours.startswith("-") else away), text[: found.start()].strip()


def clock(text: str) -> time | None:
    """The time of day in a text: "14:12:12", "2:12 PM"; None without one."""
    found = _CLOCK.search(text) or _DOTTED.search(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def day(text: str, day_first: bool = True) -> date | None:
    """The date in a text: 2026-09-20, 20.09.2026, 09/20/26, "Sep 20, 2026", "20 sept. 2026"; None without one."""
    text = _CLOCK.sub(" ", _western(text))
    try:
        found = _by_name(text) or _by_numbers(text, day_first)
    except (ValueError, OverflowError):
        return None
    return parse_date(found.isoformat()) if found else None


def _by_name(text: str) -> date | None:
    words = re.findall(r"[^\W\d_]+", text)
    # The last one: "mar. 20 oct. 2026" begins with a Tuesday.
    month = next((months()[word] for word in map(plain_word, reversed(words)) if word in months()), None)
    numbers = [int(found) for found in re.findall(r"\d+", text)]
    year = next((value for value in numbers if value > 31), None)
    on = next((value for value in numbers if value <= 31), None)
    if year is None and len(numbers) == 2:  # Excel's 20-Sep-26
        year = 2000 + numbers[1]
    return date(year, month, on) if month and year and on else None


def _by_numbers(text: str, day_first: bool) -> date | None:
    found = _PARTS.search(text)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return date(first, second, third)
    year = third if third > 99 else 2000 + third
    return date(year, second, first) if day_first else date(year, first, second)
