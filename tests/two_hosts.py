"""`make two-hosts`: two servers behind one nginx over one PostgreSQL: what holds across them, and while they restart.

Both serve Twinge as it is, with its limits on requests. Prints a line for each thing that must hold; the exit code is 1
when one does not. Needs nginx, and an empty database in DATABASE_URL that this machine runs (tests/with_postgres).
"""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from tests.paths import ROOT
from tests.served import free_port
from tests.torture.__main__ import set_up

NGINX = shutil.which("nginx")
# A host that is about to restart is "down" first: nginx sends it nothing new and lets it finish.
CONFIG = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream twinge {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://twinge; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; }}
  }}
}}
"""
SHORT_S, SHORT_TEXT = 10, 4000  # of an answer while the database is away: seconds, characters


class Host:
    """One server on a port of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()

    def start(self):
        from tests.torture.browser import Browser

        run = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "error", "config.wsgi"]
        environment = os.environ | {"PORT": str(self.port), "TRUST_PROXY": "1"}
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(run, cwd=ROOT, env=environment, stdout=log, stderr=log)
        for _ in range(300):
            if Browser(self.port).get("/health/").status == 200:
                return
            time.sleep(0.1)
        raise SystemExit("a host did not start: " + (self.folder / "log").read_text()[-2000:])

    def stop(self):
        """As for an upgrade: what is being answered is finished."""
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(40)


class Proxy:
    """nginx in front of both."""

    def __init__(self, folder, hosts):
        self.folder, self.hosts, self.port = folder, hosts, free_port()
        self._write(down=None)
        self.process = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)

    @contextmanager
    def without(self, host):
        """Nothing new is sent to the host until the block ends."""
        self._reload(down=host)
        yield
        self._reload(down=None)

    def _reload(self, down):
        self._write(down)
        self.process.send_signal(signal.SIGHUP)
        time.sleep(1)

    def _write(self, down):
        servers = [f"server 127.0.0.1:{host.port} {'down' if host is down else ''};" for host in self.hosts]
        text = CONFIG.format(folder=self.folder, port=self.port, servers=" ".join(servers))
        (self.folder / "nginx.conf").write_text(text)


class Load:
    """Four people who log drinks through the proxy and look at pages, until the block ends."""

    def __init__(self, browsers):
        self.browsers, self.over = browsers, Event()
        self.answers, self.saved = [], []

    def __enter__(self):
        self.threads = [Thread(target=self._one, args=(browser,)) for browser in self.browsers]
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *_error):
        time.sleep(1)
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _one(self, browser):
        for n in count():
            if self.over.is_set():
                return
            fields = {"id": str(uuid4()), "ml_other": str(50 + n % 3000), "kind": "water", "when": "now"}
            answer = browser.post("/log/drink/", fields)
            if answer.is_saved:
                self.saved.append(fields["id"])
            self.answers += [answer, browser.get(("/", "/week/", "/entries/drinks/")[n % 3])]

    def failed(self, *allowed):
        return [f"{each.asked}: {each.status}" for each in self.answers if each.status not in (200, 302, *allowed)]

    def lost(self):
        from journal.models import Drink

        kept = {str(found) for found in Drink._base_manager.values_list("id", flat=True)}
        return [each for each in self.saved if each not in kept]


def main():
    if not NGINX:
        sys.exit("Nothing done: no nginx on this machine (apt-get install nginx-light).")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # nosec: nginx's workers are somebody else
        set_up(folder, os.environ["DATABASE_URL"])
        bad = [found for found in two_hosts(Path(folder)) if not told(*found)]
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(1 if bad else 0)


def told(what, wrong):
    print(f"{'no ' if wrong else 'yes'}  {what}" + "".join(f"\n     {each}" for each in wrong[:8]), flush=True)
    return not wrong


def two_hosts(folder):
    """(what must hold, what was wrong) of each."""
    from tests.torture.served import Site

    site = Site(folder)
    site.make()
    hosts = Host(folder), Host(folder)
    for host in hosts:
        host.start()
    proxy = Proxy(folder, hosts)
    try:
        yield "a session begun on one host is one on the other", across(sessions, hosts)
        yield "wrong passphrases count on both together", across(sign_in_limit, hosts)
        yield "an analysis kept on one host is not shown after a write on the other", across(analyses, hosts, site)
        yield "a coin that both flip at once falls once", across(coins, hosts, site)
        yield "a file brought on one host is checked and taken on the other", across(uploads, hosts, site)
        yield from restarts(hosts, proxy, site)
        yield from database_restarts(proxy, site)
    finally:
        proxy.process.terminate()
        for host in hosts:
            host.stop()


def across(check, hosts, *more):
    """What a check says is wrong."""
    return [wrong for wrong in check(*(host.port for host in hosts), *more) if wrong]


