"""The lines of a day, newest first: each entry in words, with its units, and where to change it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.calendar import MINUTE, Calendar
from journal.forms.night import QUALITY
from journal.forms.session import ACTIVITY_ICONS
from journal.measures.one_session import ended_at
from journal.row import Row, is_nap
from journal.vocabulary import Activity, Aftermath, DrinkKind, EpisodeKind, Helped, ReliefMethod, Sweat
from journal.words import (
    format_date,
    format_distance,
    format_hours,
    format_minutes,
    format_place,
    format_sign,
    format_temperature,
    format_volume,
)

_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class TimelineLine:
    """One entry of a list or timeline. `tone` names the measure's hue; `when` is the local time, "" for a date.

    `before`: the address of what came before a twinge, "" for other entries.
    """

    tone: str
    icon: str
    title: str
    sub: str
    when: str
    iso: str
    url: str
    before: str = ""


def day_lines(
    calendar: Calendar,
    imperial: bool,
    *,
    sessions: Sequence[Row] = (),
    drinks: Sequence[Row] = (),
    nights: Sequence[Row] = (),
    day: Row | None = None,
    episodes: Sequence[Row] = (),
    twinged: Container[Any] = (),
    overlap: Container[Any] = (),
    on: date | None = None,
) -> list[TimelineLine]:
    """The Lines of one day's rows. Sleep and the check-in have no time; they stand at the start of the day.

    `twinged`: ids of the sessions that a logged twinge followed; `overlap`: of those that overlap another one; `on`:
    the date of the day, of which a sleep can be the next: it says so.
    """
    timed = [
        (row["started_at"], session_line(row, calendar, imperial, row["id"] in twinged, row["id"] in overlap))
        for row in sessions
    ]
    timed += [(row["started_at"], episode_line(row, calendar, sessions)) for row in episodes]
    timed += [(row["at"], drink_line(row, calendar, imperial)) for row in drinks]
    lines = [line for _at, line in sorted(timed, key=lambda pair: pair[0], reverse=True)]
    return lines + ([day_line(day)] if day else []) + [night_line(night, on) for night in nights]


def overlapping(sessions: Sequence[Row]) -> set[UUID]:
    """The ids of sessions that overlap another one; they may be the same one twice, or a commute within a training."""
    found, ordered = set(), sorted(sessions, key=lambda row: row["started_at"])
    last: Row | None = None  # the one that ends last so far
    for row in ordered:
        if last and row["started_at"] < ended_at(last):
            found |= {last["id"], row["id"]}
        last = row if last is None or ended_at(row) > ended_at(last) else last
    return found


def session_line(
    row: Row, calendar: Calendar, imperial: bool, twinged: bool = False, overlaps: bool = False
) -> TimelineLine:
    """ "Run, 55 min" with what was recorded about it. `twinged`: a twinge was logged after it."""
    label = Activity(row["activity"]).label
    title = _("%(what)s, %(long)s") % {"what": label, "long": format_minutes(row["duration_min"])}
    icon = ACTIVITY_ICONS.get(row["activity"], "session")
    return _line(
        "load",
        icon,
        title,
        _session_facts(row, imperial, twinged, overlaps),
        calendar,
        row["started_at"],
        "session",
        row["id"],
    )


def _session_facts(row: Row, imperial: bool, twinged: bool, overlaps: bool) -> str:
    facts = [_("effort not recorded") if row["effort"] is None else _("effort %(n)s of 10") % {"n": row["effort"]}]
    if row["distance_km"] is not None:
        facts.append(format_distance(row["distance_km"], imperial))
    if row["warm_up_min"] is not None:
        facts.append(
            _("warm-up %(n)s") % {"n": format_minutes(row["warm_up_min"])} if row["warm_up_min"] else _("no warm-up")
        )
    if row["stretch_after_min"] is not None:
        stretch = row["stretch_after_min"]
        facts.append(_("stretched %(n)s") % {"n": format_minutes(stretch)} if stretch else _("no stretch after"))
    if row["temperature_c"] is not None:
        facts.append(format_temperature(row["temperature_c"], imperial))
    if row["sweat"] is not None:
        facts.append(_("sweat: %(how)s") % {"how": str(Sweat(row["sweat"]).label).lower()})
    if overlaps:
        facts.append(_("overlaps another session"))
    if (row["quiet_after"] or row["aftermath"] == Aftermath.NOTHING) and not twinged:
        facts.append(_("nothing after"))
    elif row["aftermath"]:
        facts.append(_("after it: %(felt)s") % {"felt": str(Aftermath.nearest(row["aftermath"]).label).lower()})
    return _sentence(facts)


def episode_line(row: Row, calendar: Calendar, sessions: Sequence[Row] = ()) -> TimelineLine:
    """ "Cramp, left calf" with pain, length, what helped and the session before it."""
    place = format_place(row["body_part"], row["side"])
    title = _("%(kind)s, %(place)s") % {"kind": EpisodeKind(row["kind"]).label, "place": place}
    sub = _sentence([*_episode_facts(row), *_after(row, sessions)])
    line = _line("twinge", "twinge", title, sub, calendar, row["started_at"], "twinge", row["id"])
    return replace(line, before=_address("twinge_before", row["id"]))


def _episode_facts(row: Row) -> list[str]:
    facts = []
    if row["pain"] is not None:
        facts.append(_("pain %(n)s of 10") % {"n": row["pain"]})
    if row["ongoing"]:
        facts.append(_("still going"))
    elif row["ended_at"] is not None:
        lasted = (row["ended_at"] - row["started_at"]) / MINUTE
        facts.append(format_minutes(lasted) if lasted >= 1 else _("under 1 min"))
    if row["signs"]:
        facts.append(_("with %(signs)s") % {"signs": ", ".join(map(format_sign, row["signs"]))})
    eased = [r["method"] for r in row["relief"] or [] if r.get("helped") in (Helped.YES, Helped.PARTLY)]
    if eased:
        facts.append(_("eased by %(what)s") % {"what": ", ".join(str(ReliefMethod(m).label).lower() for m in eased)})
    return facts


def _after(row: Row, sessions: Sequence[Row]) -> list[str]:
    """ "6 min after the run", when a session of the same day ended before it."""
    ended = [s for s in sessions if s["started_at"] <= row["started_at"]]
    if not ended:
        return []
    session = ended[-1]
    activity = str(Activity(session["activity"]).label).lower()
    minutes = (row["started_at"] - ended_at(session)) / MINUTE
    if minutes < 0:
        return [_("during the %(session)s") % {"session": activity}]
    return [_("%(long)s after the %(session)s") % {"long": format_minutes(round(minutes)), "session": activity}]


def drink_line(row: Row, calendar: Calendar, imperial: bool) -> TimelineLine:
    """ "Water" with its amount."""
    icon = {"electrolyte": "salts", "coffee": "coffee", "black_tea": "coffee", "herbal_tea": "coffee"}.get(
        row["kind"], "drink"
    )
    amount = format_volume(row["ml"], imperial)
    return _line("water", icon, DrinkKind(row["kind"]).label, amount, calendar, row["at"], "drink", row["id"])


def night_line(row: Row, on: date | None = None) -> TimelineLine:
    """ "Sleep, 6 h 10" or "Nap, 20 min" with its quality and what the legs did; its day, if that is not `on`."""
    facts = [format_date(row["date"], "l")] if on not in (None, row["date"]) else []
    facts += [str(dict(QUALITY)[row["quality"]])] if row["quality"] else []
    if row["leg_jerks"] is not None:
        facts.append(_("legs jerked") if row["leg_jerks"] else _("legs did not jerk"))
    if row["woken_by_legs"]:
        facts.append(_("legs woke you"))
    title = (_("Nap, %(long)s") if is_nap(row) else _("Sleep, %(long)s")) % {"long": format_hours(row["hours"])}
    return _dated("sleep", "sleep", title, _sentence(facts), row, "sleep")


def day_line(row: Row) -> TimelineLine:
    """ "Check-in" with its stress and how many other answers it holds."""
    facts = [] if row["stress"] is None else [_("stress %(n)s of 10") % {"n": row["stress"]}]
    others = sum(value is not None for name, value in row.items() if name not in ("id", "date", "stress", "note"))
    if others:
        facts.append(_("%(n)s more answers") % {"n": others} if others > 1 else _("1 more answer"))
    return _dated("stress", "check-in", _("Check-in"), _sentence(facts), row, "checkin")


def _line(
    tone: str,
    icon: str,
    title: Promise | str,
    sub: str,
    calendar: Calendar,
    moment: datetime,
    url_name: str,
    entry_id: UUID,
) -> TimelineLine:
    local = calendar.local(moment)
    return TimelineLine(
        tone,
        icon,
        str(title),
        sub,
        f"{local:%H:%M}",
        local.isoformat(timespec="minutes"),
        _address(url_name, entry_id),
    )


def _dated(tone: str, icon: str, title: str, sub: str, row: Row, url_name: str) -> TimelineLine:
    return TimelineLine(tone, icon, title, sub, "", row["date"].isoformat(), _address(url_name, row["id"]))


def _address(url_name: str, entry_id: UUID) -> str:
    return _pattern(url_name).replace(str(_NOBODY), str(entry_id))


@cache
def _pattern(url_name: str) -> str:
    """The address of an entry's page with a placeholder: finding it out once is enough for a list of forty."""
    return reverse(url_name, args=[_NOBODY])


def _sentence(facts: list[str]) -> str:
    text = ", ".join(str(fact) for fact in facts)
    return text[:1].upper() + text[1:]
