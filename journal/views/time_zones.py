"""The zones a person has lived in: the list, moving on, taking a move back, and a zone that was set wrong."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.calendar import MOST_MOVES, parse_moment
from journal.forms.time_zone import CorrectionForm, MoveForm
from journal.models import Profile
from journal.reading.request import JournalRequest
from journal.recording import moves
from journal.reminders.schedule import plan_anew
from journal.words import format_date, zone_name

_FULL = gettext_lazy(
    "Your journal already holds %(most)s moves, the most it can. Remove one that you do not need first."
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in one zone. `since`: the moment of the move as text, "" for the first; `when`: in words."""

    zone: str
    since: str
    when: str

    @property
    def name(self) -> str:
        return zone_name(self.zone)


def stretches(person: Profile) -> list[Stretch]:
    """The person's zones, oldest first."""
    calendar = person.calendar
    begun = [Stretch(calendar.zones[0].key, "", _("from the start"))]
    return begun + [
        Stretch(zone.key, at.isoformat(), _since(calendar.local(at)))
        for zone, at in zip(calendar.zones[1:], calendar.moved_at, strict=True)
    ]


def _since(local: datetime) -> str:
    return _("from %(date)s, %(time)s") % {"date": format_date(local.date(), "j F Y"), "time": f"{local:%H:%M}"}


def time_zones(request: JournalRequest) -> HttpResponse:
    """`?zone=` a zone chosen in the settings: was it a move, or set wrong? `?since=` a stretch to correct."""
    person, now, do = request.person, timezone.now(), request.POST.get("do")
    lived = stretches(person)
    since = request.GET.get("since", lived[-1].since)
    corrected = next((found for found in lived if found.since == since), lived[-1])
    wanted = request.GET.get("zone")
    move = MoveForm(
        request.POST if do == "move" else None, person=person, now=now, initial={"time_zone": wanted or lived[-1].zone}
    )
    correction = CorrectionForm(
        request.POST if do == "correct" else None,
        person=person,
        initial={"time_zone": wanted or corrected.zone, "since": corrected.since},
    )
    if said := _write(person, do, request.POST.get("since", ""), move, correction):
        plan_anew(person)
        messages.success(request, said)
        return redirect("time_zones")
    context = {
        "stretches": lived, "move": move, "correction": correction, "corrects": corrected, "place": "settings",
        "choosing": bool(wanted), "correcting": "since" in request.GET or do == "correct",
    }  # fmt: skip
    return render(request, "journal/accounts/time_zones.html", context)


def _write(person: Profile, do: str | None, since: str, move: MoveForm, correction: CorrectionForm) -> str:
    """Do what was asked for; what was done in words, or "" when nothing was."""
    if do == "move" and move.is_valid():
        zone = move.cleaned_data["time_zone"]
        if not moves.move_on(person, move.cleaned_data["moved_at"], zone):
            move.add_error(None, _FULL % {"most": MOST_MOVES})
            return ""
        return _("Your clock is that of %(zone)s. Entries before keep theirs.") % {"zone": zone_name(zone)}
    if do == "correct" and correction.is_valid():
        zone = correction.cleaned_data["time_zone"]
        moves.correct(person, correction.cleaned_data["since"], zone)
        return _("The entries of that time are shown on the clock of %(zone)s.") % {"zone": zone_name(zone)}
    if do == "remove" and (at := parse_moment(since)):
        moves.take_back(person, at)
        return _("That move is gone. Its entries are shown on the clock before it.")
    return ""
