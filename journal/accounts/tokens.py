"""Tokens: a program of one's own says with one, on every request, whose journal it is for. No cookie counts there."""

import hashlib
import secrets
from datetime import datetime
from functools import partial

from django.db import router
from django.db.models import Q
from django.http import HttpRequest

from journal.calendar import MINUTE
from journal.hosting.busy import unless_busy
from journal.models import Person, Scope, Token

PREFIX = "twinge_"  # so that whoever looks for secrets in public places knows one
MOST = 20  # of a person
_LONGEST = 100  # characters; ours have 50
_NOTED_EVERY = MINUTE  # when it was last used is no reason to write at every request
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


def token_of(request: HttpRequest, now: datetime) -> Token | None:
    """The Token that a request sends as "Authorization: Bearer ...", or None; that it was used is noted.

    A guest has none.
    """
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or not text.startswith(PREFIX) or len(text) > _LONGEST:
        return None
    known = Token.objects.select_related("account").filter(account__is_active=True, account__guest_until=None)
    token = known.filter(digest=_digest(text)).first()
    if token:
        _note_use(token, now)
    return token


def may(token: Token, method: str) -> bool:
    """Whether a token is good for a method of HTTP."""
    return method in MAY[Scope(token.scope)]


def _note_use(token: Token, now: datetime) -> None:
    old = Q(last_used_at=None) | Q(last_used_at__lt=now - _NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - _NOTED_EVERY:
        note = partial(Token.objects.filter(old, pk=token.pk).update, last_used_at=now)
        unless_busy(note, router.db_for_write(Token))  # who only reads does not wait for who writes


def _digest(text: str) -> str:
    """A token holds 256 bits of chance, so a quick hash is enough, and finds it by an index."""
    return hashlib.sha256(text.encode()).hexdigest()
