"""What somebody typed into a form that could not be taken is not lost, and is nobody else's."""

import sqlite3
from threading import Event, Thread

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.accounts.addresses import NO_PAGE, is_page
from journal.accounts.typed import KEPT
from journal.calendar import DAY, HOUR
from journal.models import Drink, Episode, Profile, Reminder, SavedMapping, Trial
from journal.models import Session as Training
from tests import factories
from tests.journal.forms.test_columns import Filled
from tests.journal.reminders.conftest import verify
from tests.test_isolation import PATTERNS, addresses

NO_PAGE_OF_ITS_OWN = {
    "cramp_eased",
    "summary_pdf",
    "shared_summaries",
    "trial_draw",
    "trial_did",
}  # their forms stand on other pages
ASKS_FIRST = {"reminders", "import_columns"}  # for a known address, for a file
PASSPHRASE = "a long passphrase"
SAID = {"kind": "cramp", "place": "calf-left", "began": "now", "pain": "4", "note": "on the last hill"}


def filled(page):
    return Filled(page.content.decode()).sent


def signed_out(client):
    """Whoever reads this page next is not signed in any more."""
    Session.objects.all().delete()
    return client


def typed_signed_out(client, url, said):
    """The answer to a form that was opened signed in and sent signed out."""
    sent = filled(client.get(url)) | said
    return signed_out(client).post(url, sent)


def sign_in(client, page, email, password=PASSPHRASE):
    return client.post(reverse("account_login"), filled(page) | {"login": email, "password": password})


# Signed out in mid-form


