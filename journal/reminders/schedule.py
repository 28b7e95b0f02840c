"""When a person is sent something: at their hour, on their clock, at most once a date, never at night."""

from datetime import date, datetime, time
from typing import Any

from django.db import router, transaction
from django.utils import timezone

from journal.calendar import Calendar, shift
from journal.models import Profile, Reminder

PAUSE_DAYS = 7  # of one pause


def next_time(reminder: Reminder, calendar: Calendar, after: datetime) -> datetime | None:
    """The first moment after `after` at which it is their hour on a day that is neither quiet nor paused.

    None when nothing is to be sent: nothing was asked for, or every day is quiet.
    """
    if not is_wanted(reminder):
        return None
    first = max(calendar.date_of(after), reminder.paused_until or calendar.date_of(after))
    for day in (shift(first, n) for n in range(8)):
        at = calendar.clock(day, time(reminder.hour))
        if at > after and not is_quiet(reminder, day):
            return at
    return None


def is_wanted(reminder: Reminder) -> bool:
    """Whether a worker has anything to send: a calendar is fetched."""
    return reminder.by_mail or reminder.weekly or reminder.account.push_addresses.exists()


def is_quiet(reminder: Reminder, day: date) -> bool:
    """Whether nothing comes on a date."""
    paused = reminder.paused_until is not None and day < reminder.paused_until
    return paused or day.weekday() in reminder.quiet_days


def comes_next(reminder: Reminder, calendar: Calendar, now: datetime) -> datetime | None:
    """`now` when what is due may come; after a night that it fell into the morning, else the next hour of theirs."""
    local = calendar.local(now)
    by_day = Reminder.MORNING <= local.hour <= Reminder.LAST
    if by_day and not is_quiet(reminder, local.date()):
        return now
    morning = local.date() if local.hour < Reminder.MORNING else shift(local.date(), 1)
    if by_day or is_quiet(reminder, morning):
        return next_time(reminder, calendar, now)
    return calendar.clock(morning, time(Reminder.MORNING))


def choose(person: Profile, **values: Any) -> None:
    """Keep what somebody chose, {field: value} and nothing else, and say when their reminder comes next."""
    with transaction.atomic(using=router.db_for_write(Reminder)):
        reminder, _is_new = Reminder.objects.select_for_update().get_or_create(account_id=person.pk)
        _plan(reminder, person, values)


def plan_anew(person: Profile) -> None:
    """Say when the reminder of a person comes next, where their clock was set anew."""
    with transaction.atomic(using=router.db_for_write(Reminder)):
        if reminder := Reminder.objects.select_for_update().filter(pk=person.pk).first():
            _plan(reminder, person, {})


def _plan(reminder: Reminder, person: Profile, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(reminder, name, value)
    reminder.due_at = next_time(reminder, person.calendar, timezone.now())
    reminder.save(update_fields=[*values, "due_at"])
