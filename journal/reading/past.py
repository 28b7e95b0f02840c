"""Long stretches of the past, in a fixed number of queries and only the columns that they need."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Sum
from django.db.models.functions import TruncMonth

from journal.models import Day, Drink, Episode, Night, Profile, Session
from journal.row import Row

# What tells what followed a session (see `journal.reading.outcomes`), and its warm-up.
SESSION_COLUMNS = ("id", "started_at", "duration_min", "source", "quiet_after", "aftermath", "warm_up_min", "activity")
EPISODE_COLUMNS = ("started_at", "source")


def outlines(person: Profile, since: datetime, until: datetime) -> tuple[list[Row], list[Row]]:
    """(sessions, episodes) of a person from `since` up to `until`, oldest first, a few columns each: two queries."""
    sessions, episodes = (
        list(model.objects.of(person).between(since, until).oldest_first().values(*names))
        for model, names in ((Session, SESSION_COLUMNS), (Episode, EPISODE_COLUMNS))
    )
    return sessions, episodes


def dates_logged(person: Profile, first: date, after_last: date) -> set[date]:
    """The dates from `first` up to `after_last` that have a drink, a night or a check-in: two queries."""
    calendar = person.calendar
    span = calendar.start_of(first), calendar.start_of(after_last)
    drunk = Drink.objects.of(person).between(*span).values_list("at", flat=True)
    nights, days = (
        model.objects.of(person).between(first, after_last).values_list("date", flat=True) for model in (Night, Day)
    )
    return {calendar.date_of(at) for at in drunk} | set(nights.union(days))


def sleep_by_month(person: Profile, first: date, after_last: date) -> dict[date, tuple[float, int]]:
    """{first of a month: (hours asleep, nights)} of the months from `first` up to `after_last`: one query."""
    nights = Night.objects.of(person).one_a_date().between(first, after_last).exclude(hours=None)
    found: Any = nights.order_by().annotate(month=TruncMonth("date")).values("month")
    rows = found.annotate(hours_sum=Sum("hours"), n=Count("id")).values_list("month", "hours_sum", "n")
    return {month: (hours, n) for month, hours, n in rows}


def first_moment(person: Profile) -> datetime | None:
    """When the person's first session began, or None: one query."""
    return Session.objects.of(person).aggregate(first=Min("started_at"))["first"]
