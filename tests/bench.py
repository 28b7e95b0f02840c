"""`make bench`: what pages cost, as ratios to a bare view in the same run, for a journal of a month and of ten years.

In process (Django's test client, no sockets) and over HTTP (gunicorn with the real configuration, one connection).
Medians of interleaved requests; nothing here is a test, and absolute times are this machine's only.
"""

import http.client
import os
import random
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORT = 8765
ROUNDS = 80
PAGES = {"Today": "/", "Week": "/week/", "Guidance, kept": "/guidance/", "List of 40": "/entries/drinks/"}


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "LOCAL": "1",
            "ALLOWED_HOSTS": "testserver",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "PORT": str(PORT),
        }
        os.environ.update(environment)
        import tests.bench_site  # noqa: F401  (sets Django up with the environment above)

        people = prepare()
        print(f"{'':34}{'month':>9}{'10 years':>9}{'10 y / month':>14}{'bare, ms':>12}{'10 y, ms':>10}")
        in_process(people)
        over_http(people)


def prepare():
    """A database with two people: {"month": Person, "10 years": Person}."""
    from django.core.management import call_command

    from journal.models import Person

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    people = {name: Person.objects.create_user(name, time_zone="Europe/Oslo") for name in ("month", "10 years")}
    fill(people["month"], days=30, sessions=17, drinks=125, twinges=8)
    fill(people["10 years"], days=3650, sessions=2000, drinks=15_000, twinges=1000)
    return people


def fill(person, days, sessions, drinks, twinges):
    """Entries spread evenly over the last `days` days, with a night and a check-in each day."""
    from django.utils import timezone

    from journal.calendar import DAY, HOUR
    from journal.models import Day as CheckIn
    from journal.models import Drink, Episode, Night, Session

    rng, now = random.Random(1), timezone.now()
    when = lambda n, of: now - (n + 0.5) / of * days * DAY  # noqa: E731
    Session.objects.bulk_create(
        Session(person=person, started_at=when(n, sessions), duration_min=rng.randint(30, 90), activity="run",
                effort=rng.randint(3, 9), warm_up_min=rng.choice([0, 5, 10]), quiet_after=rng.random() < 0.6 or None)
        for n in range(sessions)
    )  # fmt: skip
    Drink.objects.bulk_create(
        Drink(person=person, at=when(n, drinks), ml=rng.choice([200, 300, 500]), kind=rng.choice(["water", "coffee"]))
        for n in range(drinks)
    )
    Episode.objects.bulk_create(
        Episode(person=person, started_at=when(n, twinges) + HOUR, kind="twitch", body_part="calf", side="left", pain=2)
        for n in range(1, twinges)
    )
    dates = [person.calendar.date_of(now - n * DAY) for n in range(days)]
    Night.objects.bulk_create(Night(person=person, date=date, hours=rng.uniform(5, 9), quality=3) for date in dates)
    CheckIn.objects.bulk_create(CheckIn(person=person, date=date, stress=rng.randint(0, 9)) for date in dates)
    person.touch()


def report(title, row):
    """One line: the medians as multiples of the bare view's beside them, the ten-year one also of the month's."""
    month, decade, bare = (statistics.median(row[name]) for name in ("month", "10 years", "bare"))
    ratios = f"{month / bare:9.1f}{decade / bare:9.1f}{decade / month:14.2f}"
    print(f"{title:34}{ratios}{bare * 1000:12.2f}{decade * 1000:10.2f}")


# In process


