"""The mails: plain text, nothing of health in the subject, stopped by one tap."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from journal.calendar import HOUR
from journal.models import Person
from journal.pages.aftermath import choices
from journal.reminders.links import EVENING, GOOD_FOR, WEEKLY, answer_link, stop_link
from journal.reminders.question import Evening
from journal.reminders.week import Week


def evening_mail(account: Person, asked: Evening) -> EmailMessage:
    """The question, with a link for each answer."""
    answers = [(label, answer_link(account, asked.session, value)) for value, label, _example in choices()]
    context = {"asked": asked, "answers": answers, "hours": GOOD_FOR // HOUR}
    return _mail(account, asked.title, "evening", EVENING, context)


def weekly_mail(account: Person, week: Week) -> EmailMessage:
    """The week in one sentence, three numbers and one thing to try."""
    return _mail(account, week.title, "weekly", WEEKLY, {"week": week})


def _mail(account: Person, subject: str, name: str, what: str, context: dict[str, object]) -> EmailMessage:
    stop = stop_link(account, what)
    body = render_to_string(f"journal/reminders/{name}.txt", context | {"stop": stop})
    headers = {
        "List-Unsubscribe": f"<{stop}>",  # RFC 2369
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice comes back
    }
    to = [account.email or ""]
    return EmailMessage(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, to, headers=headers)
