"""What a person may ask of the server in a minute, where one answer takes a good part of a second from everybody else.

The limits stand in `ACCOUNT_RATE_LIMITS`, counted in the store that all worker processes share.
"""

from allauth.core.internal import ratelimit
from django.db import DatabaseError
from django.http import HttpRequest

from journal.accounts.tries import CannotCount
from journal.hosting.busy import database_is_busy, hardly_waiting


def within_budget(request: HttpRequest, what: str) -> bool:
    """Count one more `what` (a name of `ACCOUNT_RATE_LIMITS`) for who is signed in; False when there were too many.

    While the database is busy nothing is counted and nobody is refused: a reader does not wait for who writes. (Limits
    against guessing, of `journal.accounts.tries` and allauth, then refuse: they answer with status 503.)
    """
    try:
        with hardly_waiting():
            said = ratelimit.consume(request, app="allauth.account", action=what, user=request.user, limit_get=True)
    except (CannotCount, DatabaseError) as error:
        if database_is_busy(error):
            return True
        raise
    return bool(said)
