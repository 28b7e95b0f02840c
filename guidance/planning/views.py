"""Before you train: what speaks now for a planned session."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.analysis.now import GuidanceRequest
from guidance.analysis.thread import thread_for
from guidance.planning.page import before_training_page
from journal import public


@require_safe
def before_training(request: GuidanceRequest) -> HttpResponse:
    """The plan is asked by GET and lives in the address alone: nothing is saved."""
    form = public.plan_form(request.GET or None, request.person)
    now = request.guidance
    page = before_training_page(request.person, form, now.flags, timezone.now(), lambda: now.advice)
    context = {"form": form, "page": page, "thread": thread_for(request), "place": "guidance"}
    return render(request, "guidance/planning/page.html", context)
