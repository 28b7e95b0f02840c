"""While somebody else writes for long: pages are shown, limits refuse nobody wrongly, and what cannot be kept says so."""

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from journal.accounts.tokens import make_token
from journal.models import Token
from tests.served import served
from tests.torture.browser import Browser

SOON_MS = 5000  # far from the 20 s that a write waits, and room for a busy machine
PAGES = (
    "/", "/week/", "/guidance/", "/guidance/causes/poor_warmup/", "/guidance/before/", "/trials/", "/month/",
    "/entries/sessions/", "/summary/", "/summary/?from=2025-01-01", "/settings/", "/log/session/", "/health/",
)  # fmt: skip


def test_no_page_waits_for_who_writes(static_files, tmp_path, settings):
    with served(tmp_path, settings.STATIC_ROOT) as address:
        guest = looks_around(urlsplit(address).port)
        guest.post("/log/quick/", {"preset": "water-250", "id": "5" * 32})  # a message waits, and guidance is made anew
        with closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            answers = {page: guest.get(page) for page in PAGES}
            writer.execute("ROLLBACK")
        assert {page: answer.status for page, answer in answers.items() if answer.status != 200} == {}
        assert {page: answer.ms for page, answer in answers.items() if answer.ms > SOON_MS} == {}
        assert "Added 250 ml" in answers["/"].body
        assert guest.get("/week/").status == 200


def looks_around(port):
    """A Browser in which a guest looks at a demo journal."""
    answer = Browser(port).post("/look-around/", {})
    assert answer.is_saved, answer.body
    return Browser(port, answer.cookies["sessionid"])


@pytest.fixture
def counts_locked(monkeypatch):
    """The table of counts cannot be written, as the driver says after 20 s."""
    run = CursorWrapper._execute

    def execute(self, sql, params, *ignored):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and '"cache"' in sql:
            cause = sqlite3.OperationalError("database is locked")
            cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise OperationalError("database is locked") from cause
        return run(self, sql, params, *ignored)

    cache.clear()
    monkeypatch.setattr(CursorWrapper, "_execute", execute)


@pytest.fixture
def notes_locked(monkeypatch):
    """What is only noted about a browser, a program or the form's questions cannot be written either."""
    run = CursorWrapper._execute

    def execute(self, sql, params, *ignored):
        if sql.startswith("UPDATE") and any(f'"journal_{it}"' in sql for it in ("device", "token")):
            cause = sqlite3.OperationalError("database is locked")
            cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise OperationalError("database is locked") from cause
        return run(self, sql, params, *ignored)

    monkeypatch.setattr(CursorWrapper, "_execute", execute)


def test_what_is_noted_of_a_browser_or_a_program_keeps_nobody_from_reading(mine, account, client, notes_locked):
    store = mine.session
    del store["device"]
    store.save()
    token = make_token(account, "shell", "read")
    assert mine.get("/week/").status_code == 200
    answer = client.get("/api/v1/sessions", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert Token.objects.get().last_used_at is None


SIGN_IN = {"login": "runner@example.org", "password": "a long passphrase"}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "sent"), [
    ("/accounts/login/", SIGN_IN),
    ("/accounts/login/", SIGN_IN | {"password": "a wrong passphrase"}),
    ("/accounts/signup/", {"email": "new@example.org", "password1": "a long passphrase"}),
    ("/accounts/password/reset/", {"email": "runner@example.org"}),
    ("/look-around/", {}),
])  # fmt: skip
def test_limits_against_guessing_then_refuse_as_busy_not_as_too_many(address, sent, client, person, counts_locked):
    client.raise_request_exception = False
    answer = client.post(address, sent)
    assert (answer.status_code, "The server is busy just now" in answer.content.decode()) == (503, True)


@pytest.mark.parametrize("address", ["/guidance/", "/summary/?from=2025-01-01", "/guidance/causes/poor_warmup/"])
def test_budgets_of_what_is_looked_at_then_let_everybody_pass(address, mine, counts_locked):
    assert mine.get(address).status_code == 200