def sessions(here, there):
    from tests.torture.browser import Browser

    account(email := "both@example.org")
    page = Browser(here).post("/accounts/login/", {"login": email, "password": PASSPHRASE})
    yield page.status != 302 and f"signing in: {page.status}"
    session = page.cookies.get("sessionid")
    answer = Browser(there, session).get("/week/")
    yield answer.status != 200 and f"the other host: {answer.status}"


PASSPHRASE = "wet socks on a hill"


def account(email):
    from tests import factories

    return factories.person(email, email, PASSPHRASE, time_zone="Europe/Berlin")


def sign_in_limit(here, there):
    from tests.torture.browser import Browser

    account(email := "guessed@example.org")
    for n in range(5):
        Browser((here, there)[n % 2]).post("/accounts/login/", {"login": email, "password": f"not this one {n}"})
    for port in (here, there):
        answer = Browser(port).post("/accounts/login/", {"login": email, "password": PASSPHRASE})
        yield answer.is_saved and "the right passphrase was taken after five wrong ones"


def analyses(here, there, site):
    from django.utils import timezone

    from tests import factories

    person = site.person()
    for days in range(1, 12):
        run = factories.session(person, timezone.now() - timedelta(days=days), warm_up_min=3 * (days % 3))
        factories.episode(person, run.started_at)
    ours, theirs = site.browser(person, here), site.browser(person, there)
    for browser in (ours, theirs) * 2:  # both workers of both hosts keep one
        yield "11 twinges" not in browser.get("/guidance/").body and "11 twinges are not said"
    answer = ours.post("/log/twinge/", {"id": str(uuid4()), "kind": "cramp", "place": "calf-left", "began": "now"})
    yield not answer.is_saved and f"the twinge was not saved: {answer.status}"
    for browser in (theirs, ours) * 2:
        yield "12 twinges" not in browser.get("/guidance/").body and "an old analysis is shown"


def coins(here, there, site):
    from tests import factories

    for _ in range(8):
        person = site.person()
        trial = factories.trial(person, "low_fuel", assignments=[])
        flip = partial(_flip, f"/trials/{trial.id}/")
        shown = together(partial(flip, site.browser(person, port)) for port in (here, there) * 2)
        trial.refresh_from_db()
        yield len(trial.assignments) != 1 and f"drawn: {trial.assignments}"
        yield len(set(shown)) != 1 and f"shown: {shown}"


def _flip(url, browser):
    """What the coin says where it was flipped."""
    browser.post(f"{url}draw/", {"position": "1"})
    return re.search(r"The coin says:.*?</p>", browser.get(url).body, re.DOTALL)[0]


def together(acts):
    """What acts give that are done at the same time."""
    acts = list(acts)
    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(act) for act in acts]]


def uploads(here, there, site):
    person = site.person()
    ours, theirs = site.browser(person, here), site.browser(person, there)
    run = io.BytesIO(
        b"<gpx><trk><type>running</type><trkseg><trkpt lat='1' lon='1'><time>2026-06-18T08:00:00Z</time></trkpt>"
        b"<trkpt lat='1' lon='1'><time>2026-06-18T08:30:00Z</time></trkpt></trkseg></trk></gpx>"
    )
    run.name = "run.gpx"
    answer = ours.post("/settings/import/", {"file": run})
    yield "/check/" not in answer.location and f"not taken: {answer.status} {answer.location}"
    yield "run.gpx" not in theirs.get("/settings/import/check/").body and "the other host does not show it"
    answer = theirs.post("/settings/import/check/", {"do": "save"})
    yield "1 session" not in ours.get(answer.location or "/").body and "it was not added"


def restarts(hosts, proxy, site):
    browsers = [site.browser(site.person(), proxy.port) for _ in range(4)]
    with Load(browsers) as load:
        for host in hosts:
            with proxy.without(host):
                host.stop()
                host.start()
    yield f"one host after the other restarts under load: {len(load.answers)} answers, none failed", load.failed()
    yield f"nothing of {len(load.saved)} writes is lost", load.lost()


def database_restarts(proxy, site):
    browsers = [site.browser(site.person(), proxy.port) for _ in range(4)]
    with Load(browsers) as load:
        restart_postgres()
    away = [each for each in load.answers if each.status == 503]
    yield (
        f"PostgreSQL restarts under load: {len(away)} of {len(load.answers)} answers were 503, none else failed",
        (load.failed(503)),
    )
    long = [f"{each.asked}: {each.ms / 1000:.0f} s, {len(each.body)} characters" for each in away
            if each.ms > 1000 * SHORT_S or len(each.body) > SHORT_TEXT]  # fmt: skip
    yield "and those were short", long
    yield f"nothing of {len(load.saved)} writes is lost", load.lost()


def restart_postgres():
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        (data,) = cursor.fetchone()
    connections.close_all()
    control = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))[-1]
    run = [control, "-D", data, "-m", "fast", "-w", "-l", f"{data}/restarted", "restart"]
    if os.geteuid() == 0:
        run = ["runuser", "-u", "postgres", "--", *run]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
