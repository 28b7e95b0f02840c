"""The short form for a cramp that has eased: the clock gives the times, the person says where, how bad, what helped."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.base import EntryForm
from journal.forms.episode import EpisodeForm
from journal.forms.places import place_label, place_value
from journal.forms.widgets import Chips
from journal.models import Episode
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

    def __init__(self, *args, bout, **kwargs):
        super().__init__(*args, **kwargs)
        self.bout = bout
        self.fields["kind"].widget = Chips()
        self.fields["kind"].widget.choices = EpisodeKind.choices
        self.fields["pain"].label = gettext_lazy("At its worst, how much did it hurt?")
        self.fields["relief"].widget.first = bout.methods
        if self.instance._state.adding:
            self.initial |= {"id": bout.id, "kind": bout.episode_kind, "place": self._place()}
        else:
            self.initial["place"] = (self.instance.body_part, self.instance.side)
        self._offer_places()

    def _place(self):
        return (self.bout.body_part, None) if self.bout.body_part else None

    def _offer_places(self):
        """Left, right, both and not said of the part that is known; the body map when it is not."""
        field, known = self.fields["place"], self.initial["place"]
        field.fill()
        if known:
            part = known[0]
            sides = ("left", "right", "both", None) if part in PAIRED_PARTS else (None,)
            field.widget = Chips()
            field.widget.choices = [
                (place_value(part, side), place_label(part, side) if side or len(sides) == 1 else _("Side not said"))
                for side in sides
            ]
            field.keep(known)

    def save(self):
        episode, bout = self.instance, self.bout
        if episode._state.adding:
            episode.signs = list(bout.signs) if bout.signs else None
        episode.started_at, episode.ended_at, episode.ongoing = bout.began, bout.ended, None
        episode.body_part, episode.side = self.cleaned_data["place"]
        return super().save()
