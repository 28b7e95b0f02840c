"""Open red flags for every page: the bar on top, the count in the menu, the guidance page itself.

The urgent ones come from the same recent rows that Today and Week show, worked out anew whenever a template asks. Those
that only ask for a visit look back for months and are worked out once per journal version and day: no more than a few
hours of the oldest day can fall out of their windows meanwhile. An emergency is never taken from a cache.
"""

from django.core.cache import caches
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from guidance.flags.registry import RULES, for_people, in_order, met_flags, unanswered, without_less
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import answers_since, journal_for_calm_flags, journal_for_flags, person_row

CALM = tuple(flag for flag in RULES if by_id("red_flags")[flag]["urgency"] == "book_visit")
FRESH = tuple(flag for flag in RULES if flag not in CALM)


def open_flags(request):
    """{"flags": open Flags that people see, most urgent first, "extreme_pain": its words}; none for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"flags": []}
    return {
        "flags": SimpleLazyObject(lambda: for_people(flags_of(request))),
        "extreme_pain": SimpleLazyObject(lambda: extreme_pain(person_row(user))),
    }


def extreme_pain(person):
    """What the form of a twinge says at once when a pain of 9 or 10 is chosen: the words of that flag."""
    known, number = by_id("red_flags")["RF03"], numbers_of(person)["emergency_number"]
    return {"name": known["name"], "wording": filled(known["wording"], person), "number": number, "call": tel(number)}


def flags_of(request):
    """The open Flags of the signed-in person, worked out once a request."""
    if not hasattr(request, "open_flags"):
        at = timezone.now()
        fresh = _without_answered(met_flags(journal_for_flags(request), at, FRESH), request.user, at)
        request.open_flags = without_less(in_order(fresh + kept_calm(request.user, at)))
    return request.open_flags


def kept_calm(person, at):
    """The open Flags of a Person that ask for a visit, made once per journal version, day and language."""
    cache, key = caches["analysis"], f"calm:{person.pk}"
    version = (person.journal_version, person.calendar.date_of(at), get_language())
    made_of, flags = cache.get(key, (None, None))
    if made_of != version:
        flags = _without_answered(met_flags(journal_for_calm_flags(person), at, CALM), person, at)
        cache.set(key, (version, flags), timeout=None)
    return flags


def _without_answered(flags, person, at):
    """The flags still open. Answers cost a query, so they are read only when there is something to answer."""
    return unanswered(flags, answers_since(person, min(flag.at for flag in flags)), at) if flags else []
