"""The personal evidence: its formulas against numbers known otherwise, and its words."""

from math import comb

import numpy as np
import pytest
from scipy import integrate
from scipy.special import expit
from scipy.stats import norm

from guidance.analysis.analysis import advise
from guidance.causes.counts import session_outcomes
from guidance.evidence import averaging
from guidance.evidence.averaging import Subset, average, probabilities
from guidance.evidence.codings import codings
from guidance.evidence.effects import coefficients, effects
from guidance.evidence.levels import level, more_needed
from guidance.evidence.outcome_models import YesOrNo
from guidance.evidence.units import units_of
from guidance.evidence.weigh import Evidence
from guidance.statistics import logistic
from journal.public import frames
from tests.guidance_rows import AT, DAY, HOUR, TODAY, day, drink, episode, journal, night, session


def table(with_cause, without):
    """(always, column, outcome) of a two-by-two table: (twinged, calm) with the cause and without it."""
    column = np.repeat([1.0, 1.0, 0.0, 0.0], [*with_cause, *without])
    outcome = np.repeat([1.0, 0.0, 1.0, 0.0], [*with_cause, *without])
    always = np.column_stack([np.ones(len(column)), np.zeros(len(column)), np.zeros(len(column))])
    return always, (column - column.mean())[:, None], outcome


def test_the_laplace_evidence_is_close_to_the_integral():
    _always, column, outcome = table((8, 12), (5, 25))
    design = np.column_stack([np.ones(len(outcome)), column])
    mean, precision = np.array([0.0, 0.6]), np.array([0.04, 0.7**-2])
    [found] = logistic.fit(design[None], outcome, mean, precision).log_evidence

    def height(effect, intercept):
        linear = design @ [intercept, effect]
        likelihood = np.exp(logistic.TEMPER * (outcome @ linear - np.logaddexp(0, linear).sum()))
        return likelihood * norm.pdf(intercept, 0, 5) * norm.pdf(effect, 0.6, 0.7)

    exact, _error = integrate.dblquad(height, -4, 3, -2, 4)
    assert found == pytest.approx(np.log(exact), abs=0.03)


def test_the_mode_is_where_the_log_posterior_is_flat():
    _always, column, outcome = table((8, 12), (5, 25))
    design = np.column_stack([np.ones(len(outcome)), column])
    mean, precision = np.array([0.0, 0.6]), np.array([0.04, 2.0])
    [mode] = logistic.fit(design[None], outcome, mean, precision).mode
    slope = logistic.TEMPER * design.T @ (outcome - expit(design @ mode)) - precision * (mode - mean)
    assert slope == pytest.approx([0, 0], abs=1e-6)


def test_weights_of_two_models_are_bayes_rule():
    always, column, outcome = table((12, 8), (3, 27))
    subsets = average(YesOrNo(always, outcome), column, np.array([0.12]))
    weight = {subset.causes: subset.weight for subset in subsets}
    evidence = {
        causes: logistic.fit(
            np.hstack([always, column[:, list(causes)]])[None],
            outcome,
            np.array([0, 0, 0, *[0.5 for _ in causes]]),
            np.array([0.04, 1, 4, *[0.6**-2 for _ in causes]]),
        ).log_evidence[0]
        for causes in weight
    }
    bayes_factor = np.exp(evidence[(0,)] - evidence[()])
    assert weight[(0,)] / weight[()] == pytest.approx(bayes_factor * 0.12 / 0.88)
    assert bayes_factor > 5


def test_a_cause_that_is_there_in_half_the_models_is_likely_at_most_half():
    certain = Subset((0,), 0.5, np.array([0.0, 0, 0, 3.0]), np.eye(4) * 0.01)
    absent = Subset((), 0.5, np.zeros(3), np.eye(3) * 0.01)
    raises, lowers = probabilities([certain, absent], 1)
    assert (raises[0], lowers[0]) == (pytest.approx(0.5), pytest.approx(0))


def test_the_risk_ratio_of_a_known_effect():
    """Risk .2 without and .5 with the cause is a risk ratio of 2.5; half the sessions have it."""
    off, on = np.log(0.2 / 0.8), np.log(0.5 / 0.5)
    sure = Subset((0,), 1.0, np.array([(off + on) / 2, 0, 0, on - off]), np.eye(4) * 1e-12)
    column = np.repeat([0.5, -0.5], 20)[:, None]
    always = np.tile([1.0, 0, 0], (40, 1))
    [(ratio, avoidable)] = effects(coefficients([sure], 1), always, column, np.array([-0.5]))
    assert [ratio.low, ratio.median, ratio.high] == pytest.approx([2.5] * 3, rel=1e-3)
    assert avoidable.median == pytest.approx(1 - 0.2 / 0.35, rel=1e-3)


