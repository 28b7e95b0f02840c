"""No column is lost by an edit, and what the tables refuse is told on the form."""

from datetime import date
from html.parser import HTMLParser
from itertools import count

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from journal.calendar import DAY, MINUTE
from journal.forms import DayForm, DrinkForm, EpisodeForm, NightForm, SessionForm
from journal.forms.base import NOT_EDITED
from journal.forms.settings import PARTS
from journal.models import KINDS, Drink, Episode, Profile, Session

EDITS = {
    "session": SessionForm,
    "drink": DrinkForm,
    "sleep": NightForm,
    "checkin": DayForm,
    "twinge": EpisodeForm,
}
# Changed by taps and decisions, never by a form.
WITHOUT_FORM = {"experiments", "answers", "set_aside", "intentions"}
# Medicines and zones have pages of their own.
NOT_SETTINGS = {
    "person_id",
    "has_demo",
    "questions",
    "questions_on",
    "journal_version",
    "medicines",
    "activity_muscles",
    "time_zone",
    "moves",
}


def columns(model):
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("form", EDITS.values())
def test_every_column_is_on_a_form_or_named_as_not_edited(form):
    named = [*form._meta.fields, *form.derived_columns, *NOT_EDITED]
    assert form._meta.exclude is None
    assert sorted(named) == sorted(columns(form._meta.model) | NOT_EDITED)


def test_every_kind_of_entry_has_a_form_or_needs_none():
    edited = {form._meta.model for form in EDITS.values()}
    assert {kind for kind, model in KINDS.items() if model not in edited} == WITHOUT_FORM
    assert {name for form in PARTS.values() for name in form.Meta.fields} | NOT_SETTINGS == columns(Profile)


VALUES = {
    "id": None, "person": None, "demo": False, "aftermath": 3, "quiet_after": None, "ongoing": None, "side": "left",
    "body_part": "calf", "signs": ["tingling", "numbness"], "muscles": ["calf", "lower_back"], "warm_up_kinds": ["static_stretch"],
    "relief": [{"method": "rest"}, {"method": "stretch", "helped": "partly"}], "date": date(2026, 6, 18),
    "started_at": timezone.now() - 3 * DAY, "ended_at": timezone.now() - 3 * DAY + 7 * MINUTE,
}  # fmt: skip


def full(person, model):
    """An entry with a value in every column, also in those that this test has never heard of."""
    numbers = count(2)
    made = {
        field.name: VALUES[field.name] if field.name in VALUES else value(field, numbers)
        for field in model._meta.concrete_fields
        if field.name not in ("id", "person")
    }
    return model.objects.create(person=person, **made)


def value(field, numbers):
    if field.choices:
        return field.choices[-1][0]
    kinds = {models.BooleanField: True, models.DateTimeField: timezone.now() - 2 * DAY, models.CharField: "as told"}
    return kinds.get(type(field)) or float_or_whole(field, next(numbers))


def float_or_whole(field, n):
    low, high = (check.limit_value for check in field.validators[-2:])
    whole = int(low + (high - low) * (n % 5 + 1) / 7)
    return whole + 0.5 if isinstance(field, models.FloatField) else whole


class Filled(HTMLParser):
    """What a browser would send of the page's form if nothing were touched."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.area, self.select = {}, None, None
        self.feed(page)

    def add(self, name, text):
        self.sent.setdefault(name, []).append(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if (
            tag == "input"
            and attrs.get("name")
            and (attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs)
        ):
            self.add(attrs["name"], attrs.get("value", ""))
        elif tag == "textarea":
            self.area = attrs["name"]
            self.add(self.area, "")
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.add(self.select, attrs.get("value", ""))

    def handle_endtag(self, tag):
        self.area = None if tag == "textarea" else self.area

    def handle_data(self, text):
        if self.area:
            self.sent[self.area][-1] += text.removeprefix("\n")


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize(("word", "form"), EDITS.items())
def test_an_edit_that_touches_nothing_changes_no_column(mine, person, word, form, units):
    person.units = units
    person.save()
    model = form._meta.model
    full(person, model)
    before = model.objects.values().get()
    assert [name for name, stored in before.items() if stored is None] == [
        name for name in before if name in VALUES and VALUES[name] is None and name != "id"
    ]
    url = reverse(word, args=[before["id"]])
    answer = mine.post(url, Filled(mine.get(url).content.decode()).sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert model.objects.values().get() == before


def test_a_column_that_no_page_shows_yet_is_kept(mine, person, monkeypatch):
    """As a new column is before its question is written: here the note, taken off the form."""
    entry = full(person, Session)
    monkeypatch.setattr(SessionForm._meta, "fields", [name for name in SessionForm._meta.fields if name != "note"])
    monkeypatch.delitem(SessionForm.base_fields, "note")
    url = reverse("session", args=[entry.id])
    assert mine.post(url, Filled(mine.get(url).content.decode()).sent).status_code == 302
    assert Session.objects.get().note == "as told"


def test_what_the_model_refuses_is_told_on_the_form(mine, person, monkeypatch):
    monkeypatch.setattr(DrinkForm.base_fields["ml"], "made_with", {"amounts": (250,)})
    monkeypatch.setattr("journal.forms.fields.LIMITS", {"ml": (0, 99_999)})
    page = mine.post(reverse("drink_new"), {"ml_other": "9000", "kind": "water", "when": "now"})
    assert page.status_code == 200
    assert "5000" in str(page.context["form"].errors)
    assert not Drink.objects.exists()


def test_what_ties_two_columns_together_is_told_on_the_form(mine, person, monkeypatch):
    monkeypatch.setattr(EpisodeForm, "derived", lambda form: {
        "body_part": "calf", "side": None, "ongoing": True, "ended_at": form.cleaned_data["started_at"],
    })  # fmt: skip
    page = mine.post(reverse("twinge_new"), {"kind": "cramp", "place": "calf", "began": "now"})
    assert page.status_code == 200
    assert "episode_ongoing_has_no_end" in str(page.context["form"].errors)
    assert not Episode.objects.exists()
