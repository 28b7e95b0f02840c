"""The person's own clock, for the length of a request."""

from django.utils import timezone


def person_calendar(get_response):
    """Show and read times in the signed-in person's zone."""

    def middleware(request):
        if request.user.is_authenticated:
            timezone.activate(request.user.calendar.zone)
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware
