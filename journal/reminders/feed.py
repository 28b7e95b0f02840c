"""The evening question as a calendar that a phone or a desk fetches by a secret address; it says nothing of health."""

from datetime import datetime, time

from django.urls import reverse

from journal.calendar import MINUTE, shift
from journal.measures.one_session import ended_at
from journal.models import Profile, Reminder
from journal.pages.aftermath import LIST_DAYS
from journal.reading.outcomes import answered, link_episodes
from journal.reading.recent import RecentRows
from journal.reminders.links import whole
from journal.reminders.question import title_of
from journal.reminders.schedule import is_quiet
from journal.row import Row

LASTS = 5 * MINUTE  # an event needs a length to be seen


def calendar_file(reminder: Reminder, person: Profile, at: datetime) -> bytes:
    """The calendar as a file: on the evening after a session without an answer, at the person's hour, one event a day.

    Sessions of today are in it, too: a calendar is fetched a few times a day at most.
    """
    from icalendar import Alarm, Calendar, Event  # only for those who fetch one

    made = Calendar()
    made.add("prodid", "-//Twinge//evening//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Twinge")
    for title, session, start in _evenings(reminder, person, at):
        event, alarm = Event(), Alarm()
        event.add("uid", f"{session['id']}@twinge")
        event.add("dtstamp", at)
        event.add("dtstart", start)
        event.add("dtend", start + LASTS)
        event.add("summary", title)
        event.add("url", whole(reverse("aftermaths")))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", 0 * MINUTE)
        event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())


def _evenings(reminder: Reminder, person: Profile, at: datetime) -> list[tuple[str, Row, datetime]]:
    """(title, session row, when it is asked) of the last sessions without an answer, the newest of each date."""
    journal = RecentRows(person).journal()
    calendar, twinged = journal.calendar, set(link_episodes(journal.sessions, journal.episodes))
    oldest, found = shift(calendar.date_of(at), -LIST_DAYS), {}
    for session in journal.sessions:
        day = shift(calendar.date_of(ended_at(session)), 1)
        if day > oldest and not answered(session, twinged) and not is_quiet(reminder, day):
            found[day] = title_of(session, journal), session, calendar.clock(day, time(reminder.hour))
    return list(found.values())
