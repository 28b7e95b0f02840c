"""Times told by the person's clock: that night, noon, and the hour that comes twice."""

import pytest

from journal.forms import EpisodeForm
from journal.models import Drink
from journal.reading.rows import columns
from tests import factories


def that_night(person, started, minutes, now):
    """When a twinge of "That night" is said to have begun (on Berlin's clock), or the sentence that refuses it."""
    session = factories.session(person, factories.moment(started), duration_min=minutes)
    row = {name: getattr(session, name) for name in columns("sessions")}
    typed = {"kind": "cramp", "place": "calf-left", "began": "night"}
    form = EpisodeForm(typed, person=person, now=factories.moment(now), last_session=row)
    return f"{person.calendar.wall(form.cleaned_data['started_at']):%d %H:%M}" if form.is_valid() else str(form.errors)


@pytest.mark.parametrize("starts_at", [0, 3])
@pytest.mark.parametrize(
    ("started", "minutes", "now", "begun"),
    [
        ("2026-06-17 16:00", 60, "2026-06-18 10:00", "18 02:00"),  # in the evening
        ("2026-06-17 21:30", 60, "2026-06-18 10:00", "18 02:00"),  # 23:30 to 00:30: the same night
        ("2026-06-17 23:00", 30, "2026-06-18 10:00", "18 02:00"),  # 01:00 to 01:30
        ("2026-06-18 01:00", 60, "2026-06-18 10:00", "18 04:00"),  # 03:00 to 04:00: not before it ended
        ("2026-06-17 21:30", 60, "2026-06-17 23:00", "18 01:00"),  # it is one o'clock: no later than now
        ("2026-06-17 16:00", 60, "2026-06-17 21:30", "17 23:30"),  # the night has begun
        ("2026-06-17 20:30", 60, "2026-06-17 21:35", "17 23:35"),
        ("2026-03-28 18:00", 60, "2026-03-29 10:00", "29 03:00"),  # two o'clock was skipped
        ("2026-10-24 18:00", 60, "2026-10-25 10:00", "25 02:00"),
    ],
)
def test_that_night_is_the_night_the_session_ended_in(person, starts_at, started, minutes, now, begun):
    person.day_starts_at = starts_at
    assert that_night(person, started, minutes, now) == begun


def test_a_night_that_has_not_come_is_refused(person):
    for now in ("2026-06-17 19:00", "2026-06-17 19:59"):  # it begins at 22 o'clock
        assert "That night has not come yet." in that_night(person, "2026-06-17 16:00", 60, now)


@pytest.mark.parametrize("starts_at", [0, 3, 6])
@pytest.mark.parametrize("page", ["session", "twinge", "drink"])
@pytest.mark.parametrize("day", ["2026-06-18", "2026-03-29", "2025-10-26"])
def test_a_form_for_a_past_day_begins_at_noon(mine, person, starts_at, page, day):
    person.day_starts_at = starts_at
    person.save()
    assert f'value="{day}T12:00"' in mine.get(f"/log/{page}/?date={day}").content.decode()


@pytest.mark.parametrize(("stored", "kept"), [("2025-10-26 00:30", "00:31"), ("2025-10-26 01:30", "01:31")])
def test_an_hour_that_came_twice_stays_the_one_that_was_stored(mine, person, stored, kept):
    drink = factories.drink(person, factories.moment(stored))
    assert 'value="2025-10-26T02:30"' in mine.get(f"/drink/{drink.id}/").content.decode()
    mine.post(f"/drink/{drink.id}/", {"ml": "300", "kind": "water", "when": "earlier", "at": "2025-10-26T02:31"})
    assert f"{Drink.objects.get().at:%H:%M}" == kept


def test_the_refusal_of_a_future_time_names_the_zone(mine, person):
    typed = {"ml": "300", "kind": "water", "when": "earlier", "at": "2199-01-01T10:00"}
    assert "Your clock is that of Europe/Berlin." in mine.post("/log/drink/", typed).content.decode()
