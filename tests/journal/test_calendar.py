"""The person's calendar: zones, day starts, first weekdays, clock changes."""

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

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


@pytest.mark.parametrize("starts_at", [0, 3, 6])
@pytest.mark.parametrize(
    ("moment", "over_from", "morning"),
    [
        ("2026-06-18 03:59", 6, date(2026, 6, 17)),  # 05:59 in Oslo
        ("2026-06-18 04:00", 6, date(2026, 6, 18)),
        ("2026-06-17 22:30", 4, date(2026, 6, 17)),  # half past midnight, before going to bed
        ("2026-06-18 02:00", 4, date(2026, 6, 18)),
        ("2026-03-29 01:30", 4, date(2026, 3, 28)),  # 03:30, the clocks just went forward
        ("2026-10-25 02:59", 4, date(2026, 10, 24)),  # 03:59, an hour after they went back
    ],
)
def test_the_night_before_is_told_by_the_clock(starts_at, moment, over_from, morning):
    assert Calendar.of("Europe/Oslo", starts_at).night_before(utc(moment), over_from) == morning


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


def test_a_wall_time_that_the_clocks_skipped_is_no_moment_and_one_that_came_twice_is_two():
    calendar = Calendar.of("Europe/Oslo")
    assert calendar.moments(datetime(2026, 3, 29, 2, 30)) == []
    assert calendar.moments(datetime(2026, 10, 25, 2, 30)) == [utc("2026-10-25 00:30"), utc("2026-10-25 01:30")]


# Oslo to Tokyo on 18 June 2026, 11:00 in Oslo; back on 1 July, 10:00 in Tokyo.
JOURNEY = [
    {"from": "2026-06-18T18:00:00+09:00", "time_zone": "Asia/Tokyo"},
    {"from": "2026-07-01T01:00:00+00:00", "time_zone": "Europe/Oslo"},
]


@pytest.mark.parametrize(
    ("moment", "wall", "date"),
    [
        ("2026-06-17 21:59", "2026-06-17 23:59", "2026-06-17"),  # Oslo
        ("2026-06-18 08:59", "2026-06-18 10:59", "2026-06-18"),
        ("2026-06-18 09:00", "2026-06-18 18:00", "2026-06-18"),  # from this moment: Tokyo
        ("2026-06-18 15:00", "2026-06-19 00:00", "2026-06-19"),
        ("2026-07-01 00:59", "2026-07-01 09:59", "2026-07-01"),
        ("2026-07-01 01:00", "2026-07-01 03:00", "2026-07-01"),  # back in Oslo
    ],
)
def test_a_moment_is_shown_on_the_clock_of_the_zone_in_force(moment, wall, date):
    calendar = Calendar.of("Europe/Oslo", moves=JOURNEY)
    assert (str(calendar.wall(utc(moment))), str(calendar.date_of(utc(moment)))) == (f"{wall}:00", date)


def test_over_the_date_line_a_date_comes_twice_or_is_left_out():
    # 18 June, 20:00 in Auckland is 17 June, 22:00 in Honolulu.
    east = Calendar.of("Pacific/Auckland", moves=[{"from": "2026-06-18T08:00:00Z", "time_zone": "Pacific/Honolulu"}])
    hours = ["2026-06-17 11:59", "2026-06-17 12:00", "2026-06-18 07:59", "2026-06-18 08:00", "2026-06-18 10:00"]
    assert [east.date_of(utc(hour)).day for hour in hours] == [17, 18, 18, 17, 18]
    assert east.span(date(2026, 6, 17)) == (utc("2026-06-16 12:00"), utc("2026-06-18 10:00"))
    assert east.span(date(2026, 6, 18)) == (utc("2026-06-17 12:00"), utc("2026-06-19 10:00"))
    assert east.moments(datetime(2026, 6, 17, 23, 0)) == [utc("2026-06-17 11:00"), utc("2026-06-18 09:00")]
    # Pago Pago to Kiritimati over midnight: 25 hours on, and no 18 June at all.
    west = Calendar.of("Pacific/Pago_Pago", moves=[{"from": "2026-06-18T10:59:00Z", "time_zone": "Pacific/Kiritimati"}])
    assert [west.date_of(utc(f"2026-06-18 10:{minute}")).day for minute in (58, 59)] == [17, 19]
    assert west.span(date(2026, 6, 18)) == (utc("2026-06-18 10:59"), utc("2026-06-18 10:59"))
    assert west.span(date(2026, 6, 17))[1] == west.span(date(2026, 6, 19))[0] == utc("2026-06-18 10:59")


