"""A night belongs to the morning on the clock, also where the person's day begins later than they woke."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from guidance.analysis.analysis import up_to
from journal.models import Day, Night
from journal.reading.rows import read
from tests import factories
from tests.journals import example

WOKE = factories.moment("2026-06-18 03:30")  # half past five in Berlin
TODAY, YESTERDAY = date(2026, 6, 18), date(2026, 6, 17)  # by the clock; by the day that begins at six


@pytest.fixture
def early(mine, person, monkeypatch):
    """The browser of somebody whose day begins at six, at half past five."""
    person.day_starts_at = 6
    person.save()
    monkeypatch.setattr(timezone, "now", lambda: WOKE)
    return mine


def test_the_sleep_form_offers_and_takes_the_morning_on_the_clock(early):
    assert f'value="{TODAY}"' in early.get("/log/sleep/").content.decode()
    saved = early.post("/log/sleep/", {"hours": "7", "date": str(TODAY)}, follow=True)
    assert saved.redirect_chain == [("/", 302)]
    assert "Saved: sleep, 7 h." in saved.content.decode()
    assert Night.objects.get().date == TODAY


def test_a_form_that_waited_on_a_phone_is_of_the_morning_of_its_opening(early):
    early.post("/log/sleep/", {"hours": "7", "opened": "1000", "sent": "2000"})
    assert Night.objects.get().date == TODAY


def test_tomorrow_is_refused_still(early):
    refused = early.post("/log/sleep/", {"hours": "7", "date": "2026-06-19"}).content.decode()
    assert f"Date: enter a date up to today, {TODAY}." in refused


def test_a_check_in_is_of_the_persons_own_day(early):
    assert f'value="{YESTERDAY}"' in early.get("/log/check-in/").content.decode()
    refused = early.post("/log/check-in/", {"stress": "3", "date": str(TODAY)}).content.decode()
    assert f"Date: enter a date up to today, {YESTERDAY}." in refused
    assert not Day.objects.exists()


def test_today_shows_it_at_once_with_its_day_and_lists_call_it_no_mistake(early, person):
    factories.night(person, YESTERDAY, hours=6)
    factories.night(person, TODAY, hours=7)
    page = early.get("/").content.decode()
    assert page.count("Sleep, 6 h") == page.count("Sleep, 7 h") == 1
    assert "Thursday" in page.partition("Sleep, 7 h")[2][:400]
    assert "not come yet" not in early.get("/entries/nights/").content.decode()
    assert "Sleep" not in early.get("/entries/to-correct/").content.decode().partition("<main")[2]


def test_files_take_it_in_and_out(early, person, tmp_path, capsys):
    slept = {"id": "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d", "date": str(TODAY), "hours": 7}
    (tmp_path / "mine.json").write_text(json.dumps(
        example(person={"time_zone": "Europe/Berlin", "day_starts_at": 6}, nights=[slept])
    ))  # fmt: skip
    call_command("import_journal", tmp_path / "mine.json", "--person", "runner")
    assert [night["date"] for night in early.get("/settings/export/").json()["nights"]] == [str(TODAY)]


def test_guidance_reads_it_at_once(early, person):
    factories.night(person, TODAY)
    assert len(up_to(read(person), WOKE).nights) == len(read(person, ("nights",), until=WOKE).nights) == 1
