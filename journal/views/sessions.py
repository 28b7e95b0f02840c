"""Log and change a session."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.calendar import NOON, parse_date
from journal.forms import SessionForm
from journal.forms.as_usual import AsUsual, as_usual
from journal.forms.session import REPEATED
from journal.measures.habit import usual_session
from journal.measures.one_session import load_of
from journal.models import Drink, Session
from journal.reading.marks import is_uuid
from journal.reading.request import JournalRequest
from journal.reading.thread import is_scripted, thread_at_once
from journal.recording import undo
from journal.recording.session_drink import belonging, drink_id, middle, move_along
from journal.recording.trial_log import answer_with
from journal.row import Row
from journal.views.saving import (
    as_new,
    mine,
    moment_of,
    save_changes,
    save_new,
    say,
    still_mine,
    to_day,
    to_twinge,
)
from journal.vocabulary import Activity
from journal.words import format_count, format_date, format_minutes

# What a link from a planned session may fill in; effort is always asked anew.
# What the form of a session that is repeated asks first.
NEW_EACH_TIME = ("effort", "aftermath", "activity", "duration_min", "ended", "started_at", "distance_km")
PLANNED = ("activity", "duration_min")


@dataclass(frozen=True)
class Begun:
    """What the form of a new session begins with: its heading, and the values of REPEATED."""

    title: str
    values: Row


def session_new(request: JournalRequest) -> HttpResponse:
    begun = _like(request) or _usual(request)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        person=request.person,
        now=moment_of(request),
        initial=_initial(request, begun),
    )
    if request.method == "POST" and (saved := save_new(form, lambda entry: _drink_during(entry, form.cleaned_data))):
        session, made = saved
        if made:
            _answer_coins(request, session)
            say(
                request,
                _("Session saved: %(what)s.") % {"what": _title(session)},
                [undo.made(entry) for entry in made],
            )
        return _after(request, session, form)
    if begun:
        form.first = NEW_EACH_TIME
    context: Row = {"form": form, "begun": begun, "usual": _as_usual(request, begun)}
    context |= {"thread": thread_at_once(request), "at_once": not is_scripted(request)}
    return render(request, "journal/forms/session.html", context)


def session(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    entry = still_mine(request, Session, entry_id)
    if entry is None:
        return as_new(request, SessionForm, "session")
    form = SessionForm(
        request.POST if request.method == "POST" else None, instance=entry, person=request.person, now=timezone.now()
    )
    if request.method == "POST" and (notes := save_changes(form, _take_drink_along)):
        say(request, _("Session changed: %(what)s.") % {"what": _title(entry)}, notes)
        return _after(request, entry, form)
    if form.is_gone:
        return as_new(request, SessionForm, "session")
    return render(request, "journal/forms/session.html", {"form": form, "entry": entry})


@require_POST
def session_summary(request: JournalRequest) -> HttpResponse:
    """What the form would save so far, for the save bar; a comfort that only htmx asks for."""
    form = SessionForm(request.POST, person=request.person, now=timezone.now())
    form.is_valid()
    said = form.cleaned_data
    activity, minutes, effort = (said.get(name) for name in ("activity", "duration_min", "effort"))
    parts = [
        Activity(activity).label if activity else "",
        format_minutes(minutes) if minutes else "",
        _("effort %(n)s of 10") % {"n": effort} if effort is not None else "",
    ]
    load = load_of({"duration_min": minutes, "effort": effort})
    said_load = "" if load is None else _("Load %(load)s min × effort") % {"load": format_count(load)}
    return render(
        request,
        "journal/forms/_summary.html",
        {"what": ", ".join(str(part) for part in parts if part), "load": said_load},
    )


def _after(request: JournalRequest, session: Session, form: SessionForm) -> HttpResponse:
    """Who has just said that something came is asked what; everybody else is back at the day."""
    if session.aftermath and "aftermath" in form.changed_data:
        return to_twinge(request, session)
    return to_day(request, session.started_at)


def _like(request: JournalRequest) -> Begun | None:
    """The session to repeat, when one of mine is asked for."""
    wanted = request.GET.get("like")
    if not wanted or not is_uuid(wanted):
        return None
    like = mine(request, Session, wanted)
    return Begun(_like_title(request, like), {name: getattr(like, name) for name in REPEATED})


def _usual(request: JournalRequest) -> Begun | None:
    """A usual session of today's weekday, when an activity of the last weeks is asked for."""
    wanted = request.GET.get("usual")
    if not wanted:
        return None
    calendar, now = request.person.calendar, timezone.now()
    weekday = calendar.date_of(now).weekday()
    found = usual_session(request.recent.journal().sessions, calendar, weekday, wanted)
    if found is None:
        return None
    title = f"{Activity(found.activity).label}, {format_minutes(found.minutes)}"
    return Begun(title, dict(zip(REPEATED, (found.activity, found.minutes, found.muscles), strict=True)))


def _answer_coins(request: JournalRequest, session: Session) -> None:
    """Keep "Did you?" of each drawn arm that was answered: the session was what the coin was flipped for."""
    for name in request.POST:
        word, _dash, trial = name.partition("-")
        position, _dash, did = request.POST.get(name, "").partition("-")
        if word == "coin" and is_uuid(trial) and re.fullmatch(r"\d{1,5}", position) and did in ("0", "1"):
            answer_with(session, UUID(trial), int(position), did == "1")


def _as_usual(request: JournalRequest, begun: Begun | None) -> tuple[AsUsual, ...]:
    journal, activity = request.recent.journal(), begun.values["activity"] if begun else request.GET.get("activity")
    return as_usual(journal.sessions, journal.drinks, activity, request.person)


def _initial(request: JournalRequest, begun: Begun | None) -> Row:
    initial: Row = dict(begun.values) if begun else {}
    initial |= {name: request.GET[name] for name in PLANNED if name in request.GET}
    date = parse_date(request.GET.get("date"))
    if date is None:
        return initial | {"ended": "now"}
    calendar = request.person.calendar
    noon = calendar.clock(date, NOON)
    return initial | {"ended": "earlier", "started_at": noon}


def _like_title(request: JournalRequest, like: Session) -> str:
    day = request.person.calendar.local(like.started_at)
    return _("Same as %(day)s’s %(session)s") % {
        "day": format_date(day, "l"),
        "session": str(like.get_activity_display()).lower(),
    }


def _title(session: Session) -> str:
    return f"{session.get_activity_display()}, {format_minutes(session.duration_min)}"


def _take_drink_along(stored: Session, session: Session) -> list[undo.Note]:
    """The notes of the session's own drink, when it moved with the session."""
    drinks = belonging(stored)
    before = [undo.row_of(drink) for drink in drinks]
    return [
        undo.changed("drinks", drink.id, row, drink)
        for drink, row in zip(drinks, before, strict=True)
        if move_along(drink, middle(stored), session)
    ]


def _drink_during(session: Session, cleaned: Row) -> Drink | None:
    """The drink that the form asks about, in the middle of the session; None when unsaid or there already."""
    if not cleaned.get("fluid_ml"):
        return None
    drink, made = Drink.objects.get_or_create(
        person=session.person,
        id=drink_id(session),
        defaults={"at": middle(session), "ml": cleaned["fluid_ml"], "kind": cleaned["fluid_kind"] or "water"},
    )
    return drink if made else None
