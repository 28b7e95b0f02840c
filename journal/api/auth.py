"""Who may ask: whoever sends a token of a person's own, for what it is good for, and not too often."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from journal.accounts.tokens import count_use, may
from journal.api.answers import Problem

RETRY_S = 60  # the limits are counted by the minute


class Bearer(HttpBearer):
    """The token that `journal.middleware.signed_in_by_token` has found."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The Token. Raises Problem 401, 403 and 429."""
        found = getattr(request, "token", None)
        if found is None:
            raise unknown()
        if not count_use(found, timezone.now()):
            raise too_many()
        if not may(found, request.method or ""):
            detail = _("This token may not do this: it is good for “%(scope)s”. Make another under Settings.")
            raise Problem(403, detail % {"scope": found.get_scope_display()})
        return found


def unknown() -> Problem:
    """What is answered without a token that is good."""
    detail = _("Send a token as “Authorization: Bearer …”. They are made under Settings, “Programs of your own”.")
    return Problem(401, detail, {"WWW-Authenticate": "Bearer"})


def too_many() -> Problem:
    """What is answered to who asks too often."""
    return Problem(429, _("Too many requests in a minute: wait a little."), {"Retry-After": str(RETRY_S)})
