"""The analysis is made once per journal version, also when two views ask for it at the same moment."""

from threading import Barrier, Thread
from types import SimpleNamespace

import pytest

from guidance.analysis import now
from guidance.analysis.analysis import analyse, up_to
from journal.calendar import Calendar
from journal.reading.rows import read
from tests.factories import drink, episode, session
from tests.guidance_rows import AT, DAY, HOUR, journal


@pytest.fixture
def made(monkeypatch):
    """The moments at which an analysis was made."""
    moments = []
    make = now.analyse
    monkeypatch.setattr(now, "analyse", lambda mine, at: moments.append(at) or make(mine, at))
    return moments


def test_a_second_view_looks_it_up_and_a_write_makes_it_anew(person, made):
    first = now.analysis_of(person, AT)
    assert now.analysis_of(person, AT) == first
    assert len(made) == 1
    person.touch()
    person.refresh_from_db()
    now.analysis_of(person, AT)
    now.analysis_of(person, AT + DAY)
    assert len(made) == 3


def test_two_views_at_once_make_it_once(made, monkeypatch):
    monkeypatch.setattr(now, "rows_for", lambda person, at: journal())
    someone = SimpleNamespace(pk=1, journal_version=1, calendar=Calendar.of("UTC"))
    together, found = Barrier(4), []

    def view():
        together.wait()
        found.append(now.analysis_of(someone, AT))

    views = [Thread(target=view) for _ in range(4)]
    for thread in views:
        thread.start()
    for thread in views:
        thread.join()
    assert len(made) == 1
    assert found == [found[0]] * 4


def test_two_years_are_read_and_all_when_they_hold_no_session(person):
    session(person, started_at=AT - 3000 * DAY)
    assert len(now.rows_for(person, AT).sessions) == 1
    session(person, started_at=AT - 5 * DAY)
    assert len(now.rows_for(person, AT).sessions) == 1


def test_a_session_of_two_years_ago_is_set_against_the_weeks_before_it(person):
    """Its load is a jump beside four weeks that are themselves no longer counted; the newest has none to go by."""
    hard = [session(person, started_at=AT - n * DAY, duration_min=90, effort=5, quiet_after=True) for n in (1, 729)]
    for n in range(12):
        session(person, started_at=AT - (740 + 4 * n) * DAY, duration_min=50, effort=5)
    found = {cause.id: cause for cause in now.analysis_of(person, AT).causes}["load_spike"].compared
    assert (found.with_cause.sessions, found.without.sessions, found.exposure_unknown) == (1, 0, 1)
    assert len(now.rows_for(person, AT).sessions) == len(hard) + 12


@pytest.mark.parametrize("days", [1, 7, 14, 28])
def test_what_left_its_window_is_no_longer_said_however_long_it_was_kept(person, made, days):
    """A twinge and a drink that are in the window now, and an hour and a half later are not."""
    episode(person, AT - days * DAY + HOUR, kind="tic", signs=["dizzy"], several_muscles=True)
    drink(person, AT - days * DAY + HOUR, ml=700, kind="wine")
    session(person, AT - 40 * DAY)
    moments = [AT, AT + HOUR / 2, AT + 1.5 * HOUR]
    kept = [now.analysis_of(person, at) for at in moments]
    assert kept == [analyse(up_to(read(person), at), at) for at in moments]
    assert len(made) == 2


def test_an_entry_of_the_future_counts_when_it_comes_due(person):
    session(person, AT - DAY)
    episode(person, AT + HOUR, kind="cramp", signs=["dizzy"])
    assert now.analysis_of(person, AT).facts.signs == frozenset()
    assert now.analysis_of(person, AT + 2 * HOUR).facts.signs == {"dizzy"}
