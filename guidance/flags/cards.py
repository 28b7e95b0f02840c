"""A red flag as the guidance page shows it, and the page that asks once more before an emergency goes quiet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guidance.flags.cases import Ask
from guidance.flags.reasons import question
from guidance.flags.registry import to_the_question
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.knowledge.load import by_id, load
from guidance.knowledge.texts import numbers_of, tel
from journal.public import EpisodeKind, FlagAnswer, Journal, Row, format_date, format_place

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

# Urgency -> (icon, class of the box).
LOOKS = {
    "emergency_now": ("stop", "flag--now"),
    "same_day": ("warn", "flag--soon"),
    "book_visit": ("calendar", "flag--visit"),
    "info": ("info", "flag--visit"),
}


MOST_ENTRIES = 5  # so many of an alarm's entries are led to


@dataclass(frozen=True)
class Outside:
    """A source from outside the two documents: what was read, and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class FlagView:
    """A red flag on the page. `because`: what opened it, in numbers. `asks`: (question, address
    or None), what to answer first. `call`: (label, tel: address) or None. `passed`: why it matters even if it has
    passed; `entries`: (id, words of the link) of the entries that can be corrected; `can_wait`: whether the
    rest of the page comes before its reasons and its answer."""

    id: str
    name: str
    level: str
    icon: str
    look: str
    is_now: bool
    wording: str
    because: str
    asks: tuple[tuple[str, str | None], ...]
    logged: str
    call: tuple[str, str] | None
    answers: tuple[tuple[str, Promise], ...]
    claims: tuple[Claim, ...]
    outside: tuple[Outside, ...]
    general: bool
    passed: str = ""
    entries: tuple[tuple[UUID, str], ...] = ()
    can_wait: bool = False


def level_of(urgency: str) -> str:
    """What an urgency asks for, in words."""
    labels: Mapping[str, str] = load()["rules"]["urgency_labels"]  # type: ignore[assignment]
    return labels[urgency]


def flag_view(flag: "Flag", journal: Journal) -> FlagView:
    """The FlagView of an open Flag; `journal` holds the recent episodes, for when the newest of them was logged."""
    icon, look = LOOKS[flag.urgency]
    return FlagView(
        id=flag.id,
        name=flag.name,
        level=level_of(flag.urgency),
        icon=icon,
        look=look,
        is_now=flag.is_now,
        wording=flag.wording,
        because=flag.because,
        asks=tuple(map(_asked, flag.asks)),
        logged=_logged(flag, journal),
        call=_call(flag, journal.person),
        answers=_labelled(flag.answers),
        claims=claims_by_section(flag.claims),
        outside=_outsides(flag.refs),
        general=by_id("red_flags")[flag.id]["outside"],
        passed=even_if_passed(flag),
        entries=_entries(flag),
        can_wait=not flag.is_urgent,
    )


def even_if_passed(flag: "Flag") -> str:
    """Why an alarm that feeling better does not settle matters even if it has passed; "" for the others."""
    settled = "better" in flag.answers or not flag.is_urgent
    known: Mapping[str, Any] = load()["rules"]["even_if_passed"]  # type: ignore[assignment]
    return "" if settled else known[flag.urgency]["text"]


def asked_view(flag: "Flag", journal: Journal, at: datetime) -> FlagView:
    """The FlagView that asks what became of an alarm nobody answered in time."""
    return FlagView(
        id=flag.id,
        name=question(flag, journal.calendar, at),
        level=_("Not answered yet"),
        icon="info",
        look="flag--visit",
        is_now=False,
        wording=load()["rules"]["asked"]["text"],
        because=flag.because,
        asks=(),
        logged=_logged(flag, journal),
        call=None,
        answers=_labelled(to_the_question(flag)),
        claims=claims_by_section(flag.claims),
        outside=_outsides(flag.refs),
        general=by_id("red_flags")[flag.id]["outside"],
        entries=_entries(flag),
    )


def _entries(flag: "Flag") -> tuple[tuple[UUID, str], ...]:
    """(id, words of the link) of what can be corrected: the entry, or each of an alarm's newest ones."""
    if len(flag.episodes) == 1:
        return ((flag.episodes[0], _("Correct the entry")),)
    newest = flag.episodes[-MOST_ENTRIES:] if flag.until else ()
    label = _("Correct entry %(n)s of %(count)s")
    return tuple((id, label % {"n": n, "count": len(newest)}) for n, id in enumerate(newest, start=1))


def _labelled(words: Iterable[str]) -> tuple[tuple[str, Promise], ...]:
    labels = dict(FlagAnswer.choices)
    return tuple((word, labels[word]) for word in words)


def _outsides(refs: tuple[str, ...]) -> tuple[Outside, ...]:
    return tuple(outside(ref) for ref in dict.fromkeys(refs))


def _asked(ask: Ask) -> tuple[str, str | None]:
    """(question, address of the form that answers it or None) of an Ask."""
    known = by_id("questions")[ask.question]
    if known["form"] is None:
        return known["text"], None
    form = reverse(known["form"], args=[ask.entry]) if ask.entry else reverse(f"{known['form']}_new")
    return known["text"], f"{form}#{known['field']}" if known["field"] else form


def outside(ref: str) -> Outside:
    """The Outside of a reference: title, body and year."""
    known = by_id("references")[ref]
    return Outside(f"{known['title']}, {known['publisher']}, {known['year']}", known["address"])


def _logged(flag: "Flag", journal: Journal) -> str:
    """When the newest episode was logged and what it was; "" for a flag that rests on many entries."""
    rows = [row for row in journal.episodes if row["id"] in flag.episodes]
    if not rows or flag.urgency not in ("emergency_now", "same_day"):
        return ""
    local = journal.calendar.local(rows[-1]["started_at"])
    return _("On %(date)s at %(time)s you logged: %(kind)s, %(place)s.") % {
        "date": format_date(local.date(), "j F"),
        "time": time_format(local, "H:i"),
        "kind": str(EpisodeKind(rows[-1]["kind"]).label).lower(),
        "place": format_place(rows[-1]["body_part"], rows[-1]["side"]),
    }


def _call(flag: "Flag", person: Row) -> tuple[str, str] | None:
    """Whom to call: the emergency number; the person's own advice line when it is a number; nobody for a visit."""
    numbers = numbers_of(person)
    number = {"emergency_now": numbers["emergency_number"], "same_day": numbers["advice_line"]}.get(flag.urgency, "")
    dialled = tel(number)
    return (_("Call %(number)s") % {"number": number}, dialled) if dialled else None
