"""The zones of the settings: moving on, correcting, taking back; nothing is relabelled without a question."""

import re

import pytest

from journal.calendar import DAY, MOST_MOVES, stored_moves
from tests import factories
from tests.journal.accounts.test_settings import SAVED

EVENING = "2026-06-18 16:30"  # 18:30 in Berlin, the 19th in Tokyo from 15:00 UTC on


@pytest.fixture
def logged(person):
    return factories.drink(person, factories.moment(EVENING), ml=111)


def shown(client, drink):
    """What the form of a drink shows as its time."""
    return re.search(r'name="at" value="([^"]+)"', client.get(f"/drink/{drink.id}/").content.decode())[1]


def zones(client, **data):
    return client.post("/settings/time-zones/", data)


def test_another_zone_in_the_settings_of_an_empty_journal_is_simply_taken(mine, person):
    assert mine.post("/settings/units/", SAVED | {"time_zone": "Asia/Tokyo"}).url == "/settings/"
    person.refresh_from_db()
    assert (person.time_zone, person.moves) == ("Asia/Tokyo", None)


@pytest.mark.parametrize("holds", ["entries", "moves"])
def test_the_first_start_visited_again_asks_too(holds, mine, person):
    moves = [{"from": "2026-06-18T09:00:00+00:00", "time_zone": "America/Denver"}] if holds == "moves" else None
    person.moves = moves
    person.save()
    if holds == "entries":
        factories.drink(person, factories.moment(EVENING))
    answer = mine.post("/welcome/", {"begin": "empty", "time_zone": "Asia/Tokyo", "emergency_number": ""})
    assert answer.url == "/settings/time-zones/?zone=Asia%2FTokyo"
    person.refresh_from_db()
    assert (person.time_zone, person.moves) == ("Europe/Berlin", moves)


def test_with_entries_it_is_asked_whether_the_person_moved(mine, person, logged):
    answer = mine.post("/settings/units/", SAVED | {"time_zone": "Asia/Tokyo", "units": "imperial"})
    assert answer.url == "/settings/time-zones/?zone=Asia%2FTokyo"
    person.refresh_from_db()
    assert (person.units, person.time_zone, person.moves) == ("imperial", "Europe/Berlin", None)
    page = mine.get(answer.url).content.decode()
    assert ("I moved" in page, "I set the wrong zone" in page, page.count('<option value="Asia/Tokyo" selected>')) == (
        True,
        True,
        2,
    )


def test_who_moved_keeps_the_clock_of_what_was_logged_before(mine, person, logged):
    answer = zones(mine, do="move", time_zone="Asia/Tokyo", moved_at="2026-06-19T09:00")
    assert answer.url == "/settings/time-zones/"
    assert shown(mine, logged) == "2026-06-18T18:30"
    later = factories.drink(person, factories.moment("2026-06-19 00:30"))  # Tokyo since 00:00 UTC
    assert shown(mine, later) == "2026-06-19T09:30"
    page = mine.get("/settings/time-zones/").content.decode()
    assert "from 19 June 2026, 09:00" in page
    assert '<option value="Asia/Tokyo" selected>' in mine.get("/settings/units/").content.decode()


def test_who_set_the_wrong_zone_sees_the_entries_on_the_right_clock(mine, person, logged):
    zones(mine, do="correct", time_zone="Asia/Tokyo", since="")
    assert shown(mine, logged) == "2026-06-19T01:30"
    person.refresh_from_db()
    assert (person.time_zone, person.moves) == ("Asia/Tokyo", None)


def test_a_move_can_be_corrected_and_taken_back(mine, person):
    zones(mine, do="move", time_zone="Asia/Tokyo", moved_at="2026-06-18T10:00")
    zones(mine, do="move", time_zone="Europe/Oslo", moved_at="2026-07-01T10:00")
    abroad = factories.drink(person, factories.moment("2026-06-20 00:30"))
    person.refresh_from_db()
    since = person.moves[0]["from"]
    zones(mine, do="correct", time_zone="Asia/Seoul", since=since)
    person.refresh_from_db()
    assert [move["time_zone"] for move in person.moves] == ["Asia/Seoul", "Europe/Oslo"]
    zones(mine, do="remove", since=since)
    assert shown(mine, abroad) == "2026-06-20T02:30"
    gone = zones(mine, do="correct", time_zone="Asia/Tokyo", since=since).content.decode()
    assert "That move is not there any more." in gone


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"time_zone": "Asia/Tokyo", "moved_at": "2199-01-01T10:00"}, "From: 2199-01-01 10:00 has not come yet in Asia/Tokyo."),
        ({"time_zone": "Asia/Tokyo", "moved_at": "yesterday"}, "From: enter a date and a time such as 2026-06-18 17:30. You typed yesterday."),
        ({"time_zone": "Europe/Berlin"}, "Time zone: your clock is that of Europe/Berlin already."),
        ({"time_zone": "localtime"}, "localtime is not one of the available choices"),
        ({"time_zone": "Factory"}, "Factory is not one of the available choices"),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_is_refused_by_name(mine, person, typed, sentence):
    assert sentence in zones(mine, do="move", **typed).content.decode()
    person.refresh_from_db()
    assert person.moves is None


@pytest.mark.parametrize("zone", ["Japan", "CET", "Asia/Calcutta"])
def test_the_zone_that_is_stored_can_always_be_chosen(mine, person, zone):
    person.time_zone = zone
    person.save()
    factories.drink(person)
    assert f'<option value="{zone}" selected>' in mine.get("/settings/units/").content.decode()
    assert mine.post("/settings/units/", SAVED | {"time_zone": zone}).url == "/settings/"
    person.refresh_from_db()
    assert (person.time_zone, person.moves) == (zone, None)


def test_zones_are_the_persons_own(mine, theirs, stranger):
    zones(mine, do="move", time_zone="Asia/Tokyo")
    stranger.refresh_from_db()
    assert stranger.moves is None
    assert "Asia/Tokyo</span>" not in theirs.get("/settings/time-zones/").content.decode()


def test_a_journal_holds_as_many_moves_as_a_file_can(mine, person):
    start = factories.moment("2020-01-01 00:00")
    person.moves = stored_moves([(start + n * DAY, ("Asia/Tokyo", "Europe/Oslo")[n % 2]) for n in range(MOST_MOVES)])
    person.save()
    page = zones(mine, do="move", time_zone="America/New_York").content.decode()
    assert "Your journal already holds 200 moves, the most it can." in page
    person.refresh_from_db()
    assert len(person.moves) == MOST_MOVES
    since = person.moves[0]["from"]
    assert zones(mine, do="correct", time_zone="Asia/Seoul", since=since).status_code == 302
    assert zones(mine, do="remove", since=since).status_code == 302
    assert zones(mine, do="move", time_zone="America/New_York").status_code == 302
    person.refresh_from_db()
    assert len(person.moves) == MOST_MOVES
