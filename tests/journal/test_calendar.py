"""The person's calendar: zones, day starts, first weekdays, clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.calendar import Calendar, parse_date, shift


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "starts_at", "moment", "expected"),
    [
        ("Europe/Oslo", 0, "2026-06-17 22:00", date(2026, 6, 18)),  # midnight in summer
        ("Europe/Oslo", 0, "2026-06-17 21:59", date(2026, 6, 17)),
        ("Europe/Oslo", 3, "2026-06-18 00:59", date(2026, 6, 17)),  # 02:59 belongs to the day before
        ("Europe/Oslo", 3, "2026-06-18 01:00", date(2026, 6, 18)),
        ("Pacific/Kiritimati", 0, "2026-06-17 10:00", date(2026, 6, 18)),  # UTC+14
        ("Pacific/Kiritimati", 0, "2026-06-17 09:59", date(2026, 6, 17)),
        ("Pacific/Pago_Pago", 0, "2026-06-18 10:59", date(2026, 6, 17)),  # UTC-11
        ("Pacific/Pago_Pago", 0, "2026-06-18 11:00", date(2026, 6, 18)),
        ("Europe/Oslo", 3, "2026-03-29 00:59", date(2026, 3, 28)),  # clocks forward at 02:00
        ("Europe/Oslo", 3, "2026-03-29 01:00", date(2026, 3, 29)),
        ("Europe/Oslo", 3, "2026-10-25 01:59", date(2026, 10, 24)),  # clocks back at 03:00: the second 02:59
        ("Europe/Oslo", 3, "2026-10-25 02:00", date(2026, 10, 25)),
    ],
)
def test_a_moment_belongs_to_the_persons_own_day(zone, starts_at, moment, expected):
    assert Calendar.of(zone, starts_at).date_of(utc(moment)) == expected


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-06-17 19:59", None),  # 21:59 in Oslo
        ("2026-06-17 20:00", date(2026, 6, 18)),
        ("2026-06-18 03:59", date(2026, 6, 18)),
        ("2026-06-18 04:00", None),  # six o'clock is day
        ("2026-10-25 04:59", date(2026, 10, 25)),  # the night in which the clocks go back
        ("2026-10-25 05:00", None),
    ],
)
def test_a_night_runs_from_ten_to_six_on_the_persons_clock(moment, morning):
    assert Calendar.of("Europe/Oslo", 3).night_of(utc(moment)) == morning


def test_a_day_has_23_hours_when_the_clocks_go_forward_and_25_when_they_go_back():
    calendar = Calendar.of("Europe/Oslo")
    lengths = []
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 18)):
        start, end = calendar.span(day)
        lengths.append((end - start) / timedelta(hours=1))
    assert lengths == [23, 25, 24]


@pytest.mark.parametrize(
    ("first", "day", "expected"),
    [
        ("monday", date(2026, 12, 31), date(2026, 12, 28)),  # ISO week 53 of 2026
        ("monday", date(2027, 1, 3), date(2026, 12, 28)),
        ("monday", date(2027, 1, 4), date(2027, 1, 4)),
        ("sunday", date(2026, 12, 31), date(2026, 12, 27)),
        ("saturday", date(2027, 1, 1), date(2026, 12, 26)),
    ],
)
def test_a_week_begins_on_the_persons_first_day(first, day, expected):
    week = Calendar.of("Europe/Oslo", 0, first).week_of(day)
    assert (week[0], len(week), day in week) == (expected, 7, True)


def test_weeks_follow_each_other_without_gap_over_new_year():
    starts = Calendar.of("Europe/Oslo").weeks_to(date(2027, 1, 6), 3)
    assert starts == [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]


def test_a_wall_time_that_the_clocks_skipped_is_no_moment_and_one_that_came_twice_is_its_first():
    calendar = Calendar.of("Europe/Oslo")
    assert calendar.moment(datetime(2026, 3, 29, 2, 30)) is None
    assert calendar.moment(datetime(2026, 10, 25, 2, 30)) == utc("2026-10-25 00:30")


def test_a_person_who_moves_keeps_moments_and_sees_them_on_the_new_clock():
    moment = utc("2026-06-18 21:30")
    oslo, tokyo = Calendar.of("Europe/Oslo"), Calendar.of("Asia/Tokyo")
    assert (oslo.date_of(moment), tokyo.date_of(moment)) == (date(2026, 6, 18), date(2026, 6, 19))


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    starts_at=st.integers(0, 6),
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),
)
def test_every_moment_lies_within_the_span_of_its_date(zone, starts_at, moment):
    calendar = Calendar.of(zone, starts_at)
    start, end = calendar.span(calendar.date_of(moment))
    assert start <= moment < end


@given(zone=st.sampled_from(sorted(available_timezones())), day=st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_days_meet_end_to_start(zone, day):
    calendar = Calendar.of(zone, 3)
    assert calendar.span(day)[1] == calendar.span(shift(day, 1))[0]


@pytest.mark.parametrize("text", ["", None, "2026-02-30", "18.06.2026", "9999-12-31", "0001-01-01", "x" * 500])
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None
