"""The doctor's summary as a PDF, by WeasyPrint. It is imported only here and only when a PDF is asked for."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string


class NoPango(Exception):
    """The Pango library of the system, which WeasyPrint draws text with, is not installed."""


def pdf_of(page):
    """The bytes of the PDF of a SummaryPage. Raises NoPango."""
    return summary_document(page).write_pdf()


def summary_document(page):
    """The laid-out WeasyPrint document of a SummaryPage. Nothing is fetched from anywhere. Raises NoPango."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPango from error
    nothing = URLFetcher(allowed_protocols=())
    look = CSS(string=Path(finders.find("css/sheet.css")).read_text(encoding="utf-8"), url_fetcher=nothing)
    html = HTML(string=render_to_string("guidance/summary/pdf.html", {"page": page}), url_fetcher=nothing)
    return html.render(stylesheets=[look])
