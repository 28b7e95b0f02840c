"""Open red flags for every page: the bar on top, the count in the menu, the guidance page itself.

The urgent ones come from the same recent rows that Today and Week show. Those that only ask for a visit look back for
months, so their rows are kept per journal version and day; no flag itself is ever taken from a cache.
"""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from guidance.cache import kept
from guidance.flags.registry import RULES, Flag, for_people, in_order, met_flags, unanswered, without_less
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import DAY, Journal, answers_since, person_row, rows_since

CALM = tuple(flag for flag in RULES if by_id("red_flags")[flag]["urgency"] == "book_visit")
URGENT = tuple(flag for flag in RULES if flag not in CALM)
# How far back CALM look: eyelids for 4 months; 28 days of cramps, each against the 30 days before it.
REACHES = {"episodes": 124 * DAY, "sessions": 60 * DAY, "drinks": 31 * DAY, "days": 15 * DAY, "nights": 15 * DAY}


def open_flags(request):
    """{"flags": open Flags that people see, most urgent first, "extreme_pain": its words}; none for a stranger."""
    now = getattr(request, "guidance", None)  # a request that was refused early has none
    if now is None:
        return {"flags": []}
    return {
        "flags": SimpleLazyObject(lambda: for_people(now.flags)),
        "extreme_pain": SimpleLazyObject(lambda: extreme_pain(person_row(request.user))),
    }


def extreme_pain(person):
    """What the form of a twinge says at once when a pain of 9 or 10 is chosen: the words of that flag."""
    known, number = by_id("red_flags")["RF03"], numbers_of(person)["emergency_number"]
    return {
        "name": known["heading"],
        "wording": filled(known["wording"], person),
        "number": number,
        "call": tel(number),
    }


def flags_now(recent) -> list[Flag]:
    """The open Flags of a person at this moment, most urgent first. `recent`: their RecentRows."""
    person, at = recent.person, timezone.now()
    urgent = met_flags(recent.journal(), at, URGENT)
    calm = met_flags(calm_journal(person, at), at, CALM)
    if urgent:
        urgent = unanswered(urgent, answers_since(person, min(flag.at for flag in urgent)), at)
    if calm:
        calm = unanswered(calm, _kept_answers(person, at), at)
    return without_less(in_order([*urgent, *calm]))


def calm_journal(person, at) -> Journal:
    """The Journal that the flags for a visit look at. Its rows are kept till a write or the next day, its rules are
    asked at every moment: what leaves a window leaves it at once.
    """
    since = person.calendar.start_of(person.calendar.date_of(at))
    return Journal(
        person_row(person), **{kind: _kept_rows(person, at, kind, since - REACHES[kind]) for kind in REACHES}
    )


def _kept_rows(person, at, kind, since):
    return SimpleLazyObject(lambda: kept(f"rows:{kind}", person, at, lambda: rows_since(person, kind, since)))


def _kept_answers(person, at):
    """Answers as far back as the flags for a visit look; like the rows, they change with the journal version alone."""
    today = person.calendar.start_of(person.calendar.date_of(at))
    return kept("answers", person, at, lambda: answers_since(person, today - max(REACHES.values())))
