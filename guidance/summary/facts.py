"""The lines of "In short" on the doctor's summary: plain counts of one stretch of a journal, each with what is missing.

Every function takes a Stretch and gives the text of one line. Nothing is concluded from the counts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median
from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.relief_counts import Eased, caution_of, eased, tries_in_words
from guidance.flags.cases import LOOK_BACK, Rows, is_forgotten
from guidance.flags.registry import RULES, Flag, alarms, for_people, in_order, merged, met_others
from journal.public import (
    MINUTE,
    Condition,
    EpisodeKind,
    FlagAnswer,
    Journal,
    MedicineKind,
    Outcome,
    ReliefMethod,
    Row,
    days_from,
    format_count,
    format_date,
    format_minutes,
    format_place,
    format_sessions,
    format_sign,
    last_typed_on,
    link_episodes,
    not_recorded,
    outcomes,
)

MOST_LISTED = 4  # items of a list before "and 12 more"
MOST_LONG = 3  # of items that take a line each
MOST_LETTERS = 32  # of a medicine's name
TREND_DAYS = 28  # from here on the two halves of the stretch are told apart


@dataclass(frozen=True)
class Stretch:
    """Days `first` to `last` of a Journal, looked at `at`. The journal's rows reach beyond both ends.

    `sessions`, `episodes`: rows of these days. `linked`: {episode id: id of the session it followed, or None}.
    `outcomes`: {session id: Outcome} of these sessions. `standing`: Flags that are open or asked about at that moment.
    """

    journal: Journal
    first: date
    last: date
    at: datetime
    sessions: tuple[Row, ...]
    episodes: tuple[Row, ...]
    linked: dict[UUID, UUID | None]
    outcomes: dict[UUID, Outcome]
    standing: tuple[Flag, ...] = ()

    @property
    def dates(self) -> list[date]:
        return days_from(self.first, (self.last - self.first).days + 1)


def stretch(journal: Journal, first: date, last: date, at: datetime, standing: Sequence[Flag] = ()) -> Stretch:
    """The Stretch of a Journal that reaches at least from `first` to two days after `last`."""
    calendar = journal.calendar
    sessions, episodes = (
        tuple(row for row in rows if first <= calendar.date_of(row["started_at"]) <= last)
        for rows in (journal.sessions, journal.episodes)
    )
    links = link_episodes(journal.sessions, journal.episodes)
    known = outcomes(journal.sessions, journal.episodes, calendar, last_typed_on(journal))
    return Stretch(
        journal=journal,
        first=first,
        last=last,
        at=at,
        sessions=sessions,
        episodes=episodes,
        linked={row["id"]: session for row, session in zip(journal.episodes, links, strict=True)},
        outcomes={row["id"]: known[row["id"]] for row in sessions},
        standing=tuple(standing),
    )


def facts(stretch: Stretch, counts: bool = True) -> list[tuple[str, str]]:
    """[(heading, text)] in the order a doctor reads them; without `counts` nothing of how many sessions twinged."""
    after = [(_("After a session"), after_sessions(stretch)), (_("Course"), course(stretch))] if counts else []
    return [
        (_("Episodes"), episodes(stretch)),
        (_("Where"), places(stretch)),
        *after,
        (_("Pain, 0 to 10"), pain(stretch)),
        (_("Length"), length(stretch)),
        (_("Signs with it"), signs(stretch)),
        (_("Red flags met"), red_flags(stretch)),
        (_("Tried against it"), tried(stretch)),
        (_("Conditions"), conditions(stretch.journal.person)),
        (_("Medicines"), medicines(stretch.journal.person)),
    ]


def listed(texts: list[str], most: int = MOST_LISTED) -> str:
    """ "a, b and 12 more": a list that never grows beyond `most`."""
    more = len(texts) - most
    shown = ", ".join(texts[:most])
    return _("%(shown)s and %(n)s more") % {"shown": shown, "n": more} if more > 0 else shown


def kind_of(episode: Row) -> str:
    return str(EpisodeKind(episode["kind"]).label)


def episodes(stretch: Stretch) -> str:
    if not stretch.episodes:
        return _("none logged")
    kinds = Counter(kind_of(row).lower() for row in stretch.episodes)
    days = len({stretch.journal.calendar.date_of(row["started_at"]) for row in stretch.episodes})
    return _("%(n)s: %(kinds)s. On %(days)s of %(all)s days.") % {
        "n": len(stretch.episodes),
        "kinds": listed([f"{kind} {n}" for kind, n in kinds.most_common()], 5),
        "days": days,
        "all": len(stretch.dates),
    }


def places(stretch: Stretch) -> str:
    found = Counter(format_place(row["body_part"], row["side"]) for row in stretch.episodes)
    return listed([f"{place} {n}" for place, n in found.most_common()]) or _("none logged")


def after_sessions(stretch: Stretch) -> str:
    if not stretch.sessions:
        return _("no session logged")
    outcome = Counter(stretch.outcomes.values())
    known = outcome.total() - outcome[Outcome.UNKNOWN]
    parts = (
        [_("%(n)s of %(known)s.") % {"n": outcome[Outcome.TWINGE], "known": format_sessions(known)}] if known else []
    )
    if unknown := outcome[Outcome.UNKNOWN]:
        more = _("Not known for %(n)s more.") if known else _("Not known for %(n)s.")
        parts.append(more % {"n": format_count(unknown) if known else format_sessions(unknown)})
    alone = sum(stretch.linked[row["id"]] is None for row in stretch.episodes)
    if alone:
        parts.append(_("Episodes without a session in the 24 h before: %(n)s.") % {"n": alone})
    return " ".join(parts)


def course(stretch: Stretch) -> str:
    """The two halves of the stretch side by side."""
    if len(stretch.dates) < TREND_DAYS:
        return _("too short a time to tell")
    middle = stretch.dates[len(stretch.dates) // 2]
    calendar = stretch.journal.calendar
    early = {row["id"] for row in stretch.sessions if calendar.date_of(row["started_at"]) < middle}
    before, after = (
        Counter(outcome for session, outcome in stretch.outcomes.items() if (session in early) is is_early)
        for is_early in (True, False)
    )
    return _("Sessions up to %(date)s: %(before)s. Since then: %(after)s.") % {
        "date": format_date(stretch.dates[len(stretch.dates) // 2 - 1], "j M"),
        "before": _share(before),
        "after": _share(after),
    }


def _share(outcome: Counter[Any]) -> str:
    known = outcome.total() - outcome[Outcome.UNKNOWN]
    if not known:
        return _("nothing known")
    return _("after %(n)s of %(known)s") % {"n": outcome[Outcome.TWINGE], "known": known}


def _by_kind(stretch: Stretch, value: Callable[..., Any], said: Callable[..., Any]) -> str:
    """ "Cramp: ... (recorded: 6 of 7). Twitch: ...", for the two most frequent kinds with a value recorded."""
    parts = []
    for kind, _n in Counter(row["kind"] for row in stretch.episodes).most_common():
        rows = [row for row in stretch.episodes if row["kind"] == kind]
        known = [found for found in map(value, rows) if found is not None]
        if known:
            share = _(" (recorded: %(n)s of %(all)s)") % {"n": len(known), "all": len(rows)}
            parts.append(f"{kind_of(rows[0])}: {said(known)}{share if len(known) < len(rows) else ''}.")
    return " ".join(parts[:2]) or not_recorded()


def pain(stretch: Stretch) -> str:
    return _by_kind(
        stretch,
        lambda row: row["pain"],
        lambda known: _("median %(median)s, highest %(most)s") % {"median": f"{median(known):g}", "most": max(known)},
    )


def lasted_min(episode: Row) -> float | None:
    """How long an episode lasted, in minutes, or None when its end was not recorded."""
    return None if episode["ended_at"] is None else (episode["ended_at"] - episode["started_at"]) / MINUTE


def length(stretch: Stretch) -> str:
    """Median and longest; whether any lasted an hour is what a doctor asks next."""
    said = _by_kind(
        stretch,
        lasted_min,
        lambda known: (
            _("median %(median)s, longest %(most)s")
            % {"median": in_minutes(median(known)), "most": in_minutes(max(known))}
        ),
    )
    going = sum(row["ongoing"] is True and not is_forgotten(row, stretch.at) for row in stretch.episodes)
    return f"{said} {_('Still going: %(n)s.') % {'n': going}}" if going else said


def in_minutes(value: float) -> str:
    return format_minutes(round(value)) if value >= 1 else _("under 1 min")


def signs(stretch: Stretch) -> str:
    asked = [row["signs"] for row in stretch.episodes if row["signs"] is not None]
    if not asked:
        return not_recorded()
    found = Counter(sign for signs in asked for sign in signs)
    text = listed([f"{format_sign(sign)} {n}" for sign, n in found.most_common()], 6)
    blank = len(stretch.episodes) - len(asked)
    said = text or _("none of those asked about")
    return f"{said} ({_('not recorded')}: {blank})" if blank else said


def red_flags(stretch: Stretch) -> str:
    """Each flag met in these days, and each that nobody answered yet; the most urgent first, with its answer."""
    met: dict[str, Flag] = {}
    episodes: dict[str, set[Any]] = {}
    for flag in [*stretch.standing, *_flags_met(stretch)]:
        if flag.id not in met or flag.at >= met[flag.id].at:
            met[flag.id] = flag
        episodes.setdefault(flag.id, set()).update(flag.episodes)
    if not met:
        return _("none of the %(n)s that the journal checks") % {"n": len(RULES)}
    ranked = for_people(in_order(met.values()))
    return _in_turn([_flag(flag, len(episodes[flag.id]), stretch) for flag in ranked])


def _in_turn(texts: list[str]) -> str:
    """ "a; b; and 12 more", for items that have commas of their own."""
    more = len(texts) - MOST_LONG
    return "; ".join([*texts[:MOST_LONG], *([_("and %(n)s more") % {"n": more}] if more > 0 else [])])


def _flags_met(stretch: Stretch) -> Iterator[Any]:
    """The Flags of these days: alarms by their entries, the others as they stood at the end of each day."""
    calendar, journal = stretch.journal.calendar, stretch.journal
    found = alarms(Rows(journal, min(calendar.span(stretch.last)[1], stretch.at)), ())
    yield from merged(alarm for alarm in found if stretch.first <= calendar.date_of(alarm.met.at) <= stretch.last)
    for day in stretch.dates:
        at = min(calendar.span(day)[1], stretch.at)
        near: dict[str, Any] = {
            kind: [row for row in getattr(journal, kind) if at - LOOK_BACK <= row["started_at"] <= at]
            for kind in ("sessions", "episodes")
        }
        met = met_others(Rows(replace(journal, **near), at))
        yield from (flag for flag in met if calendar.date_of(flag.at) >= stretch.first)


def _flag(flag: Flag, times: int, stretch: Stretch) -> str:
    day = stretch.journal.calendar.date_of(flag.at)
    return _("%(name)s (%(times)s, last %(date)s; %(answered)s)") % {
        "name": flag.name,
        "times": ngettext("%(n)s episode", "%(n)s episodes", times) % {"n": times},
        "date": format_date(day, "j M" if day.year == stretch.last.year else "j M Y"),
        "answered": _answered(flag, stretch),
    }


def _answered(flag: Flag, stretch: Stretch) -> str:
    """The last answer in words; one that does not settle the flag leaves it open."""
    answers = [row["answer"] for row in stretch.journal.answers if row["flag"] == flag.id and row["at"] >= flag.at]
    if not answers:
        return _("not answered")
    said = str(FlagAnswer(answers[-1]).label)
    return _("%(answer)s; still open") % {"answer": said} if flag in stretch.standing else said


def tried(stretch: Stretch) -> str:
    return _in_turn([_tried(found) for found in eased(stretch.episodes)]) or not_recorded()


def _tried(found: Eased) -> str:
    caution = caution_of(found.method, short=True)
    said = f"{ReliefMethod(found.method).label} {tries_in_words(found)}"
    return f"{said} ({caution})" if caution else said


def conditions(person: Row) -> str:
    if person["conditions"] is None:
        return not_recorded()
    return listed([str(Condition(word).label) for word in person["conditions"]], 5) or _("none")


def medicines(person: Row) -> str:
    if person["medicines"] is None:
        return not_recorded()
    return listed([_medicine(medicine) for medicine in person["medicines"]]) or _("none")


def _medicine(medicine: dict[str, str]) -> str:
    kind = str(MedicineKind(medicine["kind"]).label).lower() if medicine.get("kind") else ""
    named = Truncator(medicine.get("name") or kind or _("not named")).chars(MOST_LETTERS)
    if since := medicine.get("started_on"):
        return _("%(medicine)s since %(month)s") % {
            "medicine": named,
            "month": format_date(date.fromisoformat(since), "F Y"),
        }
    return named


def completeness(stretch: Stretch) -> str:
    """On how many of the days each kind of entry was made, and on how many nothing was."""
    journal, days = stretch.journal, set(stretch.dates)
    date_of = journal.calendar.date_of
    logged = {
        _("sessions"): {date_of(row["started_at"]) for row in stretch.sessions},
        _("sleep"): {row["date"] for row in journal.without_naps} & days,
        _("drinks"): {date_of(row["at"]) for row in journal.drinks} & days,
        _("check-ins"): {row["date"] for row in journal.days} & days,
    }
    felt = {date_of(row["started_at"]) for row in stretch.episodes}
    nothing = len(days - felt.union(*logged.values()))
    counts = ", ".join(f"{what} {len(on)}" for what, on in logged.items())
    return _("Of %(all)s days, logged on: %(counts)s. Nothing logged on %(nothing)s.") % {
        "all": len(days),
        "counts": counts,
        "nothing": nothing,
    }
