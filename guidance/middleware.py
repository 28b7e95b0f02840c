"""What every request has of the guidance, before any view."""

from guidance.analysis.now import GuidanceNow


def guidance_of_now(get_response):
    """`request.guidance`: the GuidanceNow of the signed-in person, None for a stranger; nothing is worked out yet."""

    def middleware(request):
        request.guidance = GuidanceNow(request.recent) if request.recent else None
        return get_response(request)

    return middleware
