"""The guidance page as one typed model: every string made here, the templates only place them."""

from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from guidance.evidence_words import GROUPS, LEVELS, sentences, share_range
from guidance.exposures import EXPOSED, NOT_EXPOSED
from guidance.knowledge import by_id, load
from guidance.reassurance import Reassurance, reassurance
from guidance.red_flags import RULES, for_people, numbers_of, tel
from guidance.rule_words import said
from guidance.sources import claim_of, claims_by_section, grade_of
from journal.door import vocabulary, words

MOST_DOTS = 30
FIRST_CLAIMS = 3

# The two rows of "Your entries": sessions with the cause, and without it.
SIDES = {
    "muscle_fatigue": (gettext_lazy("Hard or draining"), gettext_lazy("Easier")),
    "load_spike": (gettext_lazy("A jump in load"), gettext_lazy("No jump")),
    "poor_warmup": (gettext_lazy("Little or only still warm-up"), gettext_lazy("5 min or more")),
    "no_post_stretch": (gettext_lazy("No stretch afterwards"), gettext_lazy("Stretched")),
    "low_fluids": (gettext_lazy("Little to drink"), gettext_lazy("More to drink")),
    "electrolyte_loss": (gettext_lazy("Heavy sweat, only water during"), gettext_lazy("Other sessions")),
    "heat": (gettext_lazy("Hot"), gettext_lazy("Not hot")),
    "stress": (gettext_lazy("High stress, that day or the day before"), gettext_lazy("Less stress")),
    "poor_sleep": (gettext_lazy("After short sleep"), gettext_lazy("After enough sleep")),
    "caffeine": (gettext_lazy("Much caffeine"), gettext_lazy("Less caffeine")),
    "low_fuel": (gettext_lazy("Long without fuel"), gettext_lazy("Fuelled")),
}
# What to log when a cause is not known: the words, and the address where it is logged.
TO_LOG = {
    "muscle_fatigue": (gettext_lazy("the effort of a session"), "session_new"),
    "load_spike": (gettext_lazy("three sessions of one activity in 30 days, with minutes and effort"), "session_new"),
    "poor_warmup": (gettext_lazy("the minutes of warm-up"), "session_new"),
    "no_post_stretch": (gettext_lazy("the minutes of stretching after a session"), "session_new"),
    "low_fluids": (gettext_lazy("what you drink: three drinks or more in the 24 h before a session"), "drink_new"),
    "electrolyte_loss": (gettext_lazy("how much you sweated, and what you drank during and after"), "session_new"),
    "heat": (gettext_lazy("how the air felt, or temperature and humidity"), "session_new"),
    "stress": (gettext_lazy("stress, in the check-in"), "checkin_new"),
    "poor_sleep": (gettext_lazy("your hours of sleep"), "sleep_new"),
    "caffeine": (gettext_lazy("what you drink in a day, water too"), "drink_new"),
    "low_fuel": (gettext_lazy("hours since your last meal; over 90 min, carbohydrate during"), "session_new"),
}
# Answers that fit how urgent a flag is.
ANSWERS = {"emergency_now": ["have_help", "better"], "same_day": ["booked", "checked", "better"]}


@dataclass(frozen=True)
class FlagView:
    """A red flag on the page. `call`: (label, tel: address) or None."""

    id: str
    name: str
    is_now: bool
    wording: str
    logged: str
    call: tuple | None
    answers: tuple
    claims: tuple
    general: bool


@dataclass(frozen=True)
class Interval:
    """Where the real share of a row may lie: "32.0%", "58.3%", "80.7%" for the drawing, and in words."""

    low: str
    share: str
    high: str
    text: str


@dataclass(frozen=True)
class Row:
    """Sessions of one side, a dot each: filled when a twinge followed. No dots when they would be too many."""

    label: str
    text: str
    dots: tuple
    interval: Interval | None


@dataclass(frozen=True)
class CauseView:
    """A cause: what the person's entries hold of it, and what the documents say. `line` is seen folded, too.

    `mark`, `word`: how sure the entries make us; `beside`: sentences that stand with it. `documents`: the drawn
    fragment of the documents' side, which is the same for everybody.
    """

    id: str
    name: str
    line: str
    mark: str
    word: str
    rules: tuple
    rows: tuple
    beside: tuple
    left_out: str
    documents: str
    to_log: tuple | None


