"""The session form: three questions are required, the rest is one tap deeper."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import HOUR, MINUTE
from journal.forms.base import EntryForm
from journal.forms.fields import (
    AftermathField,
    MinutesField,
    MomentField,
    NoteField,
    NumberField,
    QuantityField,
    ScaleField,
    VolumeField,
    WholeField,
    WordField,
    WordsField,
    YesNoField,
)
from journal.forms.muscles import MUSCLES, NOT_TRAINED, help_with_muscles
from journal.forms.widgets import Affixed
from journal.measures.one_session import session_end
from journal.models import Session
from journal.reading.recent import followed_by_twinge
from journal.row import Row
from journal.vocabulary import Activity, Aftermath, Air, BodyPart, DrinkKind, Sweat, WarmUpKind

ACTIVITY_ICONS = {
    "run": "run", "strength": "strength", "cycle": "cycle", "walk": "walk", "swim": "swim", "team_sport": "ball",
    "yoga": "yoga", "other": "other",
}  # fmt: skip

# The words of the modified CR-10 scale (Foster et al. 2001); 6, 8 and 9 have none of their own.
EFFORT_WORDS = [
    gettext_lazy("Rest"),
    gettext_lazy("Very, very easy"),
    gettext_lazy("Easy"),
    gettext_lazy("Moderate"),
    gettext_lazy("Somewhat hard"),
    gettext_lazy("Hard"),
    gettext_lazy("Between hard and very hard"),
    gettext_lazy("Very hard"),
    gettext_lazy("Between very hard and maximal"),
    gettext_lazy("Nearly maximal"),
    gettext_lazy("Maximal"),
]
LATER = ("", gettext_lazy("Ask me tomorrow"))
# What a repeated or usual session fills in: what it is. Effort and what followed are never filled in, and what differs
# from day to day (warm-up, stretching, drinks, weather, sweat) is a fact about that day: see journal.forms.as_usual.
REPEATED = ("activity", "duration_min", "muscles")


FLUID_AMOUNTS = (250, 500, 750, 1000)


def nothing_does_not_fit() -> str:
    return _(
        "A twinge is logged after this session, so “Nothing” does not fit. Choose another answer, or correct the "
        "twinge first."
    )


class SessionForm(EntryForm):
    activity = WordField(
        Activity.choices,
        required=True,
        icons=ACTIVITY_ICONS,
        label=gettext_lazy("What did you do?"),
        error_messages={"required": gettext_lazy("Choose what you did.")},
    )
    ended = WordField(
        [("now", gettext_lazy("Just now")), ("hour", gettext_lazy("1 hour ago")), ("earlier", gettext_lazy("Earlier"))],
        required=True,
        label=gettext_lazy("When did it end?"),
    )
    started_at = MomentField(label=gettext_lazy("Started at"))
    duration_min = MinutesField(
        "duration_min",
        [(n, n) for n in (30, 45, 60, 90)],
        other_label=gettext_lazy("Another length, in minutes"),
        required=True,
        label=gettext_lazy("How long?"),
        called=gettext_lazy("Minutes"),
        error_messages={"required": gettext_lazy("Enter how many minutes it took, 1 to 1,440.")},
    )
    effort = ScaleField(
        "effort",
        EFFORT_WORDS,
        anchors=gettext_lazy("0 rest · 5 hard · 10 maximal"),
        required=True,
        label=gettext_lazy("How hard was it, overall?"),
        called=gettext_lazy("Effort"),
        error_messages={"required": gettext_lazy("Choose how hard it was.")},
    )
    aftermath = AftermathField(
        label=gettext_lazy("Anything twitch or cramp?"),
        help_text=gettext_lazy(
            "Only sessions with an answer can be compared, and calm ones matter as much as a cramp. If more comes "
            "within 24 hours, one tap on Today changes it."
        ),
    )
    warm_up_min = MinutesField(
        "warm_up_min",
        [(0, gettext_lazy("None")), (2, 2), (5, 5), (10, 10), (15, 15)],
        other_label=gettext_lazy("Another length of the warm-up, in minutes"),
        label=gettext_lazy("Warm-up"),
        called=gettext_lazy("Warm-up, minutes"),
        help_text=gettext_lazy("minutes before the main part"),
    )
    warm_up_kinds = WordsField(WarmUpKind.choices, label=gettext_lazy("What did it include?"))
    stretch_after_min = MinutesField(
        "stretch_after_min",
        [(0, gettext_lazy("None")), (2, 2), (5, 5), (10, 10)],
        other_label=gettext_lazy("Another length of stretching, in minutes"),
        label=gettext_lazy("Stretched afterwards?"),
        called=gettext_lazy("Stretching, minutes"),
        help_text=gettext_lazy("minutes"),
    )
    massage_after = YesNoField(label=gettext_lazy("Massaged the muscles?"))
    fluid_ml = VolumeField(
        FLUID_AMOUNTS,
        called=gettext_lazy("Drunk during it"),
        label=gettext_lazy("Drunk during it"),
        help_text=gettext_lazy("logged as a drink of its own"),
    )
    fluid_kind = WordField(
        [
            (kind.value, kind.label)
            for kind in (DrinkKind.WATER, DrinkKind.ELECTROLYTE, DrinkKind.JUICE, DrinkKind.SOFT_DRINK)
        ],
        required=True,
        label=gettext_lazy("What was it?"),
    )
    carbs_during_g = WholeField("carbs_during_g", widget=Affixed("g"), label=gettext_lazy("Carbohydrate during it"))
    hours_since_meal = NumberField(
        "hours_since_meal", widget=Affixed("h"), label=gettext_lazy("Hours from the last meal to the start")
    )
    air = WordField(Air.choices, label=gettext_lazy("How did the air feel?"))
    temperature_c = QuantityField("temperature_c", "temperature", label=gettext_lazy("Air temperature"))
    humidity_pct = WholeField("humidity_pct", widget=Affixed("%"), label=gettext_lazy("Humidity"))
    sweat = WordField(Sweat.choices, label=gettext_lazy("How much did you sweat?"))
    salt_marks = YesNoField(label=gettext_lazy("White salt marks on skin or clothes?"))
    muscles = WordsField(MUSCLES, label=gettext_lazy("Muscles mainly worked"))
    distance_km = QuantityField("distance_km", "distance", label=gettext_lazy("Distance"))
    weight_before_kg = QuantityField("weight_before_kg", "weight", label=gettext_lazy("Weight before"))
    weight_after_kg = QuantityField("weight_after_kg", "weight", label=gettext_lazy("Weight after"))
    felt_drained = YesNoField(label=gettext_lazy("Drained, or technique broke down?"))
    event = YesNoField(label=gettext_lazy("Was it a competition?"))
    note = NoteField(rows=3, label=gettext_lazy("Note, only you see it"))

    page_order = (
        "activity", "ended", "started_at", "duration_min", "effort", "aftermath", "warm_up_min", "warm_up_kinds",
        "stretch_after_min", "massage_after", "fluid_ml", "fluid_kind", "hours_since_meal", "carbs_during_g", "air",
        "temperature_c", "humidity_pct", "sweat", "salt_marks", "muscles", "felt_drained", "weight_before_kg",
        "weight_after_kg", "distance_km", "event", "note",
    )  # fmt: skip

    class Meta:
        model = Session
        fields = [
            "started_at",
            "duration_min",
            "activity",
            "effort",
            "muscles",
            "distance_km",
            "warm_up_min",
            "warm_up_kinds",
            "stretch_after_min",
            "massage_after",
            "air",
            "temperature_c",
            "humidity_pct",
            "sweat",
            "salt_marks",
            "hours_since_meal",
            "carbs_during_g",
            "weight_before_kg",
            "weight_after_kg",
            "felt_drained",
            "event",
            "aftermath",
            "note",
        ]

    derived_columns = ("quiet_after", "graded_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activity = self.instance.activity or self.initial.get("activity")
        self.fields["muscles"].help_text = help_with_muscles(activity, self.person)
        if self.instance._state.adding:
            self.fields["ended"].required = False
            self.fields["aftermath"].widget.choices = [*Aftermath.choices, LATER]
        else:
            for name in ("ended", "fluid_ml", "fluid_kind"):
                del self.fields[name]
            self.fields["effort"].required = self.instance.effort is not None
            others = [part for part in self.instance.muscles or () if part in NOT_TRAINED]  # as a file may have it
            muscles: Any = self.fields["muscles"]
            muscles.choices = [*MUSCLES, *((part, BodyPart(part).label) for part in others)]
            if self._says_nothing():
                twinged = followed_by_twinge(self.person, self.instance)
                self.initial["aftermath"] = None if twinged else Aftermath.NOTHING
        if "fluid_kind" in self.fields:
            self.fields["fluid_kind"].required = False
            self.initial.setdefault("fluid_kind", "water")

    def _says_nothing(self) -> bool:
        return self.instance.quiet_after is True or self.instance.aftermath == Aftermath.NOTHING

    def clean(self) -> Row:
        cleaned = super().clean()
        cleaned["started_at"] = self._start(cleaned)
        ends = self._end(cleaned)
        if ends is not None and not self.has_error("started_at"):
            self._check_end(cleaned, ends)
            if not self.errors and cleaned.get("aftermath") == Aftermath.NOTHING:
                self._check_nothing(cleaned)
        return cleaned

    def _check_nothing(self, cleaned: Row) -> None:
        """Refuse "Nothing" for a session that a logged twinge followed."""
        said = Session(id=self.instance.id, started_at=cleaned["started_at"], duration_min=cleaned["duration_min"])
        if followed_by_twinge(self.person, said):
            self.add_error("aftermath", nothing_does_not_fit())

    def _start(self, cleaned: Row) -> datetime | None:
        """The start: as given, or counted back from "just now" and "1 hour ago"."""
        given, ended, minutes = cleaned.get("started_at"), cleaned.get("ended"), cleaned.get("duration_min")
        if given is not None and ended not in ("now", "hour"):
            return given
        if ended == "earlier" or not self.instance._state.adding:
            if not self.has_error("started_at"):
                self.add_error("started_at", _("Started at: enter the date and time it began."))
            return None
        back = HOUR if ended == "hour" else 0 * HOUR
        return None if minutes is None else self.now - back - minutes * MINUTE

    def _end(self, cleaned: Row) -> datetime | None:
        if cleaned["started_at"] is None or cleaned.get("duration_min") is None:
            return None
        return session_end(cleaned["started_at"], cleaned["duration_min"])

    def _check_end(self, cleaned: Row, ends: datetime) -> None:
        self.not_in_future("started_at", cleaned["started_at"])
        if not self.has_error("started_at") and (ends - self.now).total_seconds() > 60:
            self.add_error(
                "duration_min",
                self.by_their_clock(
                    _("It would end at %(end)s, which has not come yet. Enter fewer minutes or an earlier start.")
                    % {"end": f"{self.calendar.local(ends):%H:%M}"}
                ),
            )

    def derived(self) -> Row:
        grade = self.cleaned_data["aftermath"]
        graded_at = self.now if "aftermath" in self.changed_data else self.instance.graded_at
        return {"quiet_after": True if grade == Aftermath.NOTHING else None, "graded_at": graded_at}

    def _get_validation_exclusions(self) -> set[str]:
        """What follows from `aftermath` agrees with it; to have that checked is three queries."""
        return super()._get_validation_exclusions() | {"quiet_after"}
