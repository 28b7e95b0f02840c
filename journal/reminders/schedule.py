"""When a person is sent something: at their hour, on their clock, at most once a date, never at night."""

from datetime import date, datetime, time

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


def plan(reminder: Reminder, person: Profile) -> None:
    """Say when the reminder of a person comes next, from now on; it is not saved yet."""
    reminder.due_at = next_time(reminder, person.calendar, timezone.now())


def plan_anew(person: Profile) -> None:
    """As `plan`, where the person's clock was set anew."""
    if reminder := Reminder.objects.filter(pk=person.pk).first():
        plan(reminder, person)
        reminder.save(update_fields=["due_at"])
