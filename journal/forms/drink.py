"""The drink form; one-tap drinks are its presets."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import MINUTE
from journal.forms.base import EntryForm
from journal.forms.fields import MomentField, VolumeField, WordField
from journal.models import Drink
from journal.row import Row
from journal.vocabulary import DrinkKind
from journal.words import format_volume

DRINK_ICONS = {
    "water": "drink",
    "electrolyte": "salts",
    "coffee": "coffee",
    "black_tea": "coffee",
    "soft_drink": "bottle",
}
AMOUNTS = (150, 250, 330, 500, 750)
# One-tap drinks: word in the URL -> kind and ml. A cup of 240 ml is what the caffeine table counts in.
PRESETS = {
    "water-250": (DrinkKind.WATER, 250),
    "water-500": (DrinkKind.WATER, 500),
    "coffee-240": (DrinkKind.COFFEE, 240),
}


def preset_label(preset: str, imperial: bool) -> str:
    """ "water-250" -> "250 ml water"."""
    kind, ml = PRESETS[preset]
    return _("%(amount)s %(drink)s") % {"amount": format_volume(ml, imperial), "drink": str(kind.label).lower()}


class DrinkForm(EntryForm):
    ml = VolumeField(
        AMOUNTS,
        required=True,
        label=gettext_lazy("How much?"),
        called=gettext_lazy("Amount"),
    )
    kind = WordField(
        DrinkKind.choices,
        required=True,
        icons=DRINK_ICONS,
        label=gettext_lazy("What was it?"),
        error_messages={"required": gettext_lazy("Choose what you drank.")},
    )
    when = WordField(
        [
            ("now", gettext_lazy("Now")),
            ("half_hour", gettext_lazy("30 min ago")),
            ("earlier", gettext_lazy("Earlier")),
        ],
        required=True,
        label=gettext_lazy("When?"),
    )
    at = MomentField(label=gettext_lazy("At"))

    page_order = ("ml", "kind", "when", "at")

    class Meta:
        model = Drink
        fields = ["ml", "kind", "at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["when"].required = False
        else:
            del self.fields["when"]

    def clean(self) -> Row:
        cleaned = super().clean()
        given, when = cleaned.get("at"), cleaned.get("when")
        if when in ("now", "half_hour") or (given is None and self.instance._state.adding and not when):
            cleaned["at"] = self.now - (30 * MINUTE if when == "half_hour" else 0 * MINUTE)
        elif given is None and not self.has_error("at"):
            self.add_error("at", _("At: enter the date and time you drank it."))
        self.not_in_future("at", cleaned.get("at"))
        return cleaned
