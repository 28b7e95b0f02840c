"""The personal evidence in words: groups of the guidance page, the fixed words for how sure, and what stands beside.

Nothing here counts or fits: it says what guidance/evidence and guidance/comparison found.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.causes.counts import Comparison, Side, Tangle
from guidance.evidence.levels import CONFIRMED, LIKELY, NO_SIGN, OPPOSITE, POSSIBLE, TOO_EARLY
from guidance.knowledge.load import by_id
from guidance.knowledge.texts import with_numbers
from guidance.statistics.intervals import wilson
from journal.public import format_count, format_sessions

if TYPE_CHECKING:
    from guidance.evidence.weigh import Evidence

# Level -> (drawn mark, fixed word, what the word means).
LEVEL_WORDS = {
    CONFIRMED: ("confirmed", gettext_lazy("Confirmed by your trial"), gettext_lazy("a coin-flip trial held up")),
    LIKELY: ("likely", gettext_lazy("Likely"), gettext_lazy("a difference chance would rarely make")),
    POSSIBLE: ("possible", gettext_lazy("Possible"), gettext_lazy("a difference, within reach of chance")),
    NO_SIGN: ("none", gettext_lazy("No sign"), gettext_lazy("both sides look alike")),
    OPPOSITE: ("none", gettext_lazy("Opposite for you"), gettext_lazy("fewer twinges with it than without")),
    TOO_EARLY: ("thin", gettext_lazy("Not enough entries yet"), gettext_lazy("nothing is concluded from the counts")),
}
# (id, levels in it, title, note), in the order of the page.
GROUPS = (
    ("stands-out", (CONFIRMED, LIKELY), gettext_lazy("Stands out"),
     gettext_lazy("Seen more often than chance alone would easily explain.")),
    ("possible", (POSSIBLE,), gettext_lazy("Possible"), gettext_lazy("A difference that chance alone can still make.")),
    ("no-sign", (NO_SIGN,), gettext_lazy("No sign so far"),
     gettext_lazy("What was logged with it and without it looks alike.")),
    ("opposite", (OPPOSITE,), gettext_lazy("Opposite for you"),
     gettext_lazy("Fewer twinges came with it than without it. That does not make it a remedy.")),
    ("too-early", (TOO_EARLY,), gettext_lazy("Not enough entries yet"),
     gettext_lazy("A blank is not a no. What your last entries meet stands first.")),
)  # fmt: skip
# What further entries can do to a word.
WOULD_CHANGE = {
    CONFIRMED: gettext_lazy("What would change this: another trial that comes out the other way."),
    LIKELY: gettext_lazy(
        "What would change this: calm sessions with it, or twinges without it. Only a trial confirms."
    ),
    POSSIBLE: gettext_lazy("What would change this: more sessions of both kinds, or a coin-flip trial."),
    NO_SIGN: gettext_lazy("What would change this: twinges that follow it more often than other sessions."),
    OPPOSITE: gettext_lazy("What would change this: twinges that follow it, or calm sessions without it."),
}


def share_range(side: Side) -> tuple[float, float, float] | None:
    """(low, share, high) of the sessions of a Side that a twinge followed, as 0 to 1; None without sessions."""
    if not side.sessions:
        return None
    low, high = wilson(side.episodes, side.sessions)
    return low, side.episodes / side.sessions, high


def sentences(cause: Any, imperial: bool) -> tuple[str, ...]:
    """What stands beside the word for a cause: what is missing, tangled and unsettled, and what would change it."""
    if cause.level == TOO_EARLY:
        return (needed(cause.evidence),)
    said = [
        _one_sided(cause.compared),
        "" if cause.level == NO_SIGN else _settled(cause.compared),
        _begins(cause, imperial),
        *map(_tangled, cause.tangled),
        WOULD_CHANGE[cause.level],
    ]
    return tuple(str(sentence) for sentence in said if sentence)


def needed(evidence: "Evidence") -> str:
    """ "Not enough entries yet. About 3 more needed." Of a journal without twinges: that these are what is missing."""
    if n := evidence.twinges_needed:
        return ngettext(
            "Nothing to compare yet: it takes a twinge after %(n)s more session or day, beside calm ones.",
            "Nothing to compare yet: it takes twinges after %(n)s more sessions or days, beside calm ones.",
            n,
        ) % {"n": format_count(n)}
    return ngettext(
        "Not enough entries yet. About %(n)s more session or day needed, at your own rate.",
        "Not enough entries yet. About %(n)s more sessions or days needed, at your own rate.",
        evidence.more_needed,
    ) % {"n": format_count(evidence.more_needed)}


def _one_sided(compared: Comparison) -> str:
    """That the sessions alone have nothing to compare: the word rests on the rest days, too."""
    if compared.with_cause.sessions and compared.without.sessions:
        return ""
    return _("Sessions of one kind only so far: what is compared here are your rest days, too.")


def _settled(compared: Comparison) -> str:
    """Whether the ranges of the two sides touch."""
    ranges = [share_range(side) for side in (compared.with_cause, compared.without)]
    if ranges[0] is None or ranges[1] is None:
        return ""
    (with_low, _share, with_high), (low, _share, high) = ranges[0], ranges[1]
    return _("The ranges still touch, so this is not settled.") if with_low <= high and low <= with_high else ""


def _begins(cause: Any, imperial: bool) -> str:
    """Where the cause begins in the person's own entries, when that is not where the documents draw the line."""
    evidence = cause.evidence
    begins = by_id("causes")[cause.id].get("begins")
    if cause.level == NO_SIGN or evidence.coding in (None, "cut") or evidence.start is None or not begins:
        return ""
    dose = with_numbers(begins, {"more": evidence.start, "less": -evidence.start}, imperial)
    return _("In your entries it shows most with %(dose)s.") % {"dose": dose}


def _tangled(tangle: Tangle) -> str:
    """ "9 of the 12 sessions with it also had “No stretching after the session”. The two are tangled." """
    return _("%(both)s of the %(sessions)s with it also had “%(other)s”, so the two are tangled.") % {
        "both": format_count(tangle.both),
        "sessions": format_sessions(tangle.sessions),
        "other": by_id("causes")[tangle.cause]["name"],
    }
