"""Which muscles each activity works: the list, and one activity to correct."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms.muscles import MusclesForm, parts_in_words
from journal.measures.worked import USUAL_MUSCLES, usual_muscles
from journal.reading.request import JournalRequest
from journal.vocabulary import Activity


@dataclass(frozen=True)
class ActivityMuscles:
    """An activity of the list: its word, its name, its muscles in words, and whether the person chose them."""

    activity: str
    name: str
    muscles: str
    own: bool


@require_safe
def activity_muscles(request: JournalRequest) -> HttpResponse:
    own = request.person.activity_muscles or {}
    listed = [
        ActivityMuscles(word, str(label), parts_in_words(usual_muscles(word, own)), word in own)
        for word, label in Activity.choices
    ]
    return render(request, "journal/accounts/muscles.html", {"listed": listed, "place": "settings"})


def muscles_of(request: JournalRequest, activity: str) -> HttpResponse:
    """One activity: tick its muscles, or go back to the usual ones."""
    if activity not in Activity.values:
        raise Http404
    name = Activity(activity).label
    form = MusclesForm(request.POST if request.method == "POST" else None, request.person, activity)
    if request.method == "POST" and form.is_valid():
        form.save(request.person, usual="usual" in request.POST)
        messages.success(request, _("Saved: muscles of %(activity)s.") % {"activity": name})
        return redirect("activity_muscles")
    own = activity in (request.person.activity_muscles or {})
    context = {"form": form, "name": name, "own": own, "known": USUAL_MUSCLES.get(activity), "place": "settings"}
    return render(request, "journal/accounts/muscles_of.html", context)
