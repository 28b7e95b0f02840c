"""Guidance pages. Each POST answers with the fragment for htmx, and with a redirect to the page without it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guidance.advice import kept, with_flags
from guidance.context import flags_of
from guidance.help_pages import cramp_page, offline_page, signs_page
from guidance.knowledge import by_id, load, shown_causes, tips
from guidance.page import guidance_page, tip_views
from guidance.pdf import NoPango, pdf_of
from guidance.red_flags import RULES
from guidance.sources import documents, source_page
from guidance.summary import summary_journal, summary_page
from guidance.summary_form import SummaryForm
from journal import door


@require_GET
def guidance(request):
    return render(request, "guidance/guidance.html", {"page": page_of(request), "place": "guidance"})


@require_GET
def guidance_tip(request):
    return tip_card(request)


def tip_card(request):
    """The first tip as a fragment for Today; without one, Today keeps what it shows."""
    shown = tip_views(advice_of(request), request.user.calendar)
    return render(request, "guidance/_tip.html", {"tip": shown[0]}) if shown else HttpResponse(status=204)


@require_POST
def take_up(request, tip):
    """ "I'll try this"."""
    known_tip_or_404(tip)
    door.take_up(request.user, tip, today_of(request))
    return followed(request)


@require_POST
def let_go(request, tip):
    """ "Stop"."""
    known_tip_or_404(tip)
    door.let_go(request.user, tip, today_of(request))
    return followed(request)


def followed(request):
    """What taking up a tip leads to: on Today its card alone, else as for every decision."""
    if not request.htmx or request.htmx.target == "findings":
        return findings(request)
    request.user.refresh_from_db(fields=["journal_version"])
    return tip_card(request)


@require_POST
def set_aside(request, cause):
    known_cause_or_404(cause)
    door.set_aside(request.user, cause)
    return findings(request)


@require_POST
def bring_back(request, cause):
    known_cause_or_404(cause)
    door.bring_back(request.user, cause)
    return findings(request)


@require_POST
def flag_answer(request, flag):
    if flag not in RULES:
        raise Http404
    answer = request.POST.get("answer")
    if answer not in door.vocabulary.FlagAnswer.values:
        return HttpResponseBadRequest()
    door.answer_flag(request.user, flag, answer)
    return findings(request)


@require_GET
@login_not_required
def signs(request):
    return render(request, "guidance/signs.html", {"page": signs_page(person_row(request))})


@require_GET
@login_not_required
def sources(request):
    return render(request, "guidance/sources.html", {"documents": documents(), "explainers": load()["explainers"]})


@require_GET
@login_not_required
def source(request, claim):
    if claim not in by_id("claims"):
        raise Http404
    return render(request, "guidance/source.html", {"page": source_page(claim, person_row(request))})


# Dates may come in the address; the person's question is private and comes by POST alone.
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request):
    form = summary_form(request)
    return show_summary(request, form, summary_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def summary_pdf(request):
    form = summary_form(request)
    page = summary_of(request, form)
    if page is None:
        return show_summary(request, form, page)
    try:
        content = pdf_of(page)
    except NoPango:
        return show_summary(request, form, page, no_pdf=True)
    name = f"twinge-{form.cleaned_data['to']:%Y-%m-%d}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def summary_form(request):
    given = request.POST if request.method == "POST" else request.GET
    return SummaryForm(given.dict(), today_of(request))


def summary_of(request, form):
    """The SummaryPage that a SummaryForm asks for, or None when it cannot be."""
    if not form.is_valid():
        return None
    wanted, question = form.cleaned_data, form.cleaned_data["question"] if request.method == "POST" else ""
    journal = summary_journal(request.user, wanted["from"], wanted["to"])
    return summary_page(
        journal,
        wanted["from"],
        wanted["to"],
        timezone.now(),
        question=question,
        notes=wanted["notes"],
        demo=request.user.has_demo,
    )


def show_summary(request, form, page, no_pdf=False):
    return render(request, "guidance/summary.html", {"form": form, "page": page, "no_pdf": no_pdf, "place": "guidance"})


@require_GET
@login_not_required
def cramp(request):
    """The steps for a cramp, one a screen, with or without an account."""
    return render(
        request, "guidance/cramp.html", {"page": cramp_page(request.GET.get("step", ""), person_row(request))}
    )


@require_GET
@login_not_required
def offline(request):
    """The page a browser keeps for when there is no connection."""
    steps, always = offline_page()
    return render(request, "offline.html", {"steps": steps, "always": always})


def findings(request):
    """What a decision leads to: the changed part of the page for htmx, otherwise the page by a redirect."""
    if not request.htmx:
        response = redirect("guidance")
        response.status_code = 303
        return response
    request.user.refresh_from_db(fields=["journal_version"])
    return render(request, "guidance/_findings.html", {"page": page_of(request)})


def page_of(request):
    return guidance_page(advice_of(request), door.recent.of(request))


def advice_of(request):
    """The signed-in person's Advice of this moment."""
    at, recent = timezone.now(), door.recent.of(request)
    return with_flags(kept(request.user, at), flags_of(request), recent.person, at)


def person_row(request):
    """The person's row, or None for somebody not signed in."""
    return door.person_row(request.user) if request.user.is_authenticated else None


def known_cause_or_404(cause):
    if cause not in {known["id"] for known in shown_causes()}:
        raise Http404


def known_tip_or_404(tip):
    if tip not in tips():
        raise Http404


def today_of(request):
    return request.user.calendar.date_of(timezone.now())
