"""A Twinge as `make run` serves it, with a database of its own, for the tests in real browsers."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from tests.paths import ROOT

PASSPHRASE = "a long passphrase"


@contextmanager
def served(folder, static_root):
    """The address of a Twinge whose database lies in `folder`, until the block ends."""
    ours = f"STATIC_ROOT = {str(static_root)!r}\nACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60\n"  # tests take their time
    (folder / "served.py").write_text(f"from config.settings import *\n{ours}")
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "served",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SECRET_KEY": "only-for-these-tests",
        "VAPID_KEY": "b25seS1mb3ItdGhlc2UtdGVzdHMtMzItYnl0ZXMtISE",
        "LOCAL": "1",
        "PORT": str(port),
    }
    for command in ("migrate", "createcachetable"):
        run = [sys.executable, "manage.py", command, "--verbosity", "0"]
        subprocess.run(run, cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--log-level", "error", "config.wsgi"]
    server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address):
    """Until something answers at an address, at most 10 s; TimeoutError after that."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(address)
