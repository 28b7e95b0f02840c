"""The main flows in a real WebKit at 390 px, on a screen that nobody sees. They take minutes, so a night runs them."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from tests import flows
from tests.phones import Phone
from tests.served import free_port, wait_for

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.webkit,
    pytest.mark.skipif(not (DRIVER and SCREEN), reason="no WebKit here (apt-get install webkit2gtk-driver xvfb)"),
]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Refused(Exception):
    """The driver's answer to what it could not do."""


class WebKit(Phone):
    """WebKitGTK, driven by WebDriver over HTTP. It cannot print, nor do without a connection."""

    Gone = Refused

    def __init__(self, site, driver):
        super().__init__(site)
        self.session = f"{driver}/session"
        self.session += "/" + self.ask("", {"capabilities": {}})["sessionId"]
        self.ask("/window/rect", {"width": 390, "height": 844})

    def ask(self, command, body=None, method=None):
        """What the driver answers; Refused with its reason."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(
            self.session + command, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(error.read().decode()) from None

    def navigate(self, address):
        self.ask("/url", {"url": address})

    def run(self, script, *arguments):
        return self.ask("/execute/sync", {"script": script, "args": arguments})

    def tap_element(self, element):
        self.ask(f"/element/{element[ELEMENT]}/click", {})

    def type_into(self, element, text):
        self.ask(f"/element/{element[ELEMENT]}/value", {"text": text})

    def upload(self, selector, path):
        element = self.ask("/element", {"using": "css selector", "value": selector})
        self.type_into(element, str(path))

    def press_key(self, key):
        """A key where the focus is."""
        self.type_into(self.run("return document.activeElement"), key)

    def forget(self):
        self.ask("/cookie", method="DELETE")

    def close(self):
        self.ask("", method="DELETE")


@contextmanager
def driver(folder):
    """The address of a driver until the block ends. Its windows' buttons are made small, else none is as narrow as a phone."""
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0/gtk.css").write_text("* { padding: 0; margin: 0; min-width: 0; border-width: 0 }")
    reads, writes = os.pipe()
    size = ["-screen", "0", "390x844x24"]  # no larger than the window, which has the focus while the pointer is in it
    screen = subprocess.Popen([SCREEN, "-displayfd", str(writes), *size], pass_fds=[writes], stderr=subprocess.DEVNULL)
    with os.fdopen(reads) as said:
        number = said.readline().strip()
    os.close(writes)
    port = free_port()
    environment = os.environ | {"DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1", "XDG_CONFIG_HOME": str(folder)}
    served = subprocess.Popen([DRIVER, f"--port={port}"], env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/status")
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in (served, screen):
            process.terminate()
            process.wait()


@pytest.fixture(scope="module")
def phone(site, tmp_path_factory):
    with driver(tmp_path_factory.mktemp("webkit")) as address:
        phone = WebKit(site, address)
        phone.goto("/cramp/")
        assert phone.run("return innerWidth") == 390
        yield phone
        phone.close()


FLOWS = [
    ("empty", flows.a_day_is_logged), ("empty", flows.a_cramp_is_stretched), ("empty", flows.a_file_is_brought),
    ("demo", flows.a_week_and_guidance_are_read), ("demo", flows.a_trial_is_begun), ("demo", flows.pages_fit_the_screen),
]  # fmt: skip


@pytest.mark.parametrize(("begin", "flow"), FLOWS, ids=lambda part: getattr(part, "__name__", part))
def test_a_flow(phone, begin, flow, tmp_path):
    phone.become(begin)
    flow(phone, tmp_path)


RING = """const now = document.activeElement;
  return [now.value, getComputedStyle(now.nextElementSibling).outlineStyle]"""


def test_the_ring_of_focus_goes_with_the_arrow_keys_and_not_with_a_tap(phone):
    phone.become("demo")
    phone.goto("/log/session/")
    phone.choose("activity", "run")
    assert phone.run(RING) == ["run", "none"]
    phone.press_key("\ue014")  # arrow right
    assert phone.run(RING) == ["strength", "solid"]
    phone.choose("activity", "swim")
    assert phone.run(RING) == ["swim", "none"]
