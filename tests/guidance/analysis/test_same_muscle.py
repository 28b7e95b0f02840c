"""Same muscle? Counts, and chance by dealing the person's own sessions anew."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.same_muscle import SameMuscle, left_out, same_muscle, sentence, worked
from tests import factories
from tests.examples import examples
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, episode, session

LEGS, ARMS = ["calf", "thigh_back"], ["upper_arm", "chest"]


def weeks(count, muscles):
    """A session every fourth day and a twinge of the calf 2 h after its end; `muscles(n)` are those of the n-th."""
    sessions = [session(AT - n * 4 * DAY, muscles=muscles(n)) for n in range(count)]
    return sessions, [episode(row["started_at"] + 3 * HOUR) for row in sessions]


@pytest.mark.parametrize(
    ("muscles", "part", "same"),
    [
        (["calf"], "calf", True),
        (["calf"], "shin", False),
        (["whole_body"], "calf", True),
        (["whole_body"], "eyelid", False),
        (["calf"], "whole_body", False),
    ],
)
def test_what_a_session_trained(muscles, part, same):
    assert worked(muscles, part) is same


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        (MINUTE * 0, True),
        (-MINUTE, False),
        (72 * HOUR + 59 * MINUTE, True),  # it lasted 60 min
        (73 * HOUR, False),
    ],
)
def test_the_72_hours_run_from_the_end_of_a_session(before, counts):
    found = same_muscle([session(AT - before, muscles=["calf"])], [episode(AT)])
    assert (found.twinges, found.same, found.left_out) == ((1, 1, 0) if counts else (0, 0, 1))


def test_sessions_that_name_no_muscles_are_not_recorded_and_not_none():
    sessions = [session(AT - HOUR, muscles=None), session(AT - DAY, muscles=["chest"])]
    assert same_muscle(sessions, [episode(AT)]) == SameMuscle(twinges=1, same=0)
    assert same_muscle(sessions[:1], [episode(AT)]) == SameMuscle(left_out=1)


def test_a_twinge_of_the_whole_body_is_left_out():
    found = same_muscle([session(AT - HOUR, muscles=LEGS)], [episode(AT, body_part="whole_body")])
    assert found == SameMuscle(left_out=1)


def test_too_few_twinges_say_how_many_more():
    found = same_muscle(*weeks(3, lambda n: LEGS))
    assert (found.twinges, found.same, found.expected) == (3, 3, 0)
    assert sentence(found) == (
        "Not enough entries yet: 2 more twinges within 72 h of a session whose muscles are known."
    )


def test_twinges_that_follow_the_muscle_are_more_than_chance():
    sessions, episodes = weeks(24, lambda n: LEGS if n % 2 else ARMS)
    found = same_muscle(sessions, [row for n, row in enumerate(episodes) if n % 2])
    assert (found.twinges, found.same) == (12, 12)
    assert found.expected == pytest.approx(6, abs=0.2)
    assert 2 <= found.low < 6 < found.high <= 10


def test_the_sentence_has_its_counts():
    found = SameMuscle(twinges=14, same=9, expected=5.2, low=2, high=8, left_out=2)
    assert sentence(found) == (
        "9 of your 14 twinges were in a muscle you had trained in the 72 h before; "
        "by chance it would be about 5 (2 to 8)."
    )
    assert left_out(found) == "Left out: 2 twinges without a session whose muscles are known in the 72 h before."
    assert left_out(SameMuscle(twinges=14)) == ""


parts = st.sampled_from(["calf", "shin", "chest", "whole_body", "eyelid"])
named = st.lists(parts, max_size=3, unique=True) | st.none()
hours = st.integers(0, 24 * 30)
plans = st.lists(st.tuples(hours, named), max_size=12)
twinges = st.lists(st.tuples(hours, parts), max_size=12)


def journal_of(plan, felt):
    sessions = [session(AT - timedelta(hours=h), muscles=muscles) for h, muscles in plan]
    return sessions, [episode(AT - timedelta(hours=h), body_part=part) for h, part in felt]


@examples(40)
@given(plans, twinges, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(plan, felt, luck):
    sessions, episodes = journal_of(plan, felt)
    found = same_muscle(sessions, episodes)
    luck.shuffle(sessions)
    luck.shuffle(episodes)
    assert same_muscle(sessions, episodes) == found


@examples(40)
@given(plans, twinges, st.lists(parts, min_size=1, max_size=3, unique=True))
def test_with_the_same_muscles_in_every_session_chance_is_what_was_seen(plan, felt, muscles):
    found = same_muscle(*journal_of([(h, muscles) for h, _named in plan], felt))
    assert found.more_needed or found.expected == found.low == found.high == found.same


@examples(40)
@given(plans, twinges)
def test_every_twinge_is_counted_or_left_out_and_chance_stays_within_them(plan, felt):
    found = same_muscle(*journal_of(plan, felt))
    assert found.twinges + found.left_out == len(felt)
    assert 0 <= found.same <= found.twinges
    assert 0 <= found.low <= found.expected <= found.high <= found.twinges or found.more_needed


def test_it_stands_on_the_guidance_page(mine, theirs, person):
    luck = random.Random(1)
    for row in weeks(8, lambda n: luck.choice([LEGS, ARMS]))[0]:
        factories.session(person, row["started_at"], muscles=row["muscles"])
        factories.episode(person, row["started_at"] + 3 * HOUR)
    person.touch()
    page = mine.get(reverse("guidance")).content.decode()
    assert "of your 8 twinges were in a muscle you had trained in the 72 h before; by chance it would be about" in page
    assert "5 more twinges within 72 h" in theirs.get(reverse("guidance")).content.decode()