def test_a_cause_in_no_model_changes_nothing():
    absent = Subset((), 1.0, np.zeros(3), np.eye(3))
    [(ratio, avoidable)] = effects(coefficients([absent], 1), np.ones((5, 3)), np.ones((5, 1)), np.zeros(1))
    assert (ratio.low, ratio.high, avoidable.median) == (1, 1, 0)


# Codings


def test_two_kinds_of_session_give_one_coding_whichever_way():
    dose = np.repeat([-2.0, -12.0], 10)
    [found] = codings([(dose, 1.0)], cut=-5)
    assert (found.kind, found.weight, found.sides) == ("cut", pytest.approx(1), (10, 10))


def test_weights_of_codings_sum_to_one_and_thin_ones_are_left_out():
    dose = np.append(np.arange(20.0), np.nan)
    found = codings([(dose, 0.7), (dose[::-1], 0.3)], cut=18.5)
    assert sum(coding.weight for coding in found) == pytest.approx(1)
    assert "cut" not in {coding.kind for coding in found}  # only one unit is above it
    assert all(min(coding.sides) >= 3 for coding in found)
    assert all(coding.centred[np.isnan(coding.values)] == 0 for coding in found)


# Levels


@pytest.mark.parametrize(
    ("raises", "lowers", "side", "trial", "word"),
    [
        (None, None, 9, None, "too_early"),
        (0.99, 0.00, 4, None, "too_early"),
        (0.99, 0.00, 5, None, "likely"),
        (0.80, 0.10, 9, None, "likely"),
        (0.79, 0.10, 9, None, "possible"),
        (0.35, 0.10, 9, None, "possible"),
        (0.34, 0.10, 9, None, "no_sign"),
        (0.10, 0.79, 9, None, "no_sign"),
        (0.10, 0.80, 9, None, "opposite"),
        (0.99, 0.00, 9, 0.94, "likely"),
        (0.10, 0.00, 9, 0.95, "confirmed"),
        (None, None, 0, 0.97, "confirmed"),
    ],
)
def test_the_word_for_a_probability(raises, lowers, side, trial, word):
    assert level(raises, lowers, side, trial) == word


@pytest.mark.parametrize(
    ("sides", "sessions", "twinged", "missing"),
    [
        ((5, 5), 10, 2, 0),
        ((0, 0), 0, 0, 8),
        ((0, 20), 20, 4, 5),  # nobody knows how often it would be there
        ((2, 18), 20, 4, 30),  # one in ten has it: thirty more for three more
        ((10, 10), 20, 1, 20),
        ((3, 4), 7, 3, 5),
    ],
)
def test_how_many_more_are_needed(sides, sessions, twinged, missing):
    assert more_needed(sides, sessions, twinged) == missing


# From entries to words


def kept(short=20, long=20, short_twinged=15, long_twinged=1, **more):
    """Sessions every other day, short and long warm-ups in turn."""
    kinds = [(0, n < short_twinged) for n in range(short)] + [(12, n < long_twinged) for n in range(long)]
    kinds = kinds[::2] + kinds[1::2]
    when = [AT - 2 * (n + 1) * DAY for n in range(len(kinds))]
    sessions = [session(at, warm_up_min=minutes) for at, (minutes, _) in zip(when, kinds, strict=True)]
    episodes = [episode(at + 2 * HOUR) for at, (_, twinged) in zip(when, kinds, strict=True) if twinged]
    return journal(sessions=sessions, episodes=episodes, days=day(TODAY), **more)


def evidence(mine, cause="poor_warmup"):
    return next(c for c in advise(mine, AT).analysis.causes if c.id == cause)


def test_a_strong_cause_is_likely_and_stands_first():
    advice = advise(kept(), AT).analysis
    first = advice.causes[0]
    assert (first.id, first.level) == ("poor_warmup", "likely")
    assert first.evidence.risk_ratio.median > 2
    assert first.evidence.sides == (20, 20)
    assert 0.3 < first.evidence.avoidable.median < 1


def test_no_difference_is_no_sign_and_a_protective_habit_is_the_opposite():
    assert evidence(kept(short_twinged=5, long_twinged=5)).level == "no_sign"
    assert evidence(kept(40, 40, short_twinged=1, long_twinged=32)).level == "opposite"


def test_three_days_with_and_three_without_are_too_early():
    found = evidence(kept(3, 3, short_twinged=3, long_twinged=0))
    assert (found.level, found.evidence.risk_ratio, found.evidence.more_needed) == ("too_early", None, 4)


