"""Log and change a session."""

import uuid
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.calendar import MINUTE, NOON, parse_date
from journal.forms import SessionForm
from journal.forms.session import REPEATED
from journal.measures.one_session import load_of
from journal.models import Drink, Session
from journal.reading.request import JournalRequest
from journal.recording import undo
from journal.row import Row
from journal.views.saving import is_uuid, mine, save_changes, save_new, say, to_day, to_twinge
from journal.vocabulary import Activity
from journal.words import format_count, format_date, format_minutes

# A session's drink has an id of its own that follows from the session's, so that a form sent twice makes one drink.
_DRINK_OF = uuid.UUID("6f0c6a52-6c0e-4c0b-8a4b-6d2f3e0a9b51")

# What a link from a planned session may fill in; effort is always asked anew.
PLANNED = ("activity", "duration_min")


def session_new(request: JournalRequest) -> HttpResponse:
    like = _like(request)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        person=request.person,
        now=timezone.now(),
        initial=_initial(request, like),
    )
    if request.method == "POST" and (saved := save_new(form, lambda entry: _drink_during(entry, form.cleaned_data))):
        session, made = saved
        if made:
            say(
                request,
                _("Session saved: %(what)s.") % {"what": _title(session)},
                [undo.absent(entry) for entry in made],
            )
        return _after(request, session, form)
    return render(
        request,
        "journal/forms/session.html",
        {"form": form, "like": like, "like_title": like and _like_title(request, like)},
    )


def session(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    entry = mine(request, Session, entry_id)
    form = SessionForm(
        request.POST if request.method == "POST" else None, instance=entry, person=request.person, now=timezone.now()
    )
    if request.method == "POST" and (note := save_changes(form)):
        say(request, _("Session changed: %(what)s.") % {"what": _title(entry)}, [note])
        return _after(request, entry, form)
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


def _like(request: JournalRequest) -> Session | None:
    """The session to repeat, when one of mine is asked for."""
    wanted = request.GET.get("like")
    return mine(request, Session, wanted) if wanted and is_uuid(wanted) else None


def _initial(request: JournalRequest, like: Session | None) -> dict[str, int | str | None]:
    initial = {name: getattr(like, name) for name in REPEATED} if like else {}
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


def _drink_during(session: Session, cleaned: Row) -> Drink | None:
    """The drink that the form asks about, in the middle of the session; None when unsaid or there already."""
    if not cleaned.get("fluid_ml"):
        return None
    middle = session.started_at + session.duration_min * MINUTE / 2
    drink, made = Drink.objects.get_or_create(
        person=session.person,
        id=uuid.uuid5(_DRINK_OF, str(session.id)),
        defaults={"at": middle, "ml": cleaned["fluid_ml"], "kind": cleaned["fluid_kind"] or "water"},
    )
    return drink if made else None
