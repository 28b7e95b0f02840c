"""The result of a trial as a typed model: counts, ranges, the difference, and how to read it fairly."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.causes.counts import dots
from guidance.trials.results import CONFIRMED, NOT_FOUND, TOO_SMALL, UNCLEAR, TrialResult, Unit
from guidance.trials.running_page import arms_of, credible, in_sessions, no_session, of_100
from guidance.trials.statistics import Count, difference, share_range
from guidance.trials.switches import switch_of
from journal.public import format_count, format_date_as, format_sessions

LEAST_IN_ARM = 5  # sessions, before a word is said about a trial that did not end by its rule
# The fixed words and their marks, with the probability from which each is said (docs/evidence.md, 4).
VERDICTS = (
    (0.8, "likely", gettext_lazy("Likely")),
    (0.35, "possible", gettext_lazy("Possible")),
    (0.0, "none", gettext_lazy("No sign")),
)


@dataclass(frozen=True)
class ArmRow:
    """One arm: a dot a session, and the range of its share in % of the drawing's width."""

    label: str
    twinged: str
    of: str
    dots: tuple[str, ...]
    low: str
    high: str
    at: str
    range: str


@dataclass(frozen=True)
class Gap:
    """The difference between the arms in a sentence, and where it is drawn."""

    says: str
    low: str
    high: str
    at: str
    note: str


@dataclass(frozen=True)
class ResultPage:
    """`more`: sessions the trial may go on for, or 0; `to_close`: whether it is still to be ended."""

    mark: str
    word: str
    title: str
    lead: str
    rows: tuple[ArmRow, ...]
    gap: Gap | None
    chance: str
    fair: tuple[str, ...]
    more: int
    to_close: bool


def result_page(trial: TrialResult, advice: Any) -> ResultPage:
    """The ResultPage of a TrialResult that is no longer running. `advice`: the person's Advice."""
    mark, word = level(trial)
    gap = _gap(trial) if trial.do.sessions and trial.usual.sessions else None
    return ResultPage(
        mark=mark,
        word=word,
        title=_title(trial),
        lead=_lead(trial),
        rows=tuple(_rows(trial, advice)),
        gap=gap,
        chance=_chance(trial),
        fair=tuple(_fair(trial)),
        more=trial.may_add,
        to_close=trial.ended_on is None,
    )


def level(trial: TrialResult) -> tuple[str, str]:
    """(mark, word) of a trial that has ended."""
    if trial.state == CONFIRMED:
        return "confirmed", _("Confirmed by your trial")
    if trial.state == NOT_FOUND:
        return "none", _("No sign")
    if trial.state == TOO_SMALL:
        return "none", _("Too small to matter to you")
    if trial.probability is None or min(trial.do.sessions, trial.usual.sessions) < LEAST_IN_ARM:
        return "thin", _("Not enough entries yet")
    return next((mark, str(word)) for least, mark, word in VERDICTS if trial.probability >= least)


def _title(trial: TrialResult) -> str:
    thing = {"thing": switch_of(trial.cause, trial.both).thing}
    if trial.state == CONFIRMED:
        return _("For you, %(thing)s meant fewer twinges") % thing
    if trial.state == NOT_FOUND:
        return capfirst(_("%(thing)s made no difference that we could see") % thing)
    if trial.state == TOO_SMALL:
        return credible(trial)
    return _("The trial did not settle it")


def _lead(trial: TrialResult) -> str:
    days = [unit.on for unit in trial.units[: trial.counted] if unit.on]
    counted = {"sessions": format_sessions(trial.sessions)}
    if not days:
        return _("It ended before a session was counted.")
    first, last = min(days), max(days)
    style = "j F" if first.year == last.year else "j F Y"
    span = counted | {"first": format_date_as(first, style), "last": format_date_as(last, "j F Y")}
    text = _("%(sessions)s, %(first)s to %(last)s. A coin decided each one.") % span
    if trial.state != UNCLEAR:
        return text
    stopped = trial.ended_on and len(trial.units) < trial.planned
    return f"{text} {_('You stopped it early.') if stopped else _('The gap is small enough for luck.')}"


