"""The evening question: which session it is about, and its words, which say nothing of health."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from journal.calendar import DAY
from journal.models import SentReminder
from journal.pages.aftermath import ASK_DAYS, said_activity, unanswered
from journal.reading.outcomes import Outcome, last_typed_on, outcomes
from journal.reading.rows import Journal
from journal.row import Row
from journal.words import format_date, format_minutes

CALM = 14 * DAY  # so long without anything, and a week without the question is offered


@dataclass(frozen=True)
class Evening:
    """What is asked of a session. `title`: "Monday’s run: anything after?"; `text`: a sentence; `is_calm`: see CALM."""

    session: UUID
    title: str
    text: str
    is_calm: bool


def evening_question(journal: Journal, sent: list[SentReminder], at: datetime.datetime) -> Evening | None:
    """What is asked at a moment: the newest session without an answer that was not asked of yet; None without one."""
    asked = {row.about for row in sent}
    session = next((row for row in reversed(unanswered(journal, at, ASK_DAYS)) if str(row["id"]) not in asked), None)
    if session is None:
        return None
    words = {
        "day": format_date(journal.calendar.date_of(session["started_at"]), "l"),
        "session": said_activity(session["activity"]),
        "long": format_minutes(session["duration_min"]),
    }
    return Evening(
        session=session["id"],
        title=title_of(session, journal),
        text=_("%(day)s, %(session)s of %(long)s: anything in the 24 hours after?") % words,
        is_calm=is_calm(journal, at),
    )


def title_of(session: Row, journal: Journal) -> str:
    """ "Monday’s run: anything after?" """
    day = format_date(journal.calendar.date_of(session["started_at"]), "l")
    return _("%(day)s’s %(session)s: anything after?") % {"day": day, "session": said_activity(session["activity"])}


def is_calm(journal: Journal, at: datetime.datetime) -> bool:
    """Whether for CALM nothing was logged or answered but calm sessions, and there were some, now and before."""
    since = at - CALM
    if any(row["started_at"] >= since or row["ongoing"] for row in journal.episodes):
        return False
    followed = outcomes(journal.sessions, journal.episodes, journal.calendar, last_typed_on(journal))
    recent = [followed[row["id"]] for row in journal.sessions if row["started_at"] >= since]
    goes_back = any(row["started_at"] < since for row in journal.sessions)
    return goes_back and Outcome.CALM in recent and set(recent) <= {Outcome.CALM, Outcome.UNKNOWN}
