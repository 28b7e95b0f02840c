"""The questions about a session that is planned: they are asked, and never saved."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.calendar import MINUTE
from journal.forms.fields import fields_of
from journal.forms.muscles import NOT_CHOSEN
from journal.forms.session import SessionForm
from journal.models import Profile
from journal.reading.rows import columns
from journal.row import Row
from journal.vocabulary import DrinkKind

ASKED = SessionForm.base_fields


class PlanForm(forms.Form):
    """A planned session: activity, minutes and effort are required, the rest is worth asking."""

    activity = ASKED["activity"]
    duration_min = ASKED["duration_min"]
    effort = ASKED["effort"]
    warm_up_min = ASKED["warm_up_min"]
    fluid_ml = ASKED["fluid_ml"]
    fluid_kind = ASKED["fluid_kind"]
    air = ASKED["air"]
    hours_since_meal = ASKED["hours_since_meal"]
    muscles = ASKED["muscles"]

    def __init__(self, *args: Any, person: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.fields = fields_of(self.fields, person)
        self.fields["activity"].label = _("What will you do?")
        self.fields["warm_up_min"].label = _("How long will you warm up?")
        self.fields["fluid_ml"].label = _("How much will you drink during it?")
        self.fields["fluid_ml"].help_text = ""
        self.fields["fluid_kind"].label = _("What will it be?")
        self.fields["fluid_kind"].required = False
        self.fields["effort"].label = _("How hard will it be, overall?")
        self.fields["air"].label = _("How is the air?")
        self.fields["hours_since_meal"].label = _("Hours from the last meal to the start")
        self.fields["muscles"].label = _("Muscles it will mainly work")
        self.fields["muscles"].help_text = NOT_CHOSEN

    def row(self, at: datetime) -> Row:
        """The plan as a session row that begins at a moment: everything that was not asked is not recorded."""
        blank = dict.fromkeys(columns("sessions")) | {"id": uuid.uuid4(), "started_at": at}
        return blank | {name: self.cleaned_data[name] for name in self.fields if name in blank}

    def drink(self, at: datetime) -> Row | None:
        """What will be drunk as a drink row in the middle of a plan that begins at a moment; None when not said."""
        if not self.cleaned_data["fluid_ml"]:
            return None
        said = {"ml": self.cleaned_data["fluid_ml"], "kind": self.cleaned_data["fluid_kind"] or DrinkKind.WATER.value}
        middle = at + self.cleaned_data["duration_min"] / 2 * MINUTE
        return dict.fromkeys(columns("drinks")) | {"id": uuid.uuid4(), "at": middle} | said


class FlipForm(forms.Form):
    """What decides whether a coin may fall for a planned session: nothing is required, a blank is an answer, too."""

    activity = ASKED["activity"]
    duration_min = ASKED["duration_min"]
    effort = ASKED["effort"]
    air = ASKED["air"]
    event = forms.BooleanField(required=False, label=_("It is a competition"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        for field in self.fields.values():
            field.required = False
        self.fields["activity"].label = _("What will you do?")
        self.fields["effort"].label = _("How hard will it be, overall?")
        self.fields["air"].label = _("How is the air?")

    def plan(self) -> Row:
        """The answers, None where there is none; of a form that is valid."""
        return {name: value if value != "" else None for name, value in self.cleaned_data.items()}