def _rows(trial: TrialResult, advice: Any) -> Iterator[Any]:
    do, usual = arms_of(trial, advice)
    yield _row("A", do.title, trial.do)
    yield _row("B", usual.title if trial.both else _("as usual"), trial.usual)


def _row(letter: str, label: str, side: Count) -> ArmRow:
    low, high = share_range(side) if side.sessions else (0, 1)
    return ArmRow(
        label=f"{letter}: {label}",
        twinged=format_count(side.twinged),
        of=format_count(side.sessions),
        dots=dots(side.twinged, side.sessions, side.felt),
        low=_percent(low),
        high=_percent(high),
        at=_percent(side.twinged / side.sessions if side.sessions else 0.5),
        range=_("The real share may lie between %(low)s and %(high)s of 100 sessions.") % {
            "low": round(100 * low), "high": round(100 * high),
        },
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _gap(trial: TrialResult) -> Gap:
    low, point, high = difference(trial.do, trial.usual)
    ends = {"low": _more_or_fewer(low), "high": _more_or_fewer(high)}
    says = _("Somewhere between %(low)s and %(high)s of every 100 sessions.") % ends
    crosses = low < 0 < high
    note = _("The bar crosses “no difference”, so we cannot say which way it goes.") if crosses else ""
    if crosses and trial.state == CONFIRMED:
        note = _("These counts alone would not settle it: how much you felt after the other sessions does.")
    if trial.state == CONFIRMED and high < 0:
        says = _(
            "With A, %(n)s fewer of every 100 sessions had a twinge. It may be as few as %(least)s or as many as "
            "%(most)s."
        ) % {"n": round(-100 * point), "least": max(0, round(-100 * high)), "most": round(-100 * low)}
    return Gap(
        says=says,
        low=_percent((1 + low) / 2),
        high=_percent((1 + high) / 2),
        at=_percent((1 + point) / 2),
        note=note,
    )


def _more_or_fewer(share: float) -> str:
    """-0.48 -> "48 fewer", 0.2 -> "20 more"."""
    n = round(100 * share)
    if n == 0:
        return _("no difference")
    return (_("%(n)s more") if n > 0 else _("%(n)s fewer")) % {"n": abs(n)}


def _chance(trial: TrialResult) -> str:
    if trial.probability is None:
        return ""
    return _("The chance that it is real went from %(prior)s to about %(n)s in 100.") % {
        "prior": of_100(trial.prior),
        "n": of_100(trial.probability),
    }


def _is_told(trial: TrialResult, unit: Unit) -> bool:
    return unit.answered if trial.is_graded else unit.known


def _fair(trial: TrialResult) -> Iterator[str]:
    seen = trial.units[: trial.counted]
    yield _("This result is for you, in these weeks, for %(thing)s.") % {
        "thing": switch_of(trial.cause, trial.both).thing
    }
    if n := sum(unit.followed is False and unit.on is not None for unit in seen):
        yield ngettext(
            "%(n)s session counts on the side that the coin chose, although you did otherwise.",
            "%(n)s sessions count on the side that the coin chose, although you did otherwise.",
            n,
        ) % {"n": n}
    if n := sum(unit.on is not None and not _is_told(trial, unit) for unit in seen):
        yield ngettext(
            "%(n)s session is left out: we do not know what followed it.",
            "%(n)s sessions are left out: we do not know what followed them.",
            n,
        ) % {"n": n}
    if n := sum(unit.on is None for unit in seen):
        yield no_session(n)
    if trial.is_graded and trial.largest is not None and trial.state != TOO_SMALL:
        yield credible(trial)
    if trial.is_graded and trial.smallest is not None:
        yield _("Before the start you called less than %(small)s too small to matter.") % {
            "small": in_sessions(trial.smallest)
        }
    if trial.beside:
        yield _("It was worked out together with: %(names)s.") % {
            "names": ", ".join(str(switch_of(cause, trial.both).name) for cause in trial.beside)
        }
    yield _("Each range holds the true value about 9 times in 10.")
    yield _("You knew which side you were on, and that can colour what you notice.")
