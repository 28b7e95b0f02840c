"""The doctor's summary: as a page, which prints on one sheet, and as a PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guidance.analysis.now import GuidanceRequest
from guidance.flags.one_voice import any_urgent
from guidance.summary.form import SummaryForm
from guidance.summary.page import SummaryPage, summary_journal, summary_page
from guidance.summary.pdf import NoFont, NoPango, pdf_of
from guidance.turns import TooBusy, pdf_turn, turn
from journal.public import within_budget


# Dates may come in the address; the person's question is private and comes by POST alone.
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: GuidanceRequest) -> HttpResponse:
    form = summary_form(request)
    if form.is_valid() and form.is_long and not within_budget(request, "summary"):
        return show_summary(request, form, None, too_many=True)
    return show_summary(request, form, summary_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def summary_pdf(request: GuidanceRequest) -> HttpResponse:
    form = summary_form(request)
    if form.is_valid() and not within_budget(request, "summary_pdf"):  # asked first: the page is half of the work
        return show_summary(request, form, None, too_many=True)
    try:
        with pdf_turn():
            page = summary_of(request, form)
            if page is None:
                return show_summary(request, form, page)
            with turn():
                content = pdf_of(page)
    except TooBusy:
        return show_summary(request, form, None, busy=True)
    except NoPango:
        return show_summary(request, form, page, no_pdf=True)
    except NoFont as missing:
        return show_summary(request, form, page, no_font=missing)
    name = f"twinge-{form.cleaned_data['to']:%Y-%m-%d}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def summary_form(request: GuidanceRequest) -> SummaryForm:
    given = request.POST if request.method == "POST" else request.GET
    return SummaryForm(given.dict(), request.person.calendar.date_of(timezone.now()))


def summary_of(request: GuidanceRequest, form: SummaryForm) -> SummaryPage | None:
    """The SummaryPage that a SummaryForm asks for, or None when it cannot be."""
    if not form.is_valid():
        return None
    wanted, question = form.cleaned_data, form.cleaned_data["question"] if request.method == "POST" else ""
    journal = summary_journal(request.person, wanted["from"], wanted["to"])
    standing, urgent = [*request.guidance.flags, *request.guidance.asked], any_urgent(request.guidance.flags)
    with turn():
        return summary_page(
            journal,
            wanted["from"],
            wanted["to"],
            timezone.now(),
            standing=standing,
            question=question,
            notes=wanted["notes"],
            demo=request.person.has_demo,
            put_away=urgent,
        )


def show_summary(request: GuidanceRequest, form: SummaryForm, page: SummaryPage | None, **no_pdf: Any) -> HttpResponse:
    """The page; `no_pdf`: why there is no PDF, or no page."""
    context = {"form": form, "page": page, "place": "guidance", **no_pdf}
    status = 429 if "too_many" in no_pdf else 503 if "busy" in no_pdf else 200
    response = render(request, "guidance/summary/page.html", context, status=status)
    if status == 503:
        response["Retry-After"] = "10"
    return response
