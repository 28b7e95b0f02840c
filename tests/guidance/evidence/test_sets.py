"""Sets of causes: what is said when no single one is likely."""

import json

import numpy as np
import pytest

from guidance.analysis.analysis import advise
from guidance.evidence.averaging import Subset
from guidance.evidence.sets import CauseSet, sets_of, shares_of
from guidance.management.commands.guide import line
from tests.guidance_rows import AT, DAY, HOUR, TODAY, aside, day, episode, journal, session


def model(causes, weight, effect=2.0):
    size = 3 + len(causes)
    return Subset(causes, weight, np.append(np.zeros(3), np.full(len(causes), effect)), np.eye(size) * 0.01)


def together(n=40, short=lambda n: n % 2, **more):
    """Sessions in which a short warm-up always goes with no stretching, and mostly with a twinge."""
    when = [AT - 2 * (k + 1) * DAY for k in range(n)]
    sessions = [
        session(at, warm_up_min=0 if short(k) else 12, stretch_after_min=0 if short(k) else 10)
        for k, at in enumerate(when)
    ]
    twinges = [episode(at + 2 * HOUR) for k, at in enumerate(when) if short(k) and k % 3]
    return journal(sessions=sessions, episodes=twinges, days=day(TODAY), **more)


def test_what_cannot_be_told_apart_is_said_as_one():
    found = advise(together(), AT).analysis
    level = {cause.id: cause.level for cause in found.causes}
    assert (level["poor_warmup"], level["no_post_stretch"]) == ("possible", "possible")
    [one] = found.sets
    assert set(one.causes) == {"poor_warmup", "no_post_stretch"}
    assert 0.8 <= one.probability <= 1
    [told] = json.loads(line({}, together(), AT))["sets"]
    assert told == {"causes": list(one.causes), "probability": one.probability}


def test_no_set_holds_a_cause_that_is_not_relevant_or_too_early():
    assert advise(together(set_aside=aside("no_post_stretch")), AT).analysis.sets == ()
    few = together(short=lambda n: n in (1, 2, 4, 5))
    assert {cause.level for cause in advise(few, AT).analysis.causes if cause.id == "poor_warmup"} == {"too_early"}
    assert advise(few, AT).analysis.sets == ()


SHARES = shares_of([model((0,), 0.45), model((1,), 0.3), model((2,), 0.15), model((), 0.1)], ["a", "b", "c"])
LEVELS = {"a": "possible", "b": "no_sign", "c": "no_sign"}


def test_the_probability_is_that_of_the_models_that_hold_one():
    assert SHARES.any_of(("a", "b")) == pytest.approx(0.75)
    both = shares_of([model((0, 1), 0.5, effect=0.0), model((), 0.5)], ["a", "b"])
    assert both.any_of(("a", "b")) == pytest.approx(0.5 * (1 - 0.25))


def test_the_smallest_set_that_reaches_the_line_is_said():
    assert sets_of(SHARES, LEVELS) == (CauseSet(("a", "b", "c"), pytest.approx(0.9)),)
    two = shares_of([model((0,), 0.5), model((1,), 0.31), model((2,), 0.19)], ["a", "b", "c"])
    assert sets_of(two, LEVELS) == (CauseSet(("a", "b"), pytest.approx(0.81)),)


@pytest.mark.parametrize("level", ["likely", "confirmed"])
def test_nothing_is_said_beside_a_single_cause_or_of_one_too_early(level):
    assert sets_of(SHARES, LEVELS | {"d": level}) == ()
    assert sets_of(SHARES, LEVELS | {"b": "too_early"}) == ()
    assert sets_of(SHARES, LEVELS, aside=("a",)) == ()
    assert sets_of(None, {}) == ()
