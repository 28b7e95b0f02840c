"""The doctor's summary as a PDF, by WeasyPrint. It is imported only here and only when a PDF is asked for."""

import logging
import threading
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string


class NoPango(Exception):
    """The Pango library of the system, which WeasyPrint draws text with, is not installed."""


class NoFont(Exception):
    """Letters of the page that no font of this machine has; a PDF would show boxes.

    `letters`: a few of them, `packages`: the Debian packages that have them.
    """

    def __init__(self, letters: set[str]) -> None:
        super().__init__(letters)
        self.letters = " ".join(sorted(letters)[:10])
        self.packages = " ".join(sorted(set(map(_package, letters))))


def _package(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL")):
        return "fonts-noto-cjk"
    return "fonts-noto-color-emoji" if unicodedata.category(letter) == "So" else "fonts-noto-core"


def pdf_of(page: Any) -> bytes:
    """The bytes of the PDF of a SummaryPage. Raises NoPango and NoFont."""
    document = summary_document(page)
    missing = _MissingLetters()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(missing)
    try:
        content = document.write_pdf()
    finally:
        logger.removeHandler(missing)
    if missing.letters:
        raise NoFont(missing.letters)
    return content


class _MissingLetters(logging.Handler):
    """Collects the letters that WeasyPrint finds no font for; it tells them in warnings alone. Of one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.letters: set[str] = set()
        self.thread = threading.get_ident()

    def emit(self, record: Any) -> None:
        if record.thread == self.thread and str(record.msg).startswith(".notdef"):
            self.letters.add(record.args[0])


def summary_document(page: Any) -> Any:
    """The laid-out WeasyPrint document of a SummaryPage. Nothing is fetched from anywhere. Raises NoPango."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPango from error
    nothing = URLFetcher(allowed_protocols=())
    look = CSS(string=Path(str(finders.find("css/sheet.css"))).read_text(encoding="utf-8"), url_fetcher=nothing)
    html = HTML(string=render_to_string("guidance/summary/pdf.html", {"page": page}), url_fetcher=nothing)
    return html.render(stylesheets=[look])
