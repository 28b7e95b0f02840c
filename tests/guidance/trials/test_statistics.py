"""What the sessions of a trial of the first kind say: the stopping rule, ranges, several coins at once."""

from dataclasses import replace
from math import sqrt
from statistics import NormalDist
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.trials import statistics
from guidance.trials.results import prior_of, results, settled
from guidance.trials.statistics import (
    COVERAGE,
    Count,
    counted,
    difference,
    probability,
    share_range,
    together,
    verdict,
)
from tests.guidance_rows import AT, DAY, HOUR, TODAY, episode, journal, row, session


@pytest.mark.parametrize(
    ("known", "sessions", "said"),
    [(0.95, 4, True), (0.9499, 60, None), (0.04, 24, False), (0.04, 20, None), (0.041, 60, None)],
)
def test_the_stopping_rule(known, sessions, said):
    assert verdict(known, sessions) is said


def test_more_twinges_as_usual_raise_the_probability_and_more_with_the_arm_lower_it():
    found = [[probability(Count(10, do), Count(10, usual), 0.5) for usual in range(11)] for do in range(11)]
    assert (np.diff(found, axis=1) > 0).all()
    assert (np.diff(found, axis=0) < 0).all()


def test_without_sessions_only_the_prior_speaks():
    raising = (statistics._EFFECT_WEIGHTS * (statistics._EFFECTS > 0)).sum()
    assert probability(Count(), Count(), 0.5) == pytest.approx(0.5 * raising)


@given(st.integers(1, 60), st.data())
def test_wilsons_ends_are_where_the_score_test_just_allows_them(sessions, data):
    side = Count(sessions, data.draw(st.integers(0, sessions)))
    share, z = side.twinged / sessions, statistics._Z
    for end in share_range(side):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(share - end) == pytest.approx(z * sqrt(end * (1 - end) / sessions))


def test_newcombes_own_example(monkeypatch):
    """Statistics in Medicine 17 (1998) 873, table II, method 10: 56/70 less 48/80, 95 %."""
    monkeypatch.setattr(statistics, "_Z", 1.959964)
    assert difference(Count(70, 56), Count(80, 48)) == pytest.approx((0.0524, 0.2, 0.3339), abs=5e-5)


def test_the_range_of_what_is_confirmed_ends_at_no_difference():
    assert COVERAGE == 0.9
    for n in range(2, 31, 2):
        for do in range(n + 1):
            for usual in range(n + 1):
                if probability(Count(n, do), Count(n, usual), 0.8) >= statistics.CONFIRMED_FROM:
                    assert difference(Count(n, do), Count(n, usual))[2] < 0.005, (n, do, usual)


# Several coins at once


def flips(rng, coins, blocks=15):
    return np.concatenate([[rng.permutation([0, 0, 1, 1]) for _ in range(coins)] for _ in range(blocks)], axis=1).T


def test_two_coins_each_find_their_own_effect():
    rng = np.random.default_rng(2)
    found = []
    for _trial in range(40):
        usual = flips(rng, 3)
        share = 1 / (1 + np.exp(-(-1.6 + usual @ [1.8, 1.8, 0])))
        found.append(together(usual, rng.random(60) < share))
    real, also_real, nothing = np.mean(np.array(found) >= 0.95, axis=0)
    assert min(real, also_real) > 0.2
    assert nothing <= 0.03


def test_three_coins_without_effect_confirm_at_most_1_in_100():
    rng = np.random.default_rng(3)
    found = [together(flips(rng, 3), rng.random(60) < 0.3) for _trial in range(120)]
    assert np.mean(np.array(found) >= 0.95) <= 0.01


def test_several_coins_start_from_three_in_ten_each():
    raising = NormalDist(*statistics.EFFECT).cdf(0)
    assert together(np.empty((0, 2)), []) == pytest.approx([0.3 * (1 - raising)] * 2)


def test_the_order_of_the_coins_changes_nothing():
    rng = np.random.default_rng(4)
    usual, twinged = flips(rng, 3), rng.random(60) < 0.4
    assert together(usual[:, ::-1], twinged) == pytest.approx(together(usual, twinged)[::-1])


# From the journal to the result


def trial(arms, twinged, /, followed=True, planned=24, cause="poor_warmup", **said):
    """A journal with one trial: a session every two days, the last four days ago."""
    sessions = [session(AT - (2 * (len(arms) - n) + 2) * DAY, quiet_after=not yes) for n, yes in enumerate(twinged)]
    episodes = [episode(s["started_at"] + 3 * HOUR) for s, yes in zip(sessions, twinged, strict=True) if yes]
    drawn = [
        {"position": n, "arm": arm, "session": str(s["id"]), "followed": followed}
        for n, (arm, s) in enumerate(zip(arms, sessions, strict=True), start=1)
    ]
    started_on = TODAY - 200 * DAY
    experiment = row("experiments", cause=cause, started_on=started_on, planned_sessions=planned, assignments=drawn)
    return replace(journal(sessions=sessions, episodes=episodes), experiments=[experiment | said])


def result(held, prior=0.5, at=AT):
    return results(held, at, TODAY, lambda row: prior)[0]


WORKS = (["do", "usual", "usual", "do"] * 3, [False, True, True, False] * 3)


def test_an_effect_without_exception_is_confirmed_at_the_first_block_that_settles_it():
    found = result(trial(*WORKS))
    assert (found.state, found.counted, found.do, found.usual) == ("confirmed", 12, Count(6, 0), Count(6, 6))
    assert found.probability == probability(Count(6, 0), Count(6, 6), 0.5)
    assert settled([found]) == {"poor_warmup": found.probability}


