"""Two tabs, two devices, Back and Save again: nothing is written over unseen, nothing is logged twice unasked."""

import pytest
from django.urls import reverse

from journal.models import Drink, Episode, Session
from journal.recording.session_drink import drink_id
from tests import factories
from tests.journal.forms.test_columns import Filled


def opened(mine, url):
    return opened_page(mine.get(url))


def opened_page(page):
    return Filled(page.content.decode()).sent


def token_of(mine):
    page = mine.get("/").content.decode()
    return Filled(page).sent["token"][-1]


# A save over a changed entry


def test_a_save_over_a_changed_entry_shows_both_values_and_asks(mine, person):
    session = factories.session(person, effort=5)
    url = reverse("session", args=[session.id])
    mine_here, there = opened(mine, url), opened(mine, url)
    assert mine.post(url, there | {"effort": "8"}).status_code == 302
    page = mine.post(url, mine_here | {"effort": "6"})
    text = page.content.decode()
    assert "was changed elsewhere while this page was open" in text
    assert "“Effort” is " in text
    assert Session.objects.get().effort == 8
    again = Filled(text).sent
    assert again["effort"] == ["6"]
    assert mine.post(url, again).status_code == 302
    assert Session.objects.get().effort == 6


def test_a_save_that_agrees_with_the_change_is_not_asked_about(mine, person):
    drink = factories.drink(person, ml=250)
    url = reverse("drink", args=[drink.id])
    here = opened(mine, url)
    mine.post(url, opened(mine, url) | {"ml": "500"})
    assert mine.post(url, here | {"ml": "500"}).status_code == 302


@pytest.mark.parametrize(("kind", "model"), [("twinge", "episode"), ("sleep", "night"), ("checkin", "day")])
def test_every_kind_of_entry_is_asked_about(mine, person, kind, model):
    entry = getattr(factories, model)(person)
    url = reverse(kind, args=[entry.id])
    here = opened(mine, url)
    assert mine.post(url, opened(mine, url) | {"note": "from the other tab"}).status_code == 302
    page = mine.post(url, here | {"note": "from this tab"})
    assert "is from the other tab now; here it is from this tab." in page.content.decode()


# Undo


def test_undo_acts_only_when_the_entry_is_still_as_it_left_it(mine, person):
    drink = factories.drink(person, ml=250)
    url = reverse("drink", args=[drink.id])
    mine.post(url, opened(mine, url) | {"ml": "500"})
    token = token_of(mine)
    Drink.objects.update(ml=750)  # another device
    page = mine.post(reverse("undo"), {"token": token}, follow=True)
    assert "That can no longer be undone." in page.content.decode()
    assert Drink.objects.get().ml == 750
    Drink.objects.update(ml=500)
    mine.post(reverse("undo"), {"token": token})
    assert Drink.objects.get().ml == 250


@pytest.mark.parametrize("kind", ["session", "twinge", "drink", "sleep", "checkin"])
def test_a_deleted_entry_comes_back_as_it_was(mine, person, kind):
    make = {"twinge": "episode", "sleep": "night", "checkin": "day"}
    entry = getattr(factories, make.get(kind, kind))(person)
    before = type(entry).objects.values().get()
    mine.post(reverse("entry_delete", args=[kind, entry.id]))
    mine.post(reverse("undo"), {"token": token_of(mine)})
    assert type(entry).objects.values().get() == before


@pytest.mark.parametrize("kind", ["session", "twinge", "drink", "sleep", "checkin"])
def test_a_second_tap_on_delete_still_leads_to_the_undo_of_the_first(mine, person, kind):
    make = {"twinge": "episode", "sleep": "night", "checkin": "day"}
    entry = getattr(factories, make.get(kind, kind))(person)
    sent, url = opened(mine, reverse(kind, args=[entry.id])), reverse("entry_delete", args=[kind, entry.id])
    assert mine.post(url, sent).status_code == 302
    page = mine.post(url, sent, follow=True)
    assert "This entry was deleted already." in page.content.decode()
    assert mine.post(reverse("undo"), {"token": opened_page(page)["token"][-1]}).status_code == 302
    assert type(entry).objects.exists()


# The same answers once more


def test_the_same_answers_for_the_same_minute_are_asked_about(mine, person):
    said = {"kind": "cramp", "place": "calf", "began": "now", "pain": "4"}
    assert mine.post(reverse("twinge_new"), said).status_code == 302
    page = mine.post(reverse("twinge_new"), said)  # Back, and Save: the page has a new id, the browser the old answers
    assert "You logged exactly this for the same time already." in page.content.decode()
    assert Episode.objects.count() == 1
    assert mine.post(reverse("twinge_new"), Filled(page.content.decode()).sent).status_code == 302
    assert Episode.objects.count() == 2
    assert mine.post(reverse("twinge_new"), said | {"pain": "5"}).status_code == 302


