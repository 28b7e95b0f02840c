"""The last full week for a mail: one sentence, three numbers, one thing to try."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from journal.calendar import DAY, shift
from journal.models import Profile
from journal.pages.week import Metric, week_page
from journal.pages.week_numbers import WEEKS_SHOWN
from journal.reading.recent import between
from journal.reading.thread import Thread
from journal.reminders.links import whole
from journal.words import format_sessions

NUMBERS = 3


@dataclass(frozen=True)
class Week:
    """`title`: the mail's subject; `numbers`: at most NUMBERS; `thing`: what to try, or None.

    `alarm`: where the open warning sign is answered, "" without one; with it there are neither numbers nor a thing.
    """

    title: str
    sentence: str
    numbers: list[Metric]
    thing: Thread | None
    link: str
    alarm: str = ""


def last_full_week(person: Profile, at: datetime) -> date:
    """The first date of the last week that is over."""
    calendar = person.calendar
    return shift(calendar.week_of(calendar.date_of(at))[0], -7)


def week_of(person: Profile, at: datetime) -> Week | None:
    """The Week before the one of `at`; None where nothing of it is logged. Numbers keep to `hide_counts`."""
    calendar, start = person.calendar, last_full_week(person, at)
    starts = calendar.weeks_to(start, WEEKS_SHOWN)
    rows = between(person, calendar.start_of(starts[0]) - 2 * DAY, calendar.end_of(shift(start, 6)) + 2 * DAY)
    page = week_page(person, starts, at, rows.sessions, rows.episodes)
    numbers = [metric for metric in page.metrics if metric.unit]
    if not numbers:
        return None
    trained = [row for row in rows.sessions if start <= calendar.date_of(row["started_at"]) <= page.last]
    said = {"sessions": format_sessions(len(trained)), "week": page.title}
    alarmed = _is_alarmed(person)
    return Week(
        title=_("Your week, %(week)s") % {"week": page.title},
        sentence=_("%(sessions)s in the week of %(week)s.") % said,
        numbers=[] if alarmed else numbers[:NUMBERS],
        thing=None if alarmed else _thing(person),
        link=f"{whole(reverse('week'))}?week={start}",
        alarm=whole(reverse("guidance")) if alarmed else "",
    )


def _is_alarmed(person: Profile) -> bool:
    return bool(settings.IS_ALARMED and import_string(settings.IS_ALARMED)(person))


def _thing(person: Profile) -> Thread | None:
    """What guidance would say on Today; a twinge that goes on, or an alarm, is no thing to try."""
    find: Callable[[Profile], Thread | None] | None = import_string(settings.THREAD_OF) if settings.THREAD_OF else None
    thread = find(person) if find else None
    return thread if thread and thread.cause else None
