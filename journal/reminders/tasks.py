"""Sending, in the worker: who is due waits in line, and a date's message is written down before it is sent.

So neither two workers nor a worker that is killed and started again send anything twice; and one that did not run
for days catches up with one message.
"""

import logging
from datetime import date, datetime
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, router, transaction
from django.utils import timezone
from django_tasks import task

from journal.calendar import HOUR, MINUTE, shift
from journal.models import Person, Profile, Reminder, SentReminder
from journal.reading.recent import RecentRows
from journal.reminders import push
from journal.reminders.links import is_verified
from journal.reminders.mails import evening_mail, weekly_mail
from journal.reminders.question import Evening, evening_question
from journal.reminders.schedule import comes_next, next_time
from journal.reminders.week import last_full_week, week_of

LOG = logging.getLogger("twinge.reminders")
MOST_AT_ONCE = 500  # put in line at one beat of the worker
# A task that is not done after so long, as its worker was killed, is put in line again.
LOST_AFTER = HOUR
TRY_AGAIN = 15 * MINUTE  # when no mail can be sent
KEPT_DAYS = 30  # that a sent message is remembered


def put_in_line(now: datetime) -> int:
    """Let those who are due wait for the worker; how many they are. Of two that do so at once, one does."""
    due = Reminder.objects.filter(due_at__lte=now).order_by("due_at").values_list("pk", "due_at")[:MOST_AT_ONCE]
    return sum(_put_in_line(number, at, now) for number, at in list(due) if at)


def _put_in_line(number: int, due_at: datetime, now: datetime) -> bool:
    with transaction.atomic(using=router.db_for_write(Reminder)):
        is_first = Reminder.objects.filter(pk=number, due_at=due_at).update(due_at=now + LOST_AFTER)
        if is_first:
            remind.enqueue(number)
    return bool(is_first)


@task()
def remind(person_id: int) -> None:
    """Send a person what is due, if it may come now, and say when something may come next."""
    reminder = Reminder.objects.select_related("account").filter(pk=person_id).first()
    person = Profile.objects.filter(pk=person_id).first()
    if reminder is None or person is None:
        return
    with timezone.override(person.calendar.newest_zone):
        due_at = _send_due(reminder, person, timezone.now())
    # Where they chose anew meanwhile, what they chose stands.
    Reminder.objects.filter(pk=person_id, due_at=reminder.due_at).update(due_at=due_at)


def _send_due(reminder: Reminder, person: Profile, now: datetime) -> datetime | None:
    """Send what is due; when something may come next."""
    account, calendar = reminder.account, person.calendar
    if not is_verified(account):
        return None
    at = comes_next(reminder, calendar, now)
    if at != now:
        return at
    try:
        _send_one(reminder, person, now)
    except (OSError, SMTPException) as error:
        LOG.warning("No mail could be sent: %s", type(error).__name__)
        return now + TRY_AGAIN
    return next_time(reminder, calendar, now)


def _send_one(reminder: Reminder, person: Profile, now: datetime) -> None:
    """The mail of the week where one is due, else the evening question where there is one."""
    account, today = reminder.account, person.calendar.date_of(now)
    sent = list(SentReminder.objects.filter(account=account, date__gt=shift(today, -KEPT_DAYS)))
    if any(row.date >= today for row in sent):
        return
    if reminder.weekly and _week_is_due(sent, person, now) and (week := week_of(person, now)):
        _send_mail(weekly_mail(account, week), account, today, SentReminder.WEEK)
        return
    asked = evening_question(RecentRows(person).journal(), sent, now)
    if asked and reminder.by_mail:
        _send_mail(evening_mail(account, asked), account, today, str(asked.session), asked)
    elif asked and push.addresses_of(account).exists() and claim(account, today, str(asked.session)):
        push.send_pushes(account, asked)


def _week_is_due(sent: list[SentReminder], person: Profile, now: datetime) -> bool:
    """Whether nothing was sent of the last full week: a mail comes in the week after it."""
    this_week = shift(last_full_week(person, now), 7)
    return not any(row.about == SentReminder.WEEK and row.date >= this_week for row in sent)


def _send_mail(mail: EmailMessage, account: Person, today: date, about: str, asked: Evening | None = None) -> None:
    """Claim the date once the mail server answers, then send. Raises OSError or SMTPException while it does not."""
    connection: Any = get_connection()
    connection.open()
    try:
        if not claim(account, today, about):
            return
        try:
            connection.send_messages([mail])
        except (OSError, SMTPException) as error:  # it may have come all the same, so it is not sent again
            LOG.warning("A reminder may not have been sent: %s", type(error).__name__)
    finally:
        connection.close()
    if asked:
        push.send_pushes(account, asked)


def claim(account: Person, today: date, about: str) -> bool:
    """Write down that a date's message is sent; False when it was already, or the account is gone."""
    old = SentReminder.objects.filter(account=account, date__lt=shift(today, -KEPT_DAYS))
    try:
        with transaction.atomic(using=router.db_for_write(SentReminder)):
            SentReminder.objects.create(account=account, date=today, about=about)
            old.delete()
    except IntegrityError:
        return False
    return True
