"""Tokens for programs of one's own: made, shown once, revoked; and how to use them."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.accounts.addresses import whole_address
from journal.accounts.tokens import MOST, make_token
from journal.forms.token import TokenForm
from journal.models import Token
from journal.pages.programs import examples
from journal.reading.request import JournalRequest


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def programs(request: JournalRequest) -> HttpResponse:
    """The tokens, and a new one: its text stands on the page that answers, and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    tokens, made = Token.objects.filter(account=request.user).order_by("made_at", "pk"), ""
    if request.method == "POST" and form.is_valid():
        if tokens.count() >= MOST:
            form.add_error(
                None, _("You have %(most)s tokens, as many as there can be. Revoke one first.") % {"most": MOST}
            )
        else:
            made = make_token(request.user, form.cleaned_data["name"], form.cleaned_data["scope"])
            form = TokenForm()
    context = {"form": form, "tokens": tokens, "made": made, "place": "settings"}
    return render(request, "journal/accounts/programs.html", context)


@require_POST
def token_revoke(request: JournalRequest, token_id: int) -> HttpResponseRedirect:
    token = get_object_or_404(Token, account=request.user, pk=token_id)
    token.delete()
    messages.success(request, _("Revoked: %(name)s. It lets nobody in any more.") % {"name": token.name})
    return redirect("programs")


@require_safe
def programs_how(request: JournalRequest) -> HttpResponse:
    """Examples to copy."""
    root = whole_address(request, reverse("api_log")).removesuffix("log")
    context = {"copy": examples(root), "place": "settings"}
    return render(request, "journal/accounts/programs_how.html", context)
