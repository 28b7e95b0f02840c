"""Entries for tests: say what matters, the rest is plain."""

from datetime import UTC, date, datetime
from time import time

from django.utils import timezone

from journal.calendar import HOUR
from journal.models import Answer, Day, Drink, Episode, Intention, Night, Person, Profile, Session, SetAside, Trial


def person(name, email=None, password=None, **settings):
    """The Profile of a new account."""
    return Profile.objects.create(person_id=Person.objects.create_user(name, email, password).pk, **settings)


def account_of(person):
    return Person.objects.get(pk=person.pk)


def sign_in(client, person):
    """Without a passphrase, as the sign-in page would."""
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    say_when(client, person, time())


def say_when(client, person, at):
    """When the person last said who they are: `at`, in seconds."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def moment(text):
    """ "2026-06-18 17:30" -> that moment, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def session(person, started_at=None, **fields):
    fields = {"duration_min": 50, "activity": "run", "effort": 6} | fields
    return Session.objects.create(person=person, started_at=started_at or timezone.now() - 2 * HOUR, **fields)


def episode(person, started_at=None, **fields):
    fields = {"kind": "cramp", "body_part": "calf", "side": "left"} | fields
    return Episode.objects.create(person=person, started_at=started_at or timezone.now() - HOUR, **fields)


def drink(person, at=None, **fields):
    fields = {"ml": 300, "kind": "water"} | fields
    return Drink.objects.create(person=person, at=at or timezone.now() - HOUR, **fields)


def night(person, on=None, **fields):
    return Night.objects.create(person=person, date=on or date(2026, 6, 18), **({"hours": 7} | fields))


def day(person, on=None, **fields):
    return Day.objects.create(person=person, date=on or date(2026, 6, 18), **({"stress": 4} | fields))


def answer(person, flag="RF05", **fields):
    return Answer.objects.create(person=person, flag=flag, **({"answer": "better", "at": timezone.now()} | fields))


def set_aside(person, cause="poor_warmup", **fields):
    return SetAside.objects.create(person=person, cause=cause, **({"at": timezone.now()} | fields))


def intention(person, tip="warmup_more", **fields):
    return Intention.objects.create(person=person, tip=tip, **({"started_on": date(2026, 6, 18)} | fields))


def trial(person, cause="poor_warmup", **fields):
    fields = {"started_on": date(2026, 6, 18), "planned_sessions": 12, "assignments": []} | fields
    return Trial.objects.create(person=person, cause=cause, **fields)
