"""What the browser is told, what a production run refuses, and how the database is opened."""

import logging
import os
import re
import sqlite3
import stat
import subprocess
import sys
from copy import copy
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import ConnectionHandler
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.hosting.logs import Line
from journal.models import Person, Profile
from tests import factories
from tests.test_isolation import patterns

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".js"))
PRODUCTION = {
    "SECRET_KEY": "only-for-this-test-Zk8vQ2rT6wXy9bN4mJ7hL3pD5sF1gA0cEuVi",
    "ALLOWED_HOSTS": "twinge.example",
}
PAGES = ["/", "/week/", "/guidance/", "/settings/", "/log/session/", "/no/such/page/", "/accounts/login/", "/cramp/"]


@pytest.fixture
def https(settings):
    """A browser on https, with the settings as they are where Twinge is hosted behind a proxy."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return Client(headers={"x-forwarded-proto": "https"})


@pytest.fixture
def signed_in(https, person):
    factories.sign_in(https, person)
    return https


# Headers
@pytest.mark.parametrize("address", PAGES)
def test_every_page_forbids_what_is_not_its_own(signed_in, address):
    policy = signed_in.get(address)["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_headers_that_protect_it(signed_in, address):
    headers = signed_in.get(address).headers
    expected = {
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert {name: headers.get(name) for name in expected} == expected


def test_cookies_stay_on_https_and_out_of_reach_of_scripts(https, account):
    https.get(reverse("account_login"))
    https.post(reverse("account_login"), {"login": account.email, "password": "a long passphrase"})
    assert sorted(https.cookies) == ["__Host-csrftoken", "__Host-device", "__Host-sessionid"]
    for cookie in https.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")  # what the name promises the browser


@pytest.mark.parametrize(("env", "told"), [
    ({}, "__Host-sessionid / None https://twinge.example /static/"),
    ({"PUBLIC_URL": "https://home.example:8443/twinge/"},
     "__Secure-sessionid /twinge /twinge https://home.example:8443 /twinge/static/"),
    ({"LOCAL": "1"}, "sessionid / None  /static/"),
])  # fmt: skip
def test_cookies_paths_and_origins_follow_from_where_twinge_is_hosted(env, told):
    code = "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_PATH, s.FORCE_SCRIPT_NAME, s.PUBLIC_ORIGIN, s.STATIC_URL)"
    script = f"from django.conf import settings as s; {code}"
    printed = manage("shell", "-c", script, **PRODUCTION | env).stdout
    assert printed.strip().splitlines()[-1] == told


def test_plain_http_is_sent_to_https_but_for_the_health_check(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    visitor = Client(headers={"x-forwarded-proto": "https"})  # which anybody can say where no proxy is trusted
    answer = visitor.get("/week/?week=2026-06-15")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/week/?week=2026-06-15")
    assert visitor.get("/health/").json()["status"] == "ok"


def test_another_host_name_is_refused_but_for_the_health_check(client, db):
    assert client.get("/week/", headers={"host": "elsewhere.example"}).status_code == 400
    for ask in (client.get, client.head):
        assert ask("/health/", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.post("/health/").status_code == 405


@pytest.mark.parametrize("address", ["/", "/week/", "/guidance/", "/entries/sessions/", "/cramp/", "/guidance/signs/"])
def test_every_page_answers_a_head(mine, address):
    page = mine.head(address)
    assert (page.status_code, page.content) == (200, b"")


# What is written down of a request


def test_the_log_has_a_line_a_request_and_nothing_that_was_written(mine, person, caplog):
    caplog.set_level("INFO", logger="twinge.requests")
    said = {"kind": "cramp", "place": "calf", "began": "now", "note": "secret note"}
    mine.post("/log/twinge/?place=calf", said)
    mine.get("/week/")
    lines = [record.getMessage() for record in caplog.records if record.name == "twinge.requests"]
    assert [re.sub(r"\d+ ms", "n ms", line)[:30] for line in lines] == [
        "POST /log/twinge/ 302 n ms " + lines[0][-10:][:3],
        "GET /week/ 200 n ms " + lines[0][-10:],
    ]
    assert not {"secret", "place=calf", "runner", str(person.pk) + " "} & set(" ".join(lines).split())


def written(caplog):
    """What the records of a test look like on standard error."""
    line = next(handler.formatter for handler in logging.getLogger().handlers if isinstance(handler.formatter, Line))
    records = [copy(record) for record in caplog.records]
    for record in records:
        record.exc_text = None  # as pytest has written it
    return "\n".join(line.format(record) for record in records)


def test_a_traceback_names_the_place_and_the_kind_of_error_and_nothing_that_was_written(person, caplog, monkeypatch):
    typed, amount = "secret note of runner@example.org", -5_123

    def fail(person):
        try:
            factories.drink(person, ml=amount)
        except IntegrityError as refused:
            raise ValueError(typed) from refused

    monkeypatch.setattr(Profile, "writing", fail)
    client = Client(raise_request_exception=False)
    factories.sign_in(client, person)
    assert client.post("/log/twinge/", {"kind": "cramp", "place": "calf", "note": "secret note"}).status_code == 500
    text = written(caplog)
    assert [word for word in ("secret", "runner", "5123") if word in text] == []
    assert ("builtins.ValueError" in text, "IntegrityError\nled to:" in text, "saving.py" in text) == (True, True, True)


def test_a_link_for_a_new_passphrase_and_an_address_of_mail_are_not_written_down(client, account, caplog, monkeypatch):
    caplog.set_level("INFO", logger="twinge.requests")

    def refuse(*_arguments, **_named):
        raise SMTPRecipientsRefused({account.email: (550, b"no such user")})

    keys = [name for name in _with_secret() if name != "account_reset_password_from_key"]
    for address in (
        "/accounts/password/reset/key/1-c0ffee-secret/",
        *(reverse(name, args=["c0ffee"]) for name in keys),
    ):
        client.get(address)
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    assert client.post("/accounts/password/reset/", {"email": account.email}).status_code == 503
    text = written(caplog)
    assert [word for word in ("c0ffee", account.email) if word in text] == []
    assert "/accounts/password/reset/key/.../" in text
    assert "/settings/email/.../" in text
    assert "SMTPRecipientsRefused" in text


def _with_secret():
    """The names of the addresses that hold a key."""
    found = [
        pattern for pattern in patterns() if "<str:key>" in str(pattern.pattern) or "uidb36" in str(pattern.pattern)
    ]
    assert len(found) >= 2
    return [pattern.name for pattern in found]


def test_a_session_lasts_from_its_last_use_on(mine, person):
    Session.objects.update(expire_date=timezone.now() + timedelta(days=3))
    store = mine.session
    store["renewed_on"] = "2026-01-01"
    store.set_expiry(None)
    store.save()
    mine.get("/week/")
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=59)


def test_signing_in_clears_sessions_that_are_over(client, account):
    over = client.session
    over.create()
    Session.objects.filter(pk=over.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    client.post(reverse("account_login"), {"login": account.email, "password": "a long passphrase"})
    assert not Session.objects.filter(pk=over.session_key).exists()


def test_an_sqlite_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "twinge.sqlite3"
    path.touch(mode=0o644)
    run = manage("migrate", "--verbosity", "0", **PRODUCTION, DATABASE_URL=f"sqlite:///{path}")
    assert (run.returncode, stat.S_IMODE(path.stat().st_mode)) == (0, 0o600)


# Forms
@pytest.mark.parametrize("name", ["quick", "session_new", "medicines", "undo", "demo_remove", "delete_account"])
def test_a_form_without_its_token_does_nothing(person, name):
    strict = Client(enforce_csrf_checks=True)
    factories.sign_in(strict, person)
    answer = strict.post(reverse(name), {"password": "a long passphrase"})
    assert answer.status_code == 403
    assert "We could not take this form" in answer.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_form_with_its_token_is_taken(person):
    strict = Client(enforce_csrf_checks=True)
    factories.sign_in(strict, person)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/log/drink/").content.decode())[1]
    sent = {"ml": "250", "kind": "water", "when": "now", "csrfmiddlewaretoken": token}
    assert strict.post("/log/drink/", sent).status_code == 302
    assert person.drinks.count() == 1


def test_no_template_has_a_style_or_script_of_its_own():
    inline = r"""(?ix) <style | \sstyle\s*= | <script(?![^>]*\ssrc=) | \s(?:hx-)?on[\w:-]*\s*= | javascript:"""
    found = {path.name: re.findall(inline, path.read_text()) for path in TEMPLATES}
    assert {name: what for name, what in found.items() if what} == {}


# Starting
def manage(*arguments, **environment):
    """Run manage.py with this environment alone."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(run):
    return run.stderr.strip().splitlines()[-1]


