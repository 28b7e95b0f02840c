"""What Guidance begins with while no cause stands out: what came in so far, and what is missing, in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.analysis import Analysis
from guidance.analysis.answer import Reader
from guidance.analysis.findings import answered, shown_causes_of, twinges_so_far
from guidance.causes.counts import Comparison, Side
from guidance.causes.labels import Pieces, finding
from guidance.evidence.levels import LEAST_SESSIONS, LEAST_TWINGED, NO_SIGN, TOO_EARLY
from guidance.evidence.rows import DotRow, rows_of
from guidance.evidence.wording import LEVEL_WORDS
from journal.public import format_count, format_sessions, format_twinges

EXAMPLE = "poor_sleep"
EXAMPLE_COUNTS = Comparison(Side(5, 3), Side(5, 1))  # as Today's example on the first days
MOST_MISSING = 3


@dataclass(frozen=True)
class Gauge:
    """How far something has come: "4 of 8", a slot each, filled or not. `twinges`: whether it counts twinges."""

    label: str
    text: str
    slots: tuple[bool, ...]
    twinges: bool = False


@dataclass(frozen=True)
class Missing:
    title: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class NoFinding:
    """`says`: what came in so far. `missing`: in the order in which it helps. `url`, `button`: the one main action.

    `example`: made up, () where the person's own entries can be compared.
    """

    says: Pieces
    gauges: tuple[Gauge, ...]
    mark: str
    word: str
    meaning: str
    missing: tuple[Missing, ...]
    do: str
    button: str
    url: str
    example: Pieces
    example_rows: tuple[DotRow, ...]


def no_finding(analysis: Analysis, reader: Reader) -> NoFinding:
    """The NoFinding of an Analysis in which no cause may raise the risk so far."""
    known, unknown = answered(analysis)
    more = LEAST_SESSIONS - known - min(unknown, analysis.unanswered)
    comparing = known >= LEAST_SESSIONS and twinges_so_far(analysis) >= LEAST_TWINGED
    compared = [cause for cause in shown_causes_of(analysis) if cause.is_counted and cause.level != TOO_EARLY]
    mark, word, meaning = LEVEL_WORDS[NO_SIGN if compared else TOO_EARLY]
    do, button, url = _main_action(analysis.unanswered)
    return NoFinding(
        says=_says(analysis, reader, bool(compared)),
        gauges=() if comparing else tuple(_gauges(known, twinges_so_far(analysis), reader)),
        mark=mark,
        word=str(word),
        meaning=str(meaning) if comparing else _begins(),
        missing=tuple(_missing(analysis, more, reader))[:MOST_MISSING],
        do=do,
        button=button,
        url=url,
        example=finding(EXAMPLE, EXAMPLE_COUNTS) if reader.counts and not compared else (),
        example_rows=rows_of(EXAMPLE, EXAMPLE_COUNTS),
    )


def _begins() -> str:
    return _(
        "Comparing begins with %(sessions)s such sessions and %(twinges)s twinges. A "
        "calm week counts as much as a twinge."
    ) % {"sessions": LEAST_SESSIONS, "twinges": LEAST_TWINGED}


def _says(analysis: Analysis, reader: Reader, compared: bool) -> Pieces:
    if not analysis.since:
        return ((_("Nothing to compare yet: log a session and what followed it."), False),)
    if compared:
        return ((_("No cause stands out in your entries so far."), False),)
    if not reader.counts:
        return ((_("No answer yet: your entries are too few to compare."), False),)
    said = _("No answer yet. %(sessions)s and %(twinges)s came in so far.") % {
        "sessions": format_sessions(analysis.sessions),
        "twinges": format_twinges(analysis.twinges),
    }
    return ((said, False),)


def _gauges(known: int, twinges: int, reader: Reader) -> Iterator[Gauge]:
    yield _gauge(_("Sessions we can compare"), known, LEAST_SESSIONS)
    if reader.counts:
        yield _gauge(_("Twinges we can compare"), twinges, LEAST_TWINGED, twinges=True)


def _gauge(label: str, n: int, of: int, twinges: bool = False) -> Gauge:
    n = min(n, of)
    text = _("%(n)s of %(of)s") % {"n": format_count(n), "of": format_count(of)}
    return Gauge(label, text, (True,) * n + (False,) * (of - n), twinges)


def _main_action(unanswered: int) -> tuple[str, str, str]:
    """(what to do, the button's words, where it leads)."""
    if unanswered:
        return still_without(unanswered), _("Answer them: half a minute"), reverse("aftermaths")
    return _("The next session is the next dot."), _("Log a session"), reverse("session_new")


def still_without(n: int) -> str:
    """ "4 sessions still without an answer"."""
    return ngettext("%(n)s session still without an answer", "%(n)s sessions still without an answer", n) % {
        "n": format_count(n)
    }


def _missing(analysis: Analysis, sessions: int, reader: Reader) -> Iterator[Missing]:
    """What is missing, what costs least first. `sessions`: how many more it takes to begin; old ones without an answer
    are of no use any more."""
    if analysis.unanswered:
        question = _("Did anything twitch or cramp in the 24 hours after?")
        yield Missing(still_without(analysis.unanswered), question, reverse("aftermaths"))
    if sessions > 0:
        title = ngettext("%(n)s more session", "%(n)s more sessions", sessions) % {"n": format_count(sessions)}
        yield Missing(title, _("With what followed it: “Nothing” is an answer, too."), reverse("session_new"))
    if more := max(0, LEAST_TWINGED - twinges_so_far(analysis)):
        title = ngettext("%(n)s more twinge, if it comes", "%(n)s more twinges, if they come", more)
        said = title % {"n": format_count(more)} if reader.counts else _("Twinges, if they come")
        yield Missing(said, _("Staying calm is a fine result, too, and we will say so."))
        return
    early = [cause for cause in shown_causes_of(analysis) if cause.is_counted and cause.level == TOO_EARLY]
    for cause in sorted(early, key=lambda cause: cause.evidence.more_needed):
        n = cause.evidence.more_needed
        text = ngettext("About %(n)s more session or day", "About %(n)s more sessions or days", n)
        yield Missing(cause.name, text % {"n": format_count(n)}, reverse("cause", args=[cause.id]))
