"""Trials: plan and start, flip the coin, answer, go on, stop. Each POST leads back to the trial's page."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guidance.analysis.analysis import Advice, trial_of
from guidance.analysis.now import GuidanceRequest
from guidance.causes.counts import LOOK_BACK, Comparison
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.trials.outlook import PLANS, outlook
from guidance.trials.plan_page import PlanPage, plan_page
from guidance.trials.result_page import result_page
from guidance.trials.results import TrialResult, prior_of
from guidance.trials.running_page import held_back, running_page, trials_page
from guidance.trials.statistics import PRIOR_TOGETHER
from guidance.trials.switches import draw as fall
from guidance.trials.switches import switches
from journal import public

ENTRIES = ("sessions", "drinks", "nights", "days", "episodes")
# The answer to "Did you do it?" -> whether the arm was followed; "none": there was no session.
ANSWERS = {"yes": True, "no": False, "none": False}


@require_safe
def trials(request: GuidanceRequest) -> HttpResponse:
    if any_urgent(request.guidance.flags):
        return put_away(request)
    analysis = request.guidance.advice.analysis
    return render(
        request,
        "guidance/trials/list.html",
        {"page": trials_page(analysis.trials, analysis.aside), "place": "guidance"},
    )


@require_http_methods(["GET", "POST"])
def trial_new(request: GuidanceRequest, cause: str) -> HttpResponse:
    """What a trial of the cause could settle; its start. A cause has one running trial at most."""
    if cause not in switches():
        raise Http404
    if any_urgent(request.guidance.flags):
        return put_away(request)
    advice = request.guidance.advice
    if running := next((t for t in advice.analysis.trials if t.is_running and t.cause == cause), None):
        return to_trial(running.id)
    page = _plan(request, cause, advice)
    sessions, error = request.POST.get("sessions", ""), ""
    if request.method == "POST" and not page.refused:
        if sessions in map(str, PLANS):
            return _start(request, cause, int(sessions))
        error = _("Sessions: choose %(plans)s or %(last)s. You sent “%(sessions)s”.") % {
            "plans": ", ".join(map(str, PLANS[:-1])),
            "last": PLANS[-1],
            "sessions": sessions[:20],
        }
    context = {"page": page, "cause": cause, "error": error, "next_id": uuid4(), "place": "guidance"}
    return render(request, "guidance/trials/plan.html", context)


def _plan(request: GuidanceRequest, cause: str, advice: Advice) -> PlanPage:
    at, analysis = timezone.now(), advice.analysis
    advised = next((found for found in analysis.causes if found.id == cause), None)
    prior = PRIOR_TOGETHER if any(trial.is_running for trial in analysis.trials) else prior_of(advised)
    journal = public.read(request.person, ENTRIES, since=at - LOOK_BACK)
    expected = outlook(journal, advised.compared if advised else Comparison(), prior, at)
    return plan_page(cause, journal.person, advice, expected, prior)


def _start(request: GuidanceRequest, cause: str, sessions: int) -> HttpResponseRedirect:
    """The form carries the id, so two taps are one trial."""
    trial_id, today = _uuid(request.POST.get("id", "")), request.person.calendar.date_of(timezone.now())
    started = public.start_trial(request.person, trial_id, cause=cause, started_on=today, planned_sessions=sessions)
    return to_trial(started)


@require_safe
def trial(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    return _trial_page(request, trial_or_404(request, entry_id))


def _trial_page(request: GuidanceRequest, found: TrialResult, error: str = "") -> HttpResponse:
    if any_urgent(request.guidance.flags):
        return put_away(request)
    if not found.is_running:
        context = {"page": result_page(found), "trial": found, "place": "guidance"}
        return render(request, "guidance/trials/result.html", context)
    page = running_page(found, request.recent.journal(), request.guidance.advice, timezone.now())
    context = {"page": page, "trial": found, "error": error, "place": "guidance"}
    return render(request, "guidance/trials/running.html", context)


@require_POST
def trial_draw(request: GuidanceRequest, entry_id: UUID) -> HttpResponseRedirect:
    """Flip the coin for the position that the form names: twice sent is drawn once, and not while it is held back."""
    found, person = trial_or_404(request, entry_id), public.person_row(request.person)
    wanted = request.POST.get("position") == str(found.next_position)
    held = any(held_back(found.cause, person, request.guidance.advice))
    if wanted and found.may_draw and not held:
        public.draw_arm(request.person, entry_id, found.next_position, fall)
    return to_trial(entry_id)


@require_POST
def trial_did(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    """What became of the position that is open."""
    found, did = trial_or_404(request, entry_id), request.POST.get("did", "")
    unit = found.open_unit
    if not found.is_running or unit is None or did not in ANSWERS or request.POST.get("position") != str(unit.position):
        return to_trial(entry_id)
    page = running_page(found, request.recent.journal(), request.guidance.advice, timezone.now())
    session = "" if did == "none" else request.POST.get("session", "")
    if did != "none" and session not in {choice.id for choice in page.sessions}:
        return _trial_page(request, found, _("Choose the session that this was. If it is not there yet, log it first."))
    public.answer_position(request.person, entry_id, unit.position, ANSWERS[did], session)
    return to_trial(entry_id)


@require_POST
def trial_more(request: GuidanceRequest, entry_id: UUID) -> HttpResponseRedirect:
    """Go on with a trial that did not settle it."""
    found = trial_or_404(request, entry_id)
    if more := found.may_add:
        public.plan_more_sessions(request.person, entry_id, found.planned + more)
    return to_trial(entry_id)


@require_POST
def trial_stop(request: GuidanceRequest, entry_id: UUID) -> HttpResponseRedirect:
    """End a trial now, whatever it shows."""
    trial_or_404(request, entry_id)
    public.stop_trial(request.person, entry_id, request.person.calendar.date_of(timezone.now()))
    return to_trial(entry_id)


def to_trial(trial_id: UUID) -> HttpResponseRedirect:
    response = redirect("trial", trial_id)
    response.status_code = 303
    return response


def trial_or_404(request: GuidanceRequest, entry_id: UUID) -> TrialResult:
    """The TrialResult of the signed-in person's trial: somebody else's does not exist for them."""
    kept = {found.id: found for found in request.guidance.advice.analysis.trials}
    found = kept.get(entry_id) or trial_of(request.person, entry_id, timezone.now())
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