@pytest.mark.parametrize("starts_at", [0, 3, 6])
@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 6, 10), time(12), "2026-06-10 10:00"),  # Oslo
        (date(2026, 6, 25), time(12), "2026-06-25 03:00"),  # Tokyo
        (date(2026, 3, 29), time(12), "2026-03-29 10:00"),  # an hour was skipped that morning
        (date(2026, 10, 25), time(12), "2026-10-25 11:00"),  # an hour came twice
        (date(2026, 3, 29), time(2), "2026-03-29 01:00"),  # two in the morning was skipped: the clock went past it
        (date(2026, 10, 25), time(2), "2026-10-25 00:00"),
        (date(2026, 6, 18), time(12), "2026-06-18 09:00"),  # from 11:00 to 18:00 on the way: noon was skipped
    ],
)
def test_noon_and_two_in_the_morning_are_told_by_the_clock(starts_at, day, at, moment):
    assert Calendar.of("Europe/Oslo", starts_at, moves=JOURNEY).clock(day, at) == utc(moment)


# Laws, over moves between zones on both sides of the date line and with odd clock changes.
ZONES = [
    "Europe/Oslo", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland", "Pacific/Honolulu", "Pacific/Pago_Pago",
    "Pacific/Kiritimati", "Pacific/Apia", "America/St_Johns", "Antarctica/Troll", "Australia/Lord_Howe", "UTC",
]  # fmt: skip
seconds = st.integers(0, 400 * 86_400).map(lambda n: datetime(2011, 1, 1, tzinfo=UTC) + timedelta(seconds=n))


@st.composite
def calendars(draw):
    """Calendars with up to five moves within hours, days or months of each other."""
    at, moves = draw(seconds), []
    for _n in range(draw(st.integers(0, 5))):
        moves.append({"from": at.isoformat(), "time_zone": draw(st.sampled_from(ZONES))})
        at += timedelta(seconds=draw(st.integers(1, 86_400) | st.integers(1, 90 * 86_400)))
    first = draw(st.sampled_from(ZONES) | st.sampled_from(sorted(available_timezones())))
    return Calendar.of(first, draw(st.integers(0, 6)), moves=moves)


@st.composite
def moments_near(draw, calendar):
    """A moment: any, or close to a move."""
    near = [move + timedelta(hours=draw(st.integers(-50, 50))) for move in calendar.moved_at]
    return draw(st.sampled_from([draw(seconds), *near]))


@given(st.data(), calendars())
def test_every_moment_lies_within_the_span_of_its_date(data, calendar):
    moment = data.draw(moments_near(calendar))
    start, end = calendar.span(calendar.date_of(moment))
    assert start <= moment < end


@given(st.data(), calendars())
def test_a_day_begins_and_ends_on_itself_unless_it_was_left_out(data, calendar):
    day = shift(calendar.date_of(data.draw(moments_near(calendar))), data.draw(st.integers(-2, 2)))
    start, end = calendar.span(day)
    if start == end:
        assert calendar.date_of(start) > day > calendar.date_of(start - timedelta(seconds=1))
    else:
        assert calendar.date_of(start) == calendar.date_of(end - timedelta(microseconds=1)) == day


@given(st.data(), calendars())
def test_days_leave_no_gap_and_overlap_only_where_a_date_came_back(data, calendar):
    day = calendar.date_of(data.draw(moments_near(calendar)))
    _start, end = calendar.span(day)
    start, _end = calendar.span(shift(day, 1))
    if start > end:  # an earlier date came back in between
        assert calendar.date_of(end) < day
        assert calendar.date_of(start - timedelta(microseconds=1)) <= day
    elif start < end:
        assert calendar.date_of(end) > day == calendar.date_of(end - timedelta(microseconds=1))
        assert calendar.date_of(start) > day


@given(st.data(), calendars())
def test_what_the_clock_showed_leads_back_to_the_moment(data, calendar):
    moment = data.draw(moments_near(calendar))
    shown = calendar.moments(calendar.wall(moment))
    assert moment in shown
    assert shown == sorted(set(shown))


@given(st.data(), calendars())
def test_moving_on_changes_nothing_before(data, calendar):
    moment, move = data.draw(moments_near(calendar)), data.draw(moments_near(calendar))
    cut = bisect_right(calendar.moved_at, move)
    stayed = replace(calendar, zones=calendar.zones[: cut + 1], moved_at=calendar.moved_at[:cut])
    moved = replace(
        stayed, zones=(*stayed.zones, ZoneInfo(data.draw(st.sampled_from(ZONES)))), moved_at=(*stayed.moved_at, move)
    )
    if moment < move:
        assert (moved.local(moment), moved.date_of(moment)) == (stayed.local(moment), stayed.date_of(moment))


@pytest.mark.parametrize("text", ["", None, "2026-02-30", "18.06.2026", "9999-12-31", "0001-01-01", "x" * 500])
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None
