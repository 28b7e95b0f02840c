"""Wrong passphrases: counted for an address and where they come from, so that nobody locks an owner out from afar.

A browser that signed in to an address before keeps a signed mark. Its tries are counted by the mark; those of all
others by their network address, and together, with much more room, by the address they try.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router
from django.http import HttpRequest, HttpResponse

_SALT = "journal.device"
_MARKED_FOR = 60 * 60 * 24 * 365  # seconds that a browser is known
HERE, ANYWHERE = "login_failed", "login_failed_anywhere"  # of ACCOUNT_RATE_LIMITS


class Tries:
    """The tries of one request on one address."""

    def __init__(self, request: HttpRequest, address: str) -> None:
        self.request, self.address = request, address.strip().lower()
        self.usages: list[Any] = []

    @property
    def here(self) -> str:
        """The address and where the try comes from: a browser that is known to it, or a network address."""
        known = device(self.request, self.address)
        return f"{self.address} {f'device {known}' if known else ratelimit.get_ip(self.request)}"

    def count(self) -> bool:
        """Count one more; False when there were too many."""
        keys = {HERE: self.here} if device(self.request, self.address) else {HERE: self.here, ANYWHERE: self.address}
        self.usages = [
            ratelimit.consume(self.request, app="allauth.account", action=action, key=key)
            for action, key in keys.items()
        ]
        return all(self.usages)

    def take_back(self) -> None:
        """The passphrase was right: it was no wrong try."""
        for usage in filter(None, self.usages):
            usage.rollback()

    def forget(self) -> None:
        """Begin anew, after a new passphrase by mail."""
        for action, key in ((HERE, self.here), (ANYWHERE, self.address)):
            ratelimit.clear(self.request, app="allauth.account", action=action, key=key)


def device(request: HttpRequest, address: str) -> str:
    """The mark of a browser that has signed in to the address before; "" for any other."""
    try:
        owner, mark = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=_MARKED_FOR
        )
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return mark if owner == _hashed(address) else ""


def mark_device(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Let the browser be known to the address that it has just signed in to."""
    if not device(request, address):
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            signing.dumps([_hashed(address), secrets.token_urlsafe(9)], salt=_SALT),
            max_age=_MARKED_FOR,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _told(execute: Callable[..., Any], *query: Any) -> Any:
    """Run a query of the cache; a database that is busy or full must not pass for a count that is there already."""
    try:
        return execute(*query)
    except OperationalError as error:
        raise CannotCount from error


def _hashed(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


class CannotCount(Exception):
    """A count could not be written; the database's error led to it."""


class CountsUntilTheyExpire(DatabaseCache):
    """A cache that forgets only what has expired: nobody empties the counts of others by filling it.

    Raises CannotCount where Django's own lets a failed write pass: that would count as one try too many.
    """

    _table: str  # of Django's own class, which its types leave out

    def _base_set(self, *said: Any, **also: Any) -> Any:
        with connections[router.db_for_write(self.cache_model_class)].execute_wrapper(_told):
            return super()._base_set(*said, **also)  # type: ignore[misc]

    def _cull(self, db: str, cursor: Any, now: Any, num: int) -> None:
        connection = connections[db]
        table = connection.ops.quote_name(self._table)
        expired = f"DELETE FROM {table} WHERE expires < %s"  # noqa: S608 (a name from our settings)
        cursor.execute(expired, [connection.ops.adapt_datetimefield_value(now)])
