"""Another e-mail address: asked for in the settings, confirmed from the mail to it."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from journal.accounts.new_email import NewEmailForm, ask, asked_by, take_up
from journal.accounts.tries import mark_device
from journal.reading.request import JournalRequest

TRIES, MAILS = "change_email", "change_email_mail"  # of ACCOUNT_RATE_LIMITS


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_email(request: JournalRequest) -> HttpResponse:
    """Ask for another address; a mail with a link goes there."""
    form = NewEmailForm(request.POST if request.method == "POST" else None, account=request.user, auto_id="%s")
    if request.method == "POST" and not ratelimit.consume(request, action=TRIES, user=request.user):
        return ratelimit.respond_429(request)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action=MAILS, key=email):
            return ratelimit.respond_429(request)
        send_link(request, email)
        return redirect("new_email_sent")
    return render(request, "account/new_email.html", {"form": form})


def send_link(request: JournalRequest, email: str) -> None:
    """Send the mail whose link gives the account this address, or shows that the one it has reaches its owner."""
    adapter = get_adapter(request)
    link = adapter.link_to(reverse("new_email_confirm", args=[ask(request.user, email)]))
    name = "account/email/your_email" if email == request.user.email else "account/email/new_email"
    adapter.send_mail(name, email, {"link": link, "old": request.user.email or ""})


@require_safe
def new_email_sent(request: JournalRequest) -> HttpResponse:
    return render(request, "account/new_email_sent.html")


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_email_confirm(request: JournalRequest, key: str) -> HttpResponse:
    """The page of the link: what reads links ahead changes nothing, a button does."""
    if request.method != "POST":
        found = asked_by(key)
        return render(request, "account/new_email_confirm.html", {"asked": found and found[1]})
    asked = take_up(key)
    if asked is None:
        return render(request, "account/new_email_confirm.html", {"asked": None})
    if asked.old and not asked.is_same:
        adapter, told = get_adapter(request), {"old": asked.old, "new": asked.new}
        adapter.send_notification_mail("account/email/email_changed", request.user, told, email=asked.old)
    response = redirect("reminders" if asked.is_same else "new_email_done")
    if request.user.pk == asked.account_pk:
        mark_device(request, response, asked.new)
    return response


@require_safe
@login_not_required
def new_email_done(request: JournalRequest) -> HttpResponse:
    return render(request, "account/new_email_done.html")