def test_a_production_run_is_clean():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (run.returncode, run.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


def test_nothing_starts_without_a_secret_key(tmp_path):
    run = manage("check", ALLOWED_HOSTS="twinge.example", VAR_DIR=str(tmp_path))  # where `make run` made none
    assert run.returncode == 1
    assert last_line(run).endswith("SECRET_KEY is not set. Set it to a long random text, or DEBUG=1 while developing.")


def test_a_flag_that_is_neither_1_nor_0_is_refused():
    run = manage("check", **PRODUCTION, DEBUG="maybe")
    assert run.returncode == 1
    assert last_line(run).endswith("DEBUG is 'maybe'; it must be 1 or 0.")


def test_developing_needs_no_key():
    assert manage("check", DEBUG="1").returncode == 0


def test_guidance_from_files_needs_no_key():
    assert manage("guide", "--help").returncode == 0


# The database
@pytest.fixture
def database(settings, tmp_path, db):
    """The settings' database as a fresh SQLite file."""
    if connection.vendor != "sqlite":
        pytest.skip("the tests run on another database than SQLite")
    opened = ConnectionHandler({"default": settings.DATABASES["default"] | {"NAME": tmp_path / "db.sqlite3"}})[
        "default"
    ]
    yield opened
    opened.close()


def pragma(database, name):
    with database.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_sqlite_keeps_what_is_committed_and_lets_others_read_meanwhile(database):
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [pragma(database, name) for name in pragmas] == ["wal", 2, 1, 20_000]


def test_a_transaction_takes_its_turn_to_write_at_once(database, monkeypatch):
    pragma(database, "journal_mode")  # opens the file
    other = sqlite3.connect(database.settings_dict["NAME"], timeout=0, isolation_level=None)
    with monkeypatch.context() as patch:
        patch.setattr("django.db.transaction.connections", {"default": database})
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_the_browser_keeps_no_copy_of_a_page(mine):
    """Neither its own cache nor htmx's history, so that nothing is left on a shared machine after signing out."""
    answer = mine.get("/")
    assert answer["Cache-Control"] == "private, no-store"
    assert '"historyCacheSize":0' in answer.content.decode()


# Bodies


@pytest.mark.parametrize(("address", "length"), [
    ("/log/drink/", 2 * 1024 * 1024 + 1), ("/settings/import/", 1100 * 1024 * 1024), ("/no/such/page/", 3 * 1024 * 1024),
])  # fmt: skip
def test_a_body_that_is_too_long_is_refused_before_it_is_read(mine, address, length):
    """By its announced length alone: the body itself is empty here, and nothing waits for it."""
    page = mine.post(address, CONTENT_LENGTH=str(length))
    assert (page.status_code, b"That is too much at once" in page.content) == (413, True)
    assert "may hold 2 MB, a file that you bring while you are signed in 1024 MB" in " ".join(
        page.content.decode().split()
    )


def test_a_large_file_is_taken_from_somebody_signed_in_only(client, db):
    page = client.post("/settings/import/", CONTENT_LENGTH=str(36 * 1024 * 1024))
    assert page.status_code == 413


def test_a_journal_file_may_be_longer_than_a_form(mine):
    file = SimpleUploadedFile("journal.json", b" " * 3 * 1024 * 1024)
    page = mine.post("/settings/import/", {"file": file, "do": "check"}, follow=True)
    assert (page.status_code, b"The file is being read" in page.content) == (200, True)


def test_a_strange_request_gets_a_page_and_not_a_bare_line(settings):
    settings.ALLOWED_HOSTS = ["twinge.example"]
    page = Client().get("/", headers={"host": "elsewhere.example"})
    assert (page.status_code, b"We could not read that request" in page.content) == (400, True)
