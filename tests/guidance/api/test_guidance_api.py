"""Guidance for programs: what the command prints, the steps for a cramp, and when nothing is sent again."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from guidance.cramp.page import CRAMP_KINDS
from journal.calendar import DAY, HOUR
from tests import factories
from tests.programs import Program


@pytest.fixture
def program(person):
    return Program(person, "read")


def fill(person):
    for n in range(20):
        at = timezone.now() - (60 - 2 * n) * DAY
        factories.session(person, at, warm_up_min=2 if n % 2 else 10)
        factories.episode(person, at + 3 * HOUR)
    person.touch()


def test_programs_are_told_what_the_command_prints(program, person, capsys):
    fill(person)
    call_command("guide", person="runner")
    printed = json.loads(capsys.readouterr().out)
    told = program.get("guidance").json()
    assert told | {"at": ""} == {name: value for name, value in printed.items() if name != "person"} | {"at": ""}


def test_guidance_is_sent_again_only_when_something_changed(program, person):
    fill(person)
    first = program.get("guidance")
    assert program.get("guidance", If_None_Match=first["ETag"]).status_code == 304
    factories.episode(person, signs=["chest_pressure"])
    person.touch()
    after = program.get("guidance", If_None_Match=first["ETag"])
    assert after.json()["red_flags"][0]["urgency"] == "emergency_now"
    assert after.json()["tips"] == []


def test_a_flag_that_time_alone_opens_is_told(program, person, monkeypatch):
    """A cramp that still goes on becomes an alarm without a write."""
    factories.episode(person, timezone.now() - HOUR / 12, ongoing=True)
    first = program.get("guidance")
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    after = program.get("guidance", If_None_Match=first["ETag"])
    assert after.status_code == 200
    assert [flag["id"] for flag in after.json()["red_flags"]] != [flag["id"] for flag in first.json()["red_flags"]]


@pytest.mark.parametrize("kind", CRAMP_KINDS)
def test_the_steps_for_what_goes_on_are_told(kind, program):
    told = program.get("cramp", {"kind": kind}).json()
    assert all(step["text"] and step["claims"] for step in told["steps"])
    assert (told["kind"], told["call"]) == (kind, "112")
    assert told["first_look"]


def test_steps_leave_out_what_is_not_for_this_person_and_name_the_part(program, person):
    everybody = {step["id"] for step in program.get("cramp").json()["steps"]}
    assert any("toes" in step["text"].lower() for step in program.get("cramp", {"part": "foot"}).json()["steps"])
    person.conditions = ["poor_circulation", "diabetes", "fluid_limit", "pregnant"]
    with person.writing():
        person.save(update_fields=["conditions"])
    assert {step["id"] for step in program.get("cramp").json()["steps"]} < everybody


@pytest.mark.parametrize(("asked", "field"), [({"kind": "ache"}, "kind"), ({"part": "ear"}, "part")])
def test_another_kind_or_part_is_refused_with_those_there_are(asked, field, program):
    answer = program.get("cramp", asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert "calf" in answer.json()["expected"] or "twitch" in answer.json()["expected"]


def test_too_many_analyses_wait(program, person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"analysis": "1/m/user"}
    answers = []
    for _n in range(2):
        person.touch()
        answers.append(program.get("guidance"))
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1]["Retry-After"] == "60"
