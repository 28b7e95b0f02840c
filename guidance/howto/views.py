"""How-to pages: the same for everybody, but for what is not for the reader."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.analysis.now import GuidanceRequest
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.howto.page import how_to_names, how_to_page
from guidance.knowledge.load import by_id
from journal.public import person_row


@require_safe
@login_not_required
def how_tos(request: GuidanceRequest) -> HttpResponse:
    """The list of how-to pages."""
    if request.guidance and any_urgent(request.guidance.flags):
        return put_away(request)
    return render(request, "guidance/howto/list.html", {"pages": how_to_names(), "place": "guidance"})


@require_safe
@login_not_required
def how_to(request: GuidanceRequest, how_to: str) -> HttpResponse:
    """One how-to page, as far as the reader's conditions, last entries and red flags allow."""
    if how_to not in by_id("how_to"):
        raise Http404
    if request.guidance and any_urgent(request.guidance.flags):
        return put_away(request)
    person = person_row(request.person) if request.person else None
    facts = request.guidance.advice.analysis.facts if request.guidance else None
    page = how_to_page(how_to, person, facts, request.GET.dict())
    return render(request, "guidance/howto/page.html", {"page": page, "place": "guidance"})
