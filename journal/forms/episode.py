"""The form for a twitch or cramp: kind and place are required; the time is now unless said otherwise."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import MINUTE, NIGHT_FROM, shift
from journal.forms.base import EntryForm
from journal.forms.fields import MinutesField, MomentField, NoteField, ScaleField, WordField, YesNoField
from journal.forms.places import PlaceField
from journal.forms.relief import ReliefField
from journal.forms.signs import SignsField
from journal.forms.widgets import Choices, Typed
from journal.measures.one_session import ended_at
from journal.models import Episode
from journal.row import Row
from journal.vocabulary import EpisodeKind

TWO, EVENING = time(2), time(NIGHT_FROM)  # on the person's clock

KIND_HELP = {
    EpisodeKind.TWITCH: gettext_lazy("Flickers under the skin, does not hurt"),
    EpisodeKind.CRAMP: gettext_lazy("Muscle grabs and hardens, usually hurts"),
    EpisodeKind.TREMOR: gettext_lazy("Shaking hands or legs"),
    EpisodeKind.TIC: gettext_lazy("Repeats: sniffing, jaw, eyelid, head; hard to hold back"),
    EpisodeKind.LEG_JERK: gettext_lazy("Legs twitch or kick at night"),
}
PAIN_WORDS = [
    gettext_lazy("No pain"),
    gettext_lazy("Just there"),
    gettext_lazy("Mild"),
    gettext_lazy("Mild, hard to ignore"),
    gettext_lazy("Moderate"),
    gettext_lazy("Moderate, it stops you"),
    gettext_lazy("Strong"),
    gettext_lazy("Severe"),
    gettext_lazy("Severe, hard to think"),
    gettext_lazy("Very severe"),
    gettext_lazy("The worst you can imagine"),
]
STRENGTH_WORDS = [
    "",
    gettext_lazy("Barely felt"),
    "",
    "",
    "",
    gettext_lazy("Strong"),
    "",
    "",
    "",
    "",
    gettext_lazy("As strong as it gets"),
]
BEGAN = [
    ("now", gettext_lazy("Just now")),
    ("during", gettext_lazy("During the session")),
    ("hour_after", gettext_lazy("Within an hour after")),
    ("night", gettext_lazy("That night")),
    ("at", gettext_lazy("Pick a time")),
]
LASTED = [
    ("0.5", gettext_lazy("Seconds")),
    ("1", gettext_lazy("1 min")),
    ("5", gettext_lazy("5 min")),
    ("10", gettext_lazy("10 min")),
    ("30", gettext_lazy("30 min")),
    ("60", gettext_lazy("1 hour")),
    ("going", gettext_lazy("Still going")),
]


class LastedField(MinutesField):
    """How long: minutes as a float, "going" or None."""

    whole = False

    def prepare_value(self, value: Typed | float | str | None) -> Typed | float | str | None:
        """Minutes to one decimal, the way the pills have them."""
        return super().prepare_value(round(value, 1) if isinstance(value, float) else value)

    def to_python(self, value: Any) -> Any:
        return value if value == "going" else super().to_python(value)


class EpisodeForm(EntryForm):
    kind = WordField(
        EpisodeKind.choices,
        required=True,
        widget=Choices(KIND_HELP),
        label=gettext_lazy("Which was it most like?"),
        error_messages={"required": gettext_lazy("Choose what it was most like.")},
    )
    place = PlaceField(
        label=gettext_lazy("Where?"),
        error_messages={"required": gettext_lazy("Choose where it was, on the body or in the list.")},
    )
    several_muscles = YesNoField(label=gettext_lazy("More than one muscle group at once?"))
    pain = ScaleField(
        "pain",
        PAIN_WORDS,
        anchors=gettext_lazy("0 no pain · 5 moderate, it stops you · 10 the worst you can imagine"),
        twinge=True,
        label=gettext_lazy("How much did it hurt?"),
        called=gettext_lazy("Pain"),
    )
    strength = ScaleField(
        "strength",
        STRENGTH_WORDS,
        anchors=gettext_lazy("1 barely felt · 5 strong · 10 as strong as it gets"),
        twinge=True,
        label=gettext_lazy("How strong did it feel?"),
        called=gettext_lazy("Strength"),
    )
    began = WordField(BEGAN, required=True, label=gettext_lazy("When did it begin?"))
    session = forms.UUIDField(required=False, widget=forms.HiddenInput)
    started_at = MomentField(label=gettext_lazy("Started at"))
    lasted = LastedField(
        "lasted_min",
        LASTED,
        other_label=gettext_lazy("Another length, in minutes"),
        label=gettext_lazy("It lasted about"),
        called=gettext_lazy("It lasted, minutes"),
    )
    signs = SignsField(label=gettext_lazy("Anything with it?"), help_text=gettext_lazy("Tick what you noticed."))
    relief = ReliefField(label=gettext_lazy("What did you try, and did it help?"))
    note = NoteField(rows=3, label=gettext_lazy("Note, only you see it"))

    page_order = (
        "session", "kind", "place", "several_muscles", "pain", "began", "started_at", "lasted", "signs",
        "relief", "strength", "note",
    )  # fmt: skip

    class Meta:
        model = Episode
        fields = ["several_muscles", "pain", "strength", "started_at", "signs", "relief", "note", "kind"]

    derived_columns = ("body_part", "side", "ongoing", "ended_at")

    def __init__(self, *args: Any, last_session: Row | None = None, **kwargs: Any) -> None:
        """`last_session`: the row of the session it may have followed, or None; without one it cannot be chosen."""
        super().__init__(*args, **kwargs)
        self.last_session = last_session
        self.fields["strength"].widget.choices = self.fields["strength"].widget.choices[1:]
        if self.instance._state.adding:
            self.fields["began"].required = False
            if last_session is None:
                keep = [choice for choice in BEGAN if choice[0] in ("now", "at")]
                self.fields["began"].choices = keep  # type: ignore[attr-defined]
            else:
                self.initial.setdefault("session", last_session["id"])
        else:
            del self.fields["began"]
            self.initial.update(place=(self.instance.body_part, self.instance.side), lasted=self._lasted())

    def _lasted(self) -> float | str | None:
        """The stored length in minutes, "going", or None."""
        episode = self.instance
        if episode.ongoing:
            return "going"
        return None if episode.ended_at is None else (episode.ended_at - episode.started_at) / MINUTE

    def clean(self) -> Row:
        cleaned = super().clean()
        if not self.has_error("started_at") and not self.has_error("began"):
            cleaned["started_at"] = self._start(cleaned)
            self.not_in_future("started_at", cleaned["started_at"])
        if "lasted" not in self.changed_data and self.initial.get("lasted") is not None:
            cleaned["lasted"] = self.initial["lasted"]  # to the second, as it is stored
        self._check_end(cleaned)
        if cleaned.get("began") == "now" and isinstance(cleaned.get("lasted"), float) and cleaned.get("started_at"):
            # "Just now, 10 minutes": it has just ended, so it began 10 minutes ago.
            cleaned["started_at"] -= cleaned["lasted"] * MINUTE
        return cleaned

    def _start(self, cleaned: Row) -> datetime | None:
        """The start: as given, or counted from the session it followed."""
        began, given = cleaned.get("began"), cleaned.get("started_at")
        if self.last_session and began in ("during", "hour_after", "night"):
            return self._from_session(self.last_session, began)
        if given is not None and began != "now":
            return given
        if began == "at" or not self.instance._state.adding:
            self.add_error("started_at", _("Started at: enter the date and time it began."))
            return None
        return self.now

    def _from_session(self, session: Row, began: str) -> datetime:
        """A fair guess: the middle of the session, half an hour after it, two in the morning of the night after it."""
        ends = ended_at(session)
        if began == "during":
            return session["started_at"] + (ends - session["started_at"]) / 2
        if began == "hour_after":
            return max(ends, min(ends + 30 * MINUTE, self.now))
        morning = self.calendar.night_of(ends) or shift(self.calendar.local(ends).date(), 1)
        if self.calendar.clock(shift(morning, -1), EVENING) > self.now:
            late = _("That night has not come yet. Choose another time, or log it tomorrow.")
            self.add_error("began", self.by_their_clock(late))
        return max(ends, min(self.calendar.clock(morning, TWO), self.now))

    def _check_end(self, cleaned: Row) -> None:
        lasted, start = cleaned.get("lasted"), cleaned.get("started_at")
        if isinstance(lasted, float) and start is not None:
            ends = start + lasted * MINUTE
            if (ends - self.now).total_seconds() > 60 and cleaned.get("began") != "now":
                self.add_error(
                    "lasted",
                    self.by_their_clock(
                        _("It lasted: it would end at %(end)s, which has not come yet. Enter less, or “Still going”.")
                        % {"end": f"{self.calendar.local(ends):%H:%M}"}
                    ),
                )

    def derived(self) -> Row:
        part, side = self.cleaned_data["place"]
        start, lasted = self.cleaned_data["started_at"], self.cleaned_data["lasted"]
        return {
            "body_part": part,
            "side": side,
            "ongoing": True if lasted == "going" else None,
            "ended_at": start + lasted * MINUTE if isinstance(lasted, float) else None,
        }
