"""For whoever watches the server."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.db import OperationalError, connection

from journal.hosting.worker import beat, stopped
from tests.paths import ROOT
from tests.test_behind_a_proxy import free_port


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"


def test_health_is_ok_without_signing_in(client, db):
    beat()
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_says_when_no_worker_runs(client, db, settings):
    beat()
    os.utime(settings.UPLOAD_DIR / "worker", (0, 0))
    for _ in range(2):  # gone without a word, then properly
        answer = client.get("/health/")
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")
        assert "none runs" in answer.json()["worker"]
        stopped()


def said(address):
    try:
        return urllib.request.urlopen(address, timeout=15).read()
    except urllib.error.URLError:
        return b"none runs yet"


def test_a_worker_starts_and_ends_with_the_server(tmp_path):
    """As `make run` starts it."""
    port = free_port()
    environment = os.environ | {"LOCAL": "1", "WORKER": "1", "PORT": str(port), "VAR_DIR": str(tmp_path)}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path}/twinge.sqlite3"}
    for words in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--log-level", "error", "config.wsgi"]
    server = subprocess.Popen(serve, cwd=ROOT, env=environment)
    try:
        began = time.monotonic()
        while b"none runs" in said(f"http://127.0.0.1:{port}/health/"):
            assert time.monotonic() - began < 60
            time.sleep(0.2)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    assert not (tmp_path / "uploads" / "worker").exists()


def test_health_says_when_the_database_does_not_answer(client, db, monkeypatch):
    def no_cursor():
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", no_cursor)
        assert client.get("/health/").status_code == 503
