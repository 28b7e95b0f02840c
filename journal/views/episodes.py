"""Log and change a twitch or cramp."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from journal.calendar import DAY, HOUR, NOON, parse_date
from journal.forms import EpisodeForm
from journal.forms.places import place_label, place_value
from journal.models import Episode, Profile, Session
from journal.reading.marks import is_uuid
from journal.reading.request import JournalRequest
from journal.reading.rows import columns
from journal.recording import cramp_clock, undo
from journal.recording.cramp_clock import Bout
from journal.row import Row
from journal.views.saving import as_new, moment_of, save_changes, save_new, say, still_mine, to_day
from journal.words import format_place

USUAL_SPOTS = 3
USUAL_DAYS = 90
NEAR = 36 * HOUR  # how long after a session "during the session" can still mean that one


def twinge_new(request: JournalRequest) -> HttpResponse:
    now = moment_of(request)
    form = EpisodeForm(
        request.POST if request.method == "POST" else None,
        person=request.person,
        now=now,
        last_session=_last_session(request, now),
        initial=_initial(request, now),
    )
    if request.method == "POST" and (saved := save_new(form)):
        episode, made = saved
        if made:
            say(request, _saved(episode), [undo.made(episode)])
        return to_day(request, episode.started_at)
    form.fields["place"].widget.usual = _usual_spots(request.person, now)
    return render(request, "journal/forms/twinge.html", {"form": form})


def twinge(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    episode = still_mine(request, Episode, entry_id)
    if episode is None:
        return as_new(request, EpisodeForm, "twinge")
    form = EpisodeForm(
        request.POST if request.method == "POST" else None, instance=episode, person=request.person, now=timezone.now()
    )
    if request.method == "POST" and (notes := save_changes(form)):
        say(request, _("Changed: %(what)s.") % {"what": _title(episode)}, notes)
        return to_day(request, episode.started_at)
    if form.is_gone:
        return as_new(request, EpisodeForm, "twinge")
    return render(request, "journal/forms/twinge.html", {"form": form, "entry": episode})


def _initial(request: JournalRequest, now: datetime) -> Row:
    if request.GET.get("cramp") == "now" and (bout := cramp_clock.bout_of(request, now)):
        return _going_on(bout)
    date = parse_date(request.GET.get("date"))
    if date is None:
        return {"began": "hour_after" if request.GET.get("session") else "now"}
    return {"began": "at", "started_at": request.person.calendar.clock(date, NOON)}


def _going_on(bout: Bout) -> Row:
    """A bout of this moment, to be logged before it has eased: its end is added to the same entry then."""
    place = {"place": (bout.body_part, None)} if bout.body_part else {}
    times = {"began": "at", "started_at": bout.began, "lasted": "going"}
    return {"id": bout.id, "kind": bout.episode_kind} | place | times


def _last_session(request: JournalRequest, now: datetime) -> Row | None:
    """The row of the session the episode may have followed: the one asked for, else the newest of the last 36 h."""
    wanted = request.POST.get("session") or request.GET.get("session")
    sessions = Session.objects.of(request.person).newest_first()
    asked = wanted and is_uuid(wanted)
    sessions = sessions.filter(id=wanted) if asked else sessions.between(now - NEAR, now)
    return sessions.values(*columns("sessions")).first()


def _usual_spots(person: Profile, now: datetime) -> list[tuple[str, str, int]]:
    """The places of the last three months, most frequent first: (value, label, times)."""
    places = Episode.objects.of(person).between(now - USUAL_DAYS * DAY, now).values_list("body_part", "side")
    return [(place_value(*place), place_label(*place), n) for place, n in Counter(places).most_common(USUAL_SPOTS)]


def _saved(episode: Episode) -> str:
    """What was saved, and the way to what came before it."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Saved: %(what)s.") % {"what": _title(episode)},
        reverse("twinge_before", args=[episode.id]),
        _("What came before it"),
    )


def _title(episode: Episode) -> str:
    return f"{episode.get_kind_display()}, {format_place(episode.body_part, episode.side)}"
