"""A date has its year when it is not this year."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from journal.words import format_date
from tests import factories

THIS_YEAR = timezone.now().year


@pytest.mark.parametrize(
    ("day", "style", "said"),
    [
        (date(2019, 6, 18), "l j F", "Tuesday 18 June 2019"),
        (date(2019, 6, 18), "j M", "18 Jun 2019"),
        (date(2019, 6, 18), "j F Y", "18 June 2019"),
        (date(2019, 6, 18), "l", "Tuesday"),
        (date(THIS_YEAR, 6, 18), "j F", "18 June"),
    ],
)
def test_a_date_has_its_year_when_it_is_not_this_year(day, style, said):
    assert format_date(day, style) == said


def test_pages_of_another_year_say_so(mine, person):
    factories.drink(person, timezone.now() - timedelta(days=800))
    assert "Tuesday 18 June 2019" in mine.get("/day/2019-06-18/").content.decode()
    assert "Check-in for 18 June 2019" in mine.get("/log/check-in/?date=2019-06-18").content.decode()
    assert "2019" in mine.get("/week/?week=2019-06-18").content.decode()
