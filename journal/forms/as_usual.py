"""What is usual, as one tap each on the form of a session: offered, never chosen already.

What is usual is no record of today: an answer that nobody tapped stays not recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from journal.forms.session import FLUID_AMOUNTS
from journal.measures.habit import usual_amount, usual_answers
from journal.models import Profile
from journal.recording.session_drink import drink_id_of
from journal.row import Row
from journal.vocabulary import Air, Sweat
from journal.words import format_minutes, format_volume


@dataclass(frozen=True)
class AsUsual:
    """A radio button of the form: the field's name, the value it posts, and what stands on it."""

    name: str
    value: str
    label: str


def as_usual(sessions: list[Row], drinks: Iterable[Row], activity: str | None, person: Profile) -> tuple[AsUsual, ...]:
    """An AsUsual for each answer that is usual for an activity (of all, for None), from rows of the last weeks."""
    usual = usual_answers(sessions, activity)
    usual["fluid_ml"] = _usual_drink([row for row in sessions if activity in (None, row["activity"])], drinks)
    return tuple(AsUsual(name, str(usual[name]), label) for name, label in _labels(usual, person.imperial))


def _usual_drink(sessions: list[Row], drinks: Iterable[Row]) -> int | None:
    """What is usually drunk during it, where that is one of the form's own amounts; in ml."""
    own = {drink_id_of(row["id"]) for row in sessions}
    usual = usual_amount([row["ml"] for row in drinks if row["id"] in own])
    return usual if usual in FLUID_AMOUNTS else None


def _labels(usual: dict[str, Any], imperial: bool) -> Iterator[tuple[str, str]]:
    if (minutes := usual.get("warm_up_min")) is not None:
        yield "warm_up_min", _("Warm-up, usual: %(long)s") % {"long": _minutes(minutes)}
    if (minutes := usual.get("stretch_after_min")) is not None:
        yield "stretch_after_min", _("Stretching, usual: %(long)s") % {"long": _minutes(minutes)}
    if ml := usual["fluid_ml"]:
        yield "fluid_ml", _("Drinks, usual: %(amount)s") % {"amount": format_volume(ml, imperial)}
    if sweat := usual.get("sweat"):
        yield "sweat", _("Sweat, usual: %(word)s") % {"word": str(Sweat(sweat).label).lower()}
    if air := usual.get("air"):
        yield "air", _("Air, usual: %(word)s") % {"word": str(Air(air).label).lower()}


def _minutes(minutes: int) -> str:
    return format_minutes(minutes) if minutes else _("none")
