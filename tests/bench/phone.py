"""What an installed Twinge costs on a phone: opening from what it keeps, and each log with a connection and without.

Chromium as a phone of 390 px, its processor as it is: no person thinks or aims here, so the seconds are Twinge's own.
"""

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.chromium import CHROMIUM, FLAGS, join, kept_pages
from tests.paths import ROOT
from tests.served import served

OPENINGS, ROUNDS = 9, 3
# What somebody taps from Today on; the first leads to the form, the last saves.
LOGS = {
    "Water, one tap": [".onetap button >> nth=0"],
    "Drink": ["a[href='/log/drink/']", "ml=330", "SAVE"],
    "Session": ["a[href='/log/session/']", "activity=run", "ended=now", "duration_min=45", "effort=6", "SAVE"],
    "Twitch or cramp": ["a[href='/log/twinge/']", "kind=cramp", ".bm label[for=p-calf-left] path", "began=now", "SAVE"],
    "Sleep": ["a[href='/log/sleep/']", "hours=7", "SAVE"],
    "Check-in": ["a[href='/log/check-in/']", "stress=4", "SAVE"],
}
# When the page that opens first painted and was whole, in ms from the tap on; it may be replaced by a fresh one at once.
WATCH = """
if (location.search === "?open=1") {
  new PerformanceObserver(seen => seen.getEntriesByName("first-contentful-paint").forEach(
    entry => sessionStorage.setItem("painted", entry.startTime))).observe({type: "paint", buffered: true});
  addEventListener("load", () => sessionStorage.setItem("whole", performance.now()));
}
"""


def measure_phone():
    """Print both as Markdown; one line where there is no Chromium."""
    if not CHROMIUM:
        print("No chromium on this machine: nothing is measured on a phone.")
        return
    with a_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print("| installed, on a phone | with a connection | without |\n| --- | ---: | ---: |")
        for title, cells in [*openings(browser, site), *logs(browser, site)]:
            print(f"| {title} | {cells[0]} | {cells[1]} |", flush=True)
        today, worker, kept = first_view(browser, site)
        print(f"\nFirst view of Today with an empty cache: {today:.0f} KB, with the worker {today + worker:.0f} KB;")
        print(f"then it keeps {kept:.0f} KB of pages, one after another.")
        browser.close()


@contextmanager
def a_site():
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"LOCAL": "1", "SECRET_KEY": "only-to-collect-files", "VAR_DIR": folder}
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
        with served(Path(folder), Path(folder) / "static") as site:
            yield site


def a_person(browser, site):
    """A page of somebody new whose phone keeps its pages."""
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(20000)
    page = context.new_page()
    join(page, f"phone-{time.monotonic_ns()}@example.org", zone="UTC")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller")
    kept_pages(page)
    return page


def first_view(browser, site):
    """kB over the wire with an empty cache: Today and its files, the worker that is installed, the pages it keeps."""
    known = a_person(browser, site)
    fresh = browser.new_context(base_url=site, storage_state=known.context.storage_state())
    asked = []
    fresh.on("response", lambda answer: asked.append(answer.request))
    page = fresh.new_page()
    page.goto("/")
    kept_pages(page)
    sizes = [(one, max(one.sizes()["responseBodySize"], 0)) for one in asked if not one.url.startswith("chrome")]
    visit = next(n for n, (one, _size) in enumerate(sizes) if one.service_worker)
    today = sum(size for one, size in sizes[:visit] if not one.service_worker)
    worker = len(gzip.compress(page.request.get("/sw.js").body()))
    worker += next(size for one, size in sizes if one.url.endswith("/offline/"))
    kept = {one.url: size for one, size in sizes if one.service_worker and not one.url.endswith("/offline/")}
    known.context.close()
    fresh.close()
    return today / 1000, worker / 1000, sum(kept.values()) / 1000


def openings(browser, site):
    """Milliseconds from the tap on the icon to the first thing painted, and to the whole page."""
    page = a_person(browser, site)
    page.context.add_init_script(WATCH)
    found = {}
    for offline in (False, True):
        page.context.set_offline(offline)
        for _n in range(OPENINGS):
            page.goto("/offline/")
            page.evaluate("sessionStorage.clear()")
            with suppress(Error):  # replaced by a fresh page before it was whole
                page.goto("/?open=1")
            page.wait_for_timeout(1500)
            for what in ("painted", "whole"):
                said = page.evaluate(f"sessionStorage.getItem('{what}')")
                found.setdefault((what, offline), []).extend([float(said)] if said else [])
    page.context.close()
    middle = {key: f"{statistics.median(times):.0f} ms" for key, times in found.items()}
    yield "Today opens: first paint", (middle["painted", False], middle["painted", True])
    yield "Today opens: whole", (middle["whole", False], middle["whole", True])


def logs(browser, site):
    """Taps, and seconds from the first of them to the page that says it is saved or waits."""
    for title, taps in LOGS.items():
        counted = f"{len(taps)} tap{'s' if len(taps) > 1 else ''}"
        cells = [f"{counted}, {log(browser, site, taps, offline):.2f} s" for offline in (False, True)]
        yield title, cells


def log(browser, site, taps, offline):
    page = a_person(browser, site)
    page.context.set_offline(offline)
    seconds = []
    for _n in range(ROUNDS):
        page.goto("/")
        page.wait_for_timeout(500)
        began = time.perf_counter()
        for tap in taps:
            do(page, tap)
        done(page, offline)
        seconds.append(time.perf_counter() - began)
        if not offline:  # else the next would be asked about: the same once more?
            page.get_by_role("button", name="Undo").click()
            page.get_by_text("Undone.").wait_for()
        page.evaluate("Queue.all().then(all => Promise.all(all.map(entry => Queue.remove(entry.id))))")
    page.context.close()
    return statistics.median(seconds)


def do(page, tap):
    """A tap on a link, an answer ("kind=cramp") or Save."""
    if tap == "SAVE":
        page.locator(".savebar button, form.form button.btn").last.click()
    elif "=" in tap and not tap.startswith((".", "a[")):
        name, value = tap.split("=")
        page.locator(f"label:has([name={name}][value='{value}'])").first.click(force=True)
    else:
        page.locator(tap).first.click(force=tap.startswith(".bm"))


def done(page, offline):
    if offline:
        page.locator("#waiting.waiting--on").wait_for()
    else:
        page.locator("#flash :is(.flash, p)").first.wait_for()


if __name__ == "__main__":
    measure_phone()
