"""The pages of a month and of many months or years."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.calendar import DAY, month_of, parse_date
from journal.forms.fields import no_date
from journal.pages.month import month_page
from journal.pages.trend import months_back, trend_page
from journal.reading.past import first_moment, outlines
from journal.reading.request import JournalRequest
from journal.words import format_date_as

# How many months back, by word in the address; None is all of them.
REACHES: dict[str, int | None] = {"3": 3, "6": 6, "12": 12, "all": None}
NEAR = 2 * DAY  # what follows a session lies at most so far behind it


def asked_date(request: JournalRequest, today: date) -> tuple[date | None, str]:
    """(the date that somebody jumps to or None, what is wrong with what was typed or "")."""
    typed = request.GET.get("date")
    if typed is None:
        return None, ""
    day = parse_date(typed)
    if day is None:
        return None, no_date(_("Date"), typed or "–")
    if day > today:
        said = {"date": format_date_as(day, "j F Y")}
        return None, _("Date: %(date)s has not come yet. Enter a date up to today.") % said
    return day, ""


@require_safe
def month(request: JournalRequest) -> HttpResponse:
    """The month of `date`, or the one that `month` names ("2026-11"); without either the running one."""
    now, calendar = timezone.now(), request.person.calendar
    today = calendar.date_of(now)
    asked, error = asked_date(request, today)
    day = asked or parse_date(f"{request.GET.get('month')}-01") or today
    if day > today:
        raise Http404
    first, after_last = month_of(day)
    since, until = calendar.start_of(first) - NEAR, calendar.start_of(after_last) + NEAR
    page = month_page(request.person, day, now, *outlines(request.person, since, min(until, now)))
    return render(request, "journal/pages/month.html", {"page": page, "place": "week", "error": error})


@require_safe
def trend(request: JournalRequest) -> HttpResponse:
    """So many `months` up to now, or all; `a` and `b` name the two periods to compare."""
    now, calendar = timezone.now(), request.person.calendar
    reach = request.GET.get("months", "12")
    if reach not in REACHES:
        raise Http404
    months, begun = REACHES[reach], None
    if months is None:
        begun = first_moment(request.person)
    first = months_back(calendar.date_of(min(begun, now)) if begun else calendar.date_of(now), months or 1)
    sessions, episodes = outlines(request.person, calendar.start_of(first) - NEAR, now)
    inside = [row for row in sessions if calendar.date_of(row["started_at"]) >= first]
    asked = request.GET.get("a", ""), request.GET.get("b", "")
    page = trend_page(request.person, first, now, inside, episodes, asked)
    context = {"page": page, "place": "week", "reach": reach, "counts": not request.person.hide_counts}
    return render(request, "journal/pages/trend.html", context | {"reaches": list(REACHES)})
