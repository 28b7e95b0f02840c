"""How long somebody stays signed in: from the last use on, with one write on each day of use."""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as OfDatabase
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from journal.hosting.busy import database_is_busy, hardly_waiting
from journal.models import Device

_RENEWED = "renewed_on"


class SessionStore(OfDatabase):
    """Django's own, in the database; with a new key, as after a new passphrase, it is still the same Device's."""

    def cycle_key(self) -> None:
        kept, old = self._session, self.session_key  # type: ignore[attr-defined]
        self.create()
        self._session_cache = kept
        if old:
            Device.objects.filter(session_id=old).update(session_id=self.session_key)
            self.delete(old)


def renew(session: SessionBase) -> None:
    """Let the session last its full length from today on; it is written only once a day."""
    today = timezone.now().date().isoformat()
    if session.get(_RENEWED) != today:
        session[_RENEWED] = today


def renew_at_sign_in(request: HttpRequest, **_said: Any) -> None:
    """Receiver of `user_logged_in`: the session is written then anyway."""
    renew(request.session)


class Sessions(SessionMiddleware):
    """Django's own; a page that somebody signed in looks at does not wait for who writes.

    What it would have kept, that a message was shown or that the person was here today, the next page keeps.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        user = getattr(request, "user", None)
        if request.method not in ("GET", "HEAD") or not (user and user.is_authenticated):
            return super().process_response(request, response)
        try:
            with hardly_waiting():
                return super().process_response(request, response)
        except (OperationalError, SessionInterrupted) as error:  # the latter, says Django of any database error
            if database_is_busy(error):
                return response
            raise
