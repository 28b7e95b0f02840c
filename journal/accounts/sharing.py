"""A summary that its owner has given away: as it was, for whoever has the link and the code beside it, for 14 days.

Link and code are kept as hashes. Five wrong codes end it, and so does its owner.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import router, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from journal.calendar import DAY
from journal.models import Person, SharedSummary, SharedView
from journal.row import Row

LASTS = 14 * DAY
MOST_WRONG = 5
MOST = 10  # of a person at once
_SALT = "journal.shared"


@dataclass(frozen=True)
class Link:
    """What is told once, when a summary is shared: the key of its address, and the code."""

    key: str
    code: str


def share(account: Person, page: Row, about: str, now: datetime) -> Link:
    """Keep a page (values of JSON) for who has the Link. `about`: what it is, for its owner's list."""
    link = Link(secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06}")
    shared = SharedSummary(
        account=account, about=about, page=page, digest=_digest(link.key), made_at=now, until=now + LASTS
    )
    shared.code = _code(shared, link.code)
    shared.save(force_insert=True)
    return link


def shared_by(account: Person, now: datetime) -> Any:
    """The SharedSummary rows of an account that are not over, with their views, newest first."""
    found = SharedSummary.objects.filter(account=account, until__gt=now)
    return found.defer("page").order_by("-made_at").prefetch_related("views")


def end(account: Person, shared_id: UUID) -> bool:
    """Delete what was shared; whether there was such a one of this account."""
    return bool(SharedSummary.objects.filter(account=account, pk=shared_id).delete()[0])


def is_open(key: str, now: datetime) -> bool:
    """Whether a link leads anywhere."""
    return _open(key, now).exists()


@dataclass(frozen=True)
class Opened:
    """What a code opened: the page, or None and how many more tries there are."""

    page: Row | None
    left: int = 0


def open_shared(key: str, code: str, now: datetime) -> Opened | None:
    """Open a link with a code, which is noted; None where the link leads nowhere, or no more.

    Tries come one after the other, so that no more than MOST_WRONG are ever compared.
    """
    with transaction.atomic(using=router.db_for_write(SharedSummary)):
        shared = _open(key, now).select_for_update().first()
        if shared is None:
            return None
        if constant_time_compare(_code(shared, code), shared.code):
            SharedView.objects.create(shared=shared, at=now)
            return Opened(shared.page)
        shared.wrong += 1
        if shared.wrong >= MOST_WRONG:
            shared.page = None
        shared.save(update_fields=["wrong", "page"])
    return Opened(None, MOST_WRONG - shared.wrong) if shared.page is not None else None


def sweep_shared(now: datetime) -> int:
    """Delete what was shared and whose days are over; how many there were."""
    return SharedSummary.objects.filter(until__lte=now).delete()[1].get(SharedSummary._meta.label, 0)


def _open(key: str, now: datetime) -> Any:
    return SharedSummary.objects.filter(digest=_digest(key), until__gt=now, page__isnull=False)


def _digest(key: str) -> str:
    """A key holds 192 bits of chance, so a quick hash is enough, and finds it by an index."""
    return hashlib.sha256(key.encode()).hexdigest()


def _code(shared: SharedSummary, code: str) -> str:
    """A code has a million values: without the site's secret key its hash cannot be tried out."""
    return salted_hmac(_SALT, f"{shared.pk} {code}", algorithm="sha256").hexdigest()
