"""The doctor's summary: as a page, which prints on one sheet, as a PDF, and as a link for a doctor."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from guidance.analysis.now import GuidanceRequest
from guidance.flags.one_voice import any_urgent
from guidance.summary.form import SummaryForm
from guidance.summary.page import SummaryPage, snapshot, summary_journal, summary_page
from guidance.summary.pdf import NoFont, NoPango, pdf_of
from guidance.turns import TooBusy, few_at_once, pdf_turn, turn
from journal.public import (
    MOST_SHARED,
    Row,
    end_shared,
    is_shared,
    open_shared,
    share,
    shared_by,
    sweep_shared,
    whole_address,
    within_budget,
)

# A link is passed on by nothing but its owner: no search engine, no cache, no page that it leads to.
UNLISTED = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


# Dates may come in the address; the person's question is private and comes by POST alone.
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: GuidanceRequest) -> HttpResponse:
    form = summary_form(request)
    if not (form.is_valid() and form.is_long):
        return show_summary(request, form, summary_of(request, form))
    if not within_budget(request, "summary"):
        return show_summary(request, form, None, too_many=True)
    try:
        with few_at_once():
            return show_summary(request, form, summary_of(request, form))
    except TooBusy:
        return show_summary(request, form, None, busy=True)


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


@require_http_methods(["GET", "HEAD", "POST"])
def shared_summaries(request: GuidanceRequest) -> HttpResponse:
    """What the person has shared. By POST the summary that a form asks for is; its link and code are told this once."""
    now, context = timezone.now(), {"place": "guidance"}
    if request.method == "POST":
        sweep_shared(now)
        form = summary_form(request)
        if form.is_valid() and not within_budget(request, "summary"):
            return show_summary(request, form, None, too_many=True)
        if (page := summary_of(request, form)) is None:
            return show_summary(request, form, page)
        context |= _shared_now(request, page, now)
    context["shared"] = shared_by(request.user, now)
    return render(request, "guidance/summary/shared_list.html", context)


def _shared_now(request: GuidanceRequest, page: SummaryPage, now: datetime) -> Row:
    """What the page tells of a summary that has just been shared, or why it was not."""
    if shared_by(request.user, now).count() >= MOST_SHARED:
        return {"most": MOST_SHARED}
    link = share(request.user, snapshot(page), page.days, now)
    address = whole_address(request, reverse("shared_summary", args=[link.key]))
    return {"link": address, "code": f"{link.code[:3]} {link.code[3:]}"}


@require_POST
def shared_end(request: GuidanceRequest, shared_id: UUID) -> HttpResponseRedirect:
    """End a link: what it led to is deleted."""
    if not end_shared(request.user, shared_id):
        raise Http404
    messages.success(request, _("The link has ended. What it showed is deleted."))
    return redirect("shared_summaries")


# No cookie counts here, so there is nothing that another site could misuse; and with no referrer no form has an origin.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def shared_summary(request: HttpRequest, key: str) -> HttpResponse:
    """What was shared, for the right code. A link that leads nowhere says no more than that."""
    now, status = timezone.now(), 200
    context: Row = {}
    if request.method == "POST":
        sweep_shared(now)
    if request.method == "POST" and (code := code_of(request.POST.get("code", ""))):
        opened = open_shared(key, code, now)
        status, context = (200, {"opened": opened}) if opened else (404, {"gone": True})
    elif not is_shared(key, now):
        status, context = 404, {"gone": True}
    elif request.method == "POST":
        context = {"unreadable": True}
    response = render(request, "guidance/summary/shared.html", context, status=status)
    for name, value in UNLISTED.items():
        response[name] = value
    return response


def code_of(typed: str) -> str:
    """The six digits that somebody typed, with spaces or without; "" when it is none."""
    digits = re.sub(r"[\s-]", "", typed)
    return digits if re.fullmatch(r"[0-9]{6}", digits) else ""
