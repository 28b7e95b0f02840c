"""What a host's watchers may read: with the token only, by view and kind, and of no person."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.paths import ROOT

TOKEN = "read-only-for-watchers"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a server of two processes that are counted together."""
    folder = tmp_path_factory.mktemp("metrics")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"], "VAR_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(50), "LOCAL": "1",
        "METRICS_TOKEN": TOKEN, "PORT": str(port),
    }  # fmt: skip
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
        run = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        subprocess.run(run, cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "error", "config.wsgi"]
    server = subprocess.Popen(serve, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def ask(url, token=""):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    for _ in range(600):
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as told:
            return told.code, ""
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def test_all_processes_of_a_server_count_together_and_name_nobody(served):
    assert ask(f"{served}/metrics") == ask(f"{served}/metrics", "a guess") == (404, "")
    for _ in range(30):
        ask(f"{served}/accounts/login/?next=/day/2026-06-18/")
    status, text = ask(f"{served}/metrics", TOKEN)
    assert status == 200
    assert 'twinge_requests_total{method="GET",status="200",view="account_login"} 30.0' in text
    assert re.search(r'twinge_request_queries_count\{method="GET",view="account_login"\} 30\.0', text)
    assert {"twinge_tasks_waiting 0.0", "twinge_worker_up 0.0"} <= set(text.splitlines())
    labels = set(re.findall(r"(\w+)=\"", text))
    assert labels <= {"view", "method", "status", "le", "what", "found", "format"}
    assert "2026-06-18" not in text


def test_without_a_token_there_is_no_such_page(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_wrong_code_of_the_second_step_is_a_sign_in_refused():
    code = (
        "import django; django.setup();"
        "from allauth.mfa.signals import authentication_failed;"
        "from journal.hosting.metrics import REFUSED;"
        "authentication_failed.send(None); print(REFUSED.collect()[0].samples[0].value)"
    )
    env = os.environ | {
        "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "sqlite://:memory:", "METRICS_TOKEN": TOKEN,
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1.0"
