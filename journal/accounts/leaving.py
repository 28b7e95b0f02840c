"""Leaving: all that is a person's goes, the account and the journal, which may lie in two databases."""

from collections.abc import Iterator

from django.db import router, transaction

from journal.accounts.devices import end_sessions
from journal.models import Person, Profile

_CHUNK = 2000  # numbers asked for in one query


def delete_everything(account: Person, person: Profile) -> None:
    """Delete a journal and its account; nothing at all when one of them cannot be deleted.

    In two databases the journal is gone first. If the machine stops right then, the account has an empty journal: its
    owner can sign in and delete once more.
    """
    with transaction.atomic(using=router.db_for_write(Person)):
        end_sessions(account)
        delete_rows(account, person)


def delete_rows(account: Person, person: Profile) -> None:
    """Delete a journal and its account whose sessions have ended; nothing when one of them cannot be deleted."""
    with transaction.atomic(using=router.db_for_write(Person)):
        account.delete()
        with person.writing():
            person.delete()


def without_account() -> Iterator[Profile]:
    """The journals whose account is gone. Nobody can reach them; `manage.py sweep` deletes them."""
    after = 0
    while chunk := list(Profile.objects.filter(pk__gt=after).order_by("pk")[:_CHUNK]):
        known = set(Person.objects.filter(pk__in=[person.pk for person in chunk]).values_list("pk", flat=True))
        yield from (person for person in chunk if person.pk not in known)
        after = chunk[-1].pk
