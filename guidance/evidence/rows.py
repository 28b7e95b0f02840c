"""Sessions with a cause and without it as two rows of dots, each with the range of its share."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidance.causes.counts import Comparison, Side
from guidance.causes.labels import sides
from guidance.evidence.wording import share_range
from journal.public import format_count, format_sessions


@dataclass(frozen=True)
class Interval:
    """Where the real share of a row may lie: "32.0%", "58.3%", "80.7%" for the drawing, and in words."""

    low: str
    share: str
    high: str
    text: str


@dataclass(frozen=True)
class DotRow:
    """Sessions of one side, a dot each: "on" when a twinge followed, "half" when something was felt. See `dots`."""

    label: str
    text: str
    felt: str
    dots: tuple[str, ...]
    interval: Interval | None


def rows_of(cause: str, compared: Comparison, ranges: bool = False) -> tuple[DotRow, ...]:
    """The DotRows of a cause, () for one that is never counted. `ranges`: whether they tell where a share may lie."""
    counted = (compared.with_cause, compared.without)
    return tuple(row_of(label, side, ranges) for label, side in zip(sides(cause), counted, strict=False))


def twinged(side: Side) -> str:
    """Side(12, 7, 2) -> "7 of 12 sessions"."""
    if not side.sessions:
        return _("no session yet")
    return _("%(n)s of %(sessions)s") % {"n": format_count(side.episodes), "sessions": format_sessions(side.sessions)}


def row_of(label: str, side: Side, ranges: bool = False) -> DotRow:
    """The DotRow of a Side."""
    felt = _("something felt after %(n)s more") % {"n": format_count(side.felt)} if side.felt else ""
    return DotRow(label, twinged(side), felt, side.dots, _interval(side) if ranges else None)


def _interval(side: Side) -> Interval | None:
    """The Interval of a Side: Wilson's 95 % range of the share; None without sessions."""
    found = share_range(side)
    if found is None:
        return None
    low, _middle, high = (round(100 * value) for value in found)
    text = _("The real share may lie between %(low)s and %(high)s of 100 sessions.") % {"low": low, "high": high}
    shown = [f"{100 * value:.1f}%" for value in found]
    return Interval(shown[0], shown[1], shown[2], text)
