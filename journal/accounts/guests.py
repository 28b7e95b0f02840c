"""Guests: people who look around in a demo journal without an account. After a day they and all of theirs are gone.

A guest is a Person with `guest_until`, no e-mail address and no passphrase, in the one browser that asked for it.
"""

import secrets
from datetime import datetime

from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from journal.accounts.leaving import delete_rows
from journal.calendar import DAY
from journal.models import Person, Profile

STAYS = DAY
# Deleted at most at one visit, so that none has to wait; many more than come in between two.
MOST_SWEPT = 20
_MARK = "guest"


def admit(request: HttpRequest, now: datetime, zone: str, units: str) -> Profile:
    """Sign a new guest in, with an empty journal on the clock of `zone`, for a day."""
    account = Person.objects.create_user(f"guest-{secrets.token_urlsafe(12)}")
    account.guest_until = now + STAYS
    account.save(update_fields=["guest_until"])
    person = Profile.objects.create(person_id=account.pk, time_zone=zone, units=units)
    login(request, account)
    request.session[_MARK] = True
    request.session.set_expiry(account.guest_until)
    return person


def is_guests(session: SessionBase) -> bool:
    """Whether a browser's session is a guest's, told without asking whose."""
    return _MARK in session


def is_guest(request: HttpRequest) -> bool:
    """Whether who is signed in only looks around."""
    return isinstance(request.user, Person) and request.user.guest_until is not None


def dismiss(request: HttpRequest) -> None:
    """Delete the guest of a request and all of theirs, and end their session. Nobody with an account is deleted."""
    account = request.user
    if isinstance(account, Person) and account.guest_until:
        delete_rows(account, Profile.objects.of_account(account))
        request.session.flush()


def sweep_guests(now: datetime, most: int = MOST_SWEPT) -> int:
    """Delete at most `most` guests whose time is over; how many there were. Their sessions have ended by then."""
    over = list(Person.objects.filter(guest_until__lte=now).order_by("guest_until")[:most])
    for account in over:
        delete_rows(account, Profile.objects.of_account(account))
    return len(over)
