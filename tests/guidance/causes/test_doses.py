"""The dose of each cause: where the documents' cut lies, on which days it looks, and what its lags weigh."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from guidance.analysis.analysis import advise
from guidance.causes.counts import session_outcomes
from guidance.causes.doses import doses_of
from guidance.causes.registry import Body
from guidance.evidence.units import units_of
from journal.public import frames, measured, measured_before_sessions
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, day, drink, journal, night, person, session

LONG_AGO = 40  # days between the two sessions of a case


def calm(days_ago, **said):
    return session(AT - days_ago * DAY, quiet_after=True, **said)


def on_sessions(**said):
    """Two sessions: each measure at the calm side of the cut and one step past it."""
    return {"sessions": [calm(1 + LONG_AGO * n, **{name: pair[n] for name, pair in said.items()}) for n in (0, 1)]}


def on_days(make):
    """Two sessions, and what `make(n, date)` gives for their dates: n = 0 at the calm side of the cut, 1 past it."""
    lists = {"sessions": [calm(1), calm(1 + LONG_AGO)]}
    for n in (0, 1):
        for kind, rows in make(n, TODAY - (1 + LONG_AGO * n) * DAY).items():
            lists[kind] = lists.get(kind, []) + rows
    return lists


def loads(n, minutes):
    """Three sessions of 100 min a week apart, and one after them."""
    first = 2 + LONG_AGO * n
    return [calm(first + 7 * week, duration_min=100, effort=2) for week in (1, 2, 3)] + [
        calm(first, duration_min=minutes, effort=2)
    ]


def drunk(kind, total_ml, days_before=0, n=4):
    """So much on each of the two dates, or so many days before them, in n drinks."""
    noon = [AT - (1 + LONG_AGO * place + days_before) * DAY - 6 * HOUR for place in (0, 1)]
    return {
        "sessions": [calm(1), calm(1 + LONG_AGO)],
        "drinks": [drink(noon[place], total_ml[place] / n, kind) for place in (0, 1) for _ in range(n)],
    }


MAN = person(sex="male")
# cause -> journals of one unit at the calm side of the cut and one just past it.
CUTS = {
    "muscle_fatigue": [on_sessions(effort=(6, 7))],
    "load_spike": [{"sessions": loads(0, 110) + loads(1, 111)}],
    "poor_warmup": [on_sessions(warm_up_min=(5, 4))],
    "no_post_stretch": [on_sessions(stretch_after_min=(1, 0))],
    "electrolyte_loss": [on_sessions(sweat=("moderate", "heavy"))],
    "heat": [on_sessions(air=("warm", "hot"))],
    "cold": [on_sessions(air=("mild", "cold"))],
    "low_fuel": [on_sessions(hours_since_meal=(4, 4.1))],
    "low_fluids": [drunk("water", (1200, 1196)), {"who": MAN} | drunk("water", (1500, 1496))],
    "poor_sleep": [on_days(lambda n, date: {"nights": [night(date, (7.0, 6.9)[n])]})],
    "low_magnesium": [on_days(lambda n, date: {"days": [day(date - d * DAY, magnesium_servings=(2, 1)[n]) for d in range(1, 5)]})],
    "stress": [on_days(lambda n, date: {"days": [day(date - DAY, stress=(6, 7)[n])]})],
    "caffeine": [drunk("coffee", (1000, 1004)), {"who": person(conditions=["pregnant"])} | drunk("coffee", (500, 504))],
    "alcohol": [drunk("beer", (1196, 1200)), {"who": MAN} | drunk("beer", (1596, 1600))],
    # There or not, as the rules have it.
    "low_potassium": [on_days(lambda n, date: {"days": [day(date - d * DAY, fruit_veg_portions=3 - n) for d in range(1, 5)]})],
    "medicines_toxins": [
        {"who": person(medicines=[{"kind": "statin", "started_on": str(TODAY - 29 * DAY)}]), "sessions": [calm(1), calm(41)]}
    ],
}  # fmt: skip


def sides(cause, who=None, **lists):
    """Units (with, without) a cause; with so few entries they are told by the documents' cut alone."""
    found = advise(journal(who, **lists), AT).analysis.causes
    return next(c for c in found if c.id == cause).evidence.sides


@pytest.mark.parametrize(("cause", "n"), [(cause, n) for cause, found in CUTS.items() for n in range(len(found))])
def test_the_cut_of_a_dose_lies_where_the_documents_have_it(cause, n):
    assert sides(cause, **CUTS[cause][n]) == (1, 1)


