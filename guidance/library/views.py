"""The pages that are the same for everybody: signs, sources, a cause, a claim."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.analysis.now import GuidanceRequest
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.flags.registry import Flag
from guidance.knowledge.load import by_id
from guidance.library.cause import cause_page
from guidance.library.signs import signs_page
from guidance.library.sources import source_page, sources_page
from journal import public
from journal.public import Row


@require_safe
@login_not_required
def signs(request: GuidanceRequest) -> HttpResponse:
    return render(request, "guidance/library/signs.html", {"page": signs_page(_person_of(request))})


@require_safe
@login_not_required
def sources(request: GuidanceRequest) -> HttpResponse:
    return render(request, "guidance/library/sources.html", {"page": sources_page()})


@require_safe
@login_not_required
def cause(request: GuidanceRequest, cause: str) -> HttpResponse:
    """All that the app holds about one cause; its tips as far as the reader's conditions and red flags allow."""
    if cause not in by_id("causes"):
        raise Http404
    if any_urgent(flags := _flags_of(request)):
        return put_away(request)
    return render(request, "guidance/library/cause.html", {"page": cause_page(cause, _person_of(request), flags)})


@require_safe
@login_not_required
def source(request: GuidanceRequest, claim: str) -> HttpResponse:
    if claim not in by_id("claims"):
        raise Http404
    page = source_page(claim, _person_of(request), _flags_of(request))
    return render(request, "guidance/library/source.html", {"page": page})


def _flags_of(request: GuidanceRequest) -> Sequence[Flag]:
    """The open flags; none for somebody not signed in."""
    return request.guidance.flags if request.guidance else ()


def _person_of(request: GuidanceRequest) -> Row | None:
    """The person's row, or None for somebody not signed in."""
    return public.person_row(request.person) if request.person else None
