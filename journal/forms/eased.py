"""The short form for a cramp that has eased: the clock gives the times, the person says where, how bad, what helped."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.base import EntryForm
from journal.forms.episode import EpisodeForm
from journal.forms.places import place_label, place_value
from journal.forms.widgets import Chips
from journal.models import Episode
from journal.recording.cramp_clock import Bout
from journal.row import Row
from journal.vocabulary import PAIRED_PARTS, EpisodeKind


class EasedForm(EntryForm):
    """For the Episode that a Bout becomes; `instance` when it was logged while it was going on."""

    kind = EpisodeForm.base_fields["kind"]
    place = EpisodeForm.base_fields["place"]
    relief = EpisodeForm.base_fields["relief"]
    pain = EpisodeForm.base_fields["pain"]

    class Meta:
        model = Episode
        fields = ["kind", "relief", "pain"]

    derived_columns = ("started_at", "ended_at", "ongoing", "body_part", "side", "signs")

    def __init__(self, *args: Any, bout: Bout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bout = bout
        self.fields["kind"].widget = Chips()
        self.fields["kind"].widget.choices = EpisodeKind.choices
        self.fields["pain"].label = gettext_lazy("At its worst, how much did it hurt?")
        self.fields["relief"].widget.first = bout.methods
        if self.instance._state.adding:
            self.initial = dict(self.initial) | {"id": bout.id, "kind": bout.episode_kind, "place": self._place()}
        else:
            self.initial["place"] = (self.instance.body_part, self.instance.side)
        self._offer_places()

    def _place(self) -> tuple[str, None] | None:
        return (self.bout.body_part, None) if self.bout.body_part else None

    def _offer_places(self) -> None:
        """Left, right, both and not said of the part that is known; the body map when it is not."""
        known = self.initial["place"]
        if known:
            part = known[0]
            sides = ("left", "right", "both", None) if part in PAIRED_PARTS else (None,)
            places = dict.fromkeys([*((part, side) for side in sides), known])
            self.fields["place"].widget = Chips()
            self.fields["place"].widget.choices = [(place_value(*place), _label(*place)) for place in places]

    def derived(self) -> Row:
        bout, (part, side) = self.bout, self.cleaned_data["place"]
        new = {"signs": list(bout.signs) if bout.signs else None} if self.instance._state.adding else {}
        return new | {
            "started_at": bout.began, "ended_at": bout.ended, "ongoing": None, "body_part": part, "side": side,
        }  # fmt: skip


def _label(part: str, side: str | None) -> str:
    return place_label(part, side) if side or part not in PAIRED_PARTS else _("Side not said")
