"""The mail of a week: one sentence, three numbers, one thing to try; of the last full week, once."""

import re

import pytest

from journal.calendar import DAY
from journal.models import Reminder, SentReminder
from journal.reminders.question import CALM
from tests import factories
from tests.journal.reminders.conftest import MONDAYS_RUN, TUESDAY_EVENING, verify

MONDAY_AFTER = TUESDAY_EVENING + 6 * DAY


@pytest.fixture
def weekly(person, account, clock):
    """`person` wants the week by mail; in it they ran twice, with a twinge after the first run, and slept."""
    clock(MONDAY_AFTER - DAY)
    verify(account)
    factories.session(person, MONDAYS_RUN, warm_up_min=2)
    factories.session(person, MONDAYS_RUN + 2 * DAY, warm_up_min=10, aftermath=0, quiet_after=True)
    factories.episode(person, MONDAYS_RUN + DAY / 4)
    factories.night(person, MONDAYS_RUN.date())
    return Reminder.objects.create(account=account, weekly=True, due_at=MONDAY_AFTER)


def test_a_week_in_a_mail(weekly, worker):
    (sent,) = worker(MONDAY_AFTER)
    assert sent.subject == "Your week, 15 to 21 June 2026"
    assert sent.body.startswith(
        "2 sessions in the week of 15 to 21 June 2026.\n\nTwinges after sessions: 1 after 2 sessions"
    )
    numbers = re.findall(r"^(?:Twinges|Training|Warm-ups|Fluid|Sleep|Stress)[^:]*: (\S+)", sent.body, re.M)
    assert len(numbers) == 3
    assert "List-Unsubscribe" in sent.extra_headers


def test_who_hides_counts_gets_none(weekly, person, worker):
    person.hide_counts = True
    person.save()
    (sent,) = worker(MONDAY_AFTER)
    assert "winges after" not in sent.body
    assert sent.body.count("\n") > 5


def test_it_has_one_thing_to_try_unless_help_is_needed_now(weekly, person, worker):
    (sent,) = worker(MONDAY_AFTER)
    assert "Worth trying next: " in sent.body
    SentReminder.objects.all().delete()
    Reminder.objects.update(due_at=MONDAY_AFTER)
    factories.episode(person, MONDAY_AFTER - DAY / 24, signs=["chest_pain"])
    (sent,) = worker(MONDAY_AFTER)
    assert "Worth trying next" not in sent.body
    assert "A warning sign is open. What to do now:\nhttp" in sent.body
    assert not re.search(r"^(?:Twinges|Training|Warm-ups|Fluid|Sleep|Stress)[^:]*: ", sent.body, re.M)


def test_it_comes_once_a_week_in_place_of_the_question_and_catches_up_once(weekly, week_of_looks, person):
    Reminder.objects.update(by_mail=True)
    factories.session(person, MONDAY_AFTER - DAY, aftermath=None)
    came = week_of_looks(MONDAY_AFTER + 12 * DAY, 10)
    assert came == {}  # two weeks later nothing was logged
    Reminder.objects.update(due_at=MONDAY_AFTER)
    came = week_of_looks(MONDAY_AFTER, 6)
    assert [subjects[0] for subjects in came.values()] == [
        "Your week, 15 to 21 June 2026",
        "Sunday’s run: anything after?",
    ]


def test_who_wants_the_week_alone_is_asked_of_no_session(weekly, person, worker):
    worker(MONDAY_AFTER)
    factories.session(person, MONDAY_AFTER - DAY / 12)
    assert worker(MONDAY_AFTER + DAY) == []
    assert [row.about for row in SentReminder.objects.all()] == ["week"]


def test_a_week_without_entries_has_no_mail(weekly, person, worker):
    assert worker(MONDAY_AFTER + CALM) == []
