"""One version of Twinge being served: its folder, its database, its server and the people who look at it."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.client import Client
from tests.bench.journals import PEOPLE
from tests.paths import ROOT


class Served:
    """A running server with a signed-in client for each person, one for nobody, and the query counts of each page."""

    def __init__(self, server, port, prepared):
        self.pid = server.pid
        self.nobody = Client(port)
        self.clients = {name: Client(port, prepared["sessions"][name]) for name in PEOPLE}
        self.queries = prepared["queries"]
        for client in self.clients.values():
            client.sign()

    def memory_mb(self):
        """Proportional set size of the server and its workers (Linux only)."""
        stats = [_read(path / "smaps_rollup") for path in self._processes()]
        return sum(int(found[1]) for stat in stats if (found := re.search(r"^Pss:\s+(\d+)", stat, re.M))) / 1000

    def processor_s(self):
        """Processor time that all threads of the server and its workers have taken so far (Linux only)."""
        threads = [path for process in self._processes() for path in process.glob("task/*/schedstat")]
        return sum(int((_read(path) or "0").split()[0]) for path in threads) / 1e9

    def _processes(self):
        for path in Path("/proc").glob("[0-9]*"):
            if self.pid == int(path.name) or ((fields := _after_name(path)) and int(fields[1]) == self.pid):
                yield path


def _read(path):
    try:
        return path.read_text()
    except (OSError, ProcessLookupError):
        return ""


def _after_name(process):
    """The fields of /proc/PID/stat after the name, which may hold spaces."""
    return _read(process / "stat").rpartition(")")[2].split()


@contextmanager
def served(source, *, database_server=None):
    """Serve the code in a folder, with a new database, until the block ends. `database_server`: a postgres:// URL."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        (Path(folder) / "static").mkdir()
        environment = os.environ | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "LOCAL": "1",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "VAR_DIR": folder,
            "DATABASE_URL": _new_database(database_server) if database_server else f"sqlite:///{folder}/bench.sqlite3",
            "PORT": str(port),
        }
        run = {"cwd": source, "env": environment}
        made = subprocess.run([sys.executable, "-m", "tests.bench.prepare"], capture_output=True, **run)
        if made.returncode:
            raise SystemExit(made.stderr.decode())
        server = subprocess.Popen(
            # An open socket may wait while another page is measured.
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "error",
             "--keep-alive", "300", "tests.bench.site"],
            stderr=subprocess.DEVNULL,  # a line for each request
            **run,
        )  # fmt: skip
        try:
            _wait_for(port)
            yield Served(server, port, json.loads(made.stdout))
        finally:
            server.terminate()
            server.wait()


@contextmanager
def checked_out(ref):
    """The code of another commit in a folder of its own, with these benchmarks put into it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, ref], cwd=ROOT, check=True)
        try:
            shutil.copytree(Path(__file__).parent, tree / "tests/bench", dirs_exist_ok=True)
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def _new_database(server):
    import psycopg

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port):
    for _ in range(600):
        try:
            return Client(port).get("/health/")
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
