"""The evening question: asked once, at the person's hour, and answered from the mail without signing in."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client

from journal.calendar import DAY, HOUR, MINUTE
from journal.models import Reminder, SentReminder, Session
from journal.reminders import tasks
from journal.reminders.links import stop_link
from journal.reminders.schedule import plan_anew
from journal.reminders.tasks import put_in_line, remind
from tests import factories
from tests.journal.reminders.conftest import MONDAYS_RUN, TUESDAY_EVENING, verify

HEALTH = re.compile(r"twitch|cramp|twinge|twinging|muscle|pain|tremor|spasm|flicker|symptom|health", re.I)


def links(sent):
    """The links of a mail as paths, in its order."""
    return [link.removeprefix("https://testserver") for link in re.findall(r"https?://\S+", sent.body)]


def test_the_question_of_an_evening(asked, worker):
    (sent,) = worker(TUESDAY_EVENING)
    assert (sent.to, sent.subject) == (["runner@example.org"], "Monday’s run: anything after?")
    answers = re.findall(r"(.+)\n(https?://\S+)", sent.body)[:4]
    assert [label for label, _link in answers] == ["Nothing", "A little", "Some", "A lot"]
    assert [parse_qs(urlsplit(link).query)["a"] for _label, link in answers] == [["0"], ["2"], ["5"], ["8"]]
    assert not HEALTH.search(f"{sent.subject} {sent.body}".replace("Twinge", ""))
    assert not re.search(r"streak|well done|great|in a row|\d+ of \d+", sent.body, re.I)


def test_a_link_opens_its_answer_and_only_save_stores_it_signed_in_or_not(asked, worker, person):
    (sent,) = worker(TUESDAY_EVENING)
    link, browser = links(sent)[1], Client()
    page = browser.get(link)
    assert page.context["chosen"] == 2
    assert "did anything twitch or cramp in the 24 hours after?" in page.content.decode()
    assert person.sessions.get().aftermath is None  # what reads links ahead answers nothing
    saved = browser.post(link, {"a": "2"}, follow=True)
    assert "Saved: A little." in saved.content.decode()
    assert person.sessions.get().aftermath == 2
    assert browser.get("/").context.get("questions") is None  # nobody was signed in by it
    browser.post(link, {"a": "0"})
    assert (person.sessions.get().aftermath, person.sessions.get().quiet_after) == (0, True)


def test_an_answer_raises_the_journal_version_and_needs_one_of_the_four(asked, worker, person):
    (sent,) = worker(TUESDAY_EVENING)
    before = person.journal_version
    for said in ({}, {"a": "7"}, {"a": "x"}):
        assert "Choose one of the four answers." in Client().post(links(sent)[0], said).content.decode()
    person.refresh_from_db()
    assert (person.journal_version, person.sessions.get().aftermath) == (before, None)
    Client().post(links(sent)[3], {"a": "8"})
    person.refresh_from_db()
    assert person.journal_version > before


def test_nothing_does_not_fit_where_a_twinge_was_logged_meanwhile(asked, worker, person):
    (sent,) = worker(TUESDAY_EVENING)
    factories.episode(person, MONDAYS_RUN + 3 * HOUR)
    assert "does not fit" in Client().post(links(sent)[0], {"a": "0"}).content.decode()
    assert person.sessions.get().aftermath is None


def works_no_more(page):
    return page.status_code == 200 and "This link does not work any more" in page.content.decode()


def test_a_link_ends_after_36_hours_and_with_what_it_was_made_for(asked, worker, person, account, clock, monkeypatch):
    (sent,) = worker(TUESDAY_EVENING)
    link = links(sent)[0]
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr("time.time", lambda: now + 36 * 3600 + 5)
        assert works_no_more(Client().get(link))
        assert works_no_more(Client().post(link, {"a": "0"}))
    assert not works_no_more(Client().get(link))
    for bent in (link.replace("k=", "k=x"), "/evening/?a=0", f"/evening/?a=0&k={links(sent)[4].split('k=')[1]}"):
        assert works_no_more(Client().get(bent))
    account.set_password("another long passphrase")
    account.save()
    assert works_no_more(Client().post(link, {"a": "0"}))
    assert person.sessions.get().aftermath is None


def test_a_link_is_about_its_own_person_and_session(asked, worker, person, theirs, stranger):
    (sent,) = worker(TUESDAY_EVENING)
    theirs.post(links(sent)[2], {"a": "5"})  # in the stranger's browser: still the person's question
    assert person.sessions.get().aftermath == 5
    assert not stranger.sessions.exists()
    person.sessions.all().delete()
    assert works_no_more(theirs.get(links(sent)[2]))


def test_a_session_is_asked_of_once_and_a_date_has_one_message(asked, person, week_of_looks):
    for n in range(1, 4):  # every evening a run
        factories.session(person, MONDAYS_RUN + n * DAY)
    came = week_of_looks(TUESDAY_EVENING - 4 * HOUR, 7)
    days = ["Monday", "Tuesday", "Wednesday", "Thursday"]
    assert came == {TUESDAY_EVENING + n * DAY: [f"{day}’s run: anything after?"] for n, day in enumerate(days)}


def test_what_was_answered_or_logged_is_not_asked(asked, person, worker):
    Session.objects.of(person).update(aftermath=0, quiet_after=True)
    assert worker(TUESDAY_EVENING) == []
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + DAY
    assert not SentReminder.objects.exists()


def test_quiet_days_and_a_pause_are_kept(asked, person, week_of_looks):
    Reminder.objects.update(quiet_days=[1, 2])  # Tuesday and Wednesday
    assert list(week_of_looks(TUESDAY_EVENING - 4 * HOUR, 4)) == [TUESDAY_EVENING + 2 * DAY]
    factories.session(person, MONDAYS_RUN + 5 * DAY)
    Reminder.objects.update(quiet_days=[], paused_until=(TUESDAY_EVENING + 6 * DAY).date())
    assert list(week_of_looks(TUESDAY_EVENING + 4 * DAY, 5)) == [TUESDAY_EVENING + 6 * DAY]


def test_a_worker_that_did_not_run_catches_up_once_and_not_at_night(asked, person, week_of_looks):
    for n in range(1, 4):
        factories.session(person, MONDAYS_RUN + n * DAY)
    back_at = TUESDAY_EVENING + 2 * DAY + 5 * HOUR  # Friday, 1:00
    came = week_of_looks(back_at, 2)
    morning = back_at + 6 * HOUR
    assert came == {
        morning: ["Thursday’s run: anything after?"],
        TUESDAY_EVENING + 4 * DAY: ["Wednesday’s run: anything after?"],
    }


def test_the_hour_is_that_of_where_the_person_is(asked, person, week_of_looks):
    person.moves = [{"from": (TUESDAY_EVENING - 10 * HOUR).isoformat(), "time_zone": "America/New_York"}]
    person.save()
    plan_anew(person)
    assert list(week_of_looks(TUESDAY_EVENING - HOUR, 1)) == [TUESDAY_EVENING + 6 * HOUR]


def test_two_workers_and_a_task_that_is_done_again_send_once(asked, worker, clock):
    clock(TUESDAY_EVENING)
    assert [put_in_line(TUESDAY_EVENING) for _host in range(2)] == [1, 0]
    assert len(worker(TUESDAY_EVENING)) == 1
    mail.outbox.clear()
    remind.func(asked.pk)  # killed after it sent, and taken up again
    Reminder.objects.update(due_at=TUESDAY_EVENING)
    assert worker(TUESDAY_EVENING + MINUTE) == []


def test_what_somebody_chooses_while_their_mail_goes_out_stands(asked, worker, mine, monkeypatch):
    write = tasks.evening_mail

    def while_they_choose(*said):
        mine.post("/settings/reminders/", {"by_mail": ["", "on"], "weekly": [""], "hour": "9", "quiet_days": [""]})
        return write(*said)

    monkeypatch.setattr(tasks, "evening_mail", while_they_choose)
    assert len(worker(TUESDAY_EVENING)) == 1
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + 13 * HOUR


def test_a_mail_server_that_is_away_is_tried_again_and_one_that_breaks_off_is_not(asked, worker, monkeypatch):
    def away(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "open", away)
        assert worker(TUESDAY_EVENING) == []
    assert not SentReminder.objects.exists()
    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", lambda self, messages: away(self))
        assert worker(TUESDAY_EVENING + 20 * MINUTE) == []
    assert worker(TUESDAY_EVENING + DAY) == []  # it may have come


def test_only_to_a_known_address_of_an_open_account(asked, account, worker):
    account.email = "other@example.org"
    account.save()
    assert worker(TUESDAY_EVENING) == []
    verify(account)
    account.is_active = False
    account.save()
    Reminder.objects.update(due_at=TUESDAY_EVENING)
    assert worker(TUESDAY_EVENING) == []


@pytest.mark.parametrize("what", ["by_mail", "weekly"])
def test_one_tap_in_the_mail_program_stops_it(asked, account, worker, what):
    (sent,) = worker(TUESDAY_EVENING)
    if what == "weekly":
        Reminder.objects.update(weekly=True)
        stop = stop_link(account, "weekly").removeprefix("https://testserver")
    else:
        stop = sent.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://testserver")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(stop).status_code == 200
    assert getattr(Reminder.objects.get(), what)  # looking changes nothing
    answer = strict.post(stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200  # RFC 8058: no redirect
    reminder = Reminder.objects.get()
    assert (getattr(reminder, what), reminder.due_at is None) == (False, what == "by_mail")


def test_a_week_without_the_question_is_offered_after_14_calm_days_alone(asked, person, worker):
    offer = "A week without this question"
    for n in (3, 8, 20):
        factories.session(person, MONDAYS_RUN - n * DAY, quiet_after=True, aftermath=0)
    (sent,) = worker(TUESDAY_EVENING)
    assert offer in sent.body
    stop = links(sent)[4]
    Client().post(stop, {"do": "pause"})
    assert str(Reminder.objects.get().paused_until) == "2026-06-23"
    SentReminder.objects.all().delete()
    factories.episode(person, MONDAYS_RUN - 9 * DAY)
    Reminder.objects.update(paused_until=None, due_at=TUESDAY_EVENING)
    (sent,) = worker(TUESDAY_EVENING)
    assert offer not in sent.body
