"""What has eased the person's twinges: counted by method, ranked only where there is something to compare."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.relief_counts import LEAST_TRIES, Eased, Tries, caution_of, eased, eased_view, tries_in_words
from guidance.knowledge.load import load
from tests import factories
from tests.guidance_rows import HOUR, episode

ANSWERS = {"y": "yes", "p": "partly", "n": "no", "?": None}


def tried(kind="cramp", **methods):
    """An episode for each try: tried(stretch="yyn?") -> four cramps with stretching."""
    return [
        episode(kind=kind, relief=[{"method": method, "helped": ANSWERS[letter]}])
        for method, letters in methods.items()
        for letter in letters
    ]


def test_every_try_is_counted_and_a_little_counts_as_helped():
    [stretch] = eased([*tried(stretch="yypn??"), episode(relief=None), episode(relief=[])])
    assert stretch == Eased(
        tried=6, helped=3, partly=1, not_said=2, method="stretch", kinds=(("cramp", Tries(6, 3, 1, 2)),)
    )


@pytest.mark.parametrize(
    ("tries", "expected"),
    [
        ({"stretch": "yyn", "ice": "yyy"}, ["ice", "stretch"]),  # by share
        ({"stretch": "yyy", "ice": "yyyy"}, ["ice", "stretch"]),  # then by tries
        ({"massage": "yyy", "stretch": "yyy"}, ["stretch", "massage"]),  # then in the fixed order
        ({"heat": "yy", "ice": "nnn"}, ["ice", "heat"]),  # two lucky tries do not lead
        ({"heat": "yy?", "ice": "nnn"}, ["ice", "heat"]),  # a try without an answer is none
        ({"walk": "yy", "stretch": "n"}, ["stretch", "walk"]),  # too few: never by how often they helped
    ],
)
def test_methods_are_ranked_from_three_answered_tries_on(tries, expected):
    assert [found.method for found in eased(tried(**tries))] == expected


@given(st.dictionaries(st.sampled_from(["stretch", "ice", "walk", "heat"]), st.text("ypn?", max_size=6)))
def test_no_method_with_too_few_tries_stands_before_one_with_enough(tries):
    enough = [found.answered >= LEAST_TRIES for found in eased(tried(**tries))]
    assert enough == sorted(enough, reverse=True)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("yyyyyn", "helped 5 of 6"),
        ("yyppn", "helped 4 of 5, 2 of them a little"),
        ("yy?", "helped 2 of 2, 1 more not said"),
        ("??", "tried; whether it helped is not recorded"),
    ],
)
def test_counts_are_said_in_words(letters, expected):
    assert tries_in_words(eased(tried(stretch=letters))[0]) == expected


def test_kinds_are_told_apart_where_both_have_enough_tries():
    both = eased_view(eased([*tried("cramp", stretch="yyyy"), *tried("twitch", stretch="ynn")])[0])
    assert (both.text, both.split) == ("helped 5 of 7", "Twitch: 1 of 3, Cramp: 4 of 4")
    assert eased_view(eased([*tried("cramp", stretch="yyyy"), *tried("twitch", stretch="yn")])[0]).split == ""


def test_a_line_draws_its_answers_and_no_more_than_fit():
    assert eased_view(eased(tried(stretch="yn?"))[0]).dots == ("on", "")
    assert eased_view(eased(tried(stretch="y" * 31))[0]).dots == ()


EASED_BY_PAINKILLER = [{"method": "painkiller", "helped": "yes"}]


def test_a_painkiller_is_never_shown_without_its_caution(mine, person):
    for hours in (1, 2, 3):
        factories.episode(person, timezone.now() - hours * HOUR, relief=EASED_BY_PAINKILLER)
    caution = load()["relief"]["painkiller"]
    page = mine.get("/guidance/").content.decode()
    assert page.index("helped 3 of 3") < page.index(caution["text"])
    summary = unescape(mine.get(reverse("summary")).content.decode())
    assert f"Painkiller helped 3 of 3 ({caution['short']})" in summary
    assert re.sub(r"\s+", " ", summary).count(caution["short"]) > 1  # beside each twinge, too


def test_other_methods_have_no_caution():
    assert caution_of("stretch") == ""
    assert "pharmacist" in caution_of("painkiller")
