"""What waited on a phone: taken once, at the time it was opened there, from its own person alone."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Drink, Night
from tests.paths import ROOT

pytestmark = pytest.mark.django_db
HOUR_MS = 3_600_000
QUEUED = {"HTTP_TWINGE_QUEUED": "1"}


def whose(browser):
    return browser.get("/waiting/whose/").json()["whose"]


def drink(browser, waited_h=5, **changes):
    opened = 10 * HOUR_MS  # by a clock of 1970
    form = {
        "id": str(uuid.uuid4()), "whose": whose(browser), "ml": "330", "kind": "water", "when": "now",
        "opened": opened, "sent": opened + waited_h * HOUR_MS,
    }  # fmt: skip
    return form | changes


def test_a_drink_that_waited_is_saved_once_at_the_time_it_was_opened_whatever_the_phones_clock_says(mine, person):
    form = drink(mine)
    for _ in range(3):
        assert mine.post("/log/drink/", form, **QUEUED).status_code == 204
    at = Drink.objects.of(person).get().at
    assert abs(timezone.now() - timedelta(hours=5) - at) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "moments", [{"sent": 0}, {"sent": "x"}, {"opened": ""}, {"sent": "9" * 40}, {"sent": "9" * 15}]
)
def test_a_clock_that_was_put_back_or_says_nothing_leaves_the_time_of_arrival(mine, person, moments):
    assert mine.post("/log/drink/", drink(mine, **moments), **QUEUED).status_code == 204
    assert abs(timezone.now() - Drink.objects.of(person).get().at) < timedelta(minutes=1)


def test_a_form_left_at_its_date_gets_the_date_of_its_opening(mine, person):
    form = drink(mine, waited_h=48, hours="7", kind="night")
    assert mine.post("/log/sleep/", form, **QUEUED).status_code == 204
    there = person.calendar.date_of(timezone.now() - timedelta(hours=48))
    assert Night.objects.of(person).get().date == there


def test_nobody_and_somebody_else_are_told_so_and_nothing_is_saved(mine, client, person):
    form = drink(mine)
    assert client.post("/log/drink/", form, **QUEUED).status_code == 409
    assert mine.post("/log/drink/", form | {"whose": "somebody else"}, **QUEUED).status_code == 409
    assert not Drink.objects.of(person).exists()


def test_what_is_refused_says_why(mine, person):
    response = mine.post("/log/drink/", drink(mine, ml="9000"), **QUEUED)
    assert response.status_code == 200
    assert "data-error-summary" in response.content.decode()


def test_pages_say_whose_they_are_and_signing_out_clears_the_phone(mine, client):
    code = whose(mine)
    assert code
    assert mine.get("/")["Twinge-Whose"].partition("-")[0] == code
    assert client.get("/waiting/whose/").json()["whose"] == ""
    assert "Twinge-Whose" not in client.get("/accounts/login/")
    assert mine.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'


def test_pages_of_other_settings_are_kept_anew_and_those_after_an_entry_are_not(mine, person):
    before = mine.get("/")["Twinge-Whose"]
    mine.post("/log/drink/", drink(mine))
    assert mine.get("/")["Twinge-Whose"] == before
    person.emergency_number = "911"
    person.save()
    assert mine.get("/")["Twinge-Whose"] != before


def test_a_form_to_be_kept_is_empty_though_the_date_has_its_entry(mine, person):
    today = person.calendar.date_of(timezone.now())
    Night.objects.create(person=person, date=today, hours=7)
    assert mine.get("/log/sleep/").status_code == 302
    assert mine.get("/log/sleep/?kept=1").status_code == 200


def test_the_worker_is_of_about_150_lines_and_names_what_it_keeps(client):
    worker = client.get("/sw.js")
    body = worker.content.decode()
    assert worker["Content-Type"] == "text/javascript"
    assert len(body.splitlines()) <= 160
    assert re.search(r'VERSION = "\w{10}"', body)
    assert all(f'"{path}"' in body for path in ("/log/session/", "/log/twinge/", "/cramp/", "/week/"))


def test_the_manifest_has_shortcuts_and_takes_shared_files(mine):
    manifest = json.loads((ROOT / "static/manifest.webmanifest").read_text())
    shortcuts = [shortcut["url"].removeprefix("..") for shortcut in manifest["shortcuts"]]
    assert shortcuts == ["/log/twinge/", "/log/drink/", "/cramp/"]
    assert all(mine.get(url).status_code == 200 for url in shortcuts)
    share = manifest["share_target"]["action"].removeprefix("..")
    assert mine.post(share).url == "/settings/import/"  # without the worker the file is chosen there
