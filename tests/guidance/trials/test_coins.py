"""Coins of graded trials: what sessions say, when it ends, what the plan promises beside trials played through."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.evidence.weigh import INCLUSION
from guidance.trials.coins import LEAST_FOR_TOO_SMALL, coin_chances, told
from guidance.trials.results import own_prior, results, settled
from guidance.trials.statistics import Count
from tests.guidance.trials.test_statistics import TODAY, WORKS, result, trial
from tests.guidance_rows import AT

BLANK = float("nan")


def flips(rng, sessions, coins=1):
    blocks = [np.stack([rng.permutation([0.0, 0, 1, 1]) for _ in range(coins)], axis=1) for _ in range(sessions // 4)]
    return np.concatenate(blocks)


def answers(rng, usual, effect, grades=True):
    """(grade, twinged) of sessions with a hidden restlessness that an arm moves by its effect."""
    hidden = rng.logistic(size=len(usual)) + usual @ np.atleast_1d(effect) - 0.5 * np.sum(effect)
    grade = np.select([hidden < 0, hidden < 0.8, hidden < 1.3], [0.0, 2, 5], 8)
    return (grade if grades else np.full(len(usual), BLANK)), hidden > 1.3


@pytest.mark.parametrize("prior", [0.05, 0.14, 0.5, 0.8])
def test_before_a_session_only_the_prior_speaks(prior):
    found = told(np.empty((0, 1)), [], [], [prior])
    assert found.probability == pytest.approx(prior * 0.798, abs=0.002)  # the effect may also lower it


def test_grades_tell_more_than_yes_or_no():
    rng, kept = np.random.default_rng(1), {True: [], False: []}
    for _trial in range(60):
        usual = flips(rng, 80)
        grade, twinged = answers(rng, usual, 1.2)
        kept[True].append(told(usual, grade, twinged, [0.3]).probability)
        kept[False].append(told(usual, np.full(80, BLANK), twinged, [0.3]).probability)
    assert np.mean(np.array(kept[True]) > 0.95) > np.mean(np.array(kept[False]) > 0.95) + 0.1


def test_each_of_three_coins_is_told_from_the_others_by_its_own_prior():
    rng, found = np.random.default_rng(2), []
    for _trial in range(60):
        usual = flips(rng, 100, 3)
        grade, twinged = answers(rng, usual, [1.6, 0, 0])
        rolled = [(usual[:, [n, *(set(range(3)) - {n})]], [0.3] * 3) for n in range(3)]
        found.append([told(columns, grade, twinged, priors).probability >= 0.95 for columns, priors in rolled])
    real, nothing, neither = np.mean(found, axis=0)
    assert real > 0.5
    assert max(nothing, neither) <= 0.05


@given(st.integers(0, 2**16))
def test_the_order_of_sessions_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    usual = flips(rng, 24, 2)
    grade, twinged = answers(rng, usual, [1.0, 0.0])
    order = rng.permutation(24)
    one, other = told(usual, grade, twinged, [0.2, 0.4]), told(usual[order], grade[order], twinged[order], [0.2, 0.4])
    assert one.probability == pytest.approx(other.probability)
    assert one.largest == pytest.approx(other.largest, abs=1e-3)


def test_the_largest_credible_effect_shrinks_and_covers_the_true_one():
    rng, covered, widths = np.random.default_rng(3), [], []
    for _trial in range(80):
        usual = flips(rng, 120)
        grade, twinged = answers(rng, usual, 0.8)
        truth = 1 / (1 + np.exp(1.3 - 0.4)) - 1 / (1 + np.exp(1.3 + 0.4))
        few, many = told(usual[:24], grade[:24], twinged[:24], [0.3]), told(usual, grade, twinged, [0.3])
        covered.append(truth <= many.largest)
        widths.append((few.largest, many.largest))
    assert np.mean(covered) >= 0.9
    assert np.mean(widths, axis=0)[0] > np.mean(widths, axis=0)[1] + 0.02


@pytest.mark.parametrize(("prior", "effect"), [(0.3, 0.0), (0.6, 0.0), (0.8, 1.0)])
def test_the_plan_promises_what_trials_played_through_keep(prior, effect):
    """Within 3 points; the plays have the effect that the plan draws, and one of a plan without any."""
    rng, ended = np.random.default_rng(4), []
    share, sessions = 0.25, 80
    for _trial in range(400):
        real = rng.random() < prior
        size = 0.0
        while real and size <= 0:
            size = rng.normal(0.5, 0.6)
        usual = flips(rng, sessions)
        hidden = rng.logistic(size=sessions) + usual[:, 0] * size - size / 2
        twinged = hidden > np.log(1 / share - 1)
        ended.append(played(usual, twinged, prior))
    promised = coin_chances(prior, Count(4000, 1000), information(share), 1.0, 0.1)[sessions]
    kept = np.mean([said == "confirmed" for said in ended]), np.mean([said == "too_small" for said in ended])
    assert (promised.confirmed, promised.too_small) == pytest.approx(kept, abs=0.05)


def information(share):
    return (1 - share**3 - (1 - share) ** 3) / 3


def played(usual, twinged, prior):
    for end in range(4, len(usual) + 1, 4):
        seen = told(usual[:end], np.full(end, BLANK), twinged[:end], [prior])
        if seen.probability >= 0.95:
            return "confirmed"
        if seen.is_too_small(0.1):
            return "too_small"
    return "open"


# From the journal to the result

NEW = {"arms": "both", "smallest_effect": 0.1}


def test_a_trial_that_names_no_arms_goes_on_as_it_began():
    old, new = result(trial(*WORKS), prior=0.1), result(trial(*WORKS, **NEW), prior=0.1)
    assert (old.is_graded, old.arms, old.largest) == (False, None, None)
    assert (new.is_graded, new.both, new.prior) == (True, True, 0.1)


@pytest.mark.parametrize(("said", "smallest"), [({"arms": "usual"}, 0.1), ({"smallest_effect": 0.2}, 0.2)])
def test_either_key_makes_a_trial_graded(said, smallest):
    found = result(trial(*WORKS, **said))
    assert (found.is_graded, found.both, found.smallest) == (True, False, smallest)


def test_a_graded_session_counts_without_a_twinge():
    held = trial(["do", "usual", "usual", "do"] * 3, [False, True, False, False] * 3, **NEW)
    calm = [row | {"aftermath": 0} if row["quiet_after"] else row for row in held.sessions]
    felt = [*calm[:2], calm[2] | {"quiet_after": None, "aftermath": 5}, *calm[3:]]
    before, after = (result(replace(held, sessions=sessions)) for sessions in (calm, felt))
    assert (before.do, before.usual) == (Count(6, 0), Count(6, 3))
    assert (after.do, after.usual) == (Count(6, 0), Count(6, 3, felt=1))
    assert after.probability > before.probability


def test_an_effect_without_exception_is_confirmed():
    arms, twinged = ["do", "usual", "usual", "do"] * 6, [False, True, True, False] * 6
    found = result(trial(arms, twinged, planned=160, **NEW))
    assert found.state == "confirmed"
    assert settled([found]) == {"poor_warmup": found.probability}


def test_too_small_is_said_after_enough_sessions_and_leaves_the_level_to_the_journal():
    arms, twinged = ["do", "usual"] * 60, ([True, True] + [False] * 6) * 15
    found = result(trial(arms, twinged, planned=160, arms="both", smallest_effect=0.2), prior=0.1)
    assert (found.state, found.counted >= LEAST_FOR_TOO_SMALL, found.largest < 0.2) == ("too_small", True, True)
    assert settled([found]) == {}


def test_a_plan_can_go_on_to_160_sessions():
    arms, twinged = ["do", "usual"] * 20, [True, True, False, False] * 10
    assert result(trial(arms, twinged, planned=40, **NEW)).may_add == 12


def test_coins_of_the_same_sessions_are_weighed_together_from_their_own_priors():
    held = trial(*WORKS, **NEW)
    other = held.experiments[0] | {"id": 1, "cause": "no_post_stretch"}
    other["assignments"] = [
        drawn | {"arm": arm}
        for drawn, arm in zip(other["assignments"], ["do", "do", "usual", "usual"] * 3, strict=True)
    ]
    priors = {"poor_warmup": 0.4, "no_post_stretch": 0.1}
    both = results(replace(held, experiments=[*held.experiments, other]), AT, TODAY, lambda row: priors[row["cause"]])
    assert {found.cause: (found.prior, found.beside) for found in both} == {
        "poor_warmup": (0.4, ("no_post_stretch",)), "no_post_stretch": (0.1, ("poor_warmup",)),
    }  # fmt: skip


@pytest.mark.parametrize(("before", "prior"), [(None, INCLUSION), (0.001, 0.01), (0.05, 0.05), (0.97, 0.8)])
def test_a_graded_trial_starts_from_the_causes_own_probability(before, prior):
    from types import SimpleNamespace

    assert own_prior(SimpleNamespace(probability=before)) == prior
