"""Which muscles an activity works: the page in the settings, and where it is offered."""

import pytest
from django.urls import reverse

from journal.files.document import dump
from journal.files.transfer import export_journal
from journal.models import Session
from journal.reading.rows import person_row
from tests import factories
from tests.journal.forms.test_columns import Filled

RUN = "/settings/muscles/run/"


def own(person):
    person.refresh_from_db()
    return person.activity_muscles


def test_an_activity_is_corrected_and_taken_back(mine, person):
    page = mine.get("/settings/muscles/").content.decode()
    assert "Buttock, Front of thigh, Back of thigh, Calf" in page
    assert "your choice" not in page
    answer = mine.post(RUN, {"muscles": ["calf", "shin"]}, follow=True)
    assert "Shin, Calf · your choice" in answer.content.decode()
    assert own(person) == {"run": ["shin", "calf"]}
    mine.post("/settings/muscles/strength/", {"muscles": ["chest"]})
    assert own(person) == {"run": ["shin", "calf"], "strength": ["chest"]}
    assert "Use the usual ones" in mine.get(RUN).content.decode()
    mine.post(RUN, {"muscles": ["calf"], "usual": "1"})
    assert own(person) == {"strength": ["chest"]}


def test_the_same_as_usual_is_no_correction_and_nothing_ticked_is_one(mine, person):
    mine.post(RUN, {"muscles": ["calf", "buttock", "thigh_back", "thigh_front"]})
    assert own(person) is None
    mine.post(RUN, {})
    assert own(person) == {"run": []}
    mine.post("/settings/muscles/strength/", {})
    assert own(person) == {"run": []}


def test_what_is_no_activity_or_no_muscle_is_refused(mine, person):
    assert mine.get("/settings/muscles/chess/").status_code == 404
    assert "eyelid" in mine.post(RUN, {"muscles": ["eyelid"]}).content.decode()
    assert own(person) is None


@pytest.mark.parametrize("address", ["?activity=run", "?activity=chess/set", ""])
def test_the_session_form_says_what_counts_when_nothing_is_ticked(mine, address):
    page = mine.get(reverse("session_new") + address).content.decode()
    said = "as usual for the activity, Buttock" if address == "?activity=run" else "those usual for the activity count"
    assert said in page
    assert ("/settings/muscles/run/" if "run" in address else "/settings/muscles/") in page


def test_nothing_derived_is_stored_and_the_correction_travels_with_the_journal(mine, person):
    mine.post(RUN, {"muscles": ["calf"]})
    said = {"activity": "run", "duration_min": "30", "effort": "6", "ended": "now"}
    mine.post(reverse("session_new"), said)
    assert Session.objects.of(person).get().muscles is None
    person.refresh_from_db()
    assert person_row(person)["activity_muscles"] == {"run": ["calf"]}
    assert dump(export_journal(person))["person"]["activity_muscles"] == {"run": ["calf"]}


def test_what_came_before_a_twinge_marks_what_is_only_usual(mine, person):
    ride = factories.session(person, activity="run", muscles=None)
    twinge = factories.episode(person, body_part="calf")
    page = mine.get(reverse("twinge_before", args=[twinge.id])).content.decode()
    assert "Buttock, Front of thigh, Back of thigh, Calf (usual for the activity)" in page
    assert "Your calf is among them." in page
    Session.objects.of(person).filter(id=ride.id).update(muscles=["calf"])
    assert "(usual for the activity)" not in mine.get(reverse("twinge_before", args=[twinge.id])).content.decode()


def test_a_page_that_is_older_than_the_answer_changes_only_what_was_ticked_on_it(mine, person):
    old = Filled(mine.get(RUN).content.decode()).sent
    mine.post(RUN, Filled(mine.get(RUN).content.decode()).sent | {"muscles": ["calf"]})
    mine.post(RUN, old | {"muscles": [*old["muscles"], "foot"]})
    assert own(person) == {"run": ["calf", "foot"]}
