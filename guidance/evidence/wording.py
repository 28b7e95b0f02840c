"""The personal evidence in words: groups of the guidance page, the fixed words for how sure, and what stands beside.

Nothing here counts or fits: it says what guidance/evidence and guidance/comparison found.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.causes.counts import Comparison, Side, Tangle
from guidance.evidence.levels import CONFIRMED, LIKELY, NO_SIGN, OPPOSITE, POSSIBLE, STANDING, TOO_EARLY
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import with_numbers
from guidance.statistics.intervals import wilson
from journal.public import format_count, format_sessions

if TYPE_CHECKING:
    from guidance.evidence.effects import Range
    from guidance.evidence.weigh import Evidence

# Level -> (drawn mark, fixed word, what the word means).
LEVEL_WORDS = {
    CONFIRMED: (
        "confirmed",
        gettext_lazy("Confirmed by your trial"),
        gettext_lazy("The sessions of your trial show it."),
    ),
    LIKELY: ("likely", gettext_lazy("Likely"), gettext_lazy("A difference that chance would rarely make.")),
    POSSIBLE: (
        "possible",
        gettext_lazy("Possible"),
        gettext_lazy("A clear difference, but chance could still make it."),
    ),
    NO_SIGN: ("none", gettext_lazy("No sign"), gettext_lazy("No difference beyond what chance makes.")),
    OPPOSITE: ("none", gettext_lazy("Opposite for you"), gettext_lazy("Fewer twinges came with it than without it.")),
    TOO_EARLY: ("thin", gettext_lazy("Not enough entries yet"), gettext_lazy("Too few to compare.")),
}
# (id, levels in it, title, note), in the order of the page.
GROUPS = (
    ("stands-out", (CONFIRMED, LIKELY), gettext_lazy("Stands out"),
     gettext_lazy("Seen more often than chance alone would easily explain.")),
    ("possible", (POSSIBLE,), gettext_lazy("Possible"), gettext_lazy("A difference that chance alone can still make.")),
    ("no-sign", (NO_SIGN,), gettext_lazy("No sign so far"),
     gettext_lazy("No difference beyond what chance makes, so far.")),
    ("opposite", (OPPOSITE,), gettext_lazy("Opposite for you"),
     gettext_lazy("Fewer twinges came with it than without it. That does not make it a remedy.")),
    ("too-early", (TOO_EARLY,), gettext_lazy("Not enough entries yet"),
     gettext_lazy("Not answered is not “no”. Causes that your last entries match come first.")),
)  # fmt: skip
# What further entries can do to a word.
WOULD_CHANGE = {
    CONFIRMED: gettext_lazy("Another trial that comes out the other way would change this."),
    LIKELY: gettext_lazy("Calm sessions with it, or twinges without it, would change this. Only a trial confirms."),
    POSSIBLE: gettext_lazy("More sessions of both kinds, or a coin, would make this surer."),
    NO_SIGN: gettext_lazy("Twinges after it more often than after other sessions would change this."),
    OPPOSITE: gettext_lazy("Twinges that follow it, or calm sessions without it, would change this."),
}
FEW_TWINGES = 10  # up to so many, one more on the other side would change much: our line


@dataclass(frozen=True)
class Reason:
    """Why a word is what it is. `kind`: "for", "against", "beside" (another cause came with it) or "more"."""

    kind: str
    text: str


def share_range(side: Side) -> tuple[float, float, float] | None:
    """(low, share, high) of the sessions of a Side that a twinge followed, as 0 to 1; None without sessions."""
    if not side.sessions:
        return None
    low, high = wilson(side.episodes, side.sessions)
    return low, side.episodes / side.sessions, high


def reasons(cause: Any, imperial: bool, counts: bool = True) -> tuple[Reason, ...]:
    """Why the word for a CauseAdvice is what it is, and what would change it; `counts`: whether twinges are counted."""
    if cause.level == TOO_EARLY:
        return ()
    said = [
        Reason("for", _speaks_for(cause) if counts else ""),
        Reason("for", _how_much(cause.evidence.shown_ratio) if counts else ""),
        Reason("for", _begins(cause, imperial)),
        Reason("for", _at_start(cause) if counts else ""),
        Reason("against", _one_sided(cause.compared)),
        Reason("against", _few(cause) if counts else ""),
        Reason("against", "" if cause.level == NO_SIGN else _settled(cause.compared)),
        *(Reason("beside", _tangled(tangle)) for tangle in cause.tangled),
        Reason("more", str(WOULD_CHANGE[cause.level])),
    ]
    return tuple(reason for reason in said if reason.text)


def _speaks_for(cause: Any) -> str:
    """ "6 of your 7 twinges after a session came with it." of a cause that may raise the risk."""
    with_it, without = cause.compared.with_cause, cause.compared.without
    twinges = with_it.episodes + without.episodes
    if cause.level not in STANDING or not twinges:
        return ""
    return ngettext(
        "%(n)s of the %(of)s session with a twinge was one with it.",
        "%(n)s of the %(of)s sessions with a twinge were ones with it.",
        twinges,
    ) % {"n": format_count(with_it.episodes), "of": format_count(twinges)}


def _how_much(ratio: "Range | None") -> str:
    """The 90 % interval of the risk ratio, "" where that is not shown."""
    if ratio is None:
        return ""
    return _(
        "With all other causes taken into account, twinges may come %(low)s to %(high)s times as often with it."
    ) % {"low": format_count(ratio.low, 1), "high": format_count(ratio.high, 1)}


def _few(cause: Any) -> str:
    twinges = cause.compared.with_cause.episodes + cause.compared.without.episodes
    if cause.level not in STANDING or not 0 < twinges <= FEW_TWINGES:
        return ""
    return ngettext(
        "Only %(n)s session had a twinge: one more on the other side would change a lot.",
        "Only %(n)s sessions had a twinge: one more on the other side would change a lot.",
        twinges,
    ) % {"n": format_count(twinges)}


def needed(evidence: "Evidence") -> str:
    """ "Not enough entries yet. About 3 more needed." Of a journal without twinges: that these are what is missing."""
    if n := evidence.twinges_needed:
        return ngettext(
            "Nothing to compare yet: it takes a twinge after %(n)s more session or day, beside calm ones.",
            "Nothing to compare yet: it takes twinges after %(n)s more sessions or days, beside calm ones.",
            n,
        ) % {"n": format_count(n)}
    return ngettext(
        "Not enough entries yet. About %(n)s more session or day needed, at the rate you log.",
        "Not enough entries yet. About %(n)s more sessions or days needed, at the rate you log.",
        evidence.more_needed,
    ) % {"n": format_count(evidence.more_needed)}


def _one_sided(compared: Comparison) -> str:
    """That the sessions alone have nothing to compare: the word rests on the rest days, too."""
    if compared.with_cause.sessions and compared.without.sessions:
        return ""
    return _("Your sessions are of one kind only so far: days without training are compared, too.")


def _settled(compared: Comparison) -> str:
    """Whether the ranges of the two sides touch."""
    ranges = [share_range(side) for side in (compared.with_cause, compared.without)]
    if ranges[0] is None or ranges[1] is None:
        return ""
    (with_low, _share, with_high), (low, _share, high) = ranges[0], ranges[1]
    return _("The two ranges still touch, so this is not settled.") if with_low <= high and low <= with_high else ""


def _begins(cause: Any, imperial: bool) -> str:
    """Where the cause begins in the person's own entries, or its direction, when that is not the documents' line."""
    evidence = cause.evidence
    if cause.level != NO_SIGN and evidence.coding == "linear":
        if cause.level == OPPOSITE:
            return _("The more of it, the less often a twinge followed.")
        return _("The more of it, the more often a twinge followed.")
    begins = by_id("causes")[cause.id].get("begins")
    if cause.level == NO_SIGN or evidence.coding in (None, "cut") or evidence.start is None or not begins:
        return ""
    dose = with_numbers(begins, {"more": evidence.start, "less": -evidence.start}, imperial)
    return _("In your entries it shows most with %(dose)s.") % {"dose": dose}


def _at_start(cause: Any) -> str:
    """The sessions beyond the person's own threshold and the others: those above are counted by the documents' line."""
    if cause.level == NO_SIGN or not cause.evidence.at_start:
        return ""
    there, others = cause.evidence.at_start
    return _("With that threshold, twinges followed %(n)s of %(with)s, and %(m)s of the %(others)s others.") % {
        "n": format_count(there.episodes),
        "with": format_sessions(there.sessions),
        "m": format_count(others.episodes),
        "others": format_count(others.sessions),
    }


def _tangled(tangle: Tangle) -> str:
    """ "9 of the 12 sessions with it also had “No stretching after the session”: we cannot tell the two apart." """
    return _("%(both)s of the %(sessions)s with it also had “%(other)s”: we cannot tell the two apart.") % {
        "both": format_count(tangle.both),
        "sessions": format_sessions(tangle.sessions),
        "other": by_id("causes")[tangle.cause]["name"],
    }