def test_what_was_typed_signed_out_is_saved_by_signing_in_again(mine, person, account):
    page = typed_signed_out(mine, reverse("twinge_new"), SAID)
    assert "You were signed out, so nothing is saved yet." in " ".join(page.content.decode().split())
    assert not person.episodes.exists()
    answer = sign_in(mine, page, account.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert person.episodes.get().note == "on the last hill"
    assert "Saved: Cramp, left calf." in mine.get("/").content.decode()


def test_a_wrong_passphrase_in_between_loses_nothing(mine, person, account):
    page = typed_signed_out(mine, reverse("twinge_new"), SAID)
    page = sign_in(mine, page, account.email, "not my passphrase")
    assert page.status_code == 200
    sign_in(mine, page, account.email)
    assert person.episodes.get().note == "on the last hill"


def test_what_the_form_refuses_is_shown_after_signing_in_and_sent_to_its_own_address(mine, person, account):
    page = typed_signed_out(mine, reverse("twinge_new"), SAID | {"place": ""})
    page = sign_in(mine, page, account.email)
    text = page.content.decode()
    assert "on the last hill" in text
    assert 'action="/log/twinge/"' in text
    refused = mine.post(reverse("twinge_new"), filled(page))
    assert "Choose where it was" in refused.content.decode()
    assert "on the last hill" in refused.content.decode()


def test_an_edit_and_a_question_about_a_session_come_through_too(mine, person, account):
    session = factories.session(person, effort=5, warm_up_min=None)
    sign_in(mine, typed_signed_out(mine, reverse("session", args=[session.id]), {"effort": "8"}), account.email)
    question = reverse("session_fill", args=[session.id, "warm_up_min"])
    sign_in(mine, typed_signed_out(mine, question, {f"{session.id}-warm_up_min": "10"}), account.email)
    assert Training.objects.values_list("effort", "warm_up_min").get() == (8, 10)


def test_nobody_else_who_signs_in_sees_or_saves_it(mine, person, stranger):
    page = typed_signed_out(mine, reverse("twinge_new"), SAID)
    answer = sign_in(mine, page, "stranger@example.org", "another passphrase")
    assert answer.status_code == 302
    assert "on the last hill" not in mine.get("/").content.decode()
    assert not Episode.objects.exists()


def test_a_form_that_does_not_say_whose_it_is_is_shown_and_asked_about(mine, person, account):
    page = signed_out(mine).post(reverse("twinge_new"), SAID)
    page = sign_in(mine, page, account.email)
    assert "on the last hill" in page.content.decode()
    assert not person.episodes.exists()
    mine.post(reverse("twinge_new"), filled(page))
    assert person.episodes.get().note == "on the last hill"


def test_the_page_that_carries_it_holds_no_secret_and_has_bounds(mine):
    said = SAID | {"password": "secret-1", "csrfmiddlewaretoken": "secret-2", "note": "x" * 100_000}
    assert signed_out(mine).post(reverse("twinge_new"), said).status_code == 302
    page = mine.post(reverse("twinge_new"), said | {"note": "short"})
    after = mine.post(reverse("account_login"), filled(page) | {"login": "runner@example.org", "password": PASSPHRASE})
    assert "short" in after.content.decode()
    assert "secret" not in after.content.decode()


def test_what_was_typed_cannot_be_made_up(mine, person, account):
    page = typed_signed_out(mine, reverse("twinge_new"), SAID)
    sent = filled(page)
    sent["typed"] = [sent["typed"][0][:-3] + "abc"]
    answer = mine.post(reverse("account_login"), sent | {"login": account.email, "password": PASSPHRASE})
    assert answer.status_code == 302
    assert not person.episodes.exists()


@pytest.mark.parametrize("name", sorted(KEPT - NO_PAGE_OF_ITS_OWN - ASKS_FIRST))
def test_every_form_that_is_kept_says_whose_it_is_and_can_be_told(name, mine, person, account):
    entry = {"session": "session", "session_fill": "session", "twinge": "episode", "drink": "drink", "sleep": "night",
             "checkin": "day"}.get(name)  # fmt: skip
    made = getattr(factories, entry)(person) if entry else None
    pages = {url: mine.get(url, follow=True) for url in addresses(name, [made.id] if made else ())}
    url, page = next((url, page) for url, page in pages.items() if page.status_code == 200)
    sent = filled(page)
    assert sent["whose"]
    strict = Client(enforce_csrf_checks=True)
    factories.sign_in(strict, person)
    page = strict.post(url, sent | {"csrfmiddlewaretoken": ["wrong"]})
    assert (page.status_code, "Not saved yet" in page.content.decode()) == (403, True)


# Where signing in leads to


def test_signing_in_leads_to_pages_only(client, db, account):
    for name in sorted(NO_PAGE):
        url = next(iter(addresses(name)))
        client.post(reverse("account_logout"))
        answer = client.post(f"{reverse('account_login')}?next={url}", {"login": account.email, "password": PASSPHRASE})
        assert (answer.status_code, answer["Location"]) == (302, "/"), url


def test_every_address_that_is_no_page_is_known(mine):
    for name in sorted(PATTERNS):
        url = next(iter(addresses(name)))
        assert (mine.get(url).status_code == 405) <= (name in NO_PAGE), name
        assert is_page(url) == (name not in NO_PAGE)


@pytest.mark.parametrize(
    ("headers", "back"),
    [
        ({"referer": "http://testserver/week/?week=2026-06-15"}, "/week/%3Fweek%3D2026-06-15"),
        ({"referer": "https://elsewhere.example/week/"}, "/"),
        ({"referer": "http://testserver/undo/"}, "/"),
        ({}, "/"),
    ],
)
def test_a_button_pressed_signed_out_leads_back_to_its_page(client, db, headers, back):
    answer = client.post(reverse("quick"), {"preset": "water-250"}, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={back}")


def test_the_sign_in_never_appears_inside_a_page(client, db):
    here = {"hx-request": "true", "hx-current-url": "http://testserver/guidance/"}
    for ask in (client.get, client.post):
        answer = ask(reverse("guidance_tip"), headers=here)
        assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/login/?next=/guidance/")
    # Around this one stands a form: it stays, and its Save brings along what was typed.
    assert client.post(reverse("session_summary"), {"effort": "5"}, headers=here).status_code == 204


# Without its token


@pytest.fixture
def strict(person):
    client = Client(enforce_csrf_checks=True)
    factories.sign_in(client, person)
    return client


def test_a_form_of_before_the_last_sign_in_is_shown_again_and_sent_by_a_button(strict, person):
    sent = filled(strict.get(reverse("twinge_new"))) | SAID
    strict.cookies.pop("__Host-csrftoken", None)
    page = strict.post(reverse("twinge_new"), sent)
    assert page.status_code == 403
    text = page.content.decode()
    assert [word for word in ("Cramp", "Left calf", "on the last hill") if word not in text] == []
    assert not person.episodes.exists()
    assert strict.post(reverse("twinge_new"), filled(page)).status_code == 302
    assert person.episodes.get().note == "on the last hill"


def test_another_site_that_posts_gets_nothing_shown(strict, stranger, person):
    for whose in ({}, {"whose": "0" * 20}):
        page = strict.post(reverse("twinge_new"), SAID | whose, headers={"origin": "https://elsewhere.example"})
        assert (page.status_code, "on the last hill" in page.content.decode()) == (403, False)


def test_a_form_of_somebody_else_is_not_shown(strict, theirs):
    sent = filled(theirs.get(reverse("twinge_new"))) | SAID
    page = strict.post(reverse("twinge_new"), sent)
    assert (page.status_code, "on the last hill" in page.content.decode()) == (403, False)


def test_without_token_and_signed_out_it_is_asked_about_after_signing_in(strict, person, account):
    sent = filled(strict.get(reverse("twinge_new"))) | SAID
    strict.cookies.clear()
    page = strict.post(reverse("twinge_new"), sent)
    page = sign_in(strict, page, account.email)
    assert "on the last hill" in page.content.decode()
    assert not person.episodes.exists()
    strict.post(reverse("twinge_new"), filled(page))
    assert person.episodes.exists()


# No room, and whatever else goes wrong


@pytest.fixture
def honest(person):
    """A browser that sees what went wrong as a page."""
    client = Client(raise_request_exception=False)
    factories.sign_in(client, person)
    return client


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a bound for the file is SQLite's")
def test_a_full_disk_shows_what_was_typed_and_says_that_nothing_was_saved(honest, person):
    honest.get("/")
    sent = filled(honest.get(reverse("twinge_new"))) | SAID
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        sent["note"] = ["x" * 1900]
        page = honest.post(reverse("twinge_new"), sent)
        for n in range(40):  # until the free pages are used up
            if page.status_code != 302:
                break
            page = honest.post(reverse("twinge_new"), sent | {"id": "", "again": "yes", "pain": str(n % 10)})
        cursor.execute("PRAGMA max_page_count = 1073741823")
    text = page.content.decode()
    assert (page.status_code, "disk is full" in text, "x" * 1900 in text) == (507, True, True)
    assert honest.post(reverse("twinge_new"), filled(page)).status_code == 302


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database or disk is full"), 507),
        (OSError(28, "No space left on device"), 507),
        (OperationalError("disk quota"), 500),
    ],
)
def test_a_button_without_a_form_gets_the_page_alone(honest, monkeypatch, error, status):
    def fail(person):
        raise error

    monkeypatch.setattr(Profile, "writing", fail)
    page = honest.post(reverse("quick"), {"preset": "water-250", "id": "0" * 32})
    assert page.status_code == status
    assert ("The server has no room left" in page.content.decode()) == (status == 507)
    assert not Drink.objects.exists()


