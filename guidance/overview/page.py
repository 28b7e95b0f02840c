"""The guidance page as one typed model: every string made here, the templates only place them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.analysis import Advice, Analysis, CauseAdvice
from guidance.analysis.relief_counts import ReliefView, relief_view
from guidance.analysis.same_muscle import left_out, sentence
from guidance.causes.counts import Comparison, Side
from guidance.causes.labels import rests_on, sides, to_log
from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, EXPOSED, NOT_EXPOSED
from guidance.causes.rule_texts import said
from guidance.evidence.wording import GROUPS, LEVEL_WORDS, sentences, share_range
from guidance.flags.cards import FlagView, asked_view, flag_view
from guidance.flags.registry import RULES, for_people
from guidance.knowledge.citations import claim_of, grade_of, references
from guidance.knowledge.load import by_id, load
from guidance.tips.cards import TipView, tip_views
from guidance.tips.checklist import Item, checklist
from guidance.tips.eligibility import not_said
from guidance.tips.followed_tips import TriedList, tried_list
from guidance.tips.reassurance import Reassurance, reassurance
from guidance.tips.recent_events import TIPS_REACH
from guidance.trials.running_page import TrialLine, running_lines
from guidance.trials.switches import switches
from journal.public import (
    Calendar,
    EpisodeKind,
    Journal,
    Row,
    format_count,
    format_date,
    format_sessions,
    format_twinges,
    per_language,
)

FIRST_CLAIMS = 3


@dataclass(frozen=True)
class Interval:
    """Where the real share of a row may lie: "32.0%", "58.3%", "80.7%" for the drawing, and in words."""

    low: str
    share: str
    high: str
    text: str


@dataclass(frozen=True)
class DotRow:
    """Sessions of one side, a dot each: "on" when a twinge followed, "half" when something was felt. See `dots`."""

    label: str
    text: str
    dots: tuple[str, ...]
    interval: Interval | None


@dataclass(frozen=True)
class CauseView:
    """A cause: what the person's entries hold of it, and what the documents say. `line` is seen folded, too.

    `mark`, `word`: how sure the entries make us; `beside`: sentences that stand with it. `rules`: what counts; `told`:
    (label, sentences) of what is told and never counted; `rests`: on how many days. `documents`: the drawn fragment of
    the documents' side, which is the same for everybody.
    """

    id: str
    name: str
    line: str
    mark: str
    word: str
    beside: tuple[str, ...]
    rules: tuple[Any, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]
    rests: str
    counted: bool
    rows: tuple[DotRow, ...]
    left_out: str
    documents: str
    to_log: tuple[str, str] | None
    trial: str | None = None  # where a coin can settle it


@dataclass(frozen=True)
class Group:
    id: str
    title: str
    note: str
    causes: tuple[CauseView, ...]


@dataclass(frozen=True)
class GuidancePage:
    """`put_away`: a flag for help today or now is open, and nothing but flags is shown."""

    lead: str
    flags: tuple[FlagView, ...]
    asked: tuple[FlagView, ...]
    put_away: bool
    calm: Reassurance | None
    signs: str
    relief_first: bool
    quiet: str
    tips: tuple[TipView, ...]
    trials: tuple[TrialLine, ...]
    groups: Callable[[], Any]  # made only when they are not kept
    levels: tuple[tuple[str, Promise, Promise], ...]
    checklist: tuple[Item, ...]
    same_muscle: tuple[str, ...]
    tried: TriedList
    relief: ReliefView
    aside: tuple[tuple[str, str], ...]
    not_for_all: str
    disclaimer: str


def guidance_page(advice: Advice, journal: Journal, counts: bool = True) -> GuidancePage:
    """The GuidancePage of an Advice. `journal`: the person's row and the recent episodes, for the words of a flag.

    `counts`: whether it tells how many twinges there were.
    """
    analysis = advice.analysis
    shown = [cause for cause in analysis.causes if cause.id not in analysis.aside]
    return GuidancePage(
        lead=_lead(analysis, counts),
        flags=tuple(flag_view(flag, journal) for flag in for_people(advice.flags)),
        asked=tuple(asked_view(flag, journal, advice.at) for flag in for_people(advice.asked)),
        put_away=advice.put_away,
        calm=reassurance(journal.episodes, advice.flags, advice.at),
        signs=_("The %(n)s signs we watch for") % {"n": len(RULES)},
        relief_first=advice.relief_first,
        quiet=_quiet(analysis, advice.at, journal.calendar),
        tips=() if advice.relief_first else tip_views(advice, journal.calendar),
        trials=running_lines(advice),
        groups=lambda: tuple(_groups(shown, analysis.facts.body, journal.person, counts)),
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
    return _("No tips now: they come from the last two weeks, and your last entry is of %(date)s.") % {
        "date": format_date(analysis.newest, "j F Y")
    }


def _lead(analysis: Analysis, counts: bool) -> str:
    if not analysis.since:
        return _("Nothing to set beside the documents yet: log a session and what followed it.")
    if not counts:
        return _("What your entries since %(date)s show, next to what our two documents say.") % {
            "date": date_format(analysis.since, "j F Y")
        }
    return _("What your %(sessions)s and %(twinges)s since %(date)s show, next to what our two documents say.") % {
        "sessions": format_sessions(analysis.sessions),
        "twinges": format_twinges(analysis.twinges),
        "date": date_format(analysis.since, "j F Y"),
    }


def _not_for_all(body: Body) -> str:
    rule = load()["rules"]["adults_only"]
    return rule[:1].upper() + rule[1:] + "." if body.under_age or body.pregnant else ""


def _groups(causes: list[CauseAdvice], body: Body, person: Row, counts: bool) -> Iterator[Any]:
    """The groups that are not empty: causes by how sure their evidence is, then those that are never counted."""
    counted = [cause for cause in causes if cause.is_counted]
    told = [cause for cause in causes if not cause.is_counted]
    parts: list[Any] = [
        (name, title, note, [c for c in counted if c.level in levels]) for name, levels, title, note in GROUPS
    ]
    parts += [("told", _("Told, not counted"), _("Your sessions are not compared with and without these."), told)]
    for name, title, note, found in parts:
        if found:
            yield Group(name, str(title), str(note), tuple(cause_view(cause, body, person, counts) for cause in found))


def _tells(cause: CauseAdvice) -> bool:
    """Whether something is told of the cause. What is only for information stands beside causes that are counted."""
    return bool(cause.watch or cause.episode_only or (cause.information and not cause.is_counted))


def cause_view(cause: CauseAdvice, body: Body, person: Row, counts: bool) -> CauseView:
    """The CauseView of a CauseAdvice for a person's row; without `counts` it has no rows of sessions and twinges."""
    imperial, hidden = person["units"] == "imperial", not_said(by_id("causes")[cause.id], person)
    say = lambda rules: tuple(said(rule, cause.values or {}, body, imperial) for rule in rules)  # noqa: E731
    rules, words_to_log = say(cause.rules), to_log(cause.id)
    if hidden and CAUSES[cause.id].foods:  # what to log names foods that are not for them
        words_to_log = (_("your check-in"), words_to_log[1])
    told = tuple((label, say(held)) for label, held in _told(cause) if held)
    line = _line(cause, rules, told, words_to_log[0], counts)
    mark, word, _meaning = LEVEL_WORDS[cause.level]
    return CauseView(
        id=cause.id,
        name=cause.name,
        line=line,
        mark=mark if cause.is_counted else "",
        word=str(word),
        beside=sentences(cause, imperial) if cause.is_counted else (),
        rules=rules[1:],
        told=told,
        rests=rests_on(cause.id, cause.values),
        counted=cause.is_counted,
        rows=_rows(cause) if counts else (),
        left_out=_left_out(cause.compared) if cause.is_counted and counts else "",
        documents=documents_say(cause.id, hidden),
        to_log=(words_to_log[0], reverse(words_to_log[1])) if cause.state not in (EXPOSED, NOT_EXPOSED) else None,
        trial=reverse("trial_new", args=[cause.id]) if cause.id in switches() else None,
    )


