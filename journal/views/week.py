"""The page of a week."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.calendar import DAY, Calendar, parse_date
from journal.pages.week import week_page
from journal.pages.week_numbers import WEEKS_SHOWN
from journal.reading import recent
from journal.reading.request import JournalRequest
from journal.reading.rows import Journal
from journal.views.past import asked_date


@require_safe
def week(request: JournalRequest) -> HttpResponse:
    calendar, now = request.person.calendar, timezone.now()
    today = calendar.date_of(now)
    asked, error = asked_date(request, today)
    day = asked or parse_date(request.GET.get("week")) or today
    if day > today:
        raise Http404
    starts = calendar.weeks_to(day, WEEKS_SHOWN)
    rows = rows_of(request, calendar, starts, today)
    come = lambda found: [row for row in found if row["started_at"] <= now]  # noqa: E731 - as Guidance counts
    page = week_page(request.person, starts, now, come(rows.sessions), come(rows.episodes))
    alone = request.htmx.target == "week"
    template = "journal/pages/_week.html" if alone else "journal/pages/week.html"
    return render(request, template, {"page": page, "place": "week", "alone": alone, "error": error})


def rows_of(request: JournalRequest, calendar: Calendar, starts: list[date], today: date) -> Journal:
    """Sessions and episodes of the weeks shown, and of the day before them (whose sessions an episode may follow)."""
    since = calendar.start_of(starts[0]) - 2 * DAY
    if today in calendar.week_of(starts[-1]):
        back = timezone.now() - since
        return request.recent.journal({"sessions": back, "episodes": back})
    return recent.between(request.person, since, calendar.span(calendar.week_of(starts[-1])[-1])[1] + 2 * DAY)
