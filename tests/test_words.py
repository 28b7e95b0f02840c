"""Every text that people see can be translated, and no text breaks the rules of our words."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import timezone, translation
from django.utils.translation import trans_real

from guidance.knowledge import load
from journal.recording import demo
from tests import factories
from tests.guidance_prose import reworded

TEMPLATES = Path(__file__).parents[1] / "templates"
# Names and symbols, not words: they are the same in every language (a time zone, too).
NAMES = re.compile(r"\b(?:Twinge|JSON|HIIT|Doc|UTC|ml|kg|km|runner@example\.org|[A-Z][A-Za-z_]+/[A-Za-z_ /+0-9-]+)\b")
_TRANSLATED = re.compile(r"{%\s*blocktranslate\b.*?%}.*?{%\s*endblocktranslate\s*%}", re.S)
_CLASSES = re.compile(r"{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}", re.S)
_TEMPLATE_CODE = re.compile(r"{%\s*comment\b.*?endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.S)
_READ_ALOUD = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.S)


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_templates_hold_no_text_outside_translation(file):
    text = file.read_text()
    for pattern in (_CLASSES, _TRANSLATED, _TEMPLATE_CODE):
        text = pattern.sub(" ", text)
    parts = [*_READ_ALOUD.findall(text), *_TAGS.sub("\n", text).split("\n")]
    assert [part for part in parts if re.search("[A-Za-z]{2}", NAMES.sub("", part))] == []


class _Texts(HTMLParser):
    """What a page says, piece by piece: texts and what is read aloud."""

    def __init__(self):
        super().__init__()
        self.read_aloud, self.found, self.silent = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.read_aloud += [value for name, value in attrs if name in ("aria-label", "placeholder", "alt") and value]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.found.append(data.strip())


@pytest.fixture
def marked(monkeypatch, tmp_path):
    """A language in which every translated text stands in brackets, with a knowledge base of its own."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, _in_brackets(getattr(trans_real, name)), raising=False)
    (tmp_path / "knowledge.eo.json").write_text(json.dumps(_bracketed(load.load())))
    monkeypatch.setattr(load, "FILE", tmp_path / "knowledge.json")
    with translation.override("eo"):
        yield


def _in_brackets(translate):
    return lambda *args: f"⟦{translate(*args)}⟧"


def _bracketed(part):
    """The knowledge base with every text that people see in brackets; ids and words of the format stay."""
    return reworded(part, lambda text: f"⟦{text}⟧")


PAGES = [
    "/", "/week/", "/guidance/", "/log/session/", "/log/twinge/", "/log/drink/", "/log/sleep/", "/log/check-in/",
    "/entries/sessions/", "/entries/twinges/", "/settings/", "/settings/units/", "/settings/safety/", "/settings/about-you/", "/settings/look/", "/settings/signing-in/", "/settings/reminders/", "/welcome/", "/settings/import/", "/settings/delete/",
    "/guidance/signs/", "/guidance/sources/", "/guidance/sources/A17/", "/guidance/causes/low_fluids/", "/cramp/",
    "/month/", "/trend/", "/trend/?months=all", "/guidance/how-to/", *(f"/guidance/how-to/{known['id']}/" for known in load.load()["how_to"]),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_a_page_is_translated(page, mine, person, marked):
    demo.start(person, timezone.now())
    factories.episode(person, signs=["dark_urine"], pain=9)
    texts = _Texts()
    texts.feed(mine.get(page).content.decode())
    left = NAMES.sub("", _outside("\n".join(texts.found + texts.read_aloud)))
    assert [text for text in left.split("\n") if re.search("[^\\W\\d_]{2}", text)] == []


def _outside(text):
    """What of a text is not in brackets."""
    while (left := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = left
    return text


_IN_CODE = re.compile(r'\b_?(?:gettext|gettext_lazy|ngettext|_)\(\s*"((?:[^"\\\\]|\\\\.)*)"')
_IN_TEMPLATES = re.compile(r'{%\s*translate "([^"]*)"|{%\s*blocktranslate\b.*?%}(.*?){%\s*endblocktranslate', re.S)
# The voice: no exclamation, no praise, no blame, no streaks; "episode" is a word of the doctor's summary.
SHEET = re.compile("summary|sheet")
UNWELCOME = re.compile(
    r"!|\b(?:streak|well done|great|congratulations|failed to|you should have|oops|insufficient|invalid|statistically)\b",
    re.I,
)


def test_what_the_app_says_keeps_to_our_words():
    pages = [file for file in TEMPLATES.rglob("*.html") if not SHEET.search(f"{file.parent.name}/{file.name}")]
    said = [text for file in pages for found in _IN_TEMPLATES.findall(file.read_text()) for text in found]
    code = [file for part in ("journal", "guidance") for file in (TEMPLATES.parent / part).rglob("*.py")]
    said += [
        text
        for file in code
        if not SHEET.search(f"{file.parent.name}/{file.name}")
        for text in _IN_CODE.findall(file.read_text())
    ]
    assert len(said) > 800
    assert [text for text in said if UNWELCOME.search(text)] == []
    assert [text for text in said if re.search(r"\bepisode", text)] == []