@dataclass(frozen=True)
class Group:
    id: str
    title: str
    note: str
    causes: tuple


@dataclass(frozen=True)
class TipView:
    id: str
    cause: str
    cause_name: str
    text: str
    claims: tuple


@dataclass(frozen=True)
class EasedView:
    method: str
    icon: str
    text: str
    dots: tuple


@dataclass(frozen=True)
class GuidancePage:
    lead: str
    flags: tuple
    calm: Reassurance | None
    signs: str
    tips: tuple
    groups: tuple
    levels: tuple
    relief: tuple
    aside: tuple
    not_for_all: str
    disclaimer: str


def guidance_page(advice, journal):
    """The GuidancePage of an Advice. `journal`: the person's row and the recent episodes, for the words of a flag."""
    analysis = advice.analysis
    imperial = journal.person["units"] == "imperial"
    shown = [cause for cause in analysis.causes if cause.id not in analysis.aside]
    return GuidancePage(
        lead=_lead(analysis),
        flags=tuple(flag_view(flag, journal) for flag in for_people(advice.flags)),
        calm=reassurance(journal.episodes, advice.flags, advice.at),
        signs=_("The %(n)s signs we watch for") % {"n": len(RULES)},
        tips=tuple(tip_view(tip) for tip in advice.tips),
        groups=tuple(_groups(shown, analysis.facts.body, imperial)),
        levels=tuple((mark, word, meaning) for mark, word, meaning in LEVELS.values()),
        relief=tuple(_eased(eased) for eased in analysis.relief),
        aside=tuple((name, by_id("causes")[name]["name"]) for name in analysis.aside if name in by_id("causes")),
        not_for_all=_not_for_all(analysis.facts.body),
        disclaimer=load()["disclaimer"],
    )


def _lead(analysis):
    if not analysis.since:
        return _("Nothing to set beside the documents yet: log a session and what followed it.")
    return _("What your %(sessions)s and %(twinges)s since %(date)s show, next to what our two documents say.") % {
        "sessions": words.sessions(analysis.sessions),
        "twinges": words.twinges(analysis.twinges),
        "date": date_format(analysis.since, "j F Y"),
    }


def _not_for_all(body):
    rule = load()["rules"]["adults_only"]
    return rule[:1].upper() + rule[1:] + "." if body.under_age or body.pregnant else ""


def flag_view(flag, journal):
    """The FlagView of an open Flag; `journal` holds its episodes."""
    rows = [row for row in journal.episodes if row["id"] in flag.episodes]
    basis = by_id("red_flags")[flag.id]["basis"]
    labels = dict(vocabulary.FlagAnswer.choices)
    return FlagView(
        id=flag.id,
        name=flag.name,
        is_now=flag.is_now,
        wording=flag.wording,
        logged=_logged(rows[-1], journal.calendar) if rows else "",
        call=_call(flag, journal.person),
        answers=tuple((word, labels[word]) for word in ANSWERS.get(flag.urgency, ["booked", "checked"])),
        claims=claims_by_section(flag.claims),
        general="outside" in basis,
    )


def _logged(episode, calendar):
    return _("At %(time)s you logged: %(kind)s, %(place)s.") % {
        "time": time_format(calendar.local(episode["started_at"]), "H:i"),
        "kind": str(vocabulary.EpisodeKind(episode["kind"]).label).lower(),
        "place": words.place(episode["body_part"], episode["side"]),
    }


def _call(flag, person):
    """Whom to call: the emergency number, or the person's own advice line when it is a number."""
    numbers = numbers_of(person)
    number = numbers["emergency_number"] if flag.is_now else numbers["advice_line"]
    return (_("Call %(number)s") % {"number": number}, tel(number)) if tel(number) else None


def _groups(causes, body, imperial):
    """The groups that are not empty: causes with a word for how sure their evidence is, then those without entries."""
    weighed = [cause for cause in causes if cause.followed or cause.evidence.coding]
    named = [cause for cause in causes if cause not in weighed]
    parts = [(name, title, note, [c for c in weighed if c.level in levels]) for name, levels, title, note in GROUPS]
    parts += [("named", _("Named by the documents"), _("Your entries are not compared with these yet."), named)]
    for name, title, note, found in parts:
        if found:
            yield Group(name, str(title), str(note), tuple(cause_view(cause, body, imperial) for cause in found))


