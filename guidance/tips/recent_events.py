"""What the entries of the last days hold besides the rules: words that tips ask for (see Facts.happened)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from guidance.causes.registry import Body
from guidance.flags.cases import is_forgotten
from guidance.flags.repeats import NIGHTS, RESTLESS_NIGHTS
from journal.public import ALCOHOL_SHARE, DAY, Calendar, Journal, Row, Span, alcohol_units, ended_at, shift

WEEK, RETURNS = 7 * DAY, 28 * DAY
TIPS_REACH = 14 * DAY  # no tip comes from an entry that is older: our line
DRINKING = 14 * DAY  # a heavy week in them counts, also for somebody who has just stopped
# Where movements that keep coming deserve a look, and from where a tic is told from a twitch by film.
HEAD = set("head face nose jaw neck eyelid".split())


def happened(journal: Journal, at: datetime, day: dict[str, Any]) -> Iterator[str]:
    """The words, one by one. `day`: measures of the latest day, in plain values."""
    reaches = (WEEK, TIPS_REACH, RETURNS)
    near = {reach: [e for e in journal.episodes if at - e["started_at"] <= reach] for reach in reaches}
    yield from _of_sessions(journal, at)
    yield from _of_kinds(near)
    yield from _of_places(near[WEEK], journal.calendar)
    yield from (food for food in ("processed", "sweets", "salty") if day.get(f"{food}_days_7d"))
    if woken(journal, at)[0] >= RESTLESS_NIGHTS:
        yield "woken_by_legs"
    if _heavy_drinking(journal, at):
        yield "heavy_drinking"


def is_near(episode: Row, at: datetime, reach: Span) -> bool:
    """Whether an episode began within `reach`, or is going on; one whose end was forgotten is not."""
    return at - episode["started_at"] <= reach or (episode["ongoing"] is True and not is_forgotten(episode, at))


def _of_sessions(journal: Journal, at: datetime) -> Iterator[str]:
    last = journal.sessions[-1] if journal.sessions else None
    if last and at - last["started_at"] <= TIPS_REACH and any(_during(episode, last) for episode in journal.episodes):
        yield "twitch_during_session"


def _of_kinds(near: dict[Span, list[Row]]) -> Iterator[str]:
    if near[WEEK]:
        yield "twinge_this_week"
    recent, returning = (sum(e["kind"] == "cramp" for e in near[reach]) for reach in (TIPS_REACH, RETURNS))
    if recent and returning >= 3:
        yield "cramps_return"
    yield from ({"tic", "leg_jerk"} & {e["kind"] for e in near[WEEK]})
    if any(_cannot_hold(e) for e in near[WEEK]):
        yield "cannot_hold"


def _of_places(episodes: list[Row], calendar: Calendar) -> Iterator[str]:
    if any(e["kind"] == "cramp" and at_night(e, calendar) for e in episodes):
        yield "night_cramp"
    if any(e["body_part"] == "jaw" and (e["kind"] == "tic" or at_night(e, calendar)) for e in episodes):
        yield "jaw"


def _heavy_drinking(journal: Journal, at: datetime) -> bool:
    """Whether any 7 days of the last 14 hold a heavy-drinking pattern, also that of somebody who has just stopped."""
    taken = [d for d in journal.drinks if d["kind"] in ALCOHOL_SHARE and at - d["at"] <= DRINKING]
    weeks = ([d for d in taken if last["at"] - WEEK < d["at"] <= last["at"]] for last in taken)
    heavy = Body.of(journal.person, at.year).heavy_week_units
    return any(sum(map(alcohol_units, week)) >= heavy for week in weeks)


def woken(journal: Journal, at: datetime) -> tuple[int, ...]:
    """(nights woken by the legs, nights logged) of the last 14."""
    first = shift(journal.calendar.morning_of(at), 1 - NIGHTS)
    nights = [night for night in journal.without_naps if night["date"] >= first]
    return sum(night["woken_by_legs"] is True for night in nights), len(nights)


def _during(episode: Row, session: Row) -> bool:
    return episode["kind"] == "twitch" and session["started_at"] <= episode["started_at"] <= ended_at(session)


def _cannot_hold(episode: Row) -> bool:
    wide = episode["several_muscles"] is True or episode["body_part"] in HEAD | {"whole_body"}
    return "cannot_hold_back" in (episode["signs"] or ()) or (episode["kind"] == "tic" and wide)


def at_night(episode: Row, calendar: Calendar) -> bool:
    """Whether an episode began in the night."""
    return calendar.night_of(episode["started_at"]) is not None
