"""The journal as tables, and the measures made from them, checked by hand."""

import math
from datetime import UTC, datetime

import pandas as pd
import pytest

from journal.measures import heat
from journal.measures.before import before_sessions
from journal.measures.fluid import around_session, day_up_to, total_ml
from journal.measures.sessions import of_units
from journal.measures.tables import COLUMNS, tables
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, day, drink, episode, journal, night, person, session


def measured(at=AT, **lists):
    return of_units(tables(journal(**lists)), at)


def same(measure, *expected):
    assert len(measure) == len(expected)
    assert [None if math.isnan(value) else round(value, 3) for value in measure] == list(expected)


def full():
    return journal(
        sessions=session(muscles=[]), drinks=drink(), nights=night(), days=day(), episodes=episode(signs=["pale"])
    )


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_empty_journal_has_the_same_columns_and_types(kind):
    empty, filled = getattr(tables(journal()), kind), getattr(tables(full()), kind)
    assert (len(empty), len(filled)) == (0, 1)
    pd.testing.assert_series_equal(empty.dtypes, filled.dtypes)


def test_moments_dates_and_lists_have_their_documented_form():
    sessions = tables(full()).sessions
    assert str(sessions.dtypes["started_at"]) == "datetime64[us, UTC]"
    assert str(sessions.dtypes["date"]) == "datetime64[us]"
    assert str(sessions.dtypes["effort"]) == "Int64"
    assert sessions.loc[0, "muscles"] == ""
    assert sessions.loc[0, "warm_up_kinds"] is pd.NA


def test_the_date_of_a_moment_is_the_persons_own():
    night_owl = person(time_zone="Europe/Oslo", day_starts_at=4)
    late = session(datetime(2026, 6, 18, 1, 30, tzinfo=UTC))  # 03:30 in Oslo: still the 17th
    later = session(datetime(2026, 6, 18, 2, 0, tzinfo=UTC))
    dates = tables(journal(night_owl, sessions=[late, later])).sessions["date"]
    assert [stamp.date().isoformat() for stamp in dates] == ["2026-06-17", "2026-06-18"]


def test_an_empty_journal_is_measured_as_one_unknown_day():
    for name, values in measured().items():
        assert len(values) == 1, name
        assert math.isnan(values[0]) or values[0] == 0, name


def test_load_is_effort_times_minutes_and_unknown_without_effort():
    same(measured(sessions=[session(effort=7), session(AT - HOUR)])["load"], 420, None, None)


def test_the_top_fifth_looks_at_ten_earlier_sessions_of_56_days():
    earlier = [session(AT - (n + 1) * DAY, effort=5, duration_min=10 * n) for n in range(1, 11)]
    old = session(AT - 59 * DAY, effort=10, duration_min=600)
    found = measured(sessions=[old, *earlier, session(effort=5)])["load_p80_56d"]
    same(found[-2:], 410, None)  # 50, 100, ... 500: a fifth of the way from 400 to 450
    assert math.isnan(found[-3])  # only nine sessions of the 56 days before it


def test_fluid_is_that_of_the_day_before_plus_during():
    start = AT - 2 * HOUR
    drunk = [
        drink(start - DAY - MINUTE, 900),
        drink(start - DAY, 100),
        drink(start, 20),
        drink(start + HOUR, 3),
        drink(AT, 7),
    ]
    found = measured(sessions=session(start), drinks=drunk)
    same(found["fluid_24h_ml"][:1], 123)
    same(found["drinks_24h"][:1], 3)
    same(found["fluid_during_ml"][:1], 23)
    same(found["fluid_during_ml_h"][:1], 23)
    first, last = around_session(session(start))
    assert total_ml([row for row in drunk if first <= row["at"] <= last]) == 123
    assert total_ml(day_up_to(drunk, start)) == 120


def test_nothing_logged_is_unknown_and_not_zero():
    found = measured(sessions=session())
    same(found["fluid_24h_ml"], None, None)
    same(found["caffeine_24h_mg"], None, None)


def test_caffeine_and_alcohol_come_from_kind_and_ml():
    drunk = [
        drink(ml=240, kind="coffee"),
        drink(ml=480, kind="black_tea"),
        drink(ml=500, kind="beer"),
        drink(ml=250, kind="wine"),
    ]
    found = measured(sessions=session(), drinks=drunk)
    same(found["caffeine_24h_mg"], 190, 190)
    same(found["caffeine_dose_mg"], 96, 96)
    same(found["alcohol_24h_units"], 5.5, 5.5)


def test_a_dose_is_set_against_the_usual_of_five_earlier_drinks():
    usual = [drink(AT - n * DAY, 120, "coffee") for n in range(2, 7)]  # 48 mg each
    found = measured(sessions=session(), drinks=[*usual, drink(ml=372, kind="coffee")])  # 148.8 mg
    same(found["caffeine_over_usual"][:1], 1)
    found = measured(sessions=session(), drinks=[*usual[1:], drink(ml=372, kind="coffee")])
    same(found["caffeine_over_usual"][:1], 0)


