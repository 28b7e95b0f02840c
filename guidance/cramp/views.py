"""The steps for a cramp of this moment and the help screen, with or without an account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guidance.analysis.now import GuidanceRequest
from guidance.cramp.page import chosen, clock_of, cramp_page, help_page, needs_help
from guidance.cramp.steps import (
    always,
    first_look,
    for_person,
    in_one_voice,
    methods_of,
    offline_page,
    step_of,
    steps_of,
)
from guidance.flags.put_away import put_away
from journal.public import AGO_MIN, Bout, Row, bout_of, keep_bout, person_row


@require_safe
@never_cache
@login_not_required
def cramp(request: GuidanceRequest) -> HttpResponse:
    """One step. The first look starts the clock; a bout that has eased is left as it is until the person says more."""
    at, person, flags = timezone.now(), _person(request), _flags(request)
    bout, track = chosen(bout_of(request, at) or Bout(at), request.GET)
    page = cramp_page(bout, track, request.GET.get("step", ""), person, at, flags)
    if needs_help(bout, at):
        response = _help(request, bout, person, at)
    elif page is None:
        response = put_away(request)
    else:
        bout = bout.showing(methods_of(page.step.id))
        context = {"page": page, "bout": bout, "clock": clock_of(bout, at), "ago": AGO_MIN}
        response = render(request, "guidance/cramp/page.html", context)
    if not bout.ended:
        keep_bout(response, request, bout)
    return response


@require_safe
@never_cache
@login_not_required
def cramp_help(request: GuidanceRequest) -> HttpResponse:
    """Whom to call and what to say, for extreme pain at any time."""
    at = timezone.now()
    return _help(request, bout_of(request, at), _person(request), at)


def _help(request: GuidanceRequest, bout: Bout | None, person: Row | None, at: datetime) -> HttpResponse:
    clock = bout and not bout.ended and clock_of(bout, at)
    return render(
        request, "guidance/cramp/help.html", {"page": help_page(bout, person, at), "bout": bout, "clock": clock}
    )


def _flags(request: GuidanceRequest) -> Sequence[Any]:
    return request.guidance.flags if request.guidance else ()


def _person(request: GuidanceRequest) -> Row | None:
    return person_row(request.person) if request.person else None


@require_safe
def cramp_kept(request: GuidanceRequest) -> HttpResponse:
    """All steps on one page, with whom to call: what the cramp page is on a phone without a connection."""
    person = _person(request)
    steps = [step_of(step, person) for step in for_person(in_one_voice(steps_of("cramp"), _flags(request)), person)]
    context = {"steps": steps, "page": help_page(None, person, timezone.now()), "first_look": first_look()}
    return render(request, "guidance/cramp/kept.html", context | {"always": always(person)})


@require_safe
@login_not_required
def offline(request: GuidanceRequest) -> HttpResponse:
    """The page a browser keeps for when there is no connection."""
    context = {"first_look": first_look(), "steps": offline_page(), "always": always(None)}
    return render(request, "offline.html", context)
