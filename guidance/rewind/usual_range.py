"""A number beside the person's own usual: the middle half (between the quartiles) of their earlier ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.public import LEAST_USUAL, ML_PER_FL_OZ, format_count, format_hours, middle_half


@dataclass(frozen=True)
class Unit:
    """How a number is said: `number` gives its digits, `text` puts the unit around them."""

    number: Callable[[float], str]
    text: str | Promise

    def said(self, value: float) -> str:
        """3 -> "3 min"."""
        return self.text % {"n": self.number(value)}

    def span(self, low: float, high: float) -> str:
        """8, 12 -> "8 to 12 min"; two numbers that read the same are said once."""
        least, most = self.number(low), self.number(high)
        said = least if least == most else _("%(low)s to %(high)s") % {"low": least, "high": most}
        return self.text % {"n": said}


def _count(value: float) -> str:
    return format_count(value)


def _tenths(value: float) -> str:
    return format_count(value, 1 if round(value, 1) % 1 else 0)


MINUTES = Unit(_count, gettext_lazy("%(n)s min"))
HOURS = Unit(format_hours, "%(n)s")
OF_TEN = Unit(_tenths, gettext_lazy("%(n)s of 10"))
MG = Unit(_count, gettext_lazy("%(n)s mg"))
UK_UNITS = Unit(_tenths, gettext_lazy("%(n)s UK units"))
ML = Unit(_count, gettext_lazy("%(n)s ml"))
FL_OZ = Unit(lambda ml: format_count(ml / ML_PER_FL_OZ), gettext_lazy("%(n)s fl oz"))


def days(n: int) -> str:
    """3 -> "3 days"."""
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def nights(n: int) -> str:
    """3 -> "3 nights"."""
    return ngettext("%(n)s night", "%(n)s nights", n) % {"n": n}


def compared(value: float | None, earlier: list[Any], unit: Unit, over: Callable[..., Any]) -> str:
    """The sentence that sets `value` (None: not recorded) beside the person's `earlier` values of the same kind.

    `over`: how many there were in words, such as `format_sessions`. Equal as said is equal: nothing is above what reads
    the same.
    """
    usual = middle_half(earlier)
    if usual is None:
        return not_yet(len(earlier))
    low, high = usual
    said = {"usual": unit.span(low, high), "over": over(len(earlier))}
    if value is None:
        return _("Usually %(usual)s, over %(over)s.") % said
    if low <= value <= high or unit.number(value) in (unit.number(low), unit.number(high)):
        return _("As usual: %(usual)s, over %(over)s.") % said
    if value < low:
        return _("Less than usual: usually %(usual)s, over %(over)s.") % said
    return _("More than usual: usually %(usual)s, over %(over)s.") % said


def not_yet(known: int) -> str:
    """What is said with too few values for a usual."""
    missing = LEAST_USUAL - known
    return ngettext(
        "%(n)s more entry will show what is usual for you.",
        "%(n)s more entries will show what is usual for you.",
        missing,
    ) % {"n": missing}
