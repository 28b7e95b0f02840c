"""What the entries say of each cause in one sentence, and which causes say something, the strongest first."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from guidance.analysis.analysis import Advice, Analysis, CauseAdvice
from guidance.causes.labels import Pieces, finding, finding_without_counts
from guidance.evidence.levels import LEAST_TWINGED, NO_SIGN, OPPOSITE, STANDING, TOO_EARLY
from guidance.evidence.rows import twinged
from guidance.evidence.wording import LEVEL_WORDS, needed
from guidance.knowledge.load import tips
from guidance.tips.choose import Tip

LEAST_SAID = 2  # sessions on either side, for a sentence that counts them


def shown_causes_of(analysis: Analysis) -> list[CauseAdvice]:
    """The causes that the person did not set aside, strongest personal evidence first."""
    return [cause for cause in analysis.causes if cause.id not in analysis.aside]


def findings(analysis: Analysis) -> list[CauseAdvice]:
    """The causes that may raise this person's risk, the strongest first; the first is what Guidance begins with."""
    return [cause for cause in shown_causes_of(analysis) if cause.is_counted and cause.level in STANDING]


def begins_with(analysis: Analysis) -> tuple[str, ...]:
    """The ids of the causes that Guidance begins with: those of a set, else of the strongest finding, else none."""
    if analysis.sets:
        return analysis.sets[0].causes
    return tuple(cause.id for cause in findings(analysis)[:1])


def tips_to_do(advice: Advice, on_top: Collection[str] = ()) -> tuple[list[Tip], list[Tip]]:
    """(tips that cannot wait, others that the person's entries do not speak against) of an Advice, in its order.

    `on_top`: ids of causes whose tips are said all the same. What the entries speak against stands on its cause's page.
    """
    levels = {cause.id: cause.level for cause in advice.analysis.causes}
    at_once = [tip for tip in advice.tips if tips()[tip.id][1].get("pressing") or tip.cause not in levels]
    against = (NO_SIGN, OPPOSITE)
    return at_once, [
        tip for tip in advice.tips if tip not in at_once and (tip.cause in on_top or levels[tip.cause] not in against)
    ]


def says(cause: CauseAdvice, counts: bool = True) -> Pieces:
    """What the entries say of a counted cause, in one sentence. `counts`: whether it tells how many there were."""
    if cause.level == TOO_EARLY:
        return ((needed(cause.evidence), False),)
    if counts and not _one_sided(cause):
        return finding(cause.id, cause.compared)
    if cause.level in STANDING:
        return ((finding_without_counts(cause.id), False),)
    if cause.level == OPPOSITE:
        return ((_("Fewer twinges came with it than without it."), False),)
    return ((_("No difference beyond what chance makes, so far."), False),)


def so_far(cause: CauseAdvice, counts: bool = True) -> str:
    """What is known of a cause with too few entries; `counts`: whether it tells how many there were."""
    word = str(LEVEL_WORDS[TOO_EARLY][1])
    if not counts or not cause.compared.with_cause.sessions:
        return f"{word}."
    said = _("With it, a twinge followed %(sessions)s so far.") % {"sessions": twinged(cause.compared.with_cause)}
    return f"{said} {word}."


def _one_sided(cause: CauseAdvice) -> bool:
    """Whether the sessions alone have nothing to compare, because the verdict rests on rest days, too."""
    return min(cause.compared.with_cause.sessions, cause.compared.without.sessions) < LEAST_SAID


def answered(analysis: Analysis) -> tuple[int, int]:
    """(sessions of which it is known what followed, sessions of which it is not) of the last two years."""
    compared = next((cause.compared for cause in analysis.causes if cause.is_counted), None)
    if compared is None:
        return 0, 0
    known = compared.with_cause.sessions + compared.without.sessions + compared.exposure_unknown
    return known, compared.outcome_unknown


def twinges_so_far(analysis: Analysis) -> int:
    """Sessions and days with a twinge that can be compared, up to the LEAST_TWINGED that comparing begins with."""
    missing = (cause.evidence.twinges_needed for cause in analysis.causes if cause.is_counted)
    return LEAST_TWINGED - min(missing, default=LEAST_TWINGED)