def test_rest_days_count_for_causes_of_the_day():
    """Twinges on rest days after short nights; never a session near them."""
    nights = [night(TODAY - n * DAY, 5.0 if n % 2 else 9.0) for n in range(1, 80)]
    twinges = [episode(AT - n * DAY) for n in range(1, 60, 2) if n % 3]
    early = [session(AT - (100 + 3 * n) * DAY, quiet_after=True) for n in range(8)]
    mine = journal(sessions=early, nights=nights, episodes=twinges)
    units = units_of(mine, frames(mine), session_outcomes(mine))
    assert (len(units.rows), len(units.dates), units.twinged.sum()) == (8, 87, len(twinges))
    assert evidence(mine, "poor_sleep").level == "likely"


def test_the_stress_of_a_day_with_a_twinge_is_not_counted():
    days = [day(TODAY - n * DAY, stress=9 if n % 2 else 2) for n in range(1, 60)]
    twinges = [episode(AT - n * DAY) for n in range(1, 60, 2)]
    early = [session(AT - (100 + 3 * n) * DAY, quiet_after=True) for n in range(8)]
    mine = journal(sessions=early, days=days, episodes=twinges)
    assert evidence(mine, "stress").level != "likely"


def test_causes_always_together_are_named_together():
    mine = kept()
    sessions = [row | {"stretch_after_min": 0 if row["warm_up_min"] == 0 else 10} for row in mine.sessions]
    found = evidence(journal(sessions=sessions, episodes=mine.episodes, days=day(TODAY)))
    assert [(tangle.cause, tangle.both, tangle.sessions) for tangle in found.tangled] == [("no_post_stretch", 20, 20)]


def test_a_journal_without_sessions_has_nothing_to_weigh():
    found = advise(journal(drinks=drink()), AT).analysis
    assert ({cause.evidence for cause in found.causes}, found.sets) == ({Evidence()}, ())


def test_what_each_coding_weighs_and_where_it_begins():
    """.40 the documents' cut, .35 the line, .25 the person's own four percentiles together (docs/evidence.md, 2)."""
    dose = np.arange(1.0, 101.0)
    found = codings([(dose, 1.0)], cut=30)
    assert {(c.kind, float(c.start)): c.weight for c in found} == pytest.approx(
        {("cut", 30): 0.40, ("linear", 50): 0.35} | {("own", start): 0.0625 for start in (50, 67, 80, 92)}
    )
    [line] = [coding.values for coding in found if coding.kind == "linear"]
    assert [line[19], line[49], line[79], line[84], line[99]] == pytest.approx([0, 0.5, 1, 65 / 60, 1.25])


def test_the_numbers_of_a_journal_are_those_of_the_method():
    """Priors, weights and tempering together: a change of any of them moves these, and CHANGELOG must say so."""
    strong, weak = evidence(kept()).evidence, evidence(kept(short_twinged=9, long_twinged=4)).evidence
    assert [strong.probability, weak.probability] == pytest.approx([0.956, 0.229], abs=0.001)
    ranges = [
        getattr(ratio, end) for ratio in (strong.risk_ratio, weak.risk_ratio) for end in ("low", "median", "high")
    ]
    assert ranges == pytest.approx([1.01, 2.41, 4.36, 1, 1, 2.05], abs=0.01)
    assert strong.avoidable.median == pytest.approx(0.413, abs=0.005)


def several(causes=8, units=120, seed=3):
    """(always, columns, outcome) of units in which four of several tangled causes raise the risk."""
    rng = np.random.default_rng(seed)
    shared = rng.random((units, 1))
    columns = (0.5 * shared + 0.5 * rng.random((units, causes)) > 0.5).astype(float)
    risk = expit(-2.2 + columns[:, :4] @ [1.6, 1.4, 1.3, 1.2])
    always = np.column_stack([np.ones(units), np.zeros(units), np.zeros(units)])
    return always, columns - columns.mean(axis=0), (rng.random(units) < risk).astype(float)


def test_the_beam_finds_what_all_subsets_of_up_to_four_say(monkeypatch):
    always, columns, outcome = several()
    inclusion = np.full(columns.shape[1], 0.3)
    beamed = average(YesOrNo(always, outcome), columns, inclusion)
    assert max(len(subset.causes) for subset in beamed) == 4
    monkeypatch.setattr(averaging, "BEAM", 10_000)
    every = average(YesOrNo(always, outcome), columns, inclusion)
    assert len(every) == sum(comb(8, size) for size in range(5)) > len(beamed)
    [found, exact] = (probabilities(subsets, 8)[0] for subsets in (beamed, every))
    assert found == pytest.approx(exact, abs=0.005)
