"""How pages name the two sides of a cause and say what followed them, what to log for it, on how many days it rests."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.causes.counts import Comparison, Side
from guidance.causes.registry import CAUSES
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import with_numbers
from journal.public import format_count

# A sentence in pieces: (text, whether it is a count that stands out).
Pieces = tuple[tuple[str, bool], ...]


def with_lines(text: str, cause: str) -> str:
    """A text about a cause with the numbers of its rules: "{warmup_short[line]:minutes} or more"."""
    rules = by_id("causes")[cause]["exposure"]["rules"]
    return with_numbers(text, {rule["id"]: rule["numbers"] for rule in rules})


def sides(cause: str) -> tuple[str, ...]:
    """What sessions with the cause and without it are called; () for a cause that is never counted."""
    return tuple(with_lines(text, cause) for text in by_id("causes")[cause].get("sides", ()))


def in_pieces(text: str, standing_out: Mapping[str, str]) -> Pieces:
    """A text with blanks in pieces, with what fills them standing out."""
    parsed = Formatter().parse(text)
    pieces = [((before, False), (standing_out.get(name or "", ""), True)) for before, name, *_rest in parsed]
    return tuple(piece for pair in pieces for piece in pair if piece[0])


def finding(cause: str, compared: Comparison) -> Pieces:
    """ "Twinges followed 6 of your 11 sessions with a short warm-up, and 1 of your 16 others." of a counted cause."""
    counts = {"with": _of_yours(compared.with_cause), "without": _of_yours(compared.without)}
    return in_pieces(by_id("causes")[cause]["finding"]["counted"], counts)


def thing_of(cause: str) -> str:
    """What a counted cause is called inside a sentence: "short warm-ups"."""
    return by_id("causes")[cause]["finding"]["thing"]


def finding_without_counts(cause: str) -> str:
    """The same of a cause that came before twinges more often, for a person who wants no counts."""
    return by_id("causes")[cause]["finding"]["plain"]


def _of_yours(side: Side) -> str:
    return _("%(n)s of your %(sessions)s") % {
        "n": format_count(side.episodes),
        "sessions": format_count(side.sessions),
    }


def to_log(cause: str) -> tuple[str, str]:
    """(what to log when the cause is not known, in words; name of the page where it is logged)."""
    known = by_id("causes")[cause]["to_log"]
    return with_lines(known["text"], cause), known["form"]


def rests_on(cause: str, values: Mapping[str, Any] | None) -> str:
    """ "Rests on 5 of the last 7 days." of a diet cause, "" of others. `values`: the measures of the latest day.

    Of several foods the one that fewest days answered tells.
    """
    foods = CAUSES[cause].foods
    if not foods or not values:
        return ""
    days = min(values[f"{food}_logged_7d"] for food in foods)
    return ngettext("Based on %(n)s of the last 7 days.", "Based on %(n)s of the last 7 days.", days) % {"n": days}
