"""Tips that somebody takes up without a trial: since when, until when, and why that alone proves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.tips.names import name_of
from journal.public import Row, format_date

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

MOST_TRIED = 8
WHY_NOTHING = gettext_lazy(
    "Twinges come and go by themselves, so a change after you begin proves little. A trial with a coin can tell."
)


@dataclass(frozen=True)
class TriedView:
    """A tip taken up: its name and its dates. `going`: it has not been stopped."""

    tip: str
    name: str
    when: str
    going: bool


@dataclass(frozen=True)
class TriedList:
    """What is being tried and what was tried, newest first. `older`: how many more there are."""

    tried: tuple[TriedView, ...]
    older: int
    why_nothing: str


def tried_list(intentions: list[Row] | tuple[Row, ...], person: Row, flags: "Sequence[Flag]", today: date) -> TriedList:
    """The TriedList of intention rows (oldest first) for a person's row, with the red flags open on this date."""
    known = [(row, name_of(row["tip"], person, flags)) for row in reversed(intentions)]
    views = [_view(row, name, today) for row, name in known if name]
    views.sort(key=lambda view: not view.going)
    return TriedList(tuple(views[:MOST_TRIED]), len(views[MOST_TRIED:]), str(WHY_NOTHING))


def _view(row: Row, name: str, today: date) -> TriedView:
    return TriedView(row["tip"], name, in_words(row, today), row["ended_on"] is None)


def in_words(row: Row, today: date) -> str:
    """ "since 12 November", "12 November to 3 December": the dates of an intention's row."""
    begun = _day(row["started_on"], today)
    if row["ended_on"] is None:
        return _("since %(date)s") % {"date": begun}
    return _("%(first)s to %(last)s") % {"first": begun, "last": _day(row["ended_on"], today)}


def _day(date: date, today: date) -> str:
    return format_date(date, "j F" if date.year == today.year else "j F Y")


def going(intentions: list[Row] | tuple[Row, ...], today: date) -> dict[str, str]:
    """{tip id: "12 November"}: the tips being followed, and since when."""
    return {row["tip"]: _day(row["started_on"], today) for row in reversed(intentions) if row["ended_on"] is None}
