"""Guidance pages. Each POST answers with the fragment for htmx, and with a redirect to the page without it."""

from dataclasses import replace
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guidance.analysis.analysis import Advice
from guidance.analysis.now import GuidanceRequest, kept_step
from guidance.analysis.thread import thread_now
from guidance.analysis.worth import worth_of
from guidance.cache import kept
from guidance.flags.at_once import alarms_at_once
from guidance.flags.cards import flag_view
from guidance.flags.registry import RULES, Flag, to_the_question
from guidance.knowledge.load import shown_causes, tips
from guidance.overview.others import fold_title
from guidance.overview.page import GuidancePage, guidance_page
from journal import public
from journal.public import Journal, Row


@require_safe
def guidance(request: GuidanceRequest) -> HttpResponse:
    return render(request, "guidance/overview/page.html", shown(request))


@require_safe
def guidance_tip(request: GuidanceRequest) -> HttpResponse:
    return tip_card(request)


@require_safe
def flags_at_once(request: GuidanceRequest) -> HttpResponse:
    """The alarms that answers of the form of a twinge open by themselves, for that form to show; none is shown yet."""
    # A page that a phone keeps may be looked at hours later, at rest.
    sessions = [] if "kept" in request.GET else list(request.recent.journal().sessions)
    flags = alarms_at_once(public.person_row(request.person), timezone.now(), sessions)
    return render(request, "guidance/flags/_at_once.html", {"flags_at_once": flags})


def tip_card(request: GuidanceRequest) -> HttpResponse:
    """The thread, for a page of the journal that is there already: Today, or with `?form=session` that form."""
    form = "journal/forms/_drawn.html" if "form" in request.GET else "journal/pages/_thread.html"
    thread = thread_now(request.guidance)
    return render(request, form, {"thread": thread}) if thread else HttpResponse(status=204)


@require_POST
def take_up(request: GuidanceRequest, tip: str) -> HttpResponse:
    """ "I'll try this"."""
    known_tip_or_404(tip)
    public.take_up(request.person, tip, today_of(request))
    return decision_page(request)


@require_POST
def let_go(request: GuidanceRequest, tip: str) -> HttpResponse:
    """ "Stop"."""
    known_tip_or_404(tip)
    public.let_go(request.person, tip, today_of(request))
    return decision_page(request)


def decision_page(request: GuidanceRequest) -> HttpResponse:
    """What taking up a tip leads to: on Today its card alone, else as for every decision."""
    if not request.htmx or request.htmx.target == "findings":
        return findings(request)
    request.person.refresh_from_db(fields=["journal_version"])
    return tip_card(request)


@require_POST
def set_aside(request: GuidanceRequest, cause: str) -> HttpResponse:
    known_cause_or_404(cause)
    public.set_aside(request.person, cause)
    return findings(request)


@require_POST
def bring_back(request: GuidanceRequest, cause: str) -> HttpResponse:
    known_cause_or_404(cause)
    public.bring_back(request.person, cause)
    return findings(request)


@require_POST
def flag_answer(request: GuidanceRequest, flag: str) -> HttpResponse:
    """An answer closes an open flag. Where help is needed now or today it is asked for twice."""
    if flag not in RULES:
        raise Http404
    answer = request.POST.get("answer")
    if answer not in public.FlagAnswer.values:
        return HttpResponseBadRequest()
    opened = next((found for found in request.guidance.flags if found.id == flag), None)
    asked = next((found for found in request.guidance.asked if found.id == flag), None)
    flag_of = opened or asked
    if flag_of is None:  # answered already, or no longer open
        return findings(request)
    if answer not in (opened.answers if opened else to_the_question(flag_of)):
        return HttpResponseBadRequest()
    if opened and opened.is_urgent and request.POST.get("confirm") != "yes":
        return render(request, "guidance/flags/confirm.html", {"flag": flag_view(opened, request.recent.journal())})
    keep_answer(request, flag_of, answer)
    return findings(request)


def keep_answer(request: GuidanceRequest, flag: Flag, answer: str) -> None:
    """Keep the answer, say so, and offer to undo it."""
    note = public.answer_flag(request.person, flag.id, answer)
    said = {"name": flag.name, "answer": public.FlagAnswer(answer).label}
    messages.success(request, _("Noted: %(name)s. %(answer)s.") % said, extra_tags=note)


def findings(request: GuidanceRequest) -> HttpResponse:
    """What a decision leads to: the changed part of the page for htmx, otherwise the page by a redirect."""
    if not request.htmx:
        response = redirect("guidance")
        response.status_code = 303
        return response
    request.person.refresh_from_db(fields=["journal_version"])
    return render(request, "guidance/overview/_findings.html", shown(request))


def shown(request: GuidanceRequest) -> Row:
    """What the templates of the page are given. `others`: the drawn list of all other causes, which is kept."""
    advice, person = request.guidance.advice, request.person
    step = kept_step(person, advice.at)
    worth = partial(worth_of, request.guidance)
    page = guidance_page(advice, journal_for_words(request, advice), worth, not person.hide_counts)
    return {
        "page": page,
        "others": kept(f"others:{step}", person, advice.at, lambda: others(page)),
        "place": "guidance",
    }


def others(page: GuidancePage) -> str:
    """The drawn fold with all causes that the page has not spoken of."""
    groups = page.groups()
    return render_to_string("guidance/overview/_others.html", {"groups": groups, "title": fold_title(groups)})


def journal_for_words(request: GuidanceRequest, advice: Advice) -> Journal:
    """The recent Journal, with the older episodes that it is asked about."""
    journal, asked = request.recent.journal(), [id for flag in advice.asked for id in flag.episodes]
    older = public.episodes_of(request.person, asked) if asked else []
    return replace(journal, episodes=[*older, *journal.episodes])


def known_cause_or_404(cause: str) -> None:
    if cause not in {known["id"] for known in shown_causes()}:
        raise Http404


def known_tip_or_404(tip: str) -> None:
    if tip not in tips():
        raise Http404


def today_of(request: GuidanceRequest) -> date:
    return request.person.calendar.date_of(timezone.now())
