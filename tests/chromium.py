"""The system's Chromium, and what a person does first in it."""

import re
import shutil

from tests.served import PASSPHRASE

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# What a phone keeps for when there is no connection.
KEPT = ["/", "/log/session/", "/log/twinge/", "/log/drink/", "/log/sleep/", "/log/check-in/", "/cramp/", "/week/"]


def join(page, email, begin="An empty journal", zone=None):
    """Become a person. Without `zone`, the time zone is the one that the page found out."""
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_text("I am 16 or older").click()
    page.get_by_role("button", name="Create journal").click()
    choose(page, "Begin with", begin)
    choose(page, "Units", "Metric")
    if zone:
        page.get_by_label("Time zone").select_option(zone)
    page.get_by_role("button", name="Continue").click()


def choose(page, question, answer):
    """Tap an answer where it is drawn, whether its button or its label lies on top."""
    group = page.get_by_role("group", name=question)
    group.get_by_role("radio", name=re.compile(rf"^{re.escape(answer)}\b")).check(force=True)


def kept_pages(page):
    """Wait until the phone keeps its pages."""
    page.goto("/")
    for _ in range(200):
        keys = page.evaluate(
            """async () => {
              const keys = [];
              for (const name of (await caches.keys()).filter(name => name.startsWith("twinge-pages-")))
                for (const key of await (await caches.open(name)).keys()) keys.push(new URL(key.url).pathname);
              return keys;
            }"""
        )
        if {*KEPT, "/guidance/flags-at-once/"} <= set(keys):
            return
        page.wait_for_timeout(200)
    raise TimeoutError(keys)
