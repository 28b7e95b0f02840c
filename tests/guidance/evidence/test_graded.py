"""Graded answers: the score of proportional odds against its likelihood, and what counts as known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from guidance.analysis.analysis import advise
from guidance.causes.counts import Comparison, Side, session_outcomes
from guidance.evidence.outcome_models import Graded, YesOrNo
from guidance.evidence.units import units_of
from guidance.statistics import ordinal
from guidance.statistics.logistic import TEMPER
from journal.public import frames
from tests.examples import examples
from tests.guidance_rows import AT, DAY, HOUR, TODAY, day, episode, journal, session

NONE = np.nan
GRADES = np.array([0, 0, 0, 0, 2, 2, 5, 5, 8, NONE, NONE, NONE, NONE, 5, NONE])
TWINGED = np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1.0])


def log_likelihood(effect, levels):
    """Proportional odds of whether each level is at most this much, each unit's log odds raised by its `effect`.

    `levels`: (first, last) of the levels a unit may have. The thresholds are the shares of the units.
    """
    share = TWINGED.mean()
    graded = GRADES[~np.isnan(GRADES) & (TWINGED == 0)]
    up_to = [0, *(np.mean(graded <= level) * (1 - share) for level in (0, 2, 5, 8)), 1]
    cuts = logit(np.clip(up_to, 1e-300, 1 - 1e-16))
    cuts[0], cuts[-1] = -np.inf, np.inf
    return np.log(expit(cuts[levels[:, 1] + 1] - effect) - expit(cuts[levels[:, 0]] - effect))


def test_the_score_is_the_slope_of_the_likelihood_and_the_information_its_mean_curvature():
    place = {0: 0, 2: 1, 5: 2, 8: 3}
    levels = np.array(
        [
            (4, 4) if twinged else (0, 3) if np.isnan(grade) else (place[grade], place[grade])
            for grade, twinged in zip(GRADES, TWINGED, strict=True)
        ]
    )
    score, information = ordinal.scored(GRADES, TWINGED)
    step = 1e-4
    before, here, after = (log_likelihood(effect, levels) for effect in (-step, 0, step))
    assert score == pytest.approx((after - before) / (2 * step), abs=1e-6)
    curvature = -(after - 2 * here + before) / step**2
    shares = np.array([4 / 9, 2 / 9, 2 / 9, 1 / 9])
    expected = (1 - TWINGED.mean()) * shares @ curvature[[0, 4, 6, 8]] + TWINGED.mean() * curvature[13]
    assert information[0] == pytest.approx(expected, abs=1e-5)
    assert score.sum() == pytest.approx(0, abs=1e-12)


def test_without_grades_score_and_information_are_those_of_logistic_regression():
    blank, share = np.full(15, np.nan), TWINGED.mean()
    score, information = ordinal.scored(blank, TWINGED)
    assert score == pytest.approx(TWINGED - share)
    assert information == pytest.approx(np.full(15, share * (1 - share)))


def test_nobody_asked_nothing_known():
    for found in ordinal.scored(np.array([]), np.array([])):
        assert found.shape == (0,)


def test_the_evidence_is_the_integral_over_the_effect():
    slope, curvature = np.array([3.0, -1.0]), np.array([[4.0, 1.0], [1.0, 5.0]])
    [found] = ordinal.fits_of(slope, curvature, np.array([[0]]), 0.5, 0.6).log_evidence
    effects = np.linspace(-8, 8, 200_001)
    prior = np.exp(-0.5 * ((effects - 0.5) / 0.6) ** 2) / (0.6 * np.sqrt(2 * np.pi))
    exact = np.log(np.trapezoid(np.exp(3 * effects - 2 * effects**2) * prior, effects))
    assert found == pytest.approx(exact, abs=1e-6)
    none = ordinal.fits_of(slope, curvature, np.empty((1, 0), dtype=int), 0.5, 0.6)
    assert (none.log_evidence.tolist(), none.mode.shape) == ([0.0], (1, 0))


def test_what_every_model_holds_explains_nothing_twice():
    always = np.column_stack([np.ones(15), np.arange(15) - 7.0, np.zeros(15)])
    columns = np.column_stack([always[:, 1] * 3 + 2, (np.arange(15) % 2).astype(float)])
    slope, curvature = ordinal.slopes(columns, always, *ordinal.scored(GRADES, TWINGED))
    assert [slope[0], curvature[0, 0], curvature[0, 1]] == pytest.approx([0, 0, 0], abs=1e-9)
    assert curvature[1, 1] > 0


arms = st.lists(st.tuples(st.booleans(), st.sampled_from([0, 2, 5, 8, 11])), min_size=4, max_size=40)


@examples(50)
@given(arms, st.data())
def test_a_higher_grade_moves_the_slope_its_own_way(units, data):
    def slope(of):
        exposed, level = (np.array(column, dtype=float) for column in zip(*of, strict=True))
        grade = np.where(level == 11, np.nan, level)
        scored = ordinal.scored(grade, (level == 11).astype(float))
        return ordinal.slopes((exposed - exposed.mean())[:, None], np.ones((len(of), 1)), *scored)[0][0]

    n = data.draw(st.integers(0, len(units) - 1))
    exposed, level = units[n]
    raised = [*units]
    raised[n] = exposed, max(level, data.draw(st.sampled_from([2, 5, 8])))
    assert (slope(raised) - slope(units)) * (1 if exposed else -1) >= -1e-9


def test_a_small_effect_is_fitted_like_yes_or_no():
    rng = np.random.default_rng(5)
    column = rng.integers(0, 2, 400) - 0.5
    twinged = (rng.random(400) < expit(-0.5 + 0.4 * column)).astype(float)
    always = np.column_stack([np.ones(400), np.zeros(400), np.zeros(400)])
    graded = Graded(always, twinged, np.full(400, np.nan), np.ones(400, dtype=bool))
    one, other = (model.fits(column[:, None], [(0,)]) for model in (graded, YesOrNo(always, twinged)))
    assert one.mode[0, -1] == pytest.approx(other.mode[0, -1], abs=0.02)
    assert one.covariance[0, -1, -1] == pytest.approx(other.covariance[0, -1, -1], rel=0.05)
    bare = [model.fits(column[:, None], [()]).log_evidence[0] for model in (graded, YesOrNo(always, twinged))]
    gained = [fits.log_evidence[0] - none for fits, none in zip((one, other), bare, strict=True)]
    assert gained[0] == pytest.approx(gained[1], abs=0.05)
    assert TEMPER == 0.85


# From entries


def answered(short, long, twinges=()):
    """Sessions every other day with short and long warm-ups in turn and these grades; `twinges`: which had one."""
    kinds = [(2, grade) for grade in short] + [(12, grade) for grade in long]
    turns = [2 * n if n < len(short) else 2 * (n - len(short)) + 1 for n in range(len(kinds))]
    when = [AT - 2 * (turn + 1) * DAY for turn in turns]
    sessions = [session(at, warm_up_min=m, aftermath=grade) for at, (m, grade) in zip(when, kinds, strict=True)]
    return journal(sessions=sessions, episodes=[episode(when[n] + 2 * HOUR) for n in twinges], days=day(TODAY))


def warm_up(mine):
    return next(cause for cause in advise(mine, AT).analysis.causes if cause.id == "poor_warmup")


def test_a_session_with_an_answer_is_known_whatever_it_says():
    found = warm_up(answered([0, 2, 5, 8, 8], [0, 2], twinges=[4])).compared
    assert found == Comparison(Side(5, 1, felt=3), Side(2, 0, felt=1))
    assert found.with_cause.dots == ("on", "half", "half", "half", "")


def test_grades_tell_what_few_twinges_cannot():
    short, long = 2 * [5, 8, 5, 2, 8, 5, 5, 8, 2, 5], 2 * [0, 0, 2, 0, 0, 2, 0, 0, 0, 2]
    twinges = [4, 24]
    with_grades = warm_up(answered(short, long, twinges))
    without = warm_up(answered([None] * 20, [None] * 20, twinges))
    assert (without.level, with_grades.level) == ("no_sign", "likely")
    assert with_grades.compared.with_cause.episodes == without.compared.with_cause.episodes == 1
    assert 2 < with_grades.evidence.risk_ratio.median < 6  # of a twinge, on the person's own baseline


def test_twinges_count_when_only_calm_sessions_were_asked():
    """Nobody is asked how it was after a session whose twinge is logged."""
    unasked = warm_up(answered([None] * 20 + [0] * 8, [0] * 24, twinges=range(20)))
    yes_or_no = warm_up(answered([None] * 28, [None] * 24, twinges=range(20)))
    assert unasked.probability == pytest.approx(yes_or_no.probability, abs=0.002)
    assert unasked.level == "likely"


def test_rest_days_and_sessions_without_a_grade_stay_yes_or_no():
    mine = answered([5, None, 0], [None], twinges=[1])
    units = units_of(mine, frames(mine), session_outcomes(mine))
    assert units.grade[: len(units.rows)].tolist() == pytest.approx([0, np.nan, np.nan, 5], nan_ok=True)
    assert np.isnan(units.grade[len(units.rows) :]).all()
