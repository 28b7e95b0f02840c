"""What a request of a signed-in person carries, for those who read it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from journal.models import Person, Profile, Token
from journal.reading.recent import RecentRows


class JournalRequest(HttpRequest):
    """As `journal.middleware` and django_htmx make it.

    On a page that strangers may see, `user` may be an AnonymousUser and `person` and `recent` None.
    """

    user: Person
    token: Token | None  # of a program; on pages there is none
    person: Profile
    recent: RecentRows
    htmx: HtmxDetails
