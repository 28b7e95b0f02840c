"""What followed a session: the list of sessions without an answer, and the answer by one tap."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms.session import nothing_does_not_fit
from journal.models import Session
from journal.pages.aftermath import LIST_DAYS, choices, questions
from journal.reading.request import JournalRequest
from journal.recording.aftermath import grade
from journal.views.saving import mine, say, to_day
from journal.views.today import today_again
from journal.vocabulary import Aftermath


@require_safe
def aftermaths(request: JournalRequest) -> HttpResponse:
    """The sessions of the last fourteen days without an answer, and what was answered in the last two."""
    page = questions(request.recent.journal(), timezone.now(), LIST_DAYS)
    return render(
        request,
        "journal/pages/aftermaths.html",
        {"questions": page, "answers": choices(), "days": LIST_DAYS, "place": "today", "back": f"?next={request.path}"},
    )


@require_POST
def aftermath(request: JournalRequest, entry_id: UUID) -> HttpResponse:
    """The answer to the question about a session. "Nothing" does not fit a session that a logged twinge followed."""
    mine(request, Session, entry_id)
    if request.POST.get("aftermath") not in [str(value) for value in Aftermath.values]:
        return HttpResponseBadRequest()
    answer = Aftermath(int(request.POST["aftermath"]))
    with request.person.writing():
        session = mine(request, Session, entry_id)
        note = grade(request.person, session, answer)
        if note is None:
            messages.warning(request, nothing_does_not_fit())
        else:
            say(request, _("Noted for the 24 hours after: %(answer)s.") % {"answer": answer.label.lower()}, [note])
    return to_day(request, session.ended_at) if "next" in request.GET else today_again(request)
