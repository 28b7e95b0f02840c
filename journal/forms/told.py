"""What a form that was sent says, in words: for a page that asks whether to send it once more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from journal.forms.conflict import label_of, told
from journal.forms.day import DayForm
from journal.forms.drink import DrinkForm
from journal.forms.episode import EpisodeForm
from journal.forms.medicine import medicine_forms
from journal.forms.night import NightForm
from journal.forms.question import date_question, session_question
from journal.forms.session import SessionForm
from journal.forms.settings import SettingsForm
from journal.models import Profile

# The names of addresses -> the form that stands there.
_FORMS: dict[str, Any] = {
    "session_new": SessionForm, "session": SessionForm, "twinge_new": EpisodeForm, "twinge": EpisodeForm,
    "cramp_eased": EpisodeForm, "drink_new": DrinkForm, "drink": DrinkForm, "sleep_new": NightForm, "sleep": NightForm,
    "checkin_new": DayForm, "checkin": DayForm,
}  # fmt: skip


def answers(name: str, words: dict[str, str], fields: QueryDict, person: Profile) -> list[tuple[str, str]]:
    """[(label, answer in words)] of what was sent to the address `name` (with its `words`); blanks are left out."""
    made = _forms(name, words, fields, person)
    found = [field for form in made for field in form.visible_fields() if field.value() not in (None, "", [], False)]
    return [(label_of(field.field), told(field)) for field in found]


def _forms(name: str, words: dict[str, str], fields: QueryDict, person: Profile) -> Iterable[forms.BaseForm]:
    if name == "settings":
        return [SettingsForm(fields, instance=person)]
    if name == "medicines":
        return medicine_forms(fields, person, person.calendar.date_of(timezone.now()))
    if name in ("session_fill", "day_fill"):
        prefix, question = words.get("entry_id") or words["date"], words["question"]
        form_class = session_question(question) if name == "session_fill" else date_question(question)
        return [form_class(fields, person=person, now=timezone.now(), prefix=prefix)] if form_class else []
    return [_FORMS[name](fields, person=person, now=timezone.now())]
