"""One question of a larger form, for what a page found not recorded."""

import types
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from journal.forms.base import EntryForm
from journal.forms.day import DayForm
from journal.forms.night import DatedForm, NightForm, usual_hours
from journal.forms.session import SessionForm

OF_SESSION = ("effort", "muscles", "warm_up_min", "stretch_after_min", "hours_since_meal", "air")
OF_DATE: dict[str, type[DatedForm]] = {"stress": DayForm, "hours": NightForm}


class QuestionForm(EntryForm):
    """What the forms of one question share: it has to be answered. `asked`: its field."""

    asked: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.fields[self.asked]
        question.required = True
        question.error_messages["required"] = _("Nothing is answered yet. Choose or enter an answer, or go back.")
        if "hours" in self.fields:
            self.fields["hours"].widget.choices = usual_hours()

    def clean(self) -> Any:
        if self.instance._state.adding:  # about a date that had no entry when the page was made
            self.refuse_taken(self.instance.date, OF_DATE[self.asked].taken)
        return super().clean()


@cache
def question_form(form_class: type[Any], name: str) -> type[Any]:
    """The QuestionForm class for the field `name` of an entry form, with the same field and the same limits."""
    meta = type("Meta", (), {"model": form_class._meta.model, "fields": [name]})
    parts = {name: form_class.base_fields[name], "Meta": meta, "asked": name}
    return types.new_class("QuestionForm", (QuestionForm,), exec_body=lambda body: body.update(parts))


def session_question(name: str) -> type[Any] | None:
    """The form class of one question about a session, or None when there is no such question."""
    return question_form(SessionForm, name) if name in OF_SESSION else None


def date_question(name: str) -> type[Any] | None:
    """The form class of one question about a date, or None when there is no such question."""
    return question_form(OF_DATE[name], name) if name in OF_DATE else None
