"""Tokens: a program of one's own says with one, on every request, whose journal it is for. No cookie counts there."""

import hashlib
import secrets
from datetime import datetime
from functools import partial

from django.db import router
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest

from journal.calendar import MINUTE
from journal.hosting.busy import unless_busy
from journal.models import Person, Scope, Token

PREFIX = "twinge_"  # so that whoever looks for secrets in public places knows one
MOST = 20  # of a person
_LONGEST = 100  # characters; ours have 50
MOST_A_MINUTE = 120  # requests of a token
# What each method of the interface asks of a token.
MAY = {
    Scope.LOG: {"POST", "PUT"},
    Scope.READ: {"GET", "HEAD"},
    Scope.ALL: {"POST", "PUT", "GET", "HEAD", "DELETE"},
}


def make_token(account: Person, name: str, scope: str) -> str:
    """A new token of an account; its text, which nobody can be told again."""
    text = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(account=account, name=name, scope=scope, digest=_digest(text))
    return text


def token_of(request: HttpRequest) -> Token | None:
    """The Token that a request sends as "Authorization: Bearer ...", or None. A guest has none."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or not text.startswith(PREFIX) or len(text) > _LONGEST:
        return None
    known = Token.objects.select_related("account").filter(account__is_active=True, account__guest_until=None)
    return known.filter(digest=_digest(text)).first()


def may(token: Token, method: str) -> bool:
    """Whether a token is good for a method of HTTP."""
    return method in MAY[Scope(token.scope)]


def count_use(token: Token, now: datetime) -> bool:
    """Note a request of a Token, in one write; False when there were MOST_A_MINUTE in the minute that it began.

    While the database is busy nothing is noted and nobody is refused: who only reads does not wait for who writes.
    """
    is_over = Q(last_used_at=None) | Q(last_used_at__lte=now - MINUTE)
    allowed = Token.objects.filter(is_over | Q(asked__lt=MOST_A_MINUTE), pk=token.pk)
    count = partial(
        allowed.update,
        last_used_at=Case(When(is_over, then=Value(now)), default=F("last_used_at")),
        asked=Case(When(is_over, then=Value(1)), default=F("asked") + 1),
    )
    return unless_busy(count, router.db_for_write(Token)) != 0


def _digest(text: str) -> str:
    """A token holds 256 bits of chance, so a quick hash is enough, and finds it by an index."""
    return hashlib.sha256(text.encode()).hexdigest()
