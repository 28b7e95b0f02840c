"""Guidance pages. Each POST answers with the fragment for htmx, and with a redirect to the page without it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guidance.advice import with_flags
from guidance.cause_page import cause_page
from guidance.context import flags_of
from guidance.flag_page import flag_view
from guidance.help_pages import signs_page
from guidance.kept import kept, key_of
from guidance.knowledge import by_id, shown_causes, tips
from guidance.page import guidance_page
from guidance.red_flags import RULES
from guidance.relief_steps import offline_page
from guidance.source_pages import source_page, sources_page
from guidance.tip_page import tip_views
from guidance.trial_pages import running_lines
from journal import door


@require_GET
def guidance(request):
    return render(request, "guidance/guidance.html", {"page": page_of(request), "place": "guidance"})


@require_GET
def guidance_tip(request):
    return tip_card(request)


def tip_card(request):
    """The first tip and running trials for Today, or the way to relief; without any, Today keeps what it shows."""
    advice = advice_of(request)
    if advice.relief_first:
        return render(request, "guidance/_relief_first.html")
    tip, trials = next(iter(tip_views(advice, request.user.calendar)), None), running_lines(advice)
    if not tip and not trials:
        return HttpResponse(status=204)
    return render(request, "guidance/_today.html", {"tip": tip, "trials": trials})


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
    """An answer closes an open flag. One to an emergency is asked for twice: the first leads to the question."""
    if flag not in RULES:
        raise Http404
    answer = request.POST.get("answer")
    if answer not in door.vocabulary.FlagAnswer.values:
        return HttpResponseBadRequest()
    opened = next((found for found in flags_of(request) if found.id == flag), None)
    if opened is None:  # answered already, or no longer open
        return findings(request)
    if answer not in opened.answers:
        return HttpResponseBadRequest()
    if opened.is_now and request.POST.get("confirm") != "yes":
        return render(request, "guidance/flag_confirm.html", {"flag": flag_view(opened, door.recent.of(request))})
    keep_answer(request, opened, answer)
    return findings(request)


def keep_answer(request, flag, answer):
    """Keep the answer, say so, and offer to undo it."""
    note = door.answer_flag(request.user, flag.id, answer)
    said = {"name": flag.name, "answer": door.vocabulary.FlagAnswer(answer).label}
    messages.success(request, _("Noted: %(name)s. %(answer)s.") % said, extra_tags=note)
    del request.open_flags


@require_GET
@login_not_required
def signs(request):
    return render(request, "guidance/signs.html", {"page": signs_page(person_row(request))})


@require_GET
@login_not_required
def sources(request):
    return render(request, "guidance/sources.html", {"page": sources_page()})


@require_GET
@login_not_required
def cause(request, cause):
    """All that the app holds about one cause, the same for everybody."""
    if cause not in by_id("causes"):
        raise Http404
    return render(request, "guidance/cause.html", {"page": cause_page(cause, person_row(request))})


@require_GET
@login_not_required
def source(request, claim):
    if claim not in by_id("claims"):
        raise Http404
    return render(request, "guidance/source.html", {"page": source_page(claim, person_row(request))})


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
    advice, person = advice_of(request), request.user
    return guidance_page(advice, door.recent.of(request), not person.hide_counts, key_of(person, advice.at))


def advice_of(request):
    """The signed-in person's Advice of this moment."""
    at, recent = timezone.now(), door.recent.of(request)
    return with_flags(kept(request.user, at), flags_of(request), recent.person, at, recent.episodes)


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
