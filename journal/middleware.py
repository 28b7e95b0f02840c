"""What every request of a signed-in person gets: their own clock, and pages that nobody else's browser keeps."""

from django.utils import timezone
from django.utils.cache import patch_cache_control

from journal.models import Profile
from journal.reading.recent import RecentRows


def person_calendar(get_response):
    """`request.person`: the Profile of who is signed in, None for a stranger. Times are shown in their zone."""

    def middleware(request):
        request.person = Profile.objects.of_account(request.user) if request.user.is_authenticated else None
        if request.person:
            timezone.activate(request.person.calendar.zone)
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware


def recent_rows(get_response):
    """`request.recent`: the RecentRows of the signed-in person, None for a stranger; nothing is read yet."""

    def middleware(request):
        request.recent = request.person and RecentRows(request.person)
        return get_response(request)

    return middleware


def private_pages(get_response):
    """A signed-in person's pages are stored nowhere: on a shared machine, Back shows nothing after signing out."""

    def middleware(request):
        response = get_response(request)
        if request.person and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
