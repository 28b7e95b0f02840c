"""The week in numbers."""

import datetime as dt
from dataclasses import asdict
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from journal.api import schemas
from journal.api.answers import answer, tag_of
from journal.calendar import parse_date
from journal.files.document_values import BadValue
from journal.pages.week_numbers import WEEKS_SHOWN, WeekNumbers, dated, weeks_numbers
from journal.reading.recent import outcomes_now
from journal.reading.request import JournalRequest
from journal.views.week import rows_of

router = Router()
Asked = Annotated[str | None, Query(examples=["2026-06-18"])]


@router.get("/week", response={200: schemas.Weeks, 304: None}, url_name="api_week", operation_id="get_week")
def week(request: JournalRequest, date: Asked = None) -> HttpResponse:
    """Nine weeks in numbers, the last of them that of a date, or this one."""
    today = request.person.calendar.date_of(timezone.now())
    day = parse_date(date) if date is not None else today
    if day is None or day > today:
        raise BadValue("date", date, _("a date up to today, such as %(today)s") % {"today": today.isoformat()})
    found = {"weeks": [asdict(one) for one in _numbers(request, day, today)]}
    # What is known of a session changes with time, too.
    return answer(request, found, tag_of(request.person, found))


def _numbers(request: JournalRequest, day: dt.date, today: dt.date) -> list[WeekNumbers]:
    """As the page of a week has them."""
    person, now = request.person, timezone.now()
    starts = person.calendar.weeks_to(day, WEEKS_SHOWN)
    last = min(person.calendar.week_of(starts[-1])[-1], today)
    rows = rows_of(request, person.calendar, starts, today)
    sessions, episodes = (
        [row for row in found if row["started_at"] <= now] for found in (rows.sessions, rows.episodes)
    )
    followed = outcomes_now(person, sessions, episodes, now)
    return weeks_numbers(person, starts, sessions, episodes, followed, dated(person, starts, last), last)
