"""A Twinge that is served, killed and served again over one database."""

import os
import signal
import subprocess
import sys
import time
from itertools import count

from django.core.management import call_command

from tests import factories
from tests.paths import ROOT
from tests.served import free_port
from tests.torture.browser import Browser


class Site:
    """The server, and people who are signed in to it."""

    def __init__(self, folder):
        self.folder, self.port, self.numbers = folder, free_port(), count()

    def __enter__(self):
        self.make()
        self.start()
        return self

    def make(self):
        """The tables and the static files."""
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        (self.folder / "static").mkdir()
        call_command("collectstatic", interactive=False, verbosity=0)

    def __exit__(self, *_error):
        self.kill()

    def start(self):
        """Serve, and wait until it answers."""
        run = [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "config/gunicorn.py",
            "--log-level",
            "error",
            "tests.torture.site",
        ]
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(
                run, cwd=ROOT, env=os.environ | {"PORT": str(self.port)}, stderr=log, start_new_session=True
            )
        for _ in range(300):
            if Browser(self.port).get("/health/").status == 200:
                return
            time.sleep(0.1)
        raise SystemExit("the server did not start")

    def kill(self):
        """As a machine that stops: nothing is finished, nothing said goodbye to."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def person(self):
        """The Profile of somebody new."""
        return factories.person(f"person-{next(self.numbers)}@example.org", time_zone="Europe/Berlin")

    def browser(self, person, port=None):
        """A Browser in which a person is signed in, to this server or to another one over its database."""
        from django.test import Client

        client = Client()
        factories.sign_in(client, person)
        return Browser(port or self.port, client.cookies["sessionid"].value)