def test_longest_number_and_gap_are_of_the_same_activity():
    runs = [
        session(AT - 40 * DAY, duration_min=200),
        session(AT - 20 * DAY, duration_min=30),
        session(AT - 10 * DAY, duration_min=45),
    ]
    swim = session(AT - 5 * DAY, activity="swim", duration_min=90)
    found = measured(sessions=[*runs, swim, session()])
    same(found["longest_30d_min"][[0, 1, 4]], None, 200, 45)
    same(found["same_activity_30d"], 0, 1, 2, 0, 2, None)
    same(found["gap_days"], None, 20, 10, None, 10, None)


def test_stress_is_that_of_the_day_the_day_before_and_the_usual():
    days = [day(TODAY - n * DAY, stress=stress) for n, stress in enumerate([8, 6, 1, 2, 3, 4])]
    found = measured(sessions=session(), days=days)
    same(found["stress"], 8, 8)
    same(found["stress_before"], 6, 6)
    same(found["stress_usual_28d"], 3, 3)


def test_the_mean_of_three_nights_needs_all_three():
    nights = [night(TODAY - n * DAY, hours) for n, hours in enumerate([5.0, 6.5, 8.0])]
    same(measured(nights=nights)["sleep_3_nights_h"], 6.5)
    same(measured(nights=nights[:2])["sleep_3_nights_h"], None)
    same(measured(nights=nights[:2])["sleep_h"], 5)


@pytest.mark.parametrize("day_starts_at", [0, 4, 6])
@pytest.mark.parametrize(("begun", "hours"), [("00:30", 5), ("03:59", 5), ("04:00", 8), ("05:30", 8), ("18:00", 8)])
def test_the_night_before_a_session_is_the_last_that_was_slept(begun, hours, day_starts_at):
    nights = [night(TODAY - DAY, 5.0), night(TODAY, 8.0)]
    run = session(datetime.fromisoformat(f"{TODAY} {begun}+00:00"))
    found = tables(journal(person(day_starts_at=day_starts_at), sessions=run, nights=nights))
    measures = of_units(found, AT)
    assert measures["sleep_h"][0] == before_sessions(found, measures)["sleep_h"][0] == hours


def test_the_latest_day_counts_the_drinks_of_that_day():
    found = measured(drinks=[drink(AT - 5 * DAY, 300, "coffee"), drink(AT - 6 * DAY, 500, "coffee")])
    same(found["caffeine_24h_mg"], 120)


@pytest.mark.parametrize(
    ("fahrenheit", "humidity_pct", "expected_f"),
    [(80, 40, 80), (90, 70, 106), (100, 45, 114), (86, 90, 105), (110, 40, 136)],
)
def test_heat_index_agrees_with_the_weather_services_chart(fahrenheit, humidity_pct, expected_f):
    index_f = heat.heat_index((fahrenheit - 32) / 1.8, humidity_pct) * 1.8 + 32
    assert abs(index_f - expected_f) < 1


@pytest.mark.parametrize(
    ("fahrenheit", "humidity_pct", "worked_out_f"),
    [(100, 5, 92.504), (86, 8, 81.867), (82, 95, 93.972), (84, 90, 98.343), (81, 86, 87.751), (100, 13, 95.347),
     (87, 90, 109.183), (112, 10, 106.751), (70, 50, 69.525), (78, 90, 78.865)],
)  # fmt: skip
def test_dry_and_damp_air_are_adjusted_as_the_weather_service_does(fahrenheit, humidity_pct, worked_out_f):
    """Worked out by hand from the published procedure, at and beside the edges of its adjustments."""
    index_f = heat.heat_index((fahrenheit - 32) / 1.8, humidity_pct) * 1.8 + 32
    assert abs(index_f - worked_out_f) < 0.002


@pytest.mark.parametrize(("celsius", "humidity_pct", "hot"), [
    (27.0, 62, True), (27.0, 60, False),  # a wet-bulb globe temperature of 27.8 °C
    (34.0, 21, True), (34.0, 20, False),  # a heat index of 32 °C in dry air
])  # fmt: skip
def test_either_index_alone_makes_it_hot(celsius, humidity_pct, hot):
    assert heat.is_hot(None, celsius, humidity_pct) is hot


def test_wbgt_agrees_with_the_bureaus_table():
    assert round(heat.wbgt(30, 50)) == 29
    assert round(heat.wbgt(20, 60)) == 21


def test_hot_needs_the_air_or_both_numbers():
    assert heat.is_hot(None, 35, None) is None
    assert heat.is_hot("hot", None, None) is True
    assert heat.is_hot("mild", None, None) is False
    assert heat.is_hot(None, 35, 60) is True
    assert heat.is_hot("mild", 20, 40) is False