# A database that is locked or away


def raised(made, cause):
    """A Django error that the driver's error led to."""
    made.__cause__ = cause
    return made


def of_sqlite(code):
    cause = sqlite3.OperationalError("as the driver says it")
    cause.sqlite_errorcode = code
    return raised(OperationalError("as the driver says it"), cause)


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY), True),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (of_sqlite(sqlite3.SQLITE_LOCKED), True),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), True),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), False),
        (of_sqlite(sqlite3.SQLITE_ERROR), False),
        (raised(OperationalError("the connection is lost"), psycopg.OperationalError("no code")), True),
        (raised(InterfaceError("the connection is closed"), psycopg.InterfaceError("no code")), True),
        (raised(OperationalError("lock timeout"), psycopg.errors.LockNotAvailable("lock timeout")), True),
        (raised(OperationalError("deadlock detected"), psycopg.errors.DeadlockDetected("deadlock")), True),
        (raised(OperationalError("too many clients"), psycopg.errors.TooManyConnections("too many")), True),
        (raised(OperationalError("shutting down"), psycopg.errors.AdminShutdown("bye")), True),
        (raised(OperationalError("out of memory"), psycopg.errors.OutOfMemory("no")), False),
    ],
)
def test_a_database_that_cannot_be_had_says_so_and_keeps_what_was_typed(honest, person, monkeypatch, error, busy):
    sent = filled(honest.get(reverse("twinge_new"))) | SAID

    def fail(person):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(Profile, "writing", fail)
        page = honest.post(reverse("twinge_new"), sent)
        alone = honest.post(reverse("quick"), {"preset": "water-250", "id": "0" * 32})
    text = page.content.decode()
    assert (page.status_code, alone.status_code) == ((503, 503) if busy else (500, 500))
    assert ("database is busy" in text, "The server is busy just now" in alone.content.decode()) == (busy, busy)
    assert "on the last hill" in text
    assert honest.post(reverse("twinge_new"), filled(page)).status_code == 302
    assert person.episodes.get().note == "on the last hill"


