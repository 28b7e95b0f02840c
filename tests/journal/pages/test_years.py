"""A date has its year when it is not this year."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from journal.calendar import HOUR, NOON, shift
from journal.words import format_date
from tests import factories
from tests.paths import ROOT

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


MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"


def dates_without_year(page):
    """What reads as a day of a month, wherever no year comes right after it."""
    shown = re.sub(r"(?s)<(script|style|select)\b.*?</\1>", " ", page.content.decode())
    text = " ".join(re.sub(r"<[^>]*>", " ", shown).split())
    return re.findall(rf"\b\d{{1,2}} (?:{MONTHS})[a-z]*\b(?! ?\d{{4}}| and \d| to \d)", text)


def test_no_page_about_last_year_leaves_it_out(mine, person):
    first = date(THIS_YEAR - 1, 3, 1)
    for n in range(20):
        at = person.calendar.clock(shift(first, 2 * n), NOON)
        session = factories.session(person, at, quiet_after=n % 3 == 0 or None)
        twinge = factories.episode(person, at + HOUR, pain=6) if n % 3 else None
        factories.night(person, shift(first, 2 * n))
        factories.day(person, shift(first, 2 * n))
    last = shift(first, 45)
    pages = [
        f"/week/?week={first}",
        f"/month/?date={first}",
        f"/day/{first}/",
        "/trend/",
        "/guidance/",
        f"/summary/?from={first}&to={last}",
        *(f"/entries/{kind}/" for kind in ("sessions", "twinges", "nights", "days")),
        f"/session/{session.id}/",
        f"/twinge/{twinge.id}/before/" if twinge else "/",
        *(f"/log/{form}/?date={first}" for form in ("session", "twinge", "drink", "sleep", "check-in")),
    ]
    found = {url: dates_without_year(mine.get(url)) for url in pages}
    this_year = rf"\b{timezone.now().day} "  # "Today, 26 November"
    assert {url: dates for url, dates in found.items() if [d for d in dates if not re.match(this_year, d)]} == {}


def test_no_template_writes_a_month_without_thinking_of_its_year():
    """The filter `day` adds the year; Django's `date` does not."""
    styles = re.compile(r'\|date:"([^"]*)"')
    files = (ROOT / "templates").rglob("*.html")
    found = {(path.name, style) for path in files for style in styles.findall(path.read_text())}
    assert [
        (name, style) for name, style in found if re.search("[FMNbm]", style) and not re.search("[Yyo]", style)
    ] == []
