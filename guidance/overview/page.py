"""The guidance page as one typed model: every string made here, the templates only place them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.analysis import Advice, Analysis
from guidance.analysis.answer import Answer, Reader, answer
from guidance.analysis.findings import findings
from guidance.analysis.relief_counts import ReliefView, relief_view
from guidance.analysis.rules_said import what_to_log
from guidance.analysis.same_muscle import left_out, sentence
from guidance.analysis.set_answer import SetAnswer, set_answer
from guidance.causes.person_limits import Body
from guidance.evidence.wording import LEVEL_WORDS
from guidance.flags.cards import FlagView, asked_view, flag_view
from guidance.flags.registry import RULES, for_people
from guidance.knowledge.load import by_id, load
from guidance.overview.no_finding import NoFinding, no_finding, still_without
from guidance.overview.others import Group, Sign, other_groups, weaker_signs
from guidance.overview.things_to_do import Todo, things_to_do
from guidance.tips.checklist import Item, checklist
from guidance.tips.followed_tips import TriedList, tried_list
from guidance.tips.reassurance import Reassurance, reassurance
from guidance.tips.recent_events import TIPS_REACH
from guidance.trials.better_page import Worth
from journal.public import (
    Calendar,
    Journal,
    Row,
    format_count,
    format_date,
    format_sessions,
    format_twinges,
)

MOST_BESIDE_A_VISIT = 2  # things to do, where a warning sign that can wait asks for a visit


@dataclass(frozen=True)
class Surer:
    """What would make the answer surer: a line that leads there."""

    title: str
    text: str
    url: str


@dataclass(frozen=True)
class GuidancePage:
    """`put_away`: a flag for help today or now is open, and nothing but flags is shown.

    It begins with one of three: `answer`, the strongest finding; `set_answer`, causes of which one is likely; or
    `nothing_yet`, what came in so far.
    """

    since: str
    flags: tuple[FlagView, ...]
    asked: tuple[FlagView, ...]
    put_away: bool
    calm: Reassurance | None
    signs: str
    relief_first: bool
    quiet: str
    answer: Answer | None
    set_answer: SetAnswer | None
    nothing_yet: NoFinding | None
    todos: tuple[Todo, ...]
    weaker: tuple[Sign, ...]
    surer: tuple[Surer, ...]
    groups: Callable[[], tuple[Group, ...]]  # made only when they are not kept
    levels: tuple[tuple[str, Promise, Promise], ...]
    checklist: tuple[Item, ...]
    same_muscle: tuple[str, ...]
    tried: TriedList
    relief: ReliefView
    aside: tuple[tuple[str, str], ...]
    not_for_all: str
    disclaimer: str


def guidance_page(advice: Advice, journal: Journal, worth: Callable[[str], Worth], counts: bool = True) -> GuidancePage:
    """The GuidancePage of an Advice. `journal`: the person's row and the recent episodes, for the words of a flag.

    `worth`: the Worth of a trial of a cause; `counts`: whether it tells how many twinges there were.
    """
    analysis, reader = advice.analysis, Reader(journal.person, journal.calendar, counts)
    strongest = next(iter(findings(analysis)), None)
    together = set_answer(analysis, reader, worth)
    first = answer(strongest, advice, reader) if strongest and not together else None
    on_top = {cause for cause, _name in together.causes} if together else {first.cause} if first else set()
    todos = () if advice.put_away else things_to_do(advice, first, on_top, reader, worth)
    todos = todos[:MOST_BESIDE_A_VISIT] if advice.flags else todos
    weaker = weaker_signs(analysis, on_top | {todo.cause for todo in todos}, reader)
    listed = on_top | {sign.cause for sign in weaker}
    return GuidancePage(
        since=_since(analysis, journal.calendar.date_of(advice.at), counts),
        flags=tuple(flag_view(flag, journal) for flag in for_people(advice.flags)),
        asked=tuple(asked_view(flag, journal, advice.at) for flag in for_people(advice.asked)),
        put_away=advice.put_away,
        calm=reassurance(journal.episodes, advice.flags, advice.at),
        signs=_("The %(n)s signs we watch for") % {"n": len(RULES)},
        relief_first=advice.relief_first,
        quiet=_quiet(analysis, advice.at, journal.calendar),
        answer=first,
        set_answer=together,
        nothing_yet=None if first or together else no_finding(analysis, reader),
        todos=todos,
        weaker=weaker,
        surer=tuple(_surer(analysis, on_top, reader.person)) if on_top else (),
        groups=lambda: other_groups(analysis, listed, reader),
        levels=tuple(LEVEL_WORDS.values()),
        checklist=checklist(analysis.causes) if analysis.sessions else (),
        same_muscle=(sentence(analysis.same_muscle), left_out(analysis.same_muscle)) if counts else (),
        tried=tried_list(analysis.intentions, journal.person, advice.flags, journal.calendar.date_of(advice.at)),
        relief=relief_view(analysis.relief),
        aside=tuple((name, by_id("causes")[name]["name"]) for name in analysis.aside if name in by_id("causes")),
        not_for_all=_not_for_all(analysis.facts.body),
        disclaimer=load()["disclaimer"],
    )


def _quiet(analysis: Analysis, at: datetime, calendar: Calendar) -> str:
    """Why there are no tips when nothing was logged of late; "" else."""
    if analysis.newest is None or analysis.newest >= calendar.date_of(at - TIPS_REACH):
        return ""
    return _("No tips now: they come from the last two weeks, and your last entry is from %(date)s.") % {
        "date": format_date(analysis.newest, "j F Y")
    }


def _since(analysis: Analysis, today: date, counts: bool) -> str:
    """ "29 sessions and 7 twinges since 2 October." """
    if not analysis.since:
        return ""
    since = format_date(analysis.since, "j F" if analysis.since.year == today.year else "j F Y")
    if not counts:
        return _("%(sessions)s since %(date)s.") % {"sessions": format_sessions(analysis.sessions), "date": since}
    return _("%(sessions)s and %(twinges)s since %(date)s.") % {
        "sessions": format_sessions(analysis.sessions),
        "twinges": format_twinges(analysis.twinges),
        "date": since,
    }


def _not_for_all(body: Body) -> str:
    rule = load()["rules"]["adults_only"]
    return rule[:1].upper() + rule[1:] + "." if body.under_age or body.pregnant else ""


def _surer(analysis: Analysis, on_top: set[str], person: Row) -> Iterator[Surer]:
    """What would make the finding surer, what costs least first."""
    if analysis.unanswered:
        yield Surer(still_without(analysis.unanswered), _("Answer them: half a minute"), reverse("aftermaths"))
    lacking = [cause for cause in analysis.causes if cause.id in on_top and cause.compared.exposure_unknown]
    for cause in lacking:
        n = cause.compared.exposure_unknown
        title = ngettext("%(n)s session cannot be compared yet", "%(n)s sessions cannot be compared yet", n)
        text = _("Not recorded: %(what)s.") % {"what": what_to_log(cause.id, person)[0]}
        yield Surer(title % {"n": format_count(n)}, text, f"{reverse('cause', args=[cause.id])}#sessions")
    if not analysis.unanswered and not lacking:
        yield Surer(_("More sessions of both kinds"), _("Calm ones count as much as twinges."), "")
