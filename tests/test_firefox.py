"""The main flows in a real Firefox at 390 px."""

import shutil

import pytest

from tests import flows
from tests.phones import Phone

driver = pytest.importorskip("marionette_driver.marionette", reason="Firefox is driven on Python before 3.13")

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FIREFOX, reason="no Firefox on this machine (apt-get install firefox-esr)"),
    # Firefox's driver leaves its sockets and files to Python.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


# Errors and warnings in Firefox's console, with where they arose. "Layout" is about being asked before all has loaded.
COMPLAINTS = """const said = Services.console.getMessageArray().filter(found =>
    found instanceof Ci.nsIScriptError && found.category !== "Layout");
  Services.console.reset();
  return said.map(found => `${found.sourceName}: ${found.category}: ${found.errorMessage}`)"""


class Firefox(Phone):
    """Debian's Firefox ESR, driven by its own protocol: Marionette."""

    Gone = driver.errors.MarionetteException

    def __init__(self, site, program, log):
        super().__init__(site)
        self.marionette = driver.Marionette(bin=program, headless=True, gecko_log=str(log))
        self.marionette.start_session()
        self.in_chrome("const {style} = gBrowser.selectedBrowser; style.width = '390px'; style.height = '844px';")

    def in_chrome(self, script, *arguments):
        """What a script returns that may ask the browser itself."""
        with self.marionette.using_context("chrome"):
            return self.marionette.execute_script(script, script_args=arguments)

    def navigate(self, address):
        self.marionette.navigate(address)

    def run(self, script, *arguments):
        return self.marionette.execute_script(script, script_args=arguments)

    def tap_element(self, element):
        element.click()

    def type_into(self, element, text):
        element.send_keys(text)

    def upload(self, selector, path):
        self.marionette.find_element("css selector", selector).send_keys(str(path))

    def printed_pdf(self):
        return self.marionette._send_message("WebDriver:Print", {"background": True}, key="value")

    def forget(self):
        self.marionette.delete_all_cookies()

    def connected(self, there):
        """Without a connection all goes to a proxy that nobody is."""
        self.marionette.set_prefs(
            {
                "network.proxy.type": 0 if there else 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": 9,
                "network.proxy.allow_hijacking_localhost": True,
            }
        )

    def complaints(self):
        """What the browser said about our pages since it was asked before."""
        said = self.in_chrome(COMPLAINTS)
        return [text for text in said if self.site in text]

    def close(self):
        self.marionette.quit()


@pytest.fixture(scope="module")
def firefox(site, tmp_path_factory):
    phone = Firefox(site, FIREFOX, tmp_path_factory.mktemp("firefox") / "log")
    yield phone
    phone.close()


@pytest.fixture
def phone(firefox):
    """The phone; whatever Firefox complains about on our pages fails the test."""
    firefox.complaints()
    yield firefox
    firefox.connected(True)
    complaints = firefox.complaints()
    assert not complaints, complaints


FLOWS = [
    ("empty", flows.a_day_is_logged), ("empty", flows.a_cramp_is_stretched), ("empty", flows.a_file_is_brought),
    ("empty", flows.without_a_connection_the_offline_page_shows),
    ("demo", flows.a_week_and_guidance_are_read), ("demo", flows.a_trial_is_begun), ("demo", flows.pages_fit_the_screen),
    ("demo", flows.pages_are_printed), ("demo", flows.charts_are_printed_with_their_captions),
]  # fmt: skip


@pytest.mark.parametrize(("begin", "flow"), FLOWS, ids=lambda part: getattr(part, "__name__", part))
def test_a_flow(phone, begin, flow, tmp_path):
    phone.become(begin)
    flow(phone, tmp_path)
