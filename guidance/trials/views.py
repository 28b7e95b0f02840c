"""Trials: plan and start, flip the coin, skip, answer, go on, stop. Each POST leads back to the trial's page."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guidance.analysis.analysis import Advice, trial_of
from guidance.analysis.now import GuidanceRequest
from guidance.analysis.worth import worth_of
from guidance.causes.counts import LOOK_BACK
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.trials.better_page import better_switch
from guidance.trials.outlook import Outlook, expected
from guidance.trials.plan_page import SMALLEST, PlanPage, plan_page
from guidance.trials.result_page import result_page
from guidance.trials.results import SMALLEST_EFFECT, TrialResult
from guidance.trials.running_page import held_back, running_page, trial_line, trials_page
from guidance.trials.safety import steps_aside
from guidance.trials.switches import MOST_AT_ONCE, PLANS, switches
from guidance.trials.switches import draw as fall
from journal import public
from journal.public import Arms, Journal

ENTRIES = ("sessions", "drinks", "nights", "days", "episodes")
# The answer to "Did you do it?" -> whether the arm was followed; "none": there was no session.
ANSWERS = {"yes": True, "no": False, "skipped": False, "none": False}


@require_safe
def trials(request: GuidanceRequest) -> HttpResponse:
    if any_urgent(request.guidance.flags):
        return put_away(request)
    analysis = request.guidance.advice.analysis
    sets = [found.causes for found in analysis.sets]
    page = trials_page(analysis.trials, analysis.aside, sets, lambda cause: worth_of(request.guidance, cause).against)
    return render(request, "guidance/trials/list.html", {"page": page, "place": "guidance"})


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
    page, error = _plan(request, cause, advice), ""
    if request.method == "POST" and not page.refused:
        error = _refused_start(request, [page])
        if not error:
            return to_trial(_start(request, cause, _uuid(request.POST.get("id", ""))))
    context = {"page": page, "cause": cause, "error": error, "next_id": uuid4(), "place": "guidance"}
    return render(request, "guidance/trials/plan.html", context)


def _plan(request: GuidanceRequest, cause: str, advice: Advice, beside: tuple[str, ...] = ()) -> PlanPage:
    """The PlanPage of a cause, worked out for the size that the person calls too small to matter."""
    at, smallest = timezone.now(), _smallest(request)
    journal = public.read(request.person, ENTRIES, since=at - LOOK_BACK, until=at)
    outlook, prior = expected(cause, journal, advice, at, smallest)
    better = None
    if outlook.not_worth:
        expect = partial(_expected, journal, advice, at, smallest)
        better = better_switch(cause, journal.person, advice, expect, beside)
    return plan_page(cause, journal.person, advice, outlook, prior, beside, better)


def _expected(journal: Journal, advice: Advice, at: datetime, smallest: float, cause: str) -> Outlook:
    return expected(cause, journal, advice, at, smallest)[0]


def _smallest(request: GuidanceRequest) -> float:
    """The size that the person calls too small to matter, out of SMALLEST; 1 in 10 when none is asked for."""
    wanted = (request.POST or request.GET).get("smallest", "")
    return next((share for share in SMALLEST if str(share) == wanted), SMALLEST_EFFECT)


def _refused_start(request: GuidanceRequest, pages: Sequence[PlanPage]) -> str:
    """What is wrong with the form that would start trials, or ""."""
    sessions = request.POST.get("sessions", "")
    if sessions not in map(str, PLANS):
        return _("Sessions: choose %(plans)s or %(last)s. You sent “%(sessions)s”.") % {
            "plans": ", ".join(map(str, PLANS[:-1])),
            "last": PLANS[-1],
            "sessions": sessions[:20],
        }
    if any(page.confirm for page in pages) and not request.POST.get("confirm"):
        return _("Tick the box that none of these is true of you. If any of them is, this trial is not for you.")
    return ""


def _start(request: GuidanceRequest, cause: str, trial_id: UUID) -> UUID:
    """The form carries the id, so two taps are one trial."""
    return public.start_trial(
        request.person,
        trial_id,
        cause=cause,
        started_on=request.person.calendar.date_of(timezone.now()),
        planned_sessions=int(request.POST["sessions"]),
        arms=(Arms.BOTH if switches()[cause].both else Arms.USUAL).value,
        smallest_effect=_smallest(request),
    )


@require_http_methods(["GET", "POST"])
def trials_together(request: GuidanceRequest, causes: str) -> HttpResponse:
    """One coin for each of two or three causes that the entries cannot tell apart; they begin together."""
    names = tuple(dict.fromkeys(causes.split("+")))
    if not 2 <= len(names) <= MOST_AT_ONCE or any(name not in switches() for name in names):
        raise Http404
    if any_urgent(request.guidance.flags):
        return put_away(request)
    advice = request.guidance.advice
    running = {trial.cause: trial for trial in advice.analysis.trials if trial.is_running}
    asked = [name for name in names if name not in running]
    if not asked:
        return see_other("trials")
    pages = [_plan(request, name, advice, tuple(other for other in asked if other != name)) for name in asked]
    open_pages, error = [page for page in pages if not page.refused], ""
    if request.method == "POST" and open_pages:
        error = _refused_start(request, open_pages)
        if not error:
            first = _uuid(request.POST.get("id", ""))
            for page in open_pages:
                _start(request, page.cause, uuid5(first, page.cause))
            return see_other("trials")
    context = {
        "pages": pages,
        "first": next((page for page in open_pages if page.advice), next(iter(open_pages), None)),
        "error": error,
        "next_id": uuid4(),
        "hopeless": all(page.advice for page in open_pages),
        "confirm": tuple(dict.fromkeys(word for page in open_pages for word in page.confirm)),
        "running": [trial_line(running[name]) for name in names if name in running],
        "place": "guidance",
    }
    return render(request, "guidance/trials/together.html", context)


@require_safe
def trial(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    return _trial_page(request, trial_or_404(request, entry_id))


def _trial_page(request: GuidanceRequest, found: TrialResult, error: str = "", form: Any = None) -> HttpResponse:
    if any_urgent(request.guidance.flags):
        return put_away(request)
    if not found.is_running:
        context = {"page": result_page(found, request.guidance.advice), "trial": found, "place": "guidance"}
        return render(request, "guidance/trials/result.html", context)
    page = running_page(found, request.recent.journal(), request.guidance.advice, timezone.now())
    context = {
        "page": page,
        "trial": found,
        "error": error,
        "form": form or public.flip_form(None),
        "place": "guidance",
    }
    return render(request, "guidance/trials/running.html", context)


@require_POST
def trial_draw(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    """Flip the coin for the position that the form names: twice sent is drawn once, and not while it is held back.

    Where the coin sets both arms the planned session is asked about first, and the coins of all such trials fall
    together; one that steps aside says why.
    """
    found = trial_or_404(request, entry_id)
    form = public.flip_form(request.POST)
    if found.both and not form.is_valid():
        return _trial_page(request, found, form=form)
    beside = [trial for trial in request.guidance.advice.analysis.trials if trial.both and found.both]
    wanted = request.POST.get("position", "") == str(found.next_position)
    for trial in [found, *(trial for trial in beside if trial.id != found.id)]:
        if (wanted or trial.id != found.id) and not _aside(request, trial, form):
            _draw(request, trial)
    return to_trial(entry_id)


def _aside(request: GuidanceRequest, trial: TrialResult, form: Any) -> bool:
    """Whether the coin steps aside for the planned session; then the person is told why, and what to do."""
    both = switches()[trial.cause].both if trial.both and trial.cause in switches() else None
    if both is None or not trial.is_running:
        return False
    plan = form.plan()
    event = plan["event"] or public.event_on(request.person, request.person.calendar.date_of(timezone.now()))
    if why := steps_aside(both, plan | {"event": event}):
        messages.info(request, f"{why} {both.outside}")
    return bool(why)


def _draw(request: GuidanceRequest, trial: TrialResult) -> None:
    held = any(held_back(trial.cause, public.person_row(request.person), request.guidance.advice, trial.both))
    if trial.may_draw and not held:
        public.draw_arm(request.person, trial.id, trial.next_position, fall)


@require_POST
def trial_skip(request: GuidanceRequest, entry_id: UUID) -> HttpResponseRedirect:
    """Skip the drawn arm, no reason asked: it counts as the coin said."""
    found = trial_or_404(request, entry_id)
    unit = found.open_unit
    if found.is_running and found.is_graded and unit and request.POST.get("position") == str(unit.position):
        public.skip_position(request.person, entry_id, unit.position)
    return to_trial(entry_id)


@require_POST
def trial_did(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    """What became of the position that is open."""
    found, did = trial_or_404(request, entry_id), request.POST.get("did", "")
    unit = found.open_unit
    if did == "none" and found.is_graded:  # the coin stands for the next session
        return to_trial(entry_id)
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
    return see_other("trial", trial_id)


def see_other(*address: Any) -> HttpResponseRedirect:
    """Redirect to the page of a name, which is then asked for with GET."""
    response = redirect(*address)
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
