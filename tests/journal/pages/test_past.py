"""Months and years: each day of a month, months beside each other, and that ten years cost no more than one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from journal.pages.trend import months_back
from tests import factories
from tests.factories import moment
from tests.guidance.knowledge.test_acceptance import text_of
from tests.queries import captured

DAY = timedelta(days=1)


def days(mine, month):
    page = mine.get("/month/", {"month": month}).context["page"]
    return {day.date.day: day for week in page.weeks for day in week if day}


def test_each_day_of_a_month_tells_its_sessions_its_twinges_and_its_gaps(mine, person):
    factories.session(person, moment("2026-06-01 16:00"), activity="strength", duration_min=60)
    factories.episode(person, moment("2026-06-01 18:00"))
    factories.session(person, moment("2026-06-03 16:00"), duration_min=30, quiet_after=True)
    factories.session(person, moment("2026-06-05 16:00"), source="fit")
    factories.session(person, moment("2026-06-06 16:00"), source="fit", aftermath=2)
    factories.night(person, date(2026, 6, 8), hours=7)
    factories.drink(person, moment("2026-06-09 10:00"))
    found = days(mine, "2026-06")
    assert len(found) == 30
    assert found[1].said == "Monday 1 June, Strength 1 h, a twinge"
    assert (found[1].height, found[3].height) == ("26", "13")
    assert [n for n, day in found.items() if day.open] == [5]
    assert [n for n, day in found.items() if day.felt] == [6]
    assert [n for n, day in found.items() if not day.gap] == [1, 3, 5, 6, 8, 9]
    shown = text_of(mine.get("/month/?month=2026-06"))
    assert "4 sessions. Twinges followed 1 of the 3 with an answer. On 24 days nothing was logged." in shown


def test_a_journal_of_one_month_is_called_by_it_and_today_is_not_over(mine, person):
    now = timezone.now().astimezone(person.calendar.zone_at(timezone.now()))
    assert mine.get("/trend/?months=all").context["page"].title == f"{now:%B %Y}"
    today = days(mine, f"{now:%Y-%m}")[now.day]
    assert (today.gap, today.said) == (False, f"{now:%A} {now.day} {now:%B}, nothing logged yet")


def test_the_days_to_come_are_no_links_and_the_next_month_is_not_here_yet(mine, person):
    page = mine.get("/month/")
    future = [day for week in page.context["page"].weeks for day in week if day and day.future]
    assert all(f"/day/{day.date}/" not in page.content.decode() for day in future)
    assert 'aria-disabled="true"' in page.content.decode()
    assert mine.get("/month/?month=2199-01").status_code == 404
    assert mine.get("/month/?month=nonsense").status_code == 200


@pytest.mark.parametrize("address", ["/week/", "/month/"])
def test_one_jumps_to_a_date_and_a_wrong_one_is_named(mine, address):
    assert "June 2026" in text_of(mine.get(address, {"date": "2026-06-18"}))
    assert "You typed 18.6." in text_of(mine.get(address, {"date": "18.6."}))
    assert "has not come yet" in text_of(mine.get(address, {"date": "2199-01-01"}))


def test_counts_of_a_month_can_be_hidden(mine, person):
    factories.session(person, moment("2026-06-01 16:00"), quiet_after=True)
    assert "Twinges followed" in text_of(mine.get("/month/?month=2026-06"))
    person.hide_counts = True
    person.save()
    assert "Twinges followed" not in text_of(mine.get("/month/?month=2026-06"))
    assert "Compare" not in text_of(mine.get("/trend/"))


def test_a_month_with_little_in_it_is_said_in_whole_words(mine, person):
    assert "No session logged. On 30 days nothing was logged." in text_of(mine.get("/month/?month=2026-06"))
    assert "No session so far." in text_of(mine.get("/month/"))
    factories.session(person, moment("2026-06-01 16:00"), quiet_after=True)
    assert "1 session. Twinges followed none, of one with an answer." in text_of(mine.get("/month/?month=2026-06"))
    factories.episode(person, moment("2026-06-01 18:00"))
    assert "1 session. Twinges followed the one with an answer." in text_of(mine.get("/month/?month=2026-06"))


def month_with(person, first, sessions, twinges):
    """So many sessions from a date on, one a day, a twinge after the first of them."""
    for n in range(sessions):
        start = timezone.now().replace(hour=9) - (timezone.now().date() - first) * 1 + n * DAY
        factories.session(person, start, quiet_after=n >= twinges or None, warm_up_min=4)
        if n < twinges:
            factories.episode(person, start + DAY / 12)


def test_months_are_compared_only_where_enough_is_known(mine, person):
    today = timezone.now().date()
    one, two, three = (months_back(today, n) for n in (2, 3, 4))
    for first, sessions, twinges in ((one, 8, 2), (two, 7, 7), (three, 9, 0)):
        month_with(person, first, sessions, twinges)
    page = mine.get("/trend/", {"months": "6"}).context["page"]
    assert [period.key for period in page.options] == [f"{one:%Y-%m}", f"{three:%Y-%m}"]
    assert [(period.twinged, period.known) for period in page.pair] == [(2, 8), (0, 9)]
    assert f"{two:%B %Y} (7)" in page.thin
    asked = mine.get("/trend/", {"months": "6", "a": f"{three:%Y-%m}", "b": f"{one:%Y-%m}"}).context["page"]
    assert [period.known for period in asked.pair] == [9, 8]
    same = mine.get("/trend/", {"months": "6", "a": f"{three:%Y-%m}", "b": f"{three:%Y-%m}"}).context["page"]
    assert [period.known for period in same.pair] == [8, 9]  # a month is not compared with itself
    assert "twinges followed 2 of 8 sessions" in text_of(mine.get("/trend/?months=6"))


def test_all_years_stand_beside_each_other_and_sleep_is_a_mean_of_nights(mine, person):
    factories.session(person, moment("2019-03-01 16:00"), quiet_after=True, warm_up_min=10)
    for n, hours in enumerate([6, 8]):
        factories.night(person, date(2019, 3, 1) + n * DAY, hours=hours)
    page = mine.get("/trend/?months=all").context["page"]
    assert page.periods[0].key == "2019"
    assert (page.periods[0].sleep_h, page.periods[0].warm_up_min) == (7, 10)
    assert len(page.periods) == timezone.now().year - 2018
    assert mine.get("/trend/?months=7").status_code == 404


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 11, 25)])
def test_months_back_begin_on_a_first(day):
    assert months_back(day, 1) == day.replace(day=1)
    assert months_back(day, 13) == date(day.year - 1, day.month, 1)


@pytest.mark.parametrize("address", ["/month/", "/month/?month=2026-06", "/trend/?months=12", "/trend/?months=all"])
def test_a_long_past_costs_no_more_queries(mine, person, address):
    factories.session(person, moment("2026-06-01 16:00"), source="fit")
    short = asked(mine, address)
    for n in range(60):
        factories.session(person, timezone.now() - n * 60 * DAY)
        factories.night(person, timezone.now().date() - n * 30 * DAY)
        factories.episode(person, timezone.now() - n * 60 * DAY)
    assert asked(mine, address) <= short + 1  # what else was typed is asked where it can matter


def asked(mine, address):
    mine.get(address)
    with captured() as queries:
        mine.get(address)
    return len(queries)


def test_an_alarm_puts_comparisons_away(mine, person):
    factories.session(person, moment("2026-06-01 16:00"), quiet_after=True)
    factories.episode(person, timezone.now() - DAY / 24, kind="twitch", signs=["dark_urine"])
    person.touch()
    assert "Twinges followed" not in text_of(mine.get("/month/?month=2026-06"))
    assert "Compare" not in text_of(mine.get("/trend/"))
