"""A warm-up for an activity in so many minutes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.public import Activity, Row, format_minutes

MINUTES = (5, 10, 15, 20)
USUAL_MIN = 10  # the time that the source of the moves names [R70]
MOVES_MIN = 5  # of the whole, for moves; our own line
SHORT_MOVES_MIN = 2  # and where there are but five minutes


class WarmUpForm(forms.Form):
    """What the warm-up is for, and how long it may take; without an answer ten minutes for a run."""

    activity = forms.ChoiceField(
        label=_("What will you do?"), choices=Activity.choices, widget=forms.Select({"class": "input"})
    )
    minutes = forms.TypedChoiceField(label=_("Minutes"), coerce=int, widget=forms.Select({"class": "input"}))

    def __init__(self, given: Mapping[str, str]) -> None:
        usual = {"activity": Activity.RUN.value, "minutes": str(USUAL_MIN)}
        super().__init__(usual | dict(given), auto_id="%s", use_required_attribute=False)
        self.fields["minutes"].choices = [(n, format_minutes(n)) for n in MINUTES]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class WarmUp:
    """`steps`: (minutes in words, what to do); none where the form was not understood."""

    form: WarmUpForm
    steps: tuple[tuple[str, str], ...]
    more: tuple[str, ...]


def warm_up(known: Row, given: Mapping[str, str]) -> WarmUp:
    """The WarmUp of knowledge.json's plans (a dict) for what an address asks for."""
    form = WarmUpForm(given)
    if not form.is_valid():
        return WarmUp(form, (), ())
    activity, minutes = form.cleaned_data["activity"], form.cleaned_data["minutes"]
    plan = next(plan for plan in known["plans"] if activity in plan["activities"])
    moves = MOVES_MIN if minutes > MOVES_MIN else SHORT_MOVES_MIN
    return WarmUp(
        form=form,
        steps=(
            (format_minutes(minutes - moves), plan["easy"]["text"]),
            (format_minutes(moves), plan["moves"]["text"]),
        ),
        more=tuple(text["text"] for text in known["more"] if activity in text["activities"]),
    )
