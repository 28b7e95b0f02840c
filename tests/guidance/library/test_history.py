"""Each session over time on the page of a cause: drawn for few, by month for many, told in a table, never to everybody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.causes.over_time import over_time
from guidance.library.history import MOST_DRAWN, history
from tests import factories
from tests.guidance_rows import AT, DAY, HOUR, episode, journal, session
from tests.queries import captured

PAGE = reverse("cause", args=["poor_warmup"])


def of(minutes, **more):
    """The History of the warm-up in sessions two days apart, the newest last; a twinge follows each short warm-up."""
    starts = [AT - 2 * (len(minutes) - n) * DAY for n in range(len(minutes))]
    sessions = [
        session(at, warm_up_min=minute, aftermath=None if minute == 0 else 0, **more)
        for at, minute in zip(starts, minutes, strict=True)
    ]
    twinges = [episode(at + 2 * HOUR) for at, minute in zip(starts, minutes, strict=True) if minute == 0]
    entries = journal(sessions=sessions, episodes=twinges)
    return history("poor_warmup", over_time(entries, "poor_warmup", less=True, at=AT), imperial=False)


def test_each_session_is_a_dot_at_its_dose_and_the_shaded_side_counts_as_the_cause():
    found = of([0, 4, 12, None])
    short, four, long = found.drawing.dots
    assert [dot.kind for dot in (short, four, long)] == ["on", "", ""]
    assert short.y > four.y > found.drawing.cut > long.y
    top, height = found.drawing.shade
    assert top == found.drawing.cut
    assert short.y < top + height
    assert found.title == "Your 3 sessions, one by one"
    assert "1 session cannot be compared and is left out: something was not recorded." in found.notes
    assert [(row.dose, row.followed) for row in found.listed][:2] == [("not recorded", "Nothing"), ("12", "Nothing")]


@pytest.mark.parametrize(("sessions", "drawn"), [(MOST_DRAWN, True), (MOST_DRAWN + 1, False)])
def test_more_sessions_than_can_be_drawn_are_told_by_month(sessions, drawn):
    found = of([0, 12] * (sessions // 2) + [12] * (sessions % 2))
    assert (found.drawing is not None, bool(found.months)) == (drawn, not drawn)
    counted = sum(len(dots) for month in found.months for _text, dots in month.sides)
    assert counted == (0 if drawn else sessions)


def test_without_a_session_there_is_nothing_to_show():
    assert of([]) is None


@pytest.fixture
def logged(person):
    for n in range(12):
        factories.session(person, timezone.now() - (n + 2) * DAY, warm_up_min=n, aftermath=0)
    person.touch()


def test_somebody_who_wants_no_counts_sees_no_sessions_one_by_one(mine, person, logged):
    assert "one by one" in mine.get(PAGE).content.decode()
    person.hide_counts = True
    person.save()
    assert "one by one" not in mine.get(PAGE).content.decode()


def test_nobody_sees_the_sessions_of_somebody_else(theirs, client, logged):
    assert "one by one" not in theirs.get(PAGE).content.decode()
    assert "one by one" not in client.get(PAGE).content.decode()


def test_the_page_costs_the_same_queries_however_long_the_journal(mine, person, logged):
    mine.get(PAGE)
    with captured() as few:
        mine.get(PAGE)
    for n in range(30):
        factories.session(person, timezone.now() - (n + 20) * DAY, warm_up_min=n)
    person.touch()
    mine.get(PAGE)
    with captured() as many:
        mine.get(PAGE)
    assert len(many) == len(few)
