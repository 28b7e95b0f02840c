"""A red flag as the guidance page shows it, and the page that asks once more before an emergency goes quiet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.knowledge.citations import claims_by_section
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import numbers_of, tel
from journal.public import EpisodeKind, FlagAnswer, format_place

# Urgency -> (what it asks for, icon, class of the box).
LOOKS = {
    "emergency_now": (gettext_lazy("Get help now"), "stop", "flag--now"),
    "same_day": (gettext_lazy("See a doctor today"), "warn", "flag--soon"),
    "book_visit": (gettext_lazy("Worth a doctor’s visit"), "calendar", "flag--visit"),
    "info": (gettext_lazy("Worth watching"), "info", "flag--visit"),
}


@dataclass(frozen=True)
class Outside:
    """A source from outside the two documents: what was read, and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class FlagView:
    """A red flag on the page. `because`: what opened it, in numbers. `asks`: (question, address
    or None), what to answer first. `call`: (label, tel: address) or None."""

    id: str
    name: str
    level: str
    icon: str
    look: str
    is_now: bool
    wording: str
    because: str
    asks: tuple
    logged: str
    call: tuple | None
    answers: tuple
    claims: tuple
    outside: tuple
    general: bool


def flag_view(flag, journal):
    """The FlagView of an open Flag; `journal` holds the recent episodes, for when the newest of them was logged."""
    labels = dict(FlagAnswer.choices)
    level, icon, look = LOOKS[flag.urgency]
    return FlagView(
        id=flag.id,
        name=flag.name,
        level=str(level),
        icon=icon,
        look=look,
        is_now=flag.is_now,
        wording=flag.wording,
        because=flag.because,
        asks=tuple(map(_asked, flag.asks)),
        logged=_logged(flag, journal),
        call=_call(flag, journal.person),
        answers=tuple((word, labels[word]) for word in flag.answers),
        claims=claims_by_section(flag.claims),
        outside=tuple(outside(ref) for ref in flag.refs),
        general=by_id("red_flags")[flag.id]["outside"],
    )


def _asked(ask):
    """(question, address of the form that answers it or None) of an Ask."""
    known = by_id("questions")[ask.question]
    if known["form"] is None:
        return known["text"], None
    form = reverse(known["form"], args=[ask.entry]) if ask.entry else reverse(f"{known['form']}_new")
    return known["text"], f"{form}#{known['field']}" if known["field"] else form


def outside(ref):
    """The Outside of a reference; one seen only as a copy or in a report says so."""
    known = by_id("references")[ref]
    said = {"title": known["title"], "publisher": known["publisher"]}
    if known["seen"] in ("copy", "report"):
        return Outside(_("after %(title)s (read in a copy)") % said, known["address"])
    return Outside(_("%(title)s, %(publisher)s") % said, known["address"])


def _logged(flag, journal):
    """When the newest episode was logged and what it was; "" for a flag that rests on many entries."""
    rows = [row for row in journal.episodes if row["id"] in flag.episodes]
    if not rows or flag.urgency not in ("emergency_now", "same_day"):
        return ""
    local = journal.calendar.local(rows[-1]["started_at"])
    return _("On %(date)s at %(time)s you logged: %(kind)s, %(place)s.") % {
        "date": date_format(local, "j F"),
        "time": time_format(local, "H:i"),
        "kind": str(EpisodeKind(rows[-1]["kind"]).label).lower(),
        "place": format_place(rows[-1]["body_part"], rows[-1]["side"]),
    }


def _call(flag, person):
    """Whom to call: the emergency number; the person's own advice line when it is a number; nobody for a visit."""
    numbers = numbers_of(person)
    number = {"emergency_now": numbers["emergency_number"], "same_day": numbers["advice_line"]}.get(flag.urgency, "")
    return (_("Call %(number)s") % {"number": number}, tel(number)) if tel(number) else None
