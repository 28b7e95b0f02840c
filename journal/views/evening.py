"""What links in mails lead to, signed in or not: an answer that waits to be saved, the end of a mail, a calendar."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from journal.calendar import shift
from journal.forms.session import nothing_does_not_fit
from journal.models import Profile, Reminder, Session
from journal.pages.aftermath import choices, question_about
from journal.recording.aftermath import grade
from journal.reminders.feed import calendar_file
from journal.reminders.links import WEEKLY, Asked, asked_by, calendar_by, stopped_by
from journal.reminders.schedule import PAUSE_DAYS, choose
from journal.vocabulary import Aftermath

_ASKED_ABOUT = ("id", "started_at", "duration_min", "activity", "aftermath")


@csrf_exempt  # the key in the address is what a token would be: nobody else has it
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def evening(request: HttpRequest) -> HttpResponse:
    """The answer that was tapped in a mail, to be saved: looking changes nothing. The key opens this question alone."""
    key = request.GET.get("k", "")
    asked = asked_by(key)
    session = asked and Session.objects.of(asked.person).filter(id=asked.session).values(*_ASKED_ABOUT).first()
    if not asked or not session:
        return render(request, "journal/reminders/evening.html", {"question": None})
    said = request.POST if request.method == "POST" else request.GET
    answer = next((answer for answer in Aftermath if said.get("a") == str(answer.value)), None)
    if request.method == "POST" and answer is not None and _save(asked, answer):
        return redirect(f"{request.path}?{urlencode([('a', answer.value), ('k', key)])}")
    with timezone.override(asked.person.calendar.newest_zone):
        context: dict[str, object] = {
            "question": question_about(session, asked.person.calendar),
            "chosen": answer,
            "answers": choices(),
            "error": _why_not(answer) if request.method == "POST" else "",
        }
        return render(request, "journal/reminders/evening.html", context)


def _why_not(answer: Aftermath | None) -> str:
    return _("Choose one of the four answers.") if answer is None else nothing_does_not_fit()


def _save(asked: Asked, answer: Aftermath) -> bool:
    """Keep the answer; False where it does not fit, or the session was deleted meanwhile."""
    with asked.person.writing():
        session = Session.objects.of(asked.person).filter(id=asked.session).first()
        return session is not None and grade(asked.person, session, answer) is not None


@csrf_exempt  # a mail program has no token; the key says whose mail it is
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_stop(request: HttpRequest) -> HttpResponse:
    """Stop a mail, or pause all for a week; a mail program stops it with one POST (RFC 8058), a look does nothing."""
    found = stopped_by(request.GET.get("k", ""))
    if found is None:
        return render(request, "journal/reminders/stop.html", {"what": None})
    reminder, what = found
    done = request.method == "POST" and (request.POST.get("do") or "stop")
    if done:
        _stop(reminder, what, is_pause=done == "pause")
    return render(request, "journal/reminders/stop.html", {"what": what, "done": done})


def _stop(reminder: Reminder, what: str, is_pause: bool) -> None:
    person = Profile.objects.of_account(reminder.account)
    if is_pause:
        choose(person, paused_until=shift(person.calendar.date_of(timezone.now()), PAUSE_DAYS))
    else:
        choose(person, **{"weekly" if what == WEEKLY else "by_mail": False})


@never_cache
@login_not_required
@require_safe
def reminders_calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of a secret address; 404 for one that was taken back."""
    reminder = calendar_by(request.GET.get("k", ""))
    person = Profile.objects.filter(pk=reminder.pk).first() if reminder else None
    if reminder is None or person is None:
        raise Http404
    with timezone.override(person.calendar.newest_zone):
        return HttpResponse(
            calendar_file(reminder, person, timezone.now()), content_type="text/calendar; charset=utf-8"
        )
