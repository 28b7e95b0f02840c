"""A line of a shortcut: what it becomes, by JSON, form or plain text; sent twice it is one entry."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from journal.api.answers import Problem
from journal.api.line import read_line
from journal.models import Drink
from journal.pages.programs import DRINK
from journal.pages.programs import LINES as SHOWN
from tests.programs import Program

NOW = datetime(2026, 6, 18, 16, 0, tzinfo=UTC)  # 18:00 in Berlin
LINES = {
    "500 ml water now": ("drinks", {"at": "18:00", "ml": 500, "kind": "water"}),
    "500ml of Water": ("drinks", {"at": "18:00", "ml": 500, "kind": "water"}),
    "0,5 l energy drink 20 min ago": ("drinks", {"at": "17:40", "ml": 500, "kind": "energy_drink"}),
    "12 fl oz coffee at 7:30": ("drinks", {"at": "07:30", "ml": 355, "kind": "coffee"}),
    "half a litre of water": ("drinks", {"at": "18:00", "ml": 500, "kind": "water"}),
    "1½ l water": ("drinks", {"at": "18:00", "ml": 1500, "kind": "water"}),
    "one and a half litres of water": ("drinks", {"at": "18:00", "ml": 1500, "kind": "water"}),
    "1,000 ml water": ("drinks", {"at": "18:00", "ml": 1000, "kind": "water"}),
    "8 oz water, now.": ("drinks", {"at": "18:00", "ml": 237, "kind": "water"}),
    "8 fl. oz of milk": ("drinks", {"at": "18:00", "ml": 237, "kind": "milk"}),
    "water 500 ml yesterday 18:00": ("drinks", {"at": "18:00", "ml": 500, "kind": "water"}),
    "yesterday at 6:30 pm: 500 ml water": ("drinks", {"at": "18:30", "ml": 500, "kind": "water"}),
    "2 coffees": ("drinks", {"at": "18:00", "ml": 480, "kind": "coffee"}),
    "a cup of tea half an hour ago": ("drinks", {"at": "17:30", "ml": 240, "kind": "black_tea"}),
    "drank two glasses of water an hour ago": ("drinks", {"at": "17:00", "ml": 500, "kind": "water"}),
    "cramp in left calf now": (
        "episodes", {"started_at": "18:00", "kind": "cramp", "side": "left", "body_part": "calf"}),
    "a cramp in my left calf at 3 pm": (
        "episodes", {"started_at": "15:00", "kind": "cramp", "side": "left", "body_part": "calf"}),
    "left calf cramp pain 7/10": (
        "episodes", {"started_at": "18:00", "kind": "cramp", "side": "left", "body_part": "calf", "pain": 7}),
    "twitching eyelid": ("episodes", {"started_at": "18:00", "kind": "twitch", "side": None, "body_part": "eyelid"}),
    "cramp both calves": ("episodes", {"started_at": "18:00", "kind": "cramp", "side": "both", "body_part": "calf"}),
    "ran for 1 h 30 effort 6/10": (
        "sessions", {"started_at": "16:30", "duration_min": 90, "activity": "run", "effort": 6}),
    "45 minute run at 17": ("sessions", {"started_at": "16:15", "duration_min": 45, "activity": "run"}),
    "I had a coffee at 7 am": ("drinks", {"at": "07:00", "ml": 240, "kind": "coffee"}),
    "500 ml orange juice at noon today": ("drinks", {"at": "12:00", "ml": 500, "kind": "juice"}),
    "500 ml water at 18:00 yesterday": ("drinks", {"at": "18:00", "ml": 500, "kind": "water"}),
    "cramp in calf left, pain 7, strength 5": (
        "episodes",
        {"started_at": "18:00", "kind": "cramp", "side": "left", "body_part": "calf", "pain": 7, "strength": 5}),
    "stress level 4 out of 10": ("days", {"date": "2026-06-18", "stress": 4}),
    "slept 7h30": ("nights", {"date": "2026-06-18", "hours": 7.5}),
    "cramp left calf": ("episodes", {"started_at": "18:00", "kind": "cramp", "side": "left", "body_part": "calf"}),
    "twitch eyelid strength 3 pain 0 2 h ago": (
        "episodes", {"started_at": "16:00", "kind": "twitch", "side": None, "body_part": "eyelid", "strength": 3, "pain": 0}),
    "leg jerk right front of thigh yesterday at 23:15": (
        "episodes", {"started_at": "23:15", "kind": "leg_jerk", "side": "right", "body_part": "thigh_front"}),
    "run 45 min effort 6": ("sessions", {"started_at": "17:15", "duration_min": 45, "activity": "run", "effort": 6}),
    "martial arts 1.5 h now": ("sessions", {"started_at": "16:30", "duration_min": 90, "activity": "martial_arts"}),
    "slept 7.5 h": ("nights", {"date": "2026-06-18", "hours": 7.5}),
    "stress 4": ("days", {"date": "2026-06-18", "stress": 4}),
}  # fmt: skip


@pytest.mark.parametrize("text", LINES)
def test_a_line_is_read(text, person):
    said = read_line(text, person.calendar, NOW)
    value = dict(said.value)
    for name in ("at", "started_at"):
        if name in value:
            moment = datetime.fromisoformat(value[name]).astimezone(ZoneInfo("Europe/Berlin"))
            value[name] = f"{moment:%H:%M}"
    assert (said.kind, value) == LINES[text]


def test_a_night_has_the_morning_of_the_clock_whenever_the_persons_day_begins(person):
    person.day_starts_at = 6
    said = read_line("slept 7 h", person.calendar, datetime(2026, 6, 18, 3, 30, tzinfo=UTC))  # 5:30 in Berlin
    assert said.value["date"] == "2026-06-18"


@pytest.mark.parametrize("text", SHOWN)
def test_every_line_that_is_shown_is_read(text, person):
    assert read_line(text, person.calendar, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "water",
        "500 ml lava",
        "cramp",
        "run",
        "500 ml water at 25:00",
        "x" * 200,
        "8 oz",
        "2 beers",
        "a glass of wine",
        "500 ml water yesterday",
        "500 ml water at 13 pm",
        "0 ml water",
        "45 min",
        "slept",
        "500 ml water 500 ml",
    ],
)
def test_another_line_is_refused_with_examples(text, person):
    with pytest.raises(Problem) as refused:
        read_line(text, person.calendar, NOW)
    assert (refused.value.status, refused.value.more["field"]) == (422, "text")
    assert DRINK in refused.value.more["expected"]


@pytest.fixture
def program(person):
    return Program(person, "log")


def test_json_form_and_plain_text_say_the_same(program, person):
    text = "500 ml water now"
    assert program.log(text).status_code == 201
    assert program.client.post("/api/v1/log", {"text": text}).status_code == 201
    form = "application/x-www-form-urlencoded"
    assert program.client.post("/api/v1/log", "text=500+ml+water+now", content_type=form).status_code == 201
    answer = program.client.post("/api/v1/log", text, content_type="text/plain")
    assert answer.json()["entry"]["ml"] == 500
    assert [drink.ml for drink in person.drinks.all()] == [500] * 4


def test_the_same_key_is_one_entry_and_another_line_with_it_is_refused(program, person):
    first = program.log("500 ml water now", Idempotency_Key="a")
    again = program.log("500 ml water now", Idempotency_Key="a")
    assert (first.status_code, again.status_code, person.drinks.count()) == (201, 200, 1)
    assert again.json()["entry"] == first.json()["entry"]
    for line in ("300 ml water now", "500 ml water at 0:00", "500 ml juice", "run 45 min"):
        other = program.log(line, Idempotency_Key="a")
        assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key"), line
    assert not person.sessions.exists()
    assert program.log("500 ml water now", Idempotency_Key="b").status_code == 201


def test_the_same_key_and_line_are_that_entry_still_once_it_was_corrected(program, person):
    program.log("500 ml water now", Idempotency_Key="a")
    Drink.objects.of(person).update(ml=450)
    again = program.log("500 ml Water, now", Idempotency_Key="a")
    assert (again.status_code, again.json()["entry"]["ml"], person.drinks.count()) == (200, 450, 1)


def test_a_line_with_a_key_that_leaves_something_out_is_another_line(program):
    program.log("cramp left calf", Idempotency_Key="a")
    assert program.log("cramp calf", Idempotency_Key="a").status_code == 422


def test_a_key_is_one_persons_own(program, person, stranger):
    program.log("500 ml water now", Idempotency_Key="a")
    assert Program(stranger).log("500 ml water now", Idempotency_Key="a").status_code == 201


@pytest.mark.parametrize(
    "text",
    [
        "6000 ml water now",
        "run 2000 min",
        "slept 30 h",
        "stress 11",
        f"run {'9' * 20} min",
        f"slept {'9' * 190} h",
        f"{'9' * 190} ml water",
        f"500 ml water {'9' * 20} h ago",
    ],
)
def test_the_limits_of_the_journal_hold_for_a_line(text, program):
    answer = program.log(text)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["expected"]


def test_a_second_night_of_a_date_is_refused(program, person):
    assert program.log("slept 7 h").status_code == 201
    answer = program.log("slept 8 h")
    assert (answer.status_code, answer.json()["field"], person.nights.count()) == (409, "date", 1)


@pytest.mark.parametrize("body", ["[]", "{}", '{"text": 5}', '{"text": ""}', "null"])
def test_a_body_without_a_line_names_it(body, program):
    answer = program.post("log", body)
    assert (answer.status_code, answer.json()["field"]) == (422, "text")


def test_a_key_that_a_line_has_not_is_named(program, person):
    answer = program.post("log", {"text": "500 ml water now", "when": "yesterday"})
    assert (answer.status_code, answer.json()["field"], person.drinks.count()) == (422, "when", 0)