@pytest.mark.parametrize("name", ["session_new", "twinge_new", "drink_new", "sleep_new", "checkin_new"])
def test_browsers_put_no_old_answers_into_a_form_to_log(mine, person, name):
    page = " ".join(mine.get(reverse(name)).content.decode().split())
    assert 'method="post" autocomplete="off" novalidate' in page


# What belongs together


@pytest.fixture
def run_with_water(mine, person):
    said = {"activity": "run", "duration_min": "60", "effort": "5", "ended": "earlier",
            "started_at": "2026-06-18T10:00", "fluid_ml": "500", "fluid_kind": "water"}  # fmt: skip
    mine.post(reverse("session_new"), said)
    return Session.objects.get()


def test_a_deleted_session_takes_its_own_drink_along_and_undo_brings_both_back(mine, person, run_with_water):
    other = factories.drink(person, run_with_water.started_at)
    mine.post(reverse("entry_delete", args=["session", run_with_water.id]))
    assert list(Drink.objects.values_list("id", flat=True)) == [other.id]
    mine.post(reverse("undo"), {"token": token_of(mine)})
    assert (Session.objects.count(), Drink.objects.count()) == (1, 2)


def test_a_moved_session_takes_its_own_drink_along_and_undo_moves_both_back(mine, person, run_with_water):
    url = reverse("session", args=[run_with_water.id])
    before = Drink.objects.get().at
    mine.post(url, opened(mine, url) | {"started_at": "2026-06-17T10:00"})
    assert (before - Drink.objects.get().at).days == 1
    mine.post(reverse("undo"), {"token": token_of(mine)})
    assert Drink.objects.get().at == before


def test_a_drink_with_a_time_of_its_own_stays(mine, person, run_with_water):
    own = Drink.objects.get(id=drink_id(run_with_water)).at.replace(minute=5)
    Drink.objects.update(at=own)
    url = reverse("session", args=[run_with_water.id])
    mine.post(url, opened(mine, url) | {"started_at": "2026-06-17T10:00"})
    assert Drink.objects.get().at == own


# Deleted while its form was open


@pytest.mark.parametrize("kind", ["session", "twinge", "drink", "sleep", "checkin"])
def test_what_was_typed_about_a_deleted_entry_is_saved_as_a_new_one(mine, person, kind):
    make = {"twinge": "episode", "sleep": "night", "checkin": "day"}
    entry = getattr(factories, make.get(kind, kind))(person)
    url = reverse(kind, args=[entry.id])
    typed = opened(mine, url) | ({"ml_other": "415", "ml": "other"} if kind == "drink" else {"note": "as typed"})
    mine.post(reverse("entry_delete", args=[kind, entry.id]))
    page = mine.post(url, typed)
    text = page.content.decode()
    assert (page.status_code, f'action="{reverse(f"{kind}_new")}"' in text) == (200, True)
    assert "This entry has been deleted in the meantime, so nothing was saved." in text
    assert not type(entry).objects.exists()
    assert mine.post(reverse(f"{kind}_new"), Filled(text).sent).status_code == 302
    [new] = type(entry).objects.all()
    assert (getattr(new, "note", None) or new.ml) in ("as typed", 415)
    assert getattr(new, new.WHEN) == getattr(entry, entry.WHEN).replace(**({} if entry.WHEN == "date" else SHARP))


SHARP = {"second": 0, "microsecond": 0}  # a form asks for minutes


def test_an_answer_about_a_deleted_session_says_so(mine, person):
    session = factories.session(person, warm_up_min=None)
    url = reverse("session_fill", args=[session.id, "warm_up_min"])
    sent = opened(mine, url) | {f"{session.id}-warm_up_min": "5"}
    session.delete()
    page = mine.post(url, sent, follow=True)
    assert "That session has been deleted in the meantime, so nothing was saved." in page.content.decode()


# Settings and medicines


def test_settings_write_only_what_was_changed_on_their_page(mine, person):
    page = reverse("settings_part", args=["about-you"])
    old = opened(mine, page)
    mine.post(page, opened(mine, page) | {"weight_kg": "70", "sex": "male"})
    mine.post(page, old | {"birth_year": "1980", "sex": "female"})
    person.refresh_from_db()
    assert (person.weight_kg, person.birth_year, person.sex) == (70, 1980, "female")


def test_a_list_of_medicines_that_was_changed_elsewhere_is_asked_about(mine, person):
    url = reverse("medicines")
    old = opened(mine, url)
    mine.post(url, opened(mine, url) | {"medicine-0-name": "Magnesium"})
    page = mine.post(url, old | {"medicine-0-name": "Statin"})
    assert "it says now: Magnesium" in page.content.decode()
    person.refresh_from_db()
    assert [medicine["name"] for medicine in person.medicines] == ["Magnesium"]
    assert mine.post(url, opened_page(page)).status_code == 302
    person.refresh_from_db()
    assert [medicine["name"] for medicine in person.medicines] == ["Statin"]
