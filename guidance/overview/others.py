"""The causes that Guidance does not begin with: weaker signs in a line each, and all others under a fold."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.analysis import Analysis, CauseAdvice
from guidance.analysis.answer import Reader
from guidance.analysis.findings import findings, shown_causes_of
from guidance.analysis.rules_said import line_of_cause
from guidance.evidence.levels import STANDING, TOO_EARLY
from guidance.evidence.rows import twinged
from guidance.evidence.wording import GROUPS, LEVEL_WORDS
from journal.public import format_count

MOST_SIGNS = 3


@dataclass(frozen=True)
class Sign:
    """A weaker sign in one line: "Short nights", "3 of 8 sessions with it, 4 of 19 sessions without", "Possible"."""

    cause: str
    name: str
    text: str
    mark: str
    word: str


@dataclass(frozen=True)
class Line:
    """A cause under the fold. `line`: what the last entries say of it; `beside`: its counts, or what is missing."""

    cause: str
    name: str
    line: str
    beside: str


@dataclass(frozen=True)
class Group:
    """Causes of one level: `title` the fixed word, `note` what it means."""

    id: str
    title: str
    note: str
    lines: tuple[Line, ...]


def weaker_signs(analysis: Analysis, said: Collection[str], reader: Reader) -> tuple[Sign, ...]:
    """At most MOST_SIGNS Signs, the strongest first. `said`: ids of the causes that the page has spoken of."""
    left = [cause for cause in findings(analysis) if cause.id not in said]
    return tuple(_sign(cause, reader) for cause in left[:MOST_SIGNS])


def _sign(cause: CauseAdvice, reader: Reader) -> Sign:
    mark, word, _meaning = LEVEL_WORDS[cause.level]
    return Sign(cause.id, cause.name, _both_sides(cause) if reader.counts else "", mark, str(word))


def _both_sides(cause: CauseAdvice) -> str:
    """ "3 of 8 sessions with it, 4 of 19 sessions without"."""
    compared = cause.compared
    return _("%(with)s with it, %(without)s without") % {
        "with": twinged(compared.with_cause),
        "without": twinged(compared.without),
    }


def other_groups(analysis: Analysis, said: Collection[str], reader: Reader) -> tuple[Group, ...]:
    """The Groups of all causes that the page has not spoken of, without empty ones: told and never counted last."""
    left = [cause for cause in shown_causes_of(analysis) if cause.id not in said]
    return tuple(group for group in _groups(left, analysis, reader) if group.lines)


def _groups(causes: list[CauseAdvice], analysis: Analysis, reader: Reader) -> Iterator[Group]:
    for name, levels, title, note in GROUPS:
        yield Group(name, str(title), str(note), _lines(causes, levels, analysis, reader))
    told = [cause for cause in causes if not cause.is_counted]
    lines = tuple(_line(cause, "", analysis, reader) for cause in told)
    yield Group("told", _("For information only"), _("Not used when your sessions are compared."), lines)


def _lines(
    causes: Iterable[CauseAdvice], levels: Collection[str], analysis: Analysis, reader: Reader
) -> tuple[Line, ...]:
    counted = [cause for cause in causes if cause.is_counted and cause.level in levels]
    return tuple(_line(cause, _beside(cause, reader), analysis, reader) for cause in counted)


def _line(cause: CauseAdvice, beside: str, analysis: Analysis, reader: Reader) -> Line:
    return Line(cause.id, cause.name, line_of_cause(cause, analysis.facts.body, reader.person), beside)


def _beside(cause: CauseAdvice, reader: Reader) -> str:
    if cause.level != TOO_EARLY:
        return _both_sides(cause) if reader.counts else ""
    if n := cause.evidence.twinges_needed:
        return ngettext("%(n)s more twinge", "%(n)s more twinges", n) % {"n": format_count(n)}
    n = cause.evidence.more_needed
    return ngettext("%(n)s more session or day", "%(n)s more sessions or days", n) % {"n": format_count(n)}


def fold_title(groups: Iterable[Group]) -> str:
    """ "13 others, nothing yet"; "13 others" when one of them may raise the risk."""
    groups = list(groups)
    n = sum(len(group.lines) for group in groups)
    standing = {name for name, levels, *_rest in GROUPS if set(levels) & set(STANDING)}
    if any(group.id in standing for group in groups):
        return ngettext("%(n)s other", "%(n)s others", n) % {"n": format_count(n)}
    return ngettext("%(n)s other, nothing yet", "%(n)s others, nothing yet", n) % {"n": format_count(n)}