def test_what_comes_after_the_look_that_settled_it_is_not_counted():
    arms, twinged = WORKS
    longer = result(trial([*arms, "do", "usual", "usual", "do"], [*twinged, True, False, False, True]))
    assert (longer.state, longer.counted, longer.usual) == ("confirmed", 12, Count(6, 6))


def test_a_trial_is_looked_at_after_whole_blocks_only():
    arms, twinged = WORKS
    found = result(trial(arms[:11], twinged[:11]))
    assert (found.state, found.probability) == ("running", probability(Count(4, 0), Count(4, 4), 0.5))


def test_sessions_are_analysed_as_assigned():
    assert replace(result(trial(*WORKS, followed=False)), id=0, units=()) == replace(
        result(trial(*WORKS)), id=0, units=()
    )


def test_a_block_waits_for_what_follows_its_last_session():
    held = trial(*WORKS)
    last = held.sessions[-1] | {"started_at": AT - 3 * HOUR}
    found = result(replace(held, sessions=[*held.sessions[:-1], last]))
    assert (found.state, found.do) == ("running", Count(5, 0))  # said to be calm after 3 h; it may still come


@pytest.mark.parametrize(
    ("said", "days_ago", "settled"),
    [
        ({"quiet_after": True}, 1, False),  # a twinge may still come, until 24 h after its end
        ({"quiet_after": True}, 2, True),
        ({"aftermath": 5}, 3, False),  # something was felt; for three days Today asks what
        ({"aftermath": 5}, 4, True),
    ],
)
def test_how_long_a_session_waits_for_what_followed_it(said, days_ago, settled):
    held = trial(*WORKS)
    last = session(AT - days_ago * DAY, **said) | {"id": held.sessions[-1]["id"]}
    assert result(replace(held, sessions=[*held.sessions[:-1], last])).units[-1].settled is settled


def test_sessions_of_unknown_outcome_are_left_out():
    held = trial(*WORKS)
    unknown = held.sessions[0] | {"quiet_after": None, "aftermath": 5}
    found = result(replace(held, sessions=[unknown, *held.sessions[1:]]))
    assert (found.do, found.counted) == (Count(5, 0), 12)


def test_an_effect_that_is_not_there_is_not_found():
    nothing = (["do", "usual"] * 30, [True, False] * 20 + [False] * 20)
    found = result(trial(*nothing, planned=60), prior=0.2)
    assert found.state == "not_found"
    assert found.counted >= 24
    assert settled([found]) == {"poor_warmup": found.probability}


def test_a_plan_that_is_done_without_an_answer_is_unclear_and_can_go_on():
    found = result(trial(["do", "usual"] * 12, [True, True, False, False] * 6))
    assert (found.state, found.counted, found.may_add) == ("unclear", 24, 12)
    assert result(trial(["do", "usual"] * 29, [True, True, False, False] * 14 + [True] * 2, planned=58)).may_add == 2


def test_a_stopped_trial_is_unclear_whatever_it_shows():
    arms, twinged = WORKS
    found = result(trial(arms[:6], twinged[:6], ended_on=TODAY))
    assert (found.state, found.may_add) == ("unclear", 0)


@pytest.mark.parametrize(("before", "prior"), [(None, 0.5), (0.05, 0.2), (0.4, 0.4), (0.97, 0.8)])
def test_a_trial_starts_from_what_the_entries_before_it_said_within_bounds(before, prior):
    assert prior_of(SimpleNamespace(probability=before)) == prior
    assert prior_of(SimpleNamespace()) == prior_of(None) == 0.5


def test_the_newest_settled_trial_of_a_cause_speaks_for_it():
    yes = result(trial(*WORKS))
    no = replace(yes, state="not_found", probability=0.03)
    assert settled([no, yes]) == {"poor_warmup": 0.03}
    assert settled([replace(yes, state="unclear"), yes]) == {"poor_warmup": yes.probability}


def test_coins_flipped_for_the_same_sessions_are_weighed_together():
    arms, twinged = WORKS
    held = trial(arms, twinged)
    other = held.experiments[0] | {"id": 1, "cause": "low_fuel"}
    other["assignments"] = [
        drawn | {"arm": arm}
        for drawn, arm in zip(other["assignments"], ["do", "do", "usual", "usual"] * 3, strict=True)
    ]
    both = results(replace(held, experiments=[*held.experiments, other]), AT, TODAY, lambda row: 0.5)
    first = next(found for found in both if found.cause == "poor_warmup")
    arms = [[float(a == "usual"), float(b["arm"] == "usual")] for a, b in zip(arms, other["assignments"], strict=True)]
    assert first.beside == ("low_fuel",)
    assert first.probability == pytest.approx(together(arms, twinged)[0])
    assert (first.prior, first.do, first.usual) == (0.3, Count(6, 0), Count(6, 6))


@given(st.permutations(range(12)))
def test_the_order_of_assignments_in_a_file_changes_nothing(order):
    held = trial(*WORKS)
    drawn = held.experiments[0]["assignments"]
    shuffled = held.experiments[0] | {"assignments": [drawn[n] for n in order]}
    assert result(replace(held, experiments=[shuffled])) == result(held)


def test_what_a_file_holds_beyond_the_plan_is_not_counted():
    arms, twinged = WORKS
    found = result(trial(arms, twinged, planned=8))
    assert (found.state, found.counted, found.usual) == ("unclear", 8, Count(4, 4))


def test_counts_leave_out_what_is_in_neither_arm():
    assert counted([], []) == (Count(), Count())
    assert counted(["do", "do", "usual"], [True, False, True]) == (Count(2, 1), Count(1, 1))
