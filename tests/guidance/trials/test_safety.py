"""Whom and when not: every case of both arms as a table, each with its near miss."""

from types import SimpleNamespace

import pytest

from guidance.causes.registry import Body
from guidance.trials.safety import holds_for, minutes_of, steps_aside, to_confirm
from guidance.trials.switches import switches
from tests.guidance_rows import person as person_row

EASY = {"effort": 4, "duration_min": 45, "activity": "run", "air": "mild", "event": False}
WARM_UP, WATER, STRETCH = (switches()[cause].both for cause in ("poor_warmup", "electrolyte_loss", "no_post_stretch"))


@pytest.mark.parametrize(
    ("plan", "warm_up", "water"),
    [
        ({}, True, True),
        ({"effort": 6}, True, True),
        ({"effort": 7}, False, True),
        ({"effort": None}, False, True),
        ({"duration_min": 60}, True, True),
        ({"duration_min": 61}, False, False),
        ({"duration_min": None}, False, False),
        ({"activity": None}, False, True),
        *(({"activity": word}, False, True) for word in (
            "strength", "hiit", "team_sport", "racket", "martial_arts", "climb")),
        *(({"activity": word}, True, True) for word in ("walk", "cycle", "swim", "yoga", "row", "hike", "dance", "ski")),
        ({"event": True}, False, True),
        ({"event": None}, True, True),
        ({"air": "cold"}, False, True),
        ({"air": "warm"}, True, False),
        ({"air": "hot"}, False, False),
        ({"air": None}, False, False),
    ],
)  # fmt: skip
def test_when_the_coin_falls(plan, warm_up, water):
    plan = EASY | plan
    assert (not steps_aside(WARM_UP, plan), not steps_aside(WATER, plan)) == (warm_up, water)
    assert steps_aside(STRETCH, plan) == ""


@pytest.mark.parametrize(
    ("said", "warm_up", "water"),
    [
        ({"conditions": []}, [], []),
        ({"birth_year": 2009}, ["under 18"], []),
        ({"birth_year": 2008}, [], []),
        ({"conditions": ["pregnant"]}, ["pregnancy"], []),
        ({"conditions": ["heart_disease"]}, ["heart disease"], ["heart failure or heart disease"]),
        ({"conditions": ["heart_failure"]}, ["heart disease"], ["heart failure or heart disease"]),
        ({"conditions": ["high_blood_pressure"]}, ["high blood pressure"], ["high blood pressure"]),
        ({"conditions": ["asthma"]}, ["asthma"], []),
        ({"conditions": ["poor_circulation"]}, ["poor circulation"], []),
        ({"conditions": ["fluid_limit"]}, [], ["doctor-set fluid limit"]),
        ({"conditions": ["kidney_disease"]}, [], ["kidney disease"]),
        ({"conditions": ["low_salt_diet"]}, [], ["low-salt diet"]),
        ({"medicines": [{"kind": "diuretic"}]}, [], ["water tablets (diuretics)"]),
        ({"medicines": [{"kind": "statin"}]}, [], []),
        ({"conditions": ["epilepsy", "liver_disease"]}, [], []),
    ],
)
def test_whom_both_arms_are_not_for(said, warm_up, water):
    person = person_row(**said)
    body = Body.of(person, 2026)
    assert (holds_for(WARM_UP, person, body), holds_for(WATER, person, body)) == (warm_up, water)
    assert holds_for(STRETCH, person, body) == []


def test_what_was_not_asked_is_no_all_clear():
    blank, told = (
        person_row(conditions=None, medicines=None, birth_year=None),
        person_row(conditions=[], medicines=[], birth_year=1990),
    )
    assert len(to_confirm(WARM_UP, blank, Body.of(blank, 2026))) == 6
    assert "water tablets (diuretics)" in to_confirm(WATER, blank, Body.of(blank, 2026))
    assert [to_confirm(both, told, Body.of(told, 2026)) for both in (WARM_UP, WATER, STRETCH)] == [[], [], []]
    assert to_confirm(STRETCH, blank, Body.of(blank, 2026)) == []


@pytest.mark.parametrize(
    ("coding", "start", "minutes"),
    [("cut", -5.0, 8), ("own", -4.0, 8), ("own", -11.5, 12), ("own", -45.0, 20), ("linear", -12.0, 8), (None, None, 8)],
)
def test_the_arms_minutes_follow_the_persons_own_threshold(coding, start, minutes):
    assert minutes_of(WARM_UP, SimpleNamespace(coding=coding, start=start)) == minutes
    assert minutes_of(WARM_UP, None) == 8
    assert minutes_of(WATER, None) is None
