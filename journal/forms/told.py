"""What a form that was sent says, in words: for a page that asks whether to send it once more."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.module_loading import import_string

from journal.forms.conflict import label_of, told
from journal.forms.day import DayForm
from journal.forms.drink import DrinkForm
from journal.forms.episode import EpisodeForm
from journal.forms.medicine import medicine_forms
from journal.forms.muscles import MusclesForm
from journal.forms.night import NightForm
from journal.forms.plan import FlipForm
from journal.forms.question import date_question, session_question
from journal.forms.reminders import ReminderForm
from journal.forms.session import SessionForm
from journal.forms.settings import PARTS, WelcomeForm
from journal.forms.time_zone import CorrectionForm, MoveForm
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
    """The forms of an address, bound; none for one whose fields are buttons and choices of its own."""
    now = timezone.now()
    if name in _FORMS:
        return [_FORMS[name](fields, person=person, now=now)]
    if name in ("session_fill", "day_fill"):
        prefix, question = words.get("entry_id") or words["date"], words["question"]
        form_class = session_question(question) if name == "session_fill" else date_question(question)
        return [form_class(fields, person=person, now=now, prefix=prefix)] if form_class else []
    return _of_the_person(name, words, fields, person, now)


def _of_the_person(
    name: str, words: dict[str, str], fields: QueryDict, person: Profile, now: datetime
) -> Iterable[forms.BaseForm]:
    today = person.calendar.date_of(now)
    if name == "settings_part":
        return [PARTS[words["part"]](fields, instance=person)]
    if name == "welcome":
        return [WelcomeForm(fields, initial={"time_zone": person.calendar.zone_at(now).key})]
    if name == "time_zones":
        moves = fields.get("do") == "move"
        return [MoveForm(fields, person=person, now=now) if moves else CorrectionForm(fields, person=person)]
    if name == "medicines":
        return medicine_forms(fields, person, today)
    if name == "reminders":
        return [ReminderForm(fields)]
    if name == "muscles_of":
        return [MusclesForm(fields, person, words["activity"])]
    if name == "trial_draw":
        return [FlipForm(fields)]
    elsewhere = settings.FORMS_ELSEWHERE.get(name)
    return [import_string(elsewhere)(fields.dict(), today)] if elsewhere else []