def _told(cause: CauseAdvice) -> Iterator[Any]:
    """[(label, rules)] of what holds and is never counted, each level by itself."""
    yield _("To watch, not counted"), cause.watch
    yield _("From the twinge itself, not counted"), cause.episode_only
    yield _("For information, not counted"), cause.information


@per_language
def documents_say(cause_id: str, not_for_them: Any = ()) -> str:
    """What the documents say of a cause, but for claims that are not for the reader; drawn once for each language."""
    known = by_id("causes")[cause_id]
    claims = [claim_of(claim) for claim in _first_causes(known["claims"]) if claim not in not_for_them]
    shown = {"claims": claims[:FIRST_CLAIMS], "more_claims": claims[FIRST_CLAIMS:]}
    refs = [*known["evidence"]["refs"], *(ref for rule in known["exposure"]["rules"] for ref in rule["refs"])]
    backing = {
        "grade": grade_of(cause_id),
        "summary": known["evidence"]["summary"],
        "kinds": ", ".join(kind_named(kind) for kind in known["episode_kinds"]),
        "references": references(refs),
    }
    return render_to_string("guidance/knowledge/_documents.html", shown | backing)


def kind_named(kind: str) -> str:
    """A kind of episode in lower case: "leg_jerk" -> "leg jerk in sleep"."""
    return str(EpisodeKind(kind).label).lower()


