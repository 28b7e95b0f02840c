"""The page of a cause: the same for everybody, but for what somebody's health rules out."""

import pytest

from guidance.knowledge.load import by_id

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
