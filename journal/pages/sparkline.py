"""Geometry of the small charts: x in per cent, y in px, strings ready for the template. No numbers are decided here."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_LEFT, _RIGHT = 4.0, 96.0
_TOP, _BOTTOM = 16.0, 54.0
_OVER, _UNDER = 9, 14  # from a point to the foot of its label, in px
_RING = 3  # how much farther from the last point, which is drawn as a ring


@dataclass(frozen=True)
class Point:
    """`label`: the value in words over the point, "" where it would only repeat; `side`: which way it is set."""

    x: str
    y: str
    now: bool
    label: str
    label_y: str
    side: str


@dataclass(frozen=True)
class Stroke:
    """A line between two neighbouring points; a week without entries breaks the line."""

    x1: str
    y1: str
    x2: str
    y2: str
    now: bool


@dataclass(frozen=True)
class Spark:
    points: list[Point]
    strokes: list[Stroke]
    band: tuple[str, str] | None  # y and height of "your usual"


def spark(
    values: list[float | None],
    usual: tuple[float, float] | None,
    say: Callable[[float], str] = str,
    *,
    from_zero: bool,
) -> Spark | None:
    """The chart of some weeks' values, oldest first, None where nothing was logged; the last is the week shown.

    `usual`: (low, high) or None. `from_zero`: whether the axis starts at 0 (shares and counts) or is cut. `say`: a
    value in words; the last, the highest and the lowest stand on the chart.
    """
    known = [value for value in values if value is not None] + list(usual or ())
    if not known:
        return None
    low = 0 if from_zero else min(known)
    span = (max(known) - low) or 1
    place = lambda value: _BOTTOM - (_BOTTOM - _TOP) * (value - low) / span  # noqa: E731
    step = (_RIGHT - _LEFT) / max(len(values) - 1, 1)
    spots = [(n, _LEFT + n * step, place(value)) for n, value in enumerate(values) if value is not None]
    last = len(values) - 1
    return Spark(
        points=[_point(n, x, y, values, say) for n, x, y in spots],
        strokes=[_stroke(a, b, last) for a, b in pairwise(spots) if b[0] - a[0] == 1],
        band=_band(usual, place),
    )


def _point(n: int, x: float, y: float, values: list[float | None], say: Callable[[float], str]) -> Point:
    known = [(value, k) for k, value in enumerate(values) if value is not None]
    highest, lowest = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
    told = {known[-1][1], highest[1], lowest[1]}
    value, now = values[n], n == len(values) - 1
    label = say(value) if value is not None and n in told else ""
    side = "start" if n == 0 else "end" if now else ""
    away = -_OVER - _RING * now if _is_over(n, known) else _UNDER + _RING * now
    return Point(f"{x:.1f}%", f"{y:.1f}", now, label, f"{y + away:.1f}", side)


def _is_over(n: int, known: list[tuple[float, int]]) -> bool:
    """Whether a label stands over its point. The line to the last comes from its left, where its label stands, too."""
    values = [value for value, _n in known]
    value = next(value for value, k in known if k == n)
    if n == known[-1][1]:
        return value >= values[max(len(values) - 2, 0)]
    return value != min(values) or max(values) == min(values)


def _stroke(a: tuple[int, float, float], b: tuple[int, float, float], last: int) -> Stroke:
    return Stroke(f"{a[1]:.1f}%", f"{a[2]:.1f}", f"{b[1]:.1f}%", f"{b[2]:.1f}", b[0] == last)


def _band(usual: tuple[float, float] | None, place: Callable[..., Any]) -> tuple[str, str] | None:
    if usual is None:
        return None
    low, high = usual
    height = max(place(low) - place(high), 3)
    return f"{place(high):.1f}", f"{height:.1f}"
