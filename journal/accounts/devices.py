"""The browsers that somebody is signed in with: seen in the settings, and signed out from there.

A Device goes with its session. One that was signed out from elsewhere is told at its next visit to clear what it keeps.
Guests have none: they are in one browser, for a day.
"""

import hashlib
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, router, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from journal.hosting.busy import unless_busy
from journal.models import Device, Person

_NOTED = "device"  # in the session: under which key it was noted, and on what date
# What a browser says of itself -> its name; the first that fits, since each also claims to be others.
_BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "CriOS": "Chrome", "Chrom": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "Mac",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def names_of(agent: str) -> tuple[str, str]:
    """(browser, system) of a User-Agent header, such as ("Firefox", "Android"); "" for what is not known."""
    return _first(_BROWSERS, agent), _first(_SYSTEMS, agent)


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for sign, name in names.items() if sign in agent), "")


def note_at_sign_in(request: HttpRequest, user: Person, **_said: Any) -> None:
    """Receiver of `user_logged_in`: one more browser of a person's."""
    if user.guest_until is None:
        if not request.session.session_key:  # another person was signed in here, whose session has just ended
            request.session.create()
        with suppress(IntegrityError), transaction.atomic(using=router.db_for_write(Device)):
            _note(request, user)


def note_use(request: HttpRequest) -> None:
    """Note once a day that a browser was used, and at once when its session has another key (a new passphrase).

    Nobody waits for that: while somebody writes for long, the next page notes it.
    """
    user = request.user
    if isinstance(user, Person) and user.guest_until is None and _noted(request) != _now(request):
        with suppress(IntegrityError):  # the session has been ended from elsewhere in this moment: nothing to note
            unless_busy(partial(_note, request, user), router.db_for_write(Device))


def _noted(request: HttpRequest) -> Any:
    return request.session.get(_NOTED)


def _now(request: HttpRequest) -> list[str | None]:
    return [request.session.session_key, timezone.now().date().isoformat()]


def _note(request: HttpRequest, account: Person) -> None:
    now = timezone.now()
    browser, system = names_of(request.headers.get("User-Agent", ""))
    said = {"account": account, "browser": browser, "system": system, "used_at": now}
    Device.objects.update_or_create(
        session_id=request.session.session_key, defaults=said, create_defaults=said | {"signed_in_at": now}
    )
    request.session[_NOTED] = _now(request)


def devices_of(account: Person) -> QuerySet[Device]:
    """The Devices of a Person that are signed in now, the one used last first."""
    running = Device.objects.filter(account=account, session__expire_date__gt=timezone.now())
    return running.order_by("-used_at", "-pk")


def device_of(request: HttpRequest) -> Device | None:
    """The Device that a request comes from; None in the moment in which it is signed out from elsewhere."""
    return Device.objects.select_related("account").filter(session_id=request.session.session_key).first()


def sign_out_there(account: Person, number: int) -> bool:
    """Sign a Device of a Person's out, by its number; False when it is signed out already, or nobody's of theirs."""
    return _end(Device.objects.filter(account=account, pk=number))


def end_sessions(account: Person) -> None:
    """Sign a Person out everywhere."""
    _end(Device.objects.filter(account=account))


def end_others(request: HttpRequest, user: Person, **_said: Any) -> None:
    """Receiver of `password_changed` and `password_reset`: with a new passphrase all other browsers are signed out."""
    _end(Device.objects.filter(account=user).exclude(session_id=request.session.session_key or ""))


def _end(devices: QuerySet[Device]) -> bool:
    keys = list(devices.values_list("session_id", flat=True))
    for key in keys:
        cache.set(_ended(key), True, settings.SESSION_COOKIE_AGE)
    Session.objects.filter(pk__in=keys).delete()
    return bool(keys)


def must_clear(request: HttpRequest) -> bool:
    """Whether a browser was signed out from elsewhere and has not been here since; it is asked but once."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(key) and request.session.is_empty() and cache.delete(_ended(key or ""))


def _ended(key: str) -> str:
    return f"journal.ended:{hashlib.sha256(key.encode()).hexdigest()}"
