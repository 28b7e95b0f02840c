"""Numbers as people read them, always with their unit."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from journal.vocabulary import BodyPart, Side, Sign

# Exact by definition (international yard and pound, UK fl oz differs: the US one is meant).
ML_PER_FL_OZ = 29.5735295625
ML_OF = {
    "cl": 10, "dl": 100, **dict.fromkeys("ml millilitre millilitres milliliter milliliters".split(), 1),
    **dict.fromkeys("l litre litres liter liters".split(), 1000),
    **dict.fromkeys(("oz", "fl oz", "ounce", "ounces", "fluid ounce", "fluid ounces"), ML_PER_FL_OZ),
}  # fmt: skip
KM_PER_MILE = 1.609344
KG_PER_LB = 0.45359237

P = ParamSpec("P")
R = TypeVar("R")


def per_language(function: Callable[P, R]) -> Callable[P, R]:
    """Keep a function's texts for each language: pages say the same few numbers over and over."""
    kept = lru_cache(maxsize=4096)(lambda language, *args: function(*args))  # type: ignore[call-arg]

    @wraps(function)
    def said(*args: P.args, **kwargs: P.kwargs) -> R:
        return kept(get_language(), *args)

    return said


@per_language
def format_count(value: float, decimals: int = 0) -> str:
    """1210 -> "1,210"; 0.667 with 2 decimals -> "0.67"."""
    return number_format(round(value, decimals), decimal_pos=decimals, use_l10n=True, force_grouping=True)


def format_date(date: date, style: str) -> str:
    """A date in Django's format letters: 2026-06-18 with "l j F" -> "Thursday 18 June".

    With its year when that is not this year: "Thursday 18 June 2026".
    """
    names_month = "F" in style or "M" in style
    other_year = names_month and "Y" not in style and date.year != timezone.localdate().year
    return format_date_as(date, f"{style} Y" if other_year else style)


@per_language
def format_date_as(date: date, style: str) -> str:
    """A date in Django's format letters and nothing else: for a range whose other end tells the year."""
    return date_format(date, style)


def zone_name(zone: str) -> str:
    """ "America/New_York" -> "America/New York"."""
    return zone.replace("_", " ")


@per_language
def format_volume(ml: float, imperial: bool = False) -> str:
    """500 -> "500 ml" or "17 fl oz"."""
    if imperial:
        return _("%(n)s fl oz") % {"n": format_count(ml / ML_PER_FL_OZ)}
    return _("%(n)s ml") % {"n": format_count(ml)}


def format_litres(ml: float, imperial: bool = False) -> tuple[str, str]:
    """1700 -> ("1.7", "litres") or ("57", "fl oz")."""
    if imperial:
        return format_count(ml / ML_PER_FL_OZ), _("fl oz")
    return format_count(ml / 1000, 1), _("litres")


@per_language
def format_temperature(celsius: float, imperial: bool = False) -> str:
    """24 -> "24 °C" or "75 °F"."""
    if imperial:
        return _("%(n)s °F") % {"n": format_count(celsius * 9 / 5 + 32)}
    return _("%(n)s °C") % {"n": format_count(celsius)}


@per_language
def format_distance(km: float, imperial: bool = False) -> str:
    """10 -> "10.0 km" or "6.2 miles"."""
    if imperial:
        return _("%(n)s miles") % {"n": format_count(km / KM_PER_MILE, 1)}
    return _("%(n)s km") % {"n": format_count(km, 1)}


@per_language
def format_weight(kg: float, imperial: bool = False) -> str:
    """70 -> "70.0 kg" or "154.3 lb"."""
    if imperial:
        return _("%(n)s lb") % {"n": format_count(kg / KG_PER_LB, 1)}
    return _("%(n)s kg") % {"n": format_count(kg, 1)}


@per_language
def format_minutes(value: float) -> str:
    """50 -> "50 min"; 90 -> "1 h 30"."""
    if value < 60:
        return _("%(n)s min") % {"n": format_count(value)}
    return format_hours(value / 60)


@per_language
def format_hours(value: float) -> str:
    """6.5 -> "6 h 30"; 7 -> "7 h"; 0.5 -> "30 min"."""
    whole, rest = divmod(round(value * 60), 60)
    if not whole:
        return _("%(n)s min") % {"n": rest}
    return _("%(h)s h %(m)02d") % {"h": whole, "m": rest} if rest else _("%(h)s h") % {"h": whole}


def format_rating(value: float | str) -> str:
    """7 -> "7 of 10"."""
    return _("%(n)s of 10") % {"n": value}


def format_twinges(n: int) -> str:
    """3 -> "3 twinges"."""
    return ngettext("%(n)s twinge", "%(n)s twinges", n) % {"n": n}


def format_sessions(n: int) -> str:
    """3 -> "3 sessions"."""
    return ngettext("%(n)s session", "%(n)s sessions", n) % {"n": n}


@per_language
def format_place(body_part: str, side: str | None) -> str:
    """("calf", "left") -> "left calf"; the words of the body map, in lower case."""
    part = str(BodyPart(body_part).label).lower()
    if side in (Side.LEFT, Side.RIGHT):
        return _("%(side)s %(part)s") % {"side": str(Side(side).label).lower(), "part": part}
    return _("both sides, %(part)s") % {"part": part} if side == Side.BOTH else part


@per_language
def format_sign(sign: str) -> str:
    """ "racing_heart" -> "racing heart"; as it stands in a sentence, in lower case."""
    return str(Sign(sign).label).lower()


def one_line_break(text: str) -> str:
    """The text with each line break as one character, "\\n"; browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_recorded() -> str:
    return _("not recorded")
