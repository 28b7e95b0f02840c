"""The clock of a cramp that is going on, and what it leads to: an entry, once it has eased."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from journal.accounts.signing_in import sign_in_first
from journal.calendar import MINUTE, SECOND
from journal.forms import EasedForm
from journal.models import Episode
from journal.reading.request import JournalRequest
from journal.recording import cramp_clock as clock
from journal.recording import undo
from journal.recording.cramp_clock import AGO_MIN, Bout
from journal.recording.undo import Note
from journal.views.saving import save_changes, save_new, say, to_day
from journal.vocabulary import Sign
from journal.words import format_minutes, format_place


def _began(minutes: int, bout: Bout, at: datetime) -> Bout:
    """The bout that began so many minutes ago. A page of before it eased cannot let it begin after that."""
    began = at - minutes * MINUTE
    return bout if bout.ended and began > bout.ended else replace(bout, began=began)


# What the buttons do: word -> function(bout, moment) giving the bout after it.
CHANGES = {
    "eased": lambda bout, at: replace(bout, ended=bout.ended or at),
    "back": lambda bout, at: replace(bout, ended=None),
    "has-help": lambda bout, at: replace(bout, has_help=True),
    "new": lambda bout, at: Bout(at, kind=bout.kind, part=bout.part),
} | {f"began-{n}": partial(_began, n) for n in AGO_MIN}


@require_POST
@login_not_required
def cramp_clock(request: JournalRequest) -> HttpResponse:
    """Change the clock; `leave` stops it and keeps nothing."""
    at, do = timezone.now(), request.POST.get("do")
    if do == "leave":
        response = redirect("today")
        clock.forget(response)
        return response
    if do not in CHANGES:
        return HttpResponseBadRequest()
    response = redirect("cramp_eased" if do == "eased" else "cramp")
    if bout := clock.bout_of(request, at):
        clock.keep_bout(response, request, CHANGES[do](bout, _tapped_at(request, bout, at)))
    return response


def _tapped_at(request: JournalRequest, bout: Bout, at: datetime) -> datetime:
    """The moment of the tap: now, or earlier by what the clock of the page showed, where it waited for a connection.

    The page says "when its clock began+what it showed", in seconds; that of another beginning is not this bout's.
    """
    said = re.fullmatch(r"([0-9]{1,12})\+([0-9]{1,6})", request.POST.get("tapped", ""))
    if bout.ended or not said or int(said[1]) != int(bout.began.timestamp()):
        return at
    return min(at, bout.began + int(said[2]) * SECOND)


@never_cache
@login_not_required
def cramp_eased(request: JournalRequest) -> HttpResponse:
    """How long it lasted; for the signed-in person a short form to keep it, for others the way to sign in."""
    if request.method == "POST" and request.person is None:
        return sign_in_first(request)
    bout = _eased_bout(request)
    if bout is None or request.person is None:
        return render(request, "journal/forms/eased.html", {"bout": bout, "lasted": bout and _lasted(bout)})
    logged = Episode.objects.of(request.person).filter(id=bout.id).first()  # while it was still going on
    form = EasedForm(
        request.POST if request.method == "POST" else None,
        instance=logged,
        person=request.person,
        now=bout.ended,
        bout=bout,
    )
    if request.method == "POST" and (saved := _save(form)):
        return _saved(request, *saved)
    context = {"form": form, "bout": bout, "lasted": _lasted(bout), "token": clock.signed(bout)}
    signs = [Sign(word).label for word in bout.signs or ()]
    return render(request, "journal/forms/eased.html", context | {"signs": signs})


def _eased_bout(request: JournalRequest) -> Bout | None:
    """The Bout that the form was made for, or else the browser's; None unless it has eased."""
    at = timezone.now()
    bout = clock.unsigned(request.POST.get("bout", ""), request.user, at) or clock.bout_of(request, at)
    return bout if bout and bout.ended else None


def _save(form: Any) -> tuple[Any, list[Note]] | None:
    """(episode, the notes that undo it), None when the form has errors."""
    if form.instance._state.adding:
        saved = save_new(form)
        return None if saved is None else (saved[0], [undo.made(entry) for entry in saved[1]])
    notes = save_changes(form)
    return None if notes is None else (form.instance, notes)


def _saved(request: JournalRequest, episode: Episode, notes: list[Note]) -> HttpResponseRedirect:
    """Say so, and forget the clock; lead to the day, or to the entry when there is more to say."""
    if notes:
        what = f"{episode.get_kind_display()}, {format_place(episode.body_part, episode.side)}"
        say(request, _("Saved: %(what)s.") % {"what": what}, notes)
    more = request.POST.get("then") == "details"
    response = redirect(reverse("twinge", args=[episode.id])) if more else to_day(request, episode.started_at)
    clock.forget(response)
    return response


def _lasted(bout: Bout) -> str:
    """How long, in words: "40 s", "4 min", "1 h 05"."""
    seconds = round(bout.minutes(bout.ended or timezone.now()) * 60)
    return format_minutes(round(seconds / 60)) if seconds >= 60 else _("%(n)s s") % {"n": seconds}
