"""Saving an entry once, saying so, and offering to undo it."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from journal.recording import undo


def is_uuid(text):
    """Whether a text from outside can be an entry's id."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def mine(request, model, entry_id):
    """The signed-in person's entry of this id, or 404: somebody else's does not exist for them."""
    return get_object_or_404(model.objects.of(request.person), id=entry_id)


def save_new(form, *also):
    """Save a valid form's new entry, and what else `also(entry)` makes, unless its id is there already.

    Returns (entry, entries made). Sending the same form twice makes one entry.
    """
    mine = form._meta.model.objects.of(form.person).filter(id=form.cleaned_data.get("id") or form.initial["id"])
    try:
        with transaction.atomic():
            if stored := mine.first():
                return stored, []
            entry = form.save()
            made = [entry, *(other for make in also if (other := make(entry)))]
            form.person.touch()
            return entry, made
    except IntegrityError:  # the other of two taps came first
        return mine.get(), []


def save_changes(form):
    """Save a valid form over its entry; returns the note that undoes it."""
    with transaction.atomic():
        note = undo.before(type(form.instance).objects.of(form.person).get(id=form.instance.id))
        form.save()
        form.person.touch()
    return note


def say(request, text, notes):
    """Tell the person what was done on the next page, with a way back."""
    messages.success(request, text, extra_tags=undo.token(request.person, notes) if notes else "")


def to_day(request, moment_or_date):
    """Redirect to the page that asked for the entry, or else to the day it belongs to."""
    return HttpResponseRedirect(asking_url(request, moment_or_date))


def asking_url(request, moment_or_date):
    """The page of ours that asked for an entry (`next`), or else the page of the day the entry belongs to."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    calendar = request.person.calendar
    day = calendar.date_of(moment_or_date) if hasattr(moment_or_date, "tzinfo") else moment_or_date
    return day_url(calendar, day)


def to_twinge(request, session):
    """On to the form of a twinge that followed the session."""
    url = f"{reverse('twinge_new')}?session={session.id}&answered=1"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def day_url(calendar, day):
    """Today's page, or the page of an earlier day."""
    if day == calendar.date_of(timezone.now()):
        return reverse("today")
    return reverse("day", args=[day.isoformat()])
