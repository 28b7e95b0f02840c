"""One question of a larger form, for what a page found not recorded."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from journal.forms.base import EntryForm
from journal.forms.day import DayForm
from journal.forms.night import NightForm, usual_hours
from journal.forms.session import SessionForm

OF_SESSION = ("effort", "muscles", "warm_up_min", "stretch_after_min", "hours_since_meal", "air")
OF_DATE = {"stress": DayForm, "hours": NightForm}


class QuestionForm(EntryForm):
    """What the forms of one question share: it has to be answered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        question = self.fields[self._meta.fields[0]]
        question.required = True
        question.error_messages["required"] = _("Nothing is answered yet. Choose or enter an answer, or go back.")
        if "hours" in self.fields:
            self.fields["hours"].widget.choices = usual_hours()

    def clean(self):
        if self.instance._state.adding:  # about a date that had no entry when the page was made
            self.refuse_taken(self.instance.date, OF_DATE[self._meta.fields[0]].taken)
        return super().clean()


@cache
def question_form(form_class, name):
    """The QuestionForm class for the field `name` of an entry form, with the same field and the same limits."""
    meta = type("Meta", (), {"model": form_class._meta.model, "fields": [name]})
    return type(EntryForm)("QuestionForm", (QuestionForm,), {name: form_class.base_fields[name], "Meta": meta})


def session_question(name):
    """The form class of one question about a session, or None when there is no such question."""
    return question_form(SessionForm, name) if name in OF_SESSION else None


def date_question(name):
    """The form class of one question about a date, or None when there is no such question."""
    return question_form(OF_DATE[name], name) if name in OF_DATE else None
