"""What followed a session: asked on Today for three days and in a list for fourteen, changed by one tap for two."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from journal.calendar import DAY, HOUR
from journal.models import Session
from tests import factories

RUN = {"activity": "run", "duration_min": "50", "effort": "6"}
LIST = "/sessions/unanswered/"


def flat(answer):
    return " ".join(answer.content.decode().split())


def answer(client, session, value, back=""):
    return client.post(f"/session/{session.id}/aftermath/{back}", {"aftermath": value})


def asked(client, page="/"):
    """{id of a session the page asks about: the answer shown as given, or None}."""
    found = {}
    for form in flat(client.get(page)).split('class="ask"')[1:]:
        pressed = re.search(r'value="(\d+)" aria-pressed="true"', form)
        found[re.search(r"/session/([-0-9a-f]{36})/aftermath/", form)[1]] = pressed and pressed[1]
    return found


def test_an_unanswered_session_is_asked_about_with_nothing_chosen_and_an_example_each(mine, person):
    session = factories.session(person, timezone.now() - 26 * HOUR)
    page = flat(mine.get("/"))
    assert asked(mine) == {str(session.id): None}
    for example in (
        "no flicker, no cramp",
        "a flicker or two, soon gone",
        "twitching on and off",
        "hours of twitching",
    ):
        assert example in page
    assert page.count("Calm ones matter too") == 1


@pytest.mark.parametrize(("typed", "stored"), [("0", (0, True)), ("2", (2, None)), ("5", (5, None)), ("8", (8, None))])
def test_an_answer_is_kept_and_shown_as_given(mine, person, typed, stored):
    session = factories.session(person, timezone.now() - 26 * HOUR)
    assert answer(mine, session, typed).url == "/"
    assert Session.objects.values_list("aftermath", "quiet_after").get() == stored
    assert asked(mine) == {str(session.id): typed}


def test_one_tap_changes_an_answer_for_two_days_and_later_the_form_does(mine, person):
    session = factories.session(person, timezone.now() - 26 * HOUR)
    answer(mine, session, "0")
    answer(mine, session, "5")
    assert asked(mine) == {str(session.id): "5"}
    Session.objects.update(graded_at=timezone.now() - 47 * HOUR)
    assert asked(mine) == {str(session.id): "5"}
    Session.objects.update(graded_at=timezone.now() - 49 * HOUR)
    assert asked(mine) == {}
    assert asked(mine, LIST) == {}
    assert re.search(r'name="aftermath" value="5" id="[^"]+" checked', flat(mine.get(f"/session/{session.id}/")))


@pytest.mark.parametrize("typed", ["", "3", "lots"])
def test_another_answer_is_refused(mine, person, typed):
    session = factories.session(person, timezone.now() - 26 * HOUR)
    assert answer(mine, session, typed).status_code == 400
    assert Session.objects.get().aftermath is None


@pytest.mark.parametrize(("days", "today", "listed"), [(1, 1, 1), (3, 1, 1), (4, 0, 1), (14, 0, 1), (15, 0, 0)])
def test_today_asks_for_three_days_and_the_list_for_fourteen(mine, person, days, today, listed):
    noon = person.calendar.start_of(person.calendar.date_of(timezone.now())) + 12 * HOUR
    factories.session(person, noon - days * DAY)
    assert (len(asked(mine)), len(asked(mine, LIST))) == (today, listed)


def test_today_leads_to_older_sessions_without_an_answer(mine, person):
    factories.session(person, timezone.now() - 5 * DAY)
    page = flat(mine.get("/"))
    assert "1 older session has no answer yet" in page
    assert LIST in page


def test_an_answer_in_the_list_leads_back_to_the_list(mine, person):
    session = factories.session(person, timezone.now() - 9 * DAY)
    assert f"aftermath/?next={LIST}" in flat(mine.get(LIST))
    assert answer(mine, session, "2", f"?next={LIST}").url == LIST
    assert asked(mine, LIST) == {str(session.id): "2"}


def test_an_import_leads_to_the_list_and_what_it_brought_is_asked_there(mine, person):
    at = timezone.now() - 6 * DAY
    row = {"id": "7d1f2c7e-8a52-4f52-9a3b-111111111111", "started_at": at.isoformat(), "duration_min": 40, "activity": "run",
           "source": "fit", "source_id": "1"}  # fmt: skip
    journal = {"format": "twinge-journal", "version": 1, "exported_at": timezone.now().isoformat(),
               "person": {"time_zone": "UTC"}, "sessions": [row]}  # fmt: skip
    file = SimpleUploadedFile("journal.json", json.dumps(journal).encode(), "application/json")
    assert LIST in flat(mine.post("/settings/import/", {"file": file, "do": "import"}))
    assert asked(mine, LIST) == {row["id"]: None}


def test_a_grade_of_a_file_is_no_answer_given_here(mine, person):
    factories.session(person, timezone.now() - 26 * HOUR, aftermath=5)
    assert asked(mine) == {}


def test_an_answer_in_the_form_can_be_changed_by_one_tap_the_next_morning(mine, person):
    mine.post("/log/session/", RUN | {"ended": "hour", "aftermath": "0"})
    Session.objects.update(started_at=timezone.now() - 25 * HOUR, graded_at=timezone.now() - 24 * HOUR)
    assert list(asked(mine).values()) == ["0"]


def test_the_form_of_a_new_session_has_nothing_chosen(mine, person):
    session = factories.session(person, aftermath=0, quiet_after=True)
    for page in ("/log/session/", f"/log/session/?like={session.id}"):
        assert not re.search(r'name="aftermath" value="\d" id="[^"]+" checked', flat(mine.get(page)))


# A logged twinge


@pytest.fixture
def twinged(person):
    """A session that was said to be calm, and a twinge logged after it."""
    session = factories.session(person, timezone.now() - 26 * HOUR, aftermath=0, quiet_after=True, effort=5)
    factories.episode(person, timezone.now() - 24 * HOUR)
    return session


def test_a_session_with_a_twinge_is_never_shown_as_nothing_after(mine, person, twinged):
    day = person.calendar.date_of(twinged.started_at)
    for page in ("/", f"/day/{day}/", "/entries/sessions/", LIST, f"/session/{twinged.id}/"):
        text = flat(mine.get(page))
        assert "othing after" not in text, page
        assert not re.search(r'value="0" (id="[^"]+" checked|aria-pressed="true")', text), page


def test_a_twinge_in_the_next_week_counts_on_the_last_day_of_a_week(mine, person):
    sunday = person.calendar.week_of(person.calendar.date_of(timezone.now() - 14 * DAY))[-1]
    late = person.calendar.end_of(sunday) - 3 * HOUR
    factories.session(person, late, duration_min=40, aftermath=0, quiet_after=True)
    factories.episode(person, late + 10 * HOUR)
    assert "othing after" not in flat(mine.get(f"/day/{sunday}/"))


def test_nothing_is_refused_for_a_session_with_a_twinge(mine, person, twinged):
    Session.objects.update(aftermath=2, quiet_after=None)
    page = flat(mine.post(f"/session/{twinged.id}/aftermath/", {"aftermath": "0"}, follow=True))
    assert "“Nothing” does not fit" in page
    start = f"{person.calendar.local(twinged.started_at):%Y-%m-%dT%H:%M}"
    page = flat(mine.post(f"/session/{twinged.id}/", RUN | {"started_at": start, "aftermath": "0"}))
    assert "“Nothing” does not fit" in page
    assert Session.objects.get().aftermath == 2


def test_nothing_is_refused_for_a_new_session_before_a_logged_twinge(mine, person):
    factories.episode(person, timezone.now() - 10 * HOUR / 60)
    page = flat(mine.post("/log/session/", RUN | {"ended": "hour", "aftermath": "0"}))
    assert "“Nothing” does not fit" in page
    assert not Session.objects.exists()


def test_a_strangers_session_cannot_be_answered(theirs, person):
    session = factories.session(person, timezone.now() - 26 * HOUR)
    assert answer(theirs, session, "2").status_code == 404
    assert asked(theirs, LIST) == {}
