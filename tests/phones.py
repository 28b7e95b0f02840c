"""Phones of 390 px that no Playwright drives: what a person does on one, whichever browser it has."""

import base64
import time
from io import BytesIO
from unicodedata import normalize

from pypdf import PdfReader

from tests.flows import zone_where_it_is_noon
from tests.served import PASSPHRASE

# The first visible element of a selector whose text begins with some words.
FIND = """return [...document.querySelectorAll(arguments[0])].find(found => found.checkVisibility()
  && (found.innerText ?? "").replace(/\\s+/g, " ").trim().startsWith(arguments[1])) || null"""
# Two paints after the page has loaded and htmx has put in what it asked for.
SETTLED = "return document.readyState === 'complete' && !document.querySelector('.htmx-request')"
BUTTONS = "main button, .savebar button, .btn"
PATIENCE_S = 10


class Phone:
    """What a person does. A browser adds: navigate, run, tap_element, type_into, printed_pdf, forget, close, and its `Gone`."""

    def __init__(self, site):
        self.site, self.begin = site, None

    def goto(self, path):
        self.navigate(self.site + path)

    def find(self, selector, words=""):
        """The first such element that can be seen, waited for; AssertionError with the page's text where none comes."""
        return self.until(lambda: self.run(FIND, selector, words), f"no {selector} {words!r}")

    def until(self, happens, otherwise):
        """What `happens()` returns once it is true; a page that goes while it is asked is asked again."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                if self.run(SETTLED) and (found := happens()):
                    return found
            except self.Gone:
                pass
            time.sleep(0.05)
        raise AssertionError(f"{otherwise} on {self.run('return location.href')}: {self.text()[:600]}")

    def tap(self, selector, words=""):
        """Tap where it is drawn: something that lies over it is an error."""
        self.until(lambda: self._tapped(selector, words), f"could not tap {selector} {words!r}")

    def _tapped(self, selector, words):
        element = self.run(FIND, selector, words)
        if element:
            self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            self.tap_element(element)
        return element

    def press(self, words):
        self.tap(BUTTONS, words)

    def choose(self, name, value):
        self.tap(f"label:has([name={name}][value='{value}'])")

    def fill(self, name, text):
        self.type_into(self.find(f"[name={name}]"), text)

    def sees(self, words, where="main"):
        """Waited for, in running text: how a browser breaks lines is no matter."""
        self.until(lambda: words in self.text(where), f"nothing says {words!r}")

    def text(self, where="body"):
        return " ".join(self.run("return document.querySelector(arguments[0])?.innerText || ''", where).split())

    def sideways(self):
        """Pixels by which the page is wider than the screen."""
        return self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def printed(self):
        """The text of each printed A4 page, in running text."""
        pages = PdfReader(BytesIO(base64.b64decode(self.printed_pdf()))).pages
        return [" ".join(normalize("NFKC", page.extract_text()).split()) for page in pages]  # no ligatures

    def become(self, begin):
        """Somebody new whose journal is "empty" or "demo", unless the phone is theirs already."""
        if self.begin == begin:
            return
        self.forget()
        self.goto("/accounts/signup/")
        self.fill("email", f"{begin}@example.org")
        self.fill("password1", PASSPHRASE)
        self.tap("label:has([name=agree])")
        self.press("Create journal")
        self.choose("begin", begin)
        self.choose("units", "metric")
        self.run("document.querySelector('[name=time_zone]').value = arguments[0]", zone_where_it_is_noon())
        self.press("Continue")
        self.find("a[href='/log/session/'], .tile--twinge")
        self.begin = begin