def _line(
    cause: CauseAdvice,
    rules: tuple[str, ...],
    told: tuple[tuple[str, tuple[str, ...]], ...],
    words_to_log: str,
    counts: bool,
) -> str:
    """The one line a folded cause shows."""
    if rules:
        return rules[0]
    if told and _tells(cause):
        return told[0][1][0]
    if cause.state == NOT_EXPOSED:
        return _twinged(cause.compared.with_cause) if counts and cause.compared.with_cause.sessions else ""
    return _("Log %(what)s.") % {"what": words_to_log}


def _first_causes(claims: list[str]) -> list[str]:
    """Claims that name the cause itself before mechanisms and the rest, otherwise in their order."""
    return sorted(claims, key=lambda claim: by_id("claims")[claim]["kind"] != "cause")


def _rows(cause: CauseAdvice) -> tuple[DotRow, ...]:
    if not cause.is_counted:
        return ()
    counted = (cause.compared.with_cause, cause.compared.without)
    return tuple(_row(label, side) for label, side in zip(sides(cause.id), counted, strict=True))


def _row(label: str, side: Side) -> DotRow:
    return DotRow(label, _twinged(side), side.dots, _interval(side))


def _interval(side: Side) -> Interval | None:
    """The Interval of a Side: Wilson's 95 % range of the share; None without sessions."""
    found = share_range(side)
    if found is None:
        return None
    low, _middle, high = (round(100 * value) for value in found)
    text = _("Plausible range: %(low)s to %(high)s of 100 sessions.") % {"low": low, "high": high}
    shown = [f"{100 * value:.1f}%" for value in found]
    return Interval(shown[0], shown[1], shown[2], text)


def _twinged(side: Side) -> str:
    """Side(12, 7, 2) -> "7 of 12 sessions, something felt after 2 more"."""
    if not side.sessions:
        return _("no session yet: nothing to compare with")
    said = _("%(n)s of %(sessions)s, something felt after %(felt)s more") if side.felt else _("%(n)s of %(sessions)s")
    return said % {
        "n": format_count(side.episodes),
        "sessions": format_sessions(side.sessions),
        "felt": format_count(side.felt),
    }


def _left_out(compared: Comparison) -> str:
    """How many sessions are not counted, and why."""
    parts = []
    if n := compared.outcome_unknown:
        parts.append(
            ngettext("%(n)s where we do not know what followed", "%(n)s where we do not know what followed", n)
            % {"n": n}
        )
    if n := compared.exposure_unknown:
        parts.append(ngettext("%(n)s where this was not recorded", "%(n)s where this was not recorded", n) % {"n": n})
    return _("Left out: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""
