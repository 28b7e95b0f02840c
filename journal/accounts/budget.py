"""What a person may ask of the server in a minute, where one answer takes a good part of a second from everybody else.

The limits stand in `ACCOUNT_RATE_LIMITS`, counted in the store that all worker processes share.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def within_budget(request: HttpRequest, what: str) -> bool:
    """Count one more `what` (a name of `ACCOUNT_RATE_LIMITS`) for who is signed in; False when there were too many."""
    said = ratelimit.consume(request, app="allauth.account", action=what, user=request.user, limit_get=True)
    return bool(said)
