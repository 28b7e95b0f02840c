"""How long somebody stays signed in: from the last use on, with one write on each day of use."""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

_RENEWED = "renewed_on"


def renew(session: SessionBase) -> None:
    """Let the session last its full length from today on; it is written only once a day."""
    today = timezone.now().date().isoformat()
    if session.get(_RENEWED) != today:
        session[_RENEWED] = today


def renew_at_sign_in(request: HttpRequest, **_said: Any) -> None:
    """Receiver of `user_logged_in`: the session is written then anyway."""
    renew(request.session)
