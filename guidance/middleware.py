"""What every request has of the guidance, before any view."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from guidance.analysis.now import GuidanceNow, GuidanceRequest, TooMany
from journal.public import within_budget


def guidance_of_now(get_response: Callable[..., Any]) -> Callable[..., Any]:
    """`request.guidance`: the GuidanceNow of the signed-in person, None for a stranger; nothing is worked out yet."""

    def middleware(request: GuidanceRequest) -> HttpResponse:
        may = partial(within_budget, request, "analysis")
        request.guidance = GuidanceNow(request.recent, may) if request.recent else None  # type: ignore[assignment]
        return get_response(request)

    middleware.process_exception = _wait_a_little  # type: ignore[attr-defined]
    return middleware


def _wait_a_little(request: GuidanceRequest, exception: Exception) -> HttpResponse | None:
    """Who asks for too much at once is told so; others are served meanwhile."""
    if not isinstance(exception, TooMany):
        return None
    return render(request, "guidance/overview/too_many.html", {"place": "guidance"}, status=429)
