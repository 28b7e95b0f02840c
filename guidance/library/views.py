"""The pages that are the same for everybody: signs, sources, a cause, a claim."""

from collections.abc import Sequence
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.analysis.answer import Reader
from guidance.analysis.now import GuidanceRequest, over_time_of
from guidance.analysis.worth import worth_of
from guidance.causes.over_time import OverTime
from guidance.flags.one_voice import any_urgent
from guidance.flags.put_away import put_away
from guidance.flags.registry import Flag
from guidance.knowledge.load import by_id
from guidance.library.cause import cause_page
from guidance.library.own import Own, own_part
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
    """One cause for the reader; its tips as far as their conditions and red flags allow."""
    if cause not in by_id("causes"):
        raise Http404
    if any_urgent(flags := _flags_of(request)):
        return put_away(request)
    person = _person_of(request)
    if person is None:
        page = cause_page(cause, None)
    else:
        advice = request.guidance.advice
        page = cause_page(cause, person, flags, _own_part(request, cause, person), advice.analysis.facts)
    return render(request, "guidance/library/cause.html", {"page": page, "place": "guidance"})


def _own_part(request: GuidanceRequest, cause: str, person: Row) -> Own | None:
    """What the person's entries say of a cause, or None for one that is never compared nor told."""
    advice = request.guidance.advice
    found = next((found for found in advice.analysis.causes if found.id == cause), None)
    if found is None:
        return None
    reader = Reader(person, request.person.calendar, not request.person.hide_counts)
    now = request.guidance

    def over_time() -> OverTime:
        return over_time_of(request.person, cause, advice.at, now.may)

    return own_part(found, advice, reader, over_time, partial(worth_of, now))


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
