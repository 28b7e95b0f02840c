"""Links that work without signing in, each signed for one purpose and one person.

What they carry stands in the query of an address, which no log of ours keeps.
"""

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from journal.calendar import HOUR
from journal.models import Person, Profile, Reminder

GOOD_FOR = 36 * HOUR  # of a link to an answer; one that stops a mail works for as long as the mail is kept
_ANSWER, _STOP, _CALENDAR = "journal.reminders.answer", "journal.reminders.stop", "journal.reminders.calendar"
EVENING, WEEKLY = "evening", "weekly"  # what can be stopped


@dataclass(frozen=True)
class Asked:
    """What a link to an answer is for: the session of a person."""

    person: Profile
    session: UUID


def is_verified(account: Person) -> bool:
    """Whether the account's address was shown to reach its owner."""
    known = EmailAddress.objects.filter(user_id=account.pk, email=account.email, verified=True)
    return account.is_active and bool(account.email) and known.exists()


def answer_link(account: Person, session: UUID, answer: int) -> str:
    """The address at which one answer about a session waits to be saved."""
    key = signing.dumps([account.pk, session.hex, _state(account)], salt=_ANSWER, compress=True)
    return _address("evening", a=answer, k=key)


def asked_by(key: str) -> Asked | None:
    """What a link to an answer is for; None for one that is too old, bent, or of an account that has changed."""
    try:
        number, session, state = signing.loads(key, salt=_ANSWER, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    account = Person.objects.filter(pk=number, is_active=True).first()
    if account is None or state != _state(account):
        return None
    person = Profile.objects.filter(pk=number).first()
    return Asked(person, UUID(session)) if person else None


def stop_link(account: Person, what: str) -> str:
    """The address that stops a mail (EVENING or WEEKLY), also by one tap in the mail program (RFC 8058)."""
    return _address("reminders_stop", k=_signed(_STOP, account.pk, what))


def stopped_by(key: str) -> tuple[Reminder, str] | None:
    """(the reminder, what of it) that a link stops; None for a bent one, and where the account is gone."""
    try:
        number, what = signing.Signer(salt=_STOP).unsign_object(key)
    except signing.BadSignature:
        return None
    reminder = Reminder.objects.filter(pk=number).first()
    return (reminder, what) if reminder else None


def new_calendar_part() -> str:
    """What makes the address of a calendar another one."""
    return secrets.token_urlsafe(16)


def calendar_link(reminder: Reminder) -> str:
    """The secret address of a person's calendar, "" where there is none."""
    if not reminder.calendar_part:
        return ""
    return _address("reminders_calendar", k=_signed(_CALENDAR, reminder.pk, reminder.calendar_part))


def calendar_by(key: str) -> Reminder | None:
    """The reminder whose calendar has this address; None for one that was taken back."""
    try:
        number, part = signing.Signer(salt=_CALENDAR).unsign_object(key)
    except signing.BadSignature:
        return None
    return Reminder.objects.filter(pk=number, calendar_part=part, account__is_active=True).first() if part else None


def whole(path: str) -> str:
    """The whole address of a page of ours, for what is read outside of a browser."""
    origin: str = settings.MAIL_ORIGIN
    return origin + path


def _signed(salt: str, *values: object) -> str:
    """Without a time: the same for as long as it is good."""
    return signing.Signer(salt=salt).sign_object(list(values))


def _address(name: str, **query: object) -> str:
    return f"{whole(reverse(name))}?{urlencode(query)}"


def _state(account: Person) -> str:
    """Another address or passphrase makes the links to answers in older mails worthless."""
    return salted_hmac(_ANSWER, f"{account.email}{account.password}").hexdigest()[:12]
