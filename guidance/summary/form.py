"""What the person chooses for the doctor's summary: the dates, whether notes are in, and their own question."""

from datetime import date

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.public import DayField, Row, format_count, format_date, one_line_break, parse_date, shift

DEFAULT_DAYS = 56
MOST_DAYS = 366
QUESTION_LENGTH = 240


def _day_field(label: str) -> DayField:
    missing = _("%(label)s: enter a date such as 2026-06-18.") % {"label": label}
    return DayField(label=label, error_messages={"required": missing})


class SummaryForm(forms.Form):
    """Without dates, the eight weeks up to today; without the first, the eight weeks up to the last."""

    notes = forms.BooleanField(label=gettext_lazy("Include my notes"), required=False)
    question = forms.CharField(
        label=gettext_lazy("My question to the doctor"),
        help_text=gettext_lazy(
            "Printed at the top, and kept only in a link that you make. Leave it empty to write by hand."
        ),
        required=False,
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea({"class": "input", "rows": 2}),
    )
    field_order = ["from", "to", "notes", "question"]

    def __init__(self, given: dict[str, str], today: date) -> None:
        last = parse_date(given.get("to")) or today
        usual = {"from": shift(last, 1 - DEFAULT_DAYS), "to": today}
        said = given | {"question": one_line_break(given.get("question", ""))}
        super().__init__(usual | said, auto_id="%s", use_required_attribute=False)
        self.today = today
        # "from" is no name that a class could give a field.
        self.fields |= {"from": _day_field(_("From")), "to": _day_field(_("To"))}

    @property
    def dates(self) -> tuple[BoundField, BoundField]:
        return self["from"], self["to"]

    @property
    def is_long(self) -> bool:
        """Whether a valid form asks for more than the usual weeks, which takes its time."""
        return bool((self.cleaned_data["to"] - self.cleaned_data["from"]).days >= DEFAULT_DAYS)

    def clean(self) -> Row:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if last and last > self.today:
            self.add_error("to", _("To: %(date)s has not come yet. Enter a date up to today.") % {"date": day(last)})
        elif first and last and first > last:
            self.add_error(
                "from",
                _("From: %(first)s is after %(last)s. Enter a date up to the last day.")
                % {"first": day(first), "last": day(last)},
            )
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error(
                "from",
                _("From: %(first)s to %(last)s is %(days)s days. One page holds at most %(most)s: enter a later date.")
                % {
                    "first": day(first),
                    "last": day(last),
                    "days": format_count((last - first).days + 1),
                    "most": MOST_DAYS,
                },
            )
        return self.cleaned_data


def day(date: date) -> str:
    return format_date(date, "j F Y")
