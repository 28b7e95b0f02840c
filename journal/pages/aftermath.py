"""The question what followed a session: which sessions it is asked of, and which answers one tap changes."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from journal.calendar import DAY, Calendar, shift
from journal.measures.one_session import ended_at
from journal.reading.outcomes import answered, link_episodes
from journal.reading.rows import Journal
from journal.row import Row
from journal.vocabulary import Activity, Aftermath
from journal.words import format_date, format_minutes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ASK_DAYS = 3  # Today asks of the sessions of so many days before today, ...
LIST_DAYS = 14  # ... the list, which an import leads to, of so many
CHANGE = 2 * DAY  # so long after an answer one tap changes it


@dataclass(frozen=True)
class Question:
    """ "Monday, run of 45 min: anything twitch or cramp in the 24 hours after?" `given`: the answer, or None."""

    session_id: str
    text: str
    given: Aftermath | None = None


@dataclass(frozen=True)
class Questions:
    """`open`: sessions without an answer, yesterday's first; `given`: with one that a tap still changes, newest first;
    `older`: how many are open before them, back to LIST_DAYS."""

    open: tuple[Question, ...]
    given: tuple[Question, ...]
    older: int


def choices() -> "list[tuple[int, StrOrPromise, StrOrPromise]]":
    """(value, answer, example) of the four answers."""
    return [(answer.value, answer.label, answer.example) for answer in Aftermath]


def questions(journal: Journal, at: datetime.datetime, days: int = ASK_DAYS) -> Questions:
    """The Questions about sessions that ended on one of so many days before today. A twinge answers for itself."""
    calendar, twinged = journal.calendar, set(link_episodes(journal.sessions, journal.episodes))
    today = calendar.date_of(at)
    past = [row for row in journal.sessions if _ended_on(row, calendar) < today and row["id"] not in twinged]
    without = unanswered(journal, at, max(days, LIST_DAYS))
    asked = [row for row in without if _ended_on(row, calendar) >= shift(today, -days)]
    given = [row for row in past if _changes(row, at)]
    return Questions(
        open=tuple(question_about(row, calendar) for row in reversed(asked)),
        given=tuple(question_about(row, calendar) for row in reversed(given)),
        older=len(without) - len(asked),
    )


def unanswered(journal: Journal, at: datetime.datetime, days: int = LIST_DAYS) -> list[Row]:
    """The sessions that ended on one of so many days before today and of which nobody said what followed."""
    calendar, twinged = journal.calendar, set(link_episodes(journal.sessions, journal.episodes))
    today = calendar.date_of(at)
    return [
        row
        for row in journal.sessions
        if shift(today, -days) <= _ended_on(row, calendar) < today and not answered(row, twinged)
    ]


def said_activity(activity: str) -> str:
    """An activity in a sentence: "run", "HIIT"; "session" for any other."""
    if activity == Activity.OTHER:
        return _("session")
    label = str(Activity(activity).label)
    return label if label.isupper() else label.lower()


def _changes(session: Row, at: datetime.datetime) -> bool:
    """Whether the session has an answer that one tap still changes."""
    return session["aftermath"] is not None and session["graded_at"] is not None and session["graded_at"] > at - CHANGE


def _ended_on(session: Row, calendar: Calendar) -> datetime.date:
    return calendar.date_of(ended_at(session))


def question_about(session: Row, calendar: Calendar) -> Question:
    """The Question about a session row, which needs id, started_at, duration_min, activity and aftermath."""
    day = format_date(calendar.date_of(session["started_at"]), "l j F")
    text = _("%(day)s, %(session)s of %(long)s: did anything twitch or cramp in the 24 hours after?") % {
        "day": day,
        "session": said_activity(session["activity"]),
        "long": format_minutes(session["duration_min"]),
    }
    grade = session["aftermath"]
    return Question(session["id"], text, None if grade is None else Aftermath.nearest(grade))