def test_a_browsers_session_that_cannot_be_written_for_the_moment_is_no_bad_request(honest, monkeypatch):
    def fail(*_session, **_how):
        raise raised(OperationalError("shutting down"), psycopg.errors.AdminShutdown("bye"))

    monkeypatch.setattr("django.contrib.sessions.models.Session.save", fail)
    page = honest.post(reverse("quick"), {"preset": "water-250", "id": "0" * 32})  # "Added" is kept in the session
    assert (page.status_code, "The server is busy just now" in page.content.decode()) == (503, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database in memory waits for nobody")
def test_a_journal_that_is_locked_for_too_long_is_told(honest, person):
    sent = filled(honest.get(reverse("twinge_new"))) | SAID
    connection.cursor().execute("SET lock_timeout = '300ms'")
    locked, done = Event(), Event()

    def hold():
        with person.writing():
            locked.set()
            done.wait(20)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    locked.wait(20)
    page = honest.post(reverse("twinge_new"), sent)
    done.set()
    holder.join()
    text = page.content.decode()
    assert (page.status_code, "database is busy" in text, "on the last hill" in text) == (503, True, True)
    assert honest.post(reverse("twinge_new"), filled(page)).status_code == 302


# Forms that are no entries


def test_the_choice_of_a_first_start_survives_signing_in(mine, person, account):
    said = {"begin": "empty", "time_zone": "Europe/Oslo", "emergency_number": "113"}
    answer = sign_in(mine, typed_signed_out(mine, reverse("welcome"), said), account.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person.refresh_from_db()
    assert (person.time_zone, person.emergency_number) == ("Europe/Oslo", "113")


def test_the_choice_of_a_trial_survives_signing_in(mine, person, account):
    for days in range(1, 13):
        factories.session(person, timezone.now() - days * DAY, quiet_after=days % 3 == 0 or None)
        if days % 3:
            factories.episode(person, timezone.now() - days * DAY + 2 * HOUR)
    url = reverse("trial_new", args=["poor_warmup"])
    answer = sign_in(mine, typed_signed_out(mine, url, {"sessions": "40", "confirm": "1"}), account.email)
    trial = Trial.objects.get()
    assert (answer.status_code, answer["Location"], trial.planned_sessions) == (303, f"/trials/{trial.id}/", 40)
    url = reverse("trial", args=[trial.id])
    easy = {"activity": "run", "duration_min": "40", "effort": "4", "air": "mild"}
    sent = filled(mine.get(url)) | easy
    sign_in(mine, signed_out(mine).post(reverse("trial_draw", args=[trial.id]), sent), account.email)
    trial.refresh_from_db()
    assert len(trial.assignments) == 1


@pytest.mark.parametrize("name", ["summary", "summary_pdf"])
def test_the_question_to_the_doctor_survives_signing_in(mine, person, account, name):
    sent = filled(mine.get(reverse("summary"))) | {"question": "Is it my tablets?", "notes": "on"}
    page = sign_in(mine, signed_out(mine).post(reverse(name), sent), account.email)
    text = page.content.decode()
    assert ("Is it my tablets?" in text, "Include my notes" in text) == (True, True)
    answer = mine.post(reverse("summary"), filled(page))
    assert "Is it my tablets?" in answer.content.decode()


def test_a_move_and_a_new_email_survive_signing_in(mine, person, account, mailoutbox):
    factories.session(person)
    said = {"time_zone": "Asia/Tokyo", "do": "move"}
    sign_in(mine, typed_signed_out(mine, reverse("time_zones"), said), account.email)
    person.refresh_from_db()
    assert person.zones == ["Europe/Berlin", "Asia/Tokyo"]
    page = sign_in(mine, typed_signed_out(mine, reverse("new_email"), {"email": "new@example.org"}), account.email)
    assert "new@example.org" in mine.post(reverse("new_email"), filled(page)).content.decode()


def test_reminders_survive_signing_in(mine, person, account):
    verify(account)
    page = typed_signed_out(mine, reverse("reminders"), {"weekly": ["", "on"]})
    sign_in(mine, page, account.email)
    assert Reminder.objects.get(pk=account.pk).weekly is True


def test_the_columns_of_a_table_survive_signing_in(mine, person, account):
    mine.post(reverse("import_file"), {"file": SimpleUploadedFile("own.csv", b"Tag,Stress\n2026-06-18,4\n")})
    said = {"column-0": "days.date.", "column-1": "days.stress.", "name": "Mine", "do": "read"}
    page = typed_signed_out(mine, reverse("import_columns"), said)
    sign_in(mine, page, account.email)
    assert SavedMapping.objects.of(person).get().name == "Mine"
    assert "18 June 2026" in mine.get(reverse("import_check")).content.decode()


def test_a_file_that_was_brought_signed_out_is_asked_for_again(mine):
    mine.get(reverse("import_file"))
    page = signed_out(mine).post(reverse("import_file"), {"file": SimpleUploadedFile("a.gpx", b"<gpx/>")}, follow=True)
    assert page.redirect_chain[0][0].endswith("?next=/settings/import/")
    assert "the file was not taken. Sign in and choose it again" in page.content.decode()
