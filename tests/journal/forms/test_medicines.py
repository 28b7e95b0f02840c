"""The list of medicines in the settings: add, change, remove, and what a bad entry says."""

import pytest
from django.utils import timezone

from journal.calendar import shift

URL = "/settings/medicines/"


def posted(*rows, **more):
    """What the page posts: rows of (name, kind, started on), a fourth word removes the row; the rest is empty."""
    data = {"medicine-TOTAL_FORMS": str(len(rows)), "medicine-INITIAL_FORMS": "0"} | more
    for n, row in enumerate(rows):
        name, kind, started_on, *remove = row
        data |= {f"medicine-{n}-name": name, f"medicine-{n}-kind": kind, f"medicine-{n}-started_on": started_on}
        data |= {f"medicine-{n}-DELETE": "on"} if remove else {}
    return data


def medicines_of(person):
    person.refresh_from_db()
    return person.medicines


@pytest.fixture
def taking(person):
    person.medicines = [{"name": "Tablets", "kind": "statin", "started_on": "2026-06-01"}, {"kind": "diuretic"}]
    person.save()
    return person


def test_a_medicine_is_added_and_shown(mine, person):
    answer = mine.post(URL, posted(("Tablets", "statin", "2026-06-01"), ("", "", "")))
    assert answer.url == "/settings/"
    assert medicines_of(person) == [{"name": "Tablets", "kind": "statin", "started_on": "2026-06-01"}]
    assert "Tablets" in mine.get("/settings/").content.decode()
    assert person.journal_version == 1
    page = mine.get(URL).content.decode()
    assert ('value="Tablets"' in page, 'value="2026-06-01"' in page) == (True, True)


def test_save_and_add_another_leads_to_an_empty_row(mine, taking):
    answer = mine.post(URL, posted(("Tablets", "statin", ""), **{"more": "1"}))
    assert answer.url == URL
    assert 'name="medicine-1-name"' in mine.get(URL).content.decode()


def test_a_row_is_removed_by_its_box_or_by_emptying_it(mine, taking):
    more = {"medicine-INITIAL_FORMS": "2"}
    mine.post(URL, posted(("Tablets", "statin", "2026-06-01", "remove"), ("", "diuretic", ""), **more))
    assert medicines_of(taking) == [{"kind": "diuretic"}]
    mine.post(URL, posted(("", "", ""), **{"medicine-INITIAL_FORMS": "1"}))
    assert medicines_of(taking) is None


def test_none_is_an_answer_and_differs_from_not_asked(mine, person):
    assert "Not said yet" in mine.get("/settings/").content.decode()
    mine.post(URL, posted(("", "", ""), none_taken="on"))
    assert medicines_of(person) == []
    assert "Not said yet" not in mine.get("/settings/").content.decode()
    assert 'id="none_taken" checked' in mine.get(URL).content.decode()
    mine.post(URL, posted(("", "", "")))
    assert medicines_of(person) is None


def test_none_beside_a_medicine_is_asked_about(mine, taking):
    answer = mine.post(URL, posted(("Tablets", "statin", ""), none_taken="on"))
    sentence = "You ticked that you take no medicines and listed Tablets. Remove one or the other."
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert len(medicines_of(taking)) == 2
    mine.post(URL, posted(("Tablets", "statin", "", "remove"), none_taken="on", **{"medicine-INITIAL_FORMS": "1"}))
    assert medicines_of(taking) == []


def test_what_is_not_said_is_not_recorded(mine, person):
    mine.post(URL, posted(("Tablets", "", "")))
    assert medicines_of(person) == [{"name": "Tablets"}]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("Tablets", "", "soon"), "Started on: enter a date from 1901 on, such as"),
        (("Tablets", "", "soon"), "You typed soon."),
        (("Tablets", "", "2099-01-01"), "Started on: enter a date up to today"),
        (("Tablets", "", "0001-01-01"), "Started on: enter a date from 1901 on"),
        (("", "", "2026-06-01"), "Name: enter what you started on 2026-06-01."),
        (("Tablets", "herb", ""), "Kind: choose one of the list. You sent herb."),
        (("x" * 201, "", ""), "Name: enter at most 200 characters, not 201."),
    ],
)
def test_a_refused_row_is_named_and_kept_and_nothing_is_saved(mine, taking, row, sentence):
    before = medicines_of(taking)
    answer = mine.post(URL, posted(("Other", "other", ""), row))
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (200, True)
    assert 'value="Other"' in page
    assert medicines_of(taking) == before


def test_a_start_today_is_fine(mine, person):
    today = person.calendar.date_of(timezone.now())
    assert mine.post(URL, posted(("Tablets", "", today.isoformat()))).status_code == 302
    assert mine.post(URL, posted(("Tablets", "", shift(today, 1).isoformat()))).status_code == 200


def test_a_post_of_nothing_changes_nothing(mine, taking):
    before = medicines_of(taking)
    assert mine.post(URL).status_code == 200
    assert medicines_of(taking) == before


def test_my_medicines_are_not_a_strangers(mine, theirs, taking):
    assert "Tablets" not in theirs.get(URL).content.decode()
    theirs.post(URL, posted(("", "", "")))
    assert len(medicines_of(taking)) == 2


def test_other_settings_leave_the_medicines_alone(mine, taking):
    mine.post("/settings/look/", {"theme": "dark"})
    mine.post("/settings/about-you/", {"sex": "female"})
    assert len(medicines_of(taking)) == 2
