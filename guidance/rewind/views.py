"""The page of what came before a twinge."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.analysis.now import GuidanceRequest
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.rewind.lines import REWIND_REACH
from guidance.rewind.page import rewind
from journal import public


@require_safe
def twinge_before(request: GuidanceRequest, entry_id: UUID) -> HttpResponse:
    episode = public.episode_of(request.person, entry_id)
    if episode is None:
        raise Http404
    if any_urgent(request.guidance.flags):
        return put_away(request)
    at = episode["started_at"]
    journal = public.read(request.person, ("sessions", "drinks", "nights", "days"), since=at - REWIND_REACH, until=at)
    return render(request, "guidance/rewind/page.html", {"page": rewind(journal, episode), "place": "guidance"})
