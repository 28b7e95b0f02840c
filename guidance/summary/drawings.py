"""The drawings of the doctor's summary: where on the body, and each day's load and episodes. Geometry for the template.

They carry their colours as attributes, so that a printer and a PDF draw them as the page does.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from journal.public import BODY_BACK, BODY_FRONT, DRAWN_AS, Calendar, Row, format_count, format_date, total_load

WIDTH, BASE, TALLEST, SHORTEST = 744, 40, 36, 4  # of the strand, in its own units
LABELS = 5


Place = tuple[str | None, str | None]  # part and side


@dataclass(frozen=True)
class Shape:
    """One region of the body. `count` is 0 where nothing was logged; `x`, `y`: where the number stands, in `size`."""

    path: str
    mirrored: bool
    count: int
    size: int
    x: float
    y: float


@dataclass(frozen=True)
class Figure:
    caption: str
    shapes: tuple[Shape, ...]


def figures(episodes: Sequence[Row]) -> tuple[Figure, Figure]:
    """The Figures of the body, front and back, with the number of episodes in each region that has one of its own."""
    counts: Counter[Place] = Counter()
    for episode in episodes:
        part = DRAWN_AS.get(episode["body_part"], episode["body_part"])
        sides = ("left", "right") if episode["side"] == "both" else (episode["side"],)
        counts.update({(part, side) for side in sides} | {(part, None)})
    front = tuple(_shape(region, counts) for region in BODY_FRONT)
    seen = {(region.part, region.side) for region in BODY_FRONT}
    back = tuple(_shape(r, {} if (r.part, r.side) in seen else counts) for r in BODY_BACK)
    return Figure(_("Front"), front), Figure(_("Back"), back)


def _shape(region: Any, counts: Mapping[Place, int]) -> Shape:
    count = counts.get((region.part, region.side), 0)
    size = 17 if count < 100 else 12 if count < 1000 else 9
    return Shape(region.path, region.mirrored, count, size, *region.centre)


@dataclass(frozen=True)
class Bar:
    """A day's load upwards. Without an effort its height is not known, and it is drawn hollow."""

    x: float
    y: float
    width: float
    height: float
    known: bool


@dataclass(frozen=True)
class Strand:
    bars: tuple[Bar, ...]
    kinks: tuple[float, ...]
    labels: tuple[str, ...]
    says: str


def strand(dates: list[date], sessions: Sequence[Row], episodes: Sequence[Row], calendar: Calendar) -> Strand:
    """The Strand of the days `dates`, from the session and episode rows of those days."""
    step, by_day = WIDTH / len(dates), defaultdict(list)
    for session in sessions:
        by_day[calendar.date_of(session["started_at"])].append(session)
    loads = {date: total_load(rows) for date, rows in by_day.items()}
    most = max((load for load in loads.values() if load), default=0)
    twinged = {calendar.date_of(episode["started_at"]) for episode in episodes}
    places = {date: round((n + 0.5) * step, 1) for n, date in enumerate(dates)}
    width = round(max(1, min(6, 0.7 * step)), 1)
    return Strand(
        bars=tuple(_bar(places[date], loads[date], most, width) for date in dates if date in loads),
        kinks=tuple(places[date] for date in dates if date in twinged),
        labels=tuple(format_date(dates[n * (len(dates) - 1) // (LABELS - 1)], "j M") for n in range(LABELS)),
        says=_says(most),
    )


def _says(most: int) -> str:
    said = _("Bars up: session load (minutes × effort 0 to 10). Jumps down: a day with an episode.")
    return f"{said} {_('Highest bar: %(load)s.') % {'load': format_count(most)}}" if most else said


def _bar(x: float, load: int | None, most: int, width: float) -> Bar:
    height = round(max(SHORTEST, TALLEST * load / most), 1) if load else SHORTEST
    return Bar(round(x - width / 2, 1), round(BASE - 2 - height, 1), width, height, load is not None)