def cause_view(cause, body, imperial):
    """The CauseView of a CauseAdvice."""
    rules = tuple(said(cause.id, rule, cause.values, body, imperial) for rule in cause.rules + cause.watch)
    words_to_log, where = TO_LOG.get(cause.id, (None, None))
    mark, word, _meaning = LEVELS[cause.level]
    return CauseView(
        id=cause.id,
        name=cause.name,
        line=_line(cause, rules, words_to_log),
        mark=mark,
        word=str(word),
        beside=sentences(cause, imperial),
        rules=rules[1:] if cause.rules else rules,
        rows=_rows(cause),
        left_out=_left_out(cause.compared) if cause.followed else "",
        documents=documents_say(cause.id, get_language()),
        to_log=(words_to_log, reverse(where)) if where and cause.state not in (EXPOSED, NOT_EXPOSED) else None,
    )


@cache
def documents_say(cause_id, language):
    """What the documents say of a cause, drawn once for each language: it does not change while the app runs."""
    known = by_id("causes")[cause_id]
    claims = [claim_of(claim) for claim in _first_causes(known["claims"])]
    shown = {"claims": claims[:FIRST_CLAIMS], "more_claims": claims[FIRST_CLAIMS:]}
    backing = {"grade": grade_of(cause_id), "summary": known["evidence"]["summary"]}
    return render_to_string("guidance/_documents.html", shown | backing)


def _line(cause, rules, words_to_log):
    """The one line a folded cause shows."""
    if cause.rules:
        return rules[0]
    if cause.state == NOT_EXPOSED:
        return _twinged(cause.compared.with_cause) if cause.compared.with_cause.sessions else ""
    return _("Log %(what)s.") % {"what": words_to_log} if words_to_log else ""


def _first_causes(claims):
    """Claims that name the cause itself before mechanisms and the rest, otherwise in their order."""
    return sorted(claims, key=lambda claim: by_id("claims")[claim]["kind"] != "cause")


def _rows(cause):
    if not cause.followed:
        return ()
    sides = (cause.compared.with_cause, cause.compared.without)
    return tuple(_row(str(label), side) for label, side in zip(SIDES[cause.id], sides, strict=True))


def _row(label, side):
    dots = [True] * side.episodes + [False] * (side.sessions - side.episodes)
    return Row(label, _twinged(side), tuple(dots) if len(dots) <= MOST_DOTS else (), _interval(side))


def _interval(side):
    """The Interval of a Side: Wilson's 95 % range of the share; None without sessions."""
    found = share_range(side)
    if found is None:
        return None
    low, _middle, high = (round(100 * value) for value in found)
    text = _("Plausible range: %(low)s to %(high)s of 100 sessions.") % {"low": low, "high": high}
    return Interval(*(f"{100 * value:.1f}%" for value in found), text)


def _twinged(side):
    """Side(12, 7) -> "7 of 12 sessions"."""
    return _("%(n)s of %(sessions)s") % {"n": words.count(side.episodes), "sessions": words.sessions(side.sessions)}


def _left_out(compared):
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


def tip_view(tip):
    """The TipView of a Tip."""
    return TipView(tip.id, tip.cause, by_id("causes")[tip.cause]["name"], tip.text, claims_by_section(tip.claims))


# Icons of the sprite that show a relief method.
ICONS = {
    "stretch": "stretch", "massage": "massage", "heat": "heat", "ice": "ice", "rest": "sleep", "drink_water": "drink",
    "drink_electrolytes": "salts", "food": "food", "painkiller": "pill", "walk": "walk", "warm_drink": "coffee",
}  # fmt: skip


def _eased(eased):
    """The EasedView of a relief method: what was not answered counts neither way."""
    answered = eased.tried - eased.not_said
    text = _("helped %(helped)s of %(tried)s") % {"helped": eased.helped, "tried": answered}
    if not answered:
        text = _("tried, not said whether it helped")
    dots = [True] * eased.helped + [False] * (answered - eased.helped)
    label = str(vocabulary.ReliefMethod(eased.method).label)
    return EasedView(label, ICONS.get(eased.method, "other"), text, tuple(dots) if len(dots) <= MOST_DOTS else ())
