"""Open red flags for every page: the bar on top, the count in the menu, the guidance page itself.

The alarms come from the same recent rows that Today and Week show. What only asks for a visit looks back for months, so
its rows are kept per journal version and day. No open flag is ever taken from a cache; kept are the alarms of which it
is, or will be this day, asked what became of them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from guidance.cache import kept
from guidance.flags.cases import ALARM_DAYS, Rows
from guidance.flags.reasons import question
from guidance.flags.registry import Flag, alarms, as_shown, asked_of, for_people, open_of, others
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import DAY, Journal, Profile, RecentRows, Row, answers_since, person_row, rows_since

# How far back what asks for a visit looks: eyelids for 4 months; 28 days of cramps, each against the 30 days before it.
REACHES = {"episodes": 124 * DAY, "sessions": 60 * DAY, "drinks": 31 * DAY, "days": 15 * DAY, "nights": 15 * DAY}
# What alarms look at, however long ago: a question stays until it is answered. {kind: what they read of it, () for all}
OF_ALARMS: dict[str, tuple[str, ...]] = {"episodes": (), "sessions": (), "drinks": (), "days": ALARM_DAYS}
EVER = datetime(1901, 1, 2, tzinfo=UTC)


def open_flags(request: Any) -> dict[str, Any]:
    """{"flags": open Flags that people see, most urgent first, "asked": [(flag id, what became of it?)], newest first,
    "extreme_pain": its words}; none for a stranger."""
    now = getattr(request, "guidance", None)  # a request that was refused early has none
    if now is None:
        return {"flags": [], "asked": []}
    return {
        "flags": SimpleLazyObject(lambda: for_people(now.flags)),
        "asked": SimpleLazyObject(lambda: [(flag.id, _question(flag, request.person)) for flag in now.asked]),
        "extreme_pain": SimpleLazyObject(lambda: extreme_pain(person_row(request.person))),
    }


def _question(flag: Flag, person: Profile) -> str:
    return question(flag, person.calendar, timezone.now())


def extreme_pain(person: Row) -> dict[str, str | None]:
    """What the form of a twinge says at once when a pain of 9 or 10 is chosen: the words of that flag."""
    known, number = by_id("red_flags")["RF03"], numbers_of(person)["emergency_number"]
    return {
        "name": known["heading"],
        "wording": filled(known["wording"], person),
        "number": number,
        "call": tel(number),
    }


def flags_now(recent: RecentRows) -> Sequence[Flag]:
    """The open Flags of a person at this moment, most urgent first. `recent`: their RecentRows."""
    person, at = recent.person, timezone.now()
    answers: Any = SimpleLazyObject(lambda: answers_since(person, at - max(REACHES.values())))
    urgent = open_of(alarms(Rows(recent.journal(), at), answers), at)
    calm_answers: Any = SimpleLazyObject(lambda: _kept_answers(person, at))
    calm = others(Rows(calm_journal(person, at), at), calm_answers)
    return as_shown([*urgent, *calm], person_row(person))


def asked_now(recent: RecentRows, flags: Sequence[Flag]) -> list[Flag]:
    """The alarms of a person that nobody answered in time, newest first; none of a flag that is among the open ones."""
    person, at = recent.person, timezone.now()
    past, now_open = kept("alarms", person, at, lambda: _past_alarms(person, at)), {flag.id for flag in flags}
    return for_people([flag for flag in asked_of(past, at) if flag.id not in now_open])


def _past_alarms(person: Profile, at: datetime) -> Any:
    """The alarms that are, or within a day become, questions."""
    lists = {kind: _rows_later(person, kind, EVER, saying) for kind, saying in OF_ALARMS.items()}
    answers: Any = SimpleLazyObject(lambda: answers_since(person, EVER))
    found = alarms(Rows(Journal(person_row(person), **lists), at), answers)
    return [alarm for alarm in found if not alarm.is_open(at + DAY) and not alarm.answered]


def _rows_later(person: Profile, kind: str, since: datetime, saying: tuple[str, ...]) -> Any:
    return SimpleLazyObject(lambda: rows_since(person, kind, since, saying))


def calm_journal(person: Profile, at: datetime) -> Journal:
    """The Journal that the flags for a visit look at. Its rows are kept till a write or the next day, its rules are
    asked at every moment: what leaves a window leaves it at once.
    """
    since = person.calendar.start_of(person.calendar.date_of(at))
    return Journal(
        person_row(person), **{kind: _kept_rows(person, at, kind, since - REACHES[kind]) for kind in REACHES}
    )


def _kept_rows(person: Profile, at: datetime, kind: str, since: datetime) -> Any:
    return SimpleLazyObject(lambda: kept(f"rows:{kind}", person, at, lambda: rows_since(person, kind, since)))


def _kept_answers(person: Any, at: datetime) -> Any:
    """Answers as far back as the flags for a visit look; like the rows, they change with the journal version alone."""
    today = person.calendar.start_of(person.calendar.date_of(at))
    return kept("answers", person, at, lambda: answers_since(person, today - max(REACHES.values())))
