"""Somebody who is asked of an evening, a clock to move, and the worker."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from journal.calendar import DAY, HOUR
from journal.models import Reminder
from journal.reminders.tasks import put_in_line
from tests import factories
from tests.tasks import work

TUESDAY_EVENING = factories.moment("2026-06-16 18:00")  # 20:00 in Berlin
MONDAYS_RUN = factories.moment("2026-06-15 16:00")


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` sets the present moment."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def verify(account):
    EmailAddress.objects.update_or_create(
        user=account, defaults={"email": account.email, "verified": True, "primary": True}
    )


@pytest.fixture
def asked(person, account, clock):
    """`person` wants the evening question by mail at 20:00; on Monday they ran."""
    clock(TUESDAY_EVENING - DAY)
    verify(account)
    factories.session(person, MONDAYS_RUN)
    return Reminder.objects.create(account=account, by_mail=True, due_at=TUESDAY_EVENING)


@pytest.fixture
def worker(clock):
    """`worker(moment)`: a worker looks who is due at that moment, and does it; gives the mails of this run."""

    def runs(moment):
        clock(moment)
        mail.outbox.clear()
        put_in_line(moment)
        work()
        return list(mail.outbox)

    return runs


@pytest.fixture
def week_of_looks(worker):
    """`week_of_looks(first, days)`: {moment: subjects} of what comes when a worker looks every hour."""

    def looks(first, days):
        moments = [first + n * HOUR for n in range(days * 24)]
        found = {at: [sent.subject for sent in worker(at)] for at in moments}
        return {at: subjects for at, subjects in found.items() if subjects}

    return looks
