"""The analysis of a person, made once per journal version and day and then looked up.

Every write raises the journal's version, so the next view makes the analysis anew; two views at once make it once.
"""

from threading import Lock

from django.core.cache import caches

from guidance import comparison
from guidance.advice import analyse, up_to
from journal.door import DAY, read

# Two years of sessions are compared; the first of them look back another 56 days.
REACH = comparison.LOOK_BACK + 60 * DAY
TIMEOUT_S = 24 * 60 * 60  # the day is part of the key, so no analysis is looked up for longer
_LOCKS = [Lock() for _ in range(64)]


def kept(person, at):
    """The Analysis of a Person at a moment."""
    cache, key = caches["analysis"], f"{person.pk}:{person.journal_version}:{person.calendar.date_of(at)}"
    analysis = cache.get(key)
    if analysis is None:
        with _LOCKS[hash(key) % len(_LOCKS)]:
            analysis = cache.get(key)  # made by another view while this one waited
            if analysis is None:
                analysis = analyse(up_to(recent(person, at), at), at)
                cache.set(key, analysis, timeout=TIMEOUT_S)
    return analysis


def recent(person, at):
    """The rows the analysis can see: all, when the last two years hold no session."""
    journal = read(person, since=at - REACH)
    return journal if journal.sessions else read(person)