def in_process(people):
    from django.core.cache import caches
    from django.test import Client

    clients = {name: Client() for name in people}
    for name, client in clients.items():
        client.force_login(people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    get = lambda url: lambda client: client.get(url)  # noqa: E731
    clients["month"].get("/guidance/")  # pandas loads once, and is not what is measured
    nobody = Client()
    bare = lambda: nobody.get("/bare/")  # noqa: E731
    print("in process, x a bare view")
    for title, url in PAGES.items():
        for client in clients.values():
            client.get(url)
        report(f"  {title}", measure(clients, get(url), bare))
        print(f"  {title + ', queries':32}" + "".join(f"{queries(client, url):9}" for client in clients.values()))
    cold = lambda client: (caches["analysis"].clear(), client.get("/guidance/"))  # noqa: E731
    report("  Guidance, first after a write", measure(clients, cold, bare, rounds=8))
    report("  Log a session", measure(clients, log_a_session, bare))
    forget_logged(people)


def forget_logged(people):
    """Take the sessions of today out again: the pages after this show the day of a person, not of a benchmark."""
    from django.utils import timezone

    from journal.calendar import DAY
    from journal.models import Session

    Session.objects.filter(person__in=people.values(), started_at__gte=timezone.now() - DAY / 2).delete()


def queries(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return len(found)


def measure(clients, act, bare, rounds=ROUNDS):
    """{"month", "10 years", "bare": seconds}, one after the other, so that a slow moment of the machine hits all."""
    times = {name: [] for name in (*clients, "bare")}
    for _ in range(rounds):
        times["bare"].append(timed(bare))
        for name, client in clients.items():
            times[name].append(timed(lambda client=client: act(client)))
    return times


def timed(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def log_a_session(client):
    data = {"id": str(uuid.uuid4()), "activity": "run", "duration_min": "50", "effort": "7", "aftermath": "0"}
    assert client.post("/log/session/", data).status_code == 302


# Over HTTP


class Browser:
    """One kept-open connection with cookies, as a browser has."""

    def __init__(self, cookie):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT)
        self.cookies = {"sessionid": cookie}

    def send(self, method, url, body=None):
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip",
        }
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, url, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content

    def log_a_session(self):
        fields = {"id": str(uuid.uuid4()), "activity": "run", "duration_min": "50", "effort": "7", "aftermath": "0"}
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token})
        status, _content = self.send("POST", "/log/session/", body)
        assert status == 302, status


def over_http(people):
    server = subprocess.Popen(
        [ROOT / ".venv/bin/gunicorn", "--config", "config/gunicorn.py", "--log-level", "error", "tests.bench_site"],
        cwd=ROOT,
    )
    try:
        wait_for_server()
        print(f"before the first analysis: {memory(server.pid):.0f} MB (PSS, two workers and their parent)")
        browsers = {name: Browser(session_of(person)) for name, person in people.items()}
        measure_http(browsers)
        print(f"after it: {memory(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait()


def measure_http(browsers):
    import gzip

    for browser in browsers.values():
        form = gzip.decompress(browser.send("GET", "/log/session/")[1]).decode()
        browser.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    nobody = Browser("")
    bare = lambda: nobody.send("GET", "/bare/")  # noqa: E731
    print("over HTTP, x a bare view")
    for title, url in PAGES.items():
        for browser in [*browsers.values()] * 8:
            browser.send("GET", url)  # both workers
        report(f"  {title}", measure(browsers, lambda browser, url=url: browser.send("GET", url), bare))
    first_view(browsers["month"])
    report("  Log a session", measure(browsers, Browser.log_a_session, bare))


def first_view(browser):
    """What a phone loads for Today with an empty cache."""
    import gzip

    _status, page = browser.send("GET", "/")
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', gzip.decompress(page).decode())))
    sizes = [len(page), *(len(browser.send("GET", url)[1]) for url in files)]
    print(f"first view of Today: {sum(sizes) / 1000:.0f} KB in {len(sizes)} requests")


def wait_for_server():
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", PORT, timeout=1).request("GET", "/health/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


def session_of(person):
    from django.test import Client

    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def memory(pid):
    """Proportional set size of a process and its children, in MB (Linux only; 0 elsewhere)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if pid in (int(stat.parent.name), int(fields[1])):
                total += int(re.search(r"^Pss:\s+(\d+)", (stat.parent / "smaps_rollup").read_text(), re.M)[1])
        except (OSError, ProcessLookupError):
            continue
    return total / 1000


if __name__ == "__main__":
    main()
