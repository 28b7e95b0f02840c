"""The analysis of a person, made once per journal version and day and then looked up.

Every write raises the journal's version, so the next view makes the analysis anew; two views at once make it once.
"""

from threading import Lock

from django.core.cache import caches
from django.utils import timezone

from guidance.analysis.analysis import REACH, analyse, up_to, with_flags
from guidance.flags.open_flags import flags_of
from journal.public import read, recent_journal

TIMEOUT_S = 24 * 60 * 60  # the day is part of the key, so no analysis is looked up for longer
_LOCKS = [Lock() for _ in range(64)]


def kept(person, at):
    """The Analysis of a Person at a moment."""
    cache, key = caches["analysis"], key_of(person, at)
    analysis = cache.get(key)
    if analysis is None:
        with _LOCKS[hash(key) % len(_LOCKS)]:
            analysis = cache.get(key)  # made by another view while this one waited
            if analysis is None:
                analysis = analyse(up_to(recent(person, at), at), at)
                cache.set(key, analysis, timeout=TIMEOUT_S)
    return analysis


def key_of(person, at):
    """What all that depends on the journal and the day is kept under; every write and setting changes it."""
    return f"{person.pk}:{person.journal_version}:{person.calendar.date_of(at)}"


def recent(person, at):
    """The rows the analysis can see: all, when the last two years hold no session.

    A trial starts from what the two years before it say, so with a trial they reach back further.
    """
    journal = read(person, since=at - REACH)
    if journal.experiments:
        journal = read(person, since=journal.calendar.start_of(journal.experiments[0]["started_on"]) - REACH)
    return journal if journal.sessions else read(person)


def advice_of(request):
    """The signed-in person's Advice of this moment."""
    at, recent = timezone.now(), recent_journal(request)
    return with_flags(kept(request.user, at), flags_of(request), recent.person, at, recent.episodes)
