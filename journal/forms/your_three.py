"""The three questions that would tell most of this person: first in the session form and in the check-in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from journal.forms.day import DayForm
from journal.forms.night import NightForm
from journal.forms.session import SessionForm
from journal.models import Profile

# Names of fields that can be asked first, by the form that asks them.
OF_SESSION = ("warm_up_min", "stretch_after_min", "hours_since_meal", "air", "sweat", "effort")
OF_DAY = ("stress", "magnesium_servings", "fruit_veg_portions", "dairy", "processed", "physical_job_load")
OF_NIGHT = ("hours",)
ASKABLE = (*OF_SESSION, *OF_DAY, *OF_NIGHT)
_FORMS: tuple[tuple[tuple[str, ...], Any], ...] = ((OF_SESSION, SessionForm), (OF_DAY, DayForm), (OF_NIGHT, NightForm))


@dataclass(frozen=True)
class YourThree:
    """`fields`: the bound fields that this form asks first; `labels`: all three, as their forms ask them.

    `rest`: the form without those fields. `sleep`: whether one of the three is asked of the night.
    """

    fields: tuple[Any, ...]
    labels: tuple[str, ...]
    chosen_on: date | None
    rest: Any
    sleep: bool


class Rest:
    """A form whose first questions stand elsewhere on the page: looked up here they are not there."""

    def __init__(self, form: Any, first: tuple[str, ...]) -> None:
        self._form, self._first = form, first

    def __getitem__(self, name: str) -> Any:
        if name in self._first:
            raise KeyError(name)
        return self._form[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._form, name)


def chosen(person: Profile) -> tuple[str, ...]:
    """The names of the person's three questions; () before they were chosen."""
    return tuple(name for name in person.questions or () if name in ASKABLE)


def your_three(form: Any) -> YourThree:
    """The YourThree of a form, which knows its person, and from here on that it asks them first."""
    names = chosen(form.person)
    first = tuple(name for name in names if name in form.fields)
    form.first = (*first, *form.first)
    return YourThree(
        fields=tuple(form[name] for name in first),
        labels=tuple(_label(name) for name in names),
        chosen_on=form.person.questions_on,
        rest=Rest(form, first) if first else form,
        sleep="hours" in names,
    )


def _label(name: str) -> str:
    form = next(form for names, form in _FORMS if name in names)
    return str(form.base_fields[name].label)


def asks_of_a_day(person: Profile) -> bool:
    """Whether one of the person's three is asked in the check-in."""
    return any(name in OF_DAY for name in chosen(person))