def doses(who=None, **lists):
    mine = journal(who, **lists)
    tables = frames(mine)
    found = measured_before_sessions(tables, measured(tables, AT))
    known = session_outcomes(mine)
    units = units_of(mine, tables, known)
    made = doses_of(tables, found, Body(), units.rest_days)
    return {cause: dose.at(units.places(len(known))) for cause, dose in made.items()}


def test_a_dose_is_the_amount_where_the_journal_holds_one():
    found = doses(sessions=calm(1, effort=3, warm_up_min=7, stretch_after_min=12, hours_since_meal=2.5, sweat="light"))
    amounts = {cause: dose.variants[0][0].tolist() for cause, dose in found.items()}
    wanted = {"muscle_fatigue": [3], "poor_warmup": [-7], "no_post_stretch": [-12], "low_fuel": [2.5]}
    assert {cause: amounts[cause] for cause in wanted} == wanted
    assert amounts["electrolyte_loss"] == [1]


def test_every_dose_has_its_cut_tested():
    assert set(CUTS) == set(doses(sessions=calm(1)))


def test_the_lags_of_a_cause_and_what_each_weighs():
    """Drinks of the 24 h before a session first, then those of the 24 h before them; .70 and .30 (docs/evidence.md, 2)."""
    start = AT - DAY
    found = doses(
        sessions=calm(1),
        days=[day(TODAY - DAY, stress=3), day(TODAY - 2 * DAY, stress=8)],
        drinks=[drink(start - DAY - HOUR, 500, "beer"), drink(start - HOUR, 300, "coffee")],
    )
    weights = {cause: tuple(weight for _dose, weight in dose.variants) for cause, dose in found.items()}
    two = {"low_fluids", "caffeine", "alcohol"}
    assert weights == {cause: (0.7, 0.3) if cause in two else (1.0,) for cause in found}
    first = {cause: [dose[0] for dose, _weight in found[cause].variants] for cause in (*two, "stress")}
    assert first["stress"] == [8]
    assert first["caffeine"] == pytest.approx([120, 0])
    assert first["alcohol"] == pytest.approx([0, 2.5])


@pytest.mark.parametrize(
    ("before", "amounts"),
    [(HOUR, [-900, None]), (DAY, [-900, None]), (DAY + MINUTE, [None, -900]), (-MINUTE, [None, None])],
)
def test_fluids_are_those_of_the_day_up_to_the_start_or_of_the_day_before_that(before, amounts):
    """Drunk so long before the session began; coffee and beer are causes of their own."""
    when = AT - DAY - before
    drunk = [*(drink(when, 300) for _ in range(3)), drink(when, 300, "coffee"), drink(when, 300, "beer")]
    found = doses(sessions=calm(1), drinks=drunk)["low_fluids"]
    assert [None if dose[0] != dose[0] else dose[0] for dose, _weight in found.variants] == amounts


def test_drinks_of_a_rest_day_end_at_seven_on_the_persons_clock():
    there = person(time_zone="Pacific/Auckland")  # 12 hours before UTC in June
    seven = datetime(2026, 6, 9, 19, tzinfo=UTC)  # the 10th of June there
    lists = {"sessions": calm(1), "days": [day(date(2026, 6, n), stress=2) for n in (10, 12)]}
    amount = lambda at: doses(who=there, drinks=[drink(at, 300, "coffee")], **lists)["caffeine"].variants[0][0][1]  # noqa: E731
    assert amount(seven) == pytest.approx(120)
    assert np.isnan(amount(seven + MINUTE))


@pytest.mark.parametrize(("n", "known"), [(2, False), (3, True)])
def test_fewer_drinks_than_the_documents_ask_for_tell_nothing_about_how_much_was_drunk(n, known):
    found = doses(sessions=calm(1), drinks=[drink(AT - DAY - HOUR, 500) for _ in range(n)])["low_fluids"]
    assert found.variants[0][0][0] == pytest.approx(-1500 if known else float("nan"), nan_ok=True)


@pytest.mark.parametrize(("days_before", "mean"), [(0, 3.0), (5, 2.6), (7, 2.6), (8, 3.0)])
def test_magnesium_is_the_mean_of_the_seven_days_before(days_before, mean):
    known = [day(TODAY - (1 + n) * DAY, magnesium_servings=3) for n in (1, 2, 3, 4)]
    other = day(TODAY - (1 + days_before) * DAY, magnesium_servings=1)
    assert doses(sessions=calm(1), days=[*known, other])["low_magnesium"].variants[0][0][0] == pytest.approx(-mean)
