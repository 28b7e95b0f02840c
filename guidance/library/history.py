"""Each session over time for one cause: a drawing for few of them, a row a month for many, and all as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.causes.counts import Side, side_of
from guidance.causes.labels import sides
from guidance.causes.over_time import OverTime, Point
from guidance.causes.registry import EXPOSED, NOT_EXPOSED
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import with_numbers
from journal.public import Outcome, days_from, format_count, format_date, format_sessions, not_recorded

MOST_DRAWN = 60  # sessions, each a dot; more are told by month
MOST_LISTED = 60
TOP, BOTTOM, LEFT = 34, 186, 8  # of the drawing: pixels, pixels, per cent of its width
FOLLOWED = {
    Outcome.TWINGE: gettext_lazy("A twinge"),
    Outcome.FELT: gettext_lazy("Something felt"),
    Outcome.CALM: gettext_lazy("Nothing"),
    Outcome.UNKNOWN: gettext_lazy("No answer yet"),
}
KINDS = {Outcome.TWINGE: "on", Outcome.FELT: "half"}  # of dots
NEXT_MONTH = 19  # per cent of the width that the name of a month needs


@dataclass(frozen=True)
class Dot:
    """A session in the drawing. `kind`: as of `counts.dots`; `also`: it counts as the cause outside the shaded part."""

    x: str
    y: int
    kind: str
    also: bool


@dataclass(frozen=True)
class Mark:
    """A line of text in the drawing: at a height in pixels or at a width in per cent."""

    place: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """`shade`: (top, height) in pixels of the part that counts as the cause; `cut`: the line it begins at."""

    label: str
    dots: tuple[Dot, ...]
    shade: tuple[int, int]
    cut: int
    heights: tuple[Mark, ...]
    months: tuple[Mark, ...]


@dataclass(frozen=True)
class Month:
    """The sessions of a month, on one side and on the other: what followed them, in words and in dots."""

    name: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Listed:
    """A session in the table, with the way to it."""

    date: str
    url: str
    dose: str
    side: str
    followed: str


@dataclass(frozen=True)
class History:
    """`drawing` or `months` shows the sessions that can be compared; `notes` say what else is to be known of them.

    `heads`: what the two sides are called.
    """

    title: str
    drawing: Drawing | None
    months: tuple[Month, ...]
    heads: tuple[str, ...]
    notes: tuple[str, ...]
    listed: tuple[Listed, ...]


def history(cause: str, found: OverTime, imperial: bool) -> History | None:
    """The History of a counted cause, or None without a session."""
    if not found.points:
        return None
    compared = [point for point in found.points if _is_compared(point)]
    scale = _Scale.of(cause, found, compared, imperial)
    drawn = 0 < len(compared) <= MOST_DRAWN
    left_out = len(found.points) - len(compared)
    return History(
        title=_title(drawn or not compared) % {"sessions": format_sessions(len(compared))},
        drawing=_drawing(compared, scale) if drawn else None,
        months=() if drawn else tuple(_months(compared)),
        heads=sides(cause),
        notes=tuple(_notes(compared if drawn else [], left_out, scale)),
        listed=tuple(_listed(point, cause, scale) for point in _to_list(found.points)),
    )


def _title(one_by_one: bool) -> str:
    return _("Your %(sessions)s, one by one") if one_by_one else _("Your %(sessions)s, by month")


@dataclass(frozen=True)
class _Scale:
    """How a dose becomes a height, in the words and units of its axis; a cause without numbers has two heights."""

    label: str
    tick: str
    less: bool
    cut: float
    top: float
    imperial: bool

    @classmethod
    def of(cls, cause: str, found: OverTime, compared: Sequence[Point], imperial: bool) -> "_Scale":
        axis = by_id("causes")[cause].get("axis")
        if axis is None or found.cut is None:
            return cls("", "", True, 0.5, 1.0, imperial)
        highest = max((point.dose for point in compared if point.dose is not None), default=found.cut)
        return cls(axis["label"], axis["tick"], axis["less"], found.cut, max(highest, 1.5 * found.cut, 1), imperial)

    def height(self, dose: float) -> int:
        return round(BOTTOM - (BOTTOM - TOP) * min(dose, self.top) / self.top)

    def dose(self, point: Point) -> float | None:
        return (0.25 if point.present else 0.75) if not self.label else point.dose

    def shaded(self, point: Point) -> bool:
        dose = self.dose(point)
        return dose is not None and (dose < self.cut if self.less else dose > self.cut)

    def in_words(self, dose: float) -> str:
        return with_numbers(self.tick, {"n": dose}, self.imperial)


def _drawing(compared: Sequence[Point], scale: _Scale) -> Drawing:
    first, last, cut = compared[0].date, compared[-1].date, scale.height(scale.cut)
    dots_ = tuple(
        Dot(_across(point.date, first, last), scale.height(dose), KINDS.get(point.outcome, ""), _also(point, scale))
        for point in compared
        if (dose := scale.dose(point)) is not None
    )
    shade = (cut, BOTTOM + 8 - cut) if scale.less else (TOP - 14, cut - TOP + 14)
    heights = tuple(Mark(str(scale.height(dose) + 4), scale.in_words(dose)) for dose in _ticks(scale))
    return Drawing(scale.label, dots_, shade, cut, heights, tuple(_month_marks(first, last)))


def _ticks(scale: _Scale) -> tuple[float, ...]:
    """The doses that are written beside the drawing: none, where the cause begins, the most."""
    if not scale.label:
        return ()
    line = round(scale.cut, 1)
    return tuple(dose for dose in dict.fromkeys((0.0, line, scale.top)) if dose in (0.0, line) or dose > 1.3 * line)


def _also(point: Point, scale: _Scale) -> bool:
    return bool(point.present) and not scale.shaded(point)


def _across(day: date, first: date, last: date) -> str:
    return f"{_place(day, first, last):.1f}%"


def _place(day: date, first: date, last: date) -> float:
    """Where a day stands across the drawing, in per cent of its width."""
    return LEFT + 2 + (96 - LEFT) * (day - first).days / max((last - first).days, 1)


def _month_marks(first: date, last: date) -> Iterator[Mark]:
    """The names of the months, as many as there is room for."""
    free = float(LEFT)
    begins = [day for day in days_from(first, (last - first).days + 1) if day == first or day.day == 1]
    for day in begins:
        place = _place(day, first, last)
        if free <= place <= 100 - NEXT_MONTH:
            free = place + NEXT_MONTH
            yield Mark(f"{place:.1f}%", format_date(day, "M"))


def _months(compared: Sequence[Point]) -> Iterator[Month]:
    """The Months with a session, newest first."""
    newest_first = sorted(compared, key=lambda point: point.date, reverse=True)
    for _month, points in groupby(newest_first, key=lambda point: (point.date.year, point.date.month)):
        found = list(points)
        pairs = Counter((EXPOSED if point.present else NOT_EXPOSED, point.outcome) for point in found)
        both = [side_of(pairs, state) for state in (EXPOSED, NOT_EXPOSED)]
        cells = tuple((_share(side) if side.sessions else "", side.dots) for side in both)
        yield Month(format_date(found[0].date, "M Y"), cells)


def _share(side: Side) -> str:
    return _("%(n)s of %(of)s") % {"n": format_count(side.episodes), "of": format_count(side.sessions)}


def _notes(drawn: Sequence[Point], left_out: int, scale: _Scale) -> Iterator[str]:
    """What else is to be known of the drawing, a sentence each."""
    if drawn:
        yield _("A full dot had a twinge within 24 hours, a dot within a dot something felt.")
        yield _("The shaded part is what we count as the cause.")
    else:
        yield _("A full dot had a twinge within 24 hours, half a dot something felt.")
    if also := sum(_also(point, scale) for point in drawn):
        yield ngettext(
            "%(n)s session with a dashed ring counts for another reason.",
            "%(n)s sessions with a dashed ring count for another reason.",
            also,
        ) % {"n": format_count(also)}
    if left_out:
        yield ngettext(
            "%(n)s session cannot be compared and is left out: something was not recorded.",
            "%(n)s sessions cannot be compared and are left out: something was not recorded.",
            left_out,
        ) % {"n": format_count(left_out)}


def _to_list(points: Sequence[Point]) -> list[Point]:
    """What the table lists, newest first: first the sessions that lack something."""
    newest_first = reversed(points)
    return sorted(newest_first, key=_is_compared)[:MOST_LISTED]


def _is_compared(point: Point) -> bool:
    return point.present is not None and point.outcome.known


def _listed(point: Point, cause: str, scale: _Scale) -> Listed:
    with_it, without = sides(cause)
    dose = scale.dose(point) if scale.label else None
    return Listed(
        date=format_date(point.date, "j F Y"),
        url=reverse("session", args=[point.session]),
        dose=not_recorded() if dose is None else scale.in_words(dose),
        side=_("not recorded") if point.present is None else with_it if point.present else without,
        followed=str(FOLLOWED[point.outcome]),
    )
