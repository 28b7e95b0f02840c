"""The evening question on a device: the browser's address is told to the server, and a message leads to the question."""

import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.chromium import join
from tests.served import served
from tests.test_browser import RULES, SIDEWAYS, chromium, pytestmark

__all__ = ["chromium", "pytestmark"]

# Chromium without a display reaches no push service: this stands for it.
SERVICE = """
let made = null;
PushManager.prototype.getSubscription = async () => made;
PushManager.prototype.subscribe = async asked => {
  if (!asked.userVisibleOnly || asked.applicationServerKey.length !== 87) throw new TypeError("no key");
  return made = {endpoint: "https://push.example.com/send/1", unsubscribe: async () => { made = null; },
    toJSON: () => ({keys: {p256dh: "B".repeat(87), auth: "A".repeat(22)}})};
};
"""


@pytest.fixture
def twinge(tmp_path, static_files, settings):
    with served(tmp_path, settings.STATIC_ROOT) as address:
        yield address, tmp_path / "db.sqlite3"


def rows(file, query):
    with closing(sqlite3.connect(file)) as database, database:
        return list(database.execute(query))


def test_messages_are_turned_on_shown_and_turned_off(chromium, twinge):
    address, file = twinge
    context = chromium.new_context(
        base_url=address, permissions=["notifications"], viewport={"width": 390, "height": 844}
    )
    context.add_init_script(SERVICE)
    page = context.new_page()
    join(page, "messages@example.org")
    rows(file, "UPDATE account_emailaddress SET verified = 1")
    page.goto("/settings/reminders/")
    axe = (Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()
    page.get_by_role("button", name="Make an address").click()
    page.evaluate(axe)
    for width, colours in ((390, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 2000})
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        assert page.evaluate(RULES) + page.evaluate(SIDEWAYS) == []

    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("This browser shows the question at the same hour.")).to_be_visible()
    assert rows(file, "SELECT endpoint FROM journal_pushaddress") == [("https://push.example.com/send/1",)]
    assert rows(file, "SELECT count(due_at) FROM journal_reminder") == [(1,)]

    devtools = context.new_cdp_session(page)
    found = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller")
    while not found:
        page.wait_for_timeout(50)
    message = '{"title": "Monday’s run: anything after?", "url": "/sessions/unanswered/", "tag": "evening"}'
    said = {"origin": address, "registrationId": found[-1]["registrationId"], "data": message}
    devtools.send("ServiceWorker.deliverPushMessage", said)
    shown = "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => all.map(one => [one.title, one.data]))"
    told = []
    while not told:
        page.wait_for_timeout(50)
        told = page.evaluate(shown)
    assert told == [["Monday’s run: anything after?", "/sessions/unanswered/"]]

    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("button", name="Turn on")).to_be_visible()
    assert rows(file, "SELECT * FROM journal_pushaddress") == []
    context.close()
