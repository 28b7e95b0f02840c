"""The measures of a week, a literal table: how each is taken from a WeekNumbers and how it is said, with its unit."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.measures.one_session import WARM_UP_MIN
from journal.pages.week_numbers import WeekNumbers
from journal.words import format_count, format_hours, format_litres, format_sessions


@dataclass(frozen=True)
class Measure:
    """One row of the registry of measures: how a WeekNumbers gives it, and how it is said."""

    key: str
    icon: str
    title: str | Promise
    value: Callable[[WeekNumbers], float | None]
    shown: Callable[[float, bool], str]  # without its unit
    unit: Callable[[WeekNumbers, bool], str]  # and denominator
    step: float  # the smallest difference that is shown; smaller ones are not "above" or "below"
    from_zero: bool = False
    running: bool = False  # a total that still grows during the week
    counted: Callable[[WeekNumbers], str] | None = None  # where the count itself says more than the number it gives
    per_ten: str | Promise = ""  # how a usual range is said that is counted in tens: "{range} of 10"

    def range_of(self, low: float, high: float, imperial: bool) -> str:
        """A usual range: "7 to 8", "7 to 10 of 10"."""
        first, last = (self.shown(10 * n if self.per_ten else n, imperial) for n in (low, high))
        span = first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}
        return str(self.per_ten).format(range=span) if self.per_ten else span

    def point(self, imperial: bool) -> Callable[[float], str]:
        """How a value is said on the chart."""
        if self.per_ten:
            return lambda value: _("%(n)s in 10") % {"n": self.shown(10 * value, imperial)}
        return lambda value: self.shown(value, imperial)


def _after_unit(week: WeekNumbers, imperial: bool) -> str:
    said = _("after %(sessions)s, not known for %(n)s") if week.unknown else _("after %(sessions)s")
    return said % {"sessions": format_sessions(week.sessions), "n": week.unknown}


def _load_unit(week: WeekNumbers, imperial: bool) -> str:
    if not week.without_effort:
        return _("min × effort")
    return _("min × effort, %(sessions)s without effort") % {"sessions": format_sessions(week.without_effort)}


def _warm_unit(week: WeekNumbers, imperial: bool) -> str:
    missing = week.sessions - week.known_warm_ups
    return _("warm-ups, %(n)s not recorded") % {"n": missing} if missing else _("warm-ups")


def _fluid_unit(week: WeekNumbers, imperial: bool) -> str:
    return _("%(unit)s a day, %(n)s of 7 days logged") % {"unit": format_litres(0, imperial)[1], "n": week.fluid_days}


MEASURES = [
    Measure(
        "twinge", "twinge", gettext_lazy("Twinges after sessions"), lambda w: w.twinges_per_session,
        lambda v, imperial: format_count(v), _after_unit, 0.01, from_zero=True,
        counted=lambda w: format_count(w.twinges_after), per_ten=gettext_lazy("{range} after 10 sessions"),
    ),
    Measure(
        "load", "session", gettext_lazy("Training load"), lambda w: w.load,
        lambda v, imperial: format_count(v), _load_unit, 1, running=True,
    ),
    Measure(
        "warm", "warmup", format_lazy(gettext_lazy("Warm-ups of {n} min or more"), n=WARM_UP_MIN),
        lambda w: w.long_warm_up_share,
        lambda v, imperial: format_count(v), _warm_unit, 0.1, from_zero=True, per_ten=gettext_lazy("{range} of 10"),
        counted=lambda w: _("%(long)s of %(known)s") % {"long": w.long_warm_ups, "known": w.known_warm_ups},
    ),
    Measure(
        "water", "drink", gettext_lazy("Fluid"), lambda w: w.fluid_ml,
        lambda v, imperial: format_litres(v, imperial)[0], _fluid_unit, 100,
    ),
    Measure(
        "sleep", "sleep", gettext_lazy("Sleep"), lambda w: w.sleep_hours,
        lambda v, imperial: format_hours(v), lambda w, imperial: _("a night, %(n)s of 7 logged") % {"n": w.nights},
        1 / 60,
    ),
    Measure(
        "stress", "check-in", gettext_lazy("Stress"), lambda w: w.stress,
        lambda v, imperial: format_count(v, 1),
        lambda w, imperial: _("of 10, %(n)s of 7 days logged") % {"n": w.stress_days},
        0.1,
    ),
]  # fmt: skip

# How the table names a measure with its unit.
TABLE_TITLES: dict[str, Callable[[bool], str]] = {
    "load": lambda imperial: _("%(measure)s, min × effort"),
    "warm": lambda imperial: "%(measure)s",
    "water": lambda imperial: _("%(measure)s, fl oz a day") if imperial else _("%(measure)s, litres a day"),
    "sleep": lambda imperial: _("%(measure)s, a night"),
    "stress": lambda imperial: _("%(measure)s, 0 to 10"),
}
