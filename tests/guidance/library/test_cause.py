"""The page of a cause: the same for everybody, but for what somebody's health rules out."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from guidance.knowledge.load import by_id
from journal.recording import demo
from tests import factories

FOOD_LISTS = {"low_potassium": ("A47", "A48"), "low_magnesium": ("A39", "A46"), "low_other_minerals": ("A40", "A41")}


@pytest.mark.parametrize("cause", FOOD_LISTS)
def test_kidney_disease_leaves_out_lists_of_foods(mine, person, cause):
    texts = [by_id("claims")[claim]["text"] for claim in FOOD_LISTS[cause]]
    page = mine.get(f"/guidance/causes/{cause}/").content.decode()
    assert [text in page for text in texts] == [True, True]
    assert "left out because of what your settings say" not in page
    person.conditions = ["kidney_disease"]
    person.save()
    page = mine.get(f"/guidance/causes/{cause}/").content.decode()
    assert [text in page for text in texts] == [False, False]
    assert "left out because of what your settings say" in page


def test_kidney_disease_leaves_them_out_of_guidance_as_well(mine, person):
    demo.start(person, timezone.now())
    what_to_log = "nuts, seeds, whole grains"
    assert what_to_log in mine.get("/guidance/").content.decode()
    person.refresh_from_db()
    person.conditions = ["kidney_disease"]
    person.save()
    person.touch()
    page = mine.get("/guidance/").content.decode()
    assert what_to_log not in page
    assert "Few magnesium-rich foods" in page


def test_a_statement_says_when_its_tips_are_not_for_the_reader(client, mine, person):
    note = "Not for you, by what you noted:</b> kidney disease"
    assert note not in mine.get("/guidance/sources/A46/").content.decode()
    person.conditions = ["kidney_disease"]
    person.save()
    assert note in mine.get("/guidance/sources/A46/").content.decode()
    assert note not in mine.get("/guidance/sources/A17/").content.decode()


def test_an_urgent_flag_puts_a_cause_and_the_other_statements_away(mine, person):
    assert "The section also says" in mine.get("/guidance/sources/B46/").content.decode()
    factories.episode(person, timezone.now() - timedelta(hours=1), signs=["bloated_swollen_hands"])
    person.touch()
    cause = mine.get("/guidance/causes/low_fluids/").content.decode()
    assert "Put away for now" in cause
    assert "Start hydrating" not in cause
    source = mine.get("/guidance/sources/B46/").content.decode()
    assert by_id("claims")["B46"]["text"] in source
    assert "The section also says" not in source


@pytest.mark.parametrize(("units", "heat", "fluid"), [("metric", "32 °C", " ml"), ("imperial", "90 °F", " fl oz")])
def test_the_lines_of_a_cause_are_told_in_the_readers_units(mine, person, units, heat, fluid):
    person.units = units
    person.save()
    assert f"A heat index of {heat} or more" in mine.get("/guidance/causes/heat/").content.decode()
    line = re.search(r"Under ([^<]*) in the 24 h before", mine.get("/guidance/causes/low_fluids/").content.decode())[1]
    assert line.endswith(fluid)
