"""What came before a twinge, and what speaks now for a planned session."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from guidance.before_training import before_training_page
from guidance.context import flags_of
from guidance.rewind import rewind
from guidance.rewind_lines import REACH
from journal import door


@require_GET
def twinge_before(request, entry_id):
    episode = door.episode_of(request.user, entry_id)
    if episode is None:
        raise Http404
    at = episode["started_at"]
    journal = door.read(request.user, ("sessions", "drinks", "nights", "days"), since=at - REACH, until=at)
    return render(request, "guidance/rewind.html", {"page": rewind(journal, episode), "place": "guidance"})


@require_GET
def before_training(request):
    """The plan is asked by GET and lives in the address alone: nothing is saved."""
    form = door.PlanForm(request.GET or None)
    page = before_training_page(request.user, form, flags_of(request), timezone.now())
    return render(request, "guidance/before_training.html", {"form": form, "page": page, "place": "guidance"})
