"""The day's check-in: nothing is required."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.forms.fields import NoteField, PresetField, ScaleField, YesNoField
from journal.forms.night import DatedForm
from journal.models import Day
from journal.row import Row

STRESS_WORDS = [
    gettext_lazy("None at all"),
    gettext_lazy("Barely any"),
    gettext_lazy("A little"),
    gettext_lazy("Some"),
    gettext_lazy("A fair bit"),
    gettext_lazy("Quite stressed"),
    gettext_lazy("Stressed"),
    gettext_lazy("Very stressed"),
    gettext_lazy("Hard to cope"),
    gettext_lazy("Very hard to cope"),
    gettext_lazy("As bad as it gets"),
]
WORK_WORDS = [
    gettext_lazy("None"),
    "",
    gettext_lazy("Light"),
    "",
    "",
    gettext_lazy("Heavy"),
    "",
    gettext_lazy("Very heavy"),
    "",
    "",
    gettext_lazy("As heavy as it gets"),
]


class DayForm(DatedForm):
    stress = ScaleField(
        "stress",
        STRESS_WORDS,
        anchors=gettext_lazy("0 none at all · 5 quite stressed · 10 as bad as it gets"),
        label=gettext_lazy("Stress that day"),
    )
    event_day = YesNoField(label=gettext_lazy("A competition, an exam or the like, that day or the next?"))
    physical_job_load = ScaleField(
        "physical_job_load",
        WORK_WORDS,
        anchors=gettext_lazy("0 none · 5 heavy · 10 as heavy as it gets"),
        label=gettext_lazy("Physical work, apart from training"),
    )
    magnesium_servings = PresetField(
        "magnesium_servings",
        [(n, n) for n in range(5)],
        unit=gettext_lazy("servings"),
        other_label=gettext_lazy("Another number of servings"),
        label=gettext_lazy("Nuts, seeds, whole grains, oats, cocoa, greens, legumes"),
        help_text=gettext_lazy("servings"),
    )
    fruit_veg_portions = PresetField(
        "fruit_veg_portions",
        [(n, n) for n in range(6)],
        unit=gettext_lazy("portions"),
        other_label=gettext_lazy("Another number of portions"),
        label=gettext_lazy("Fruit and vegetables"),
        help_text=gettext_lazy("portions"),
    )
    dairy = YesNoField(label=gettext_lazy("Dairy?"))
    fish = YesNoField(label=gettext_lazy("Fish?"))
    sweets = YesNoField(label=gettext_lazy("Sweets?"))
    salty = YesNoField(label=gettext_lazy("Salty food?"))
    processed = YesNoField(label=gettext_lazy("Ready-made food?"))
    daylight = YesNoField(label=gettext_lazy("Skin in daylight?"))
    chilled = YesNoField(label=gettext_lazy("Got thoroughly cold?"))
    chemical_contact = YesNoField(label=gettext_lazy("Pesticide, solvent or fumes?"))
    unwell = YesNoField(label=gettext_lazy("Unwell?"))
    note = NoteField(label=gettext_lazy("Note, only you see it"))
    taken = gettext_lazy("%(date)s has a check-in already. Change that entry, or choose another date.")

    class Meta:
        model = Day
        fields = [
            "stress",
            "event_day",
            "magnesium_servings",
            "fruit_veg_portions",
            "dairy",
            "fish",
            "sweets",
            "salty",
            "processed",
            "physical_job_load",
            "daylight",
            "chilled",
            "chemical_contact",
            "unwell",
            "date",
            "note",
        ]

    def clean(self) -> Row:
        cleaned = super().clean()
        answers = [value for name, value in cleaned.items() if name not in ("id", "date")]
        if not self.errors and all(answer is None for answer in answers):
            raise ValidationError(_("Nothing is filled in yet. Answer at least one question, any one."))
        return cleaned
