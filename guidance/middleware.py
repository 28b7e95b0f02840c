"""What every request has of the guidance, before any view."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from guidance.analysis.now import GuidanceNow, GuidanceRequest


def guidance_of_now(get_response: Callable[..., Any]) -> Callable[..., Any]:
    """`request.guidance`: the GuidanceNow of the signed-in person, None for a stranger; nothing is worked out yet."""

    def middleware(request: GuidanceRequest) -> HttpResponse:
        request.guidance = GuidanceNow(request.recent) if request.recent else None  # type: ignore[assignment]
        return get_response(request)

    return middleware
