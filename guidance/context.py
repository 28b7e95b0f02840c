"""Open red flags for every page: the bar on top, the count in the menu, the guidance page itself.

They come from the same recent rows that Today and Week show, and are worked out only when a template asks.
"""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from guidance.knowledge import by_id
from guidance.red_flags import REACH, filled, for_people, met_flags, numbers_of, tel, unanswered
from journal.door import answers_since, person_row, recent


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
        met = met_flags(recent.for_flags(request, at - REACH), at)
        # Answers cost a query, so they are read only when there is something to answer.
        answers = answers_since(request.user, min(flag.at for flag in met)) if met else []
        request.open_flags = unanswered(met, answers, at)
    return request.open_flags
