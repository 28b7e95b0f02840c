"""With a warm cache and nothing written, what is said of the last hours is what a fresh look at the journal says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guidance.analysis.analysis import analyse, up_to
from guidance.analysis.now import analysis_of, rows_for
from journal.calendar import DAY, HOUR
from tests.factories import drink, episode, session
from tests.guidance_rows import AT

MINUTE = timedelta(minutes=1)


@pytest.fixture
def noon(person):
    """A noon, with entries of every kind that leave a window, or come, in the eight hours after it."""
    noon = person.calendar.start_of(person.calendar.date_of(AT)) + 8 * HOUR
    session(person, noon - 20 * HOUR, effort=9, warm_up_min=3)
    episode(person, noon - 23 * HOUR, kind="twitch", signs=["no_grip"])
    episode(person, noon - 7 * DAY + 3 * HOUR, kind="tic")
    for days in (30, 35, 56):
        session(person, noon - days * DAY + 2 * HOUR, effort=9)
    drink(person, noon - 22 * HOUR, kind="coffee", ml=500)
    drink(person, noon - 21 * HOUR, kind="spirits", ml=200)
    drink(person, noon + 2 * HOUR + MINUTE, kind="coffee", ml=500)
    return noon


def test_what_is_kept_says_what_a_fresh_look_says(person, noon):
    for minutes in range(0, 8 * 60, 10):
        at = noon + minutes * MINUTE
        for moment in (at, at + MINUTE / 60):
            assert analysis_of(person, moment) == analyse(up_to(rows_for(person, moment), moment), moment), moment


def test_a_twinge_leaves_the_last_24_hours_while_the_page_is_looked_at(mine, person, noon, monkeypatch):
    found = []
    for hours in (0, 0.5, 2):
        monkeypatch.setattr(timezone, "now", lambda at=noon + hours * HOUR: at)
        assert mine.get("/guidance/").status_code == 200
        found.append("no_grip" in analysis_of(person, timezone.now()).facts.signs)
    assert found == [True, True, False]
