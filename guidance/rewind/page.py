"""The 48 hours before a twinge: what was recorded, each line beside the person's usual, and the claim it belongs to.

`rewind` is a pure function of the rows of REWIND_REACH before the twinge. It says what came before, never that it led
to it.
"Usual" is the middle half of the 56 days (sessions) or 28 days (drinks, sleep, stress) before those 48 hours.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.rewind.lines import SPANS, Before, RewindLine, of_day, of_session
from journal.public import DAY, Activity, Calendar, EpisodeKind, Journal, Row, format_date, format_place


@dataclass(frozen=True)
class Part:
    """A session, or what belongs to a whole stretch of 24 h; `url` is where a session is changed."""

    title: str
    when: str
    url: str
    lines: tuple[RewindLine, ...]


@dataclass(frozen=True)
class Span:
    """24 hours before the twinge, newest first."""

    title: str
    sessions: tuple[Part, ...]
    day: Part
    log_session: str


@dataclass(frozen=True)
class RewindPage:
    twinge: str
    when: str
    url: str
    spans: tuple[Span, ...]


def rewind(journal: Journal, episode: Row) -> RewindPage:
    """The RewindPage of an episode row. `journal`: the person's rows from REWIND_REACH before it up to it."""
    before = Before(journal, episode, reverse("twinge_before", args=[episode["id"]]))
    place = format_place(episode["body_part"], episode["side"])
    return RewindPage(
        twinge=_("%(kind)s, %(place)s") % {"kind": EpisodeKind(episode["kind"]).label, "place": place},
        when=_moment(before.calendar, before.at),
        url=reverse("twinge", args=[episode["id"]]),
        spans=tuple(_span(before, n) for n in range(SPANS)),
    )


def _moment(calendar: Calendar, moment: datetime) -> str:
    """ "Thursday 18 June, 18:20"."""
    local = calendar.local(moment)
    return f"{format_date(local.date(), 'l j F')}, {local:%H:%M}"


def _span(before: Before, n: int) -> Span:
    """The Span that ends n days before the twinge."""
    end = before.at - n * DAY
    sessions = [row for row in before.journal.sessions if end - DAY < row["started_at"] <= end]
    date = before.calendar.date_of(end)
    return Span(
        title=_("The 24 hours before") if n == 0 else _("24 to 48 hours before"),
        sessions=tuple(_session(before, row) for row in reversed(sessions)),
        day=Part(
            title=_("Drinks, sleep and stress"),
            when=_("from %(from)s to %(to)s")
            % {"from": _moment(before.calendar, end - DAY), "to": _moment(before.calendar, end)},
            url="",
            lines=of_day(before, n),
        ),
        log_session=before.ask("session_new", date=date),
    )


def _session(before: Before, row: Row) -> Part:
    return Part(
        title=str(Activity(row["activity"]).label),
        when=_moment(before.calendar, row["started_at"]),
        url=before.ask("session", row["id"]),
        lines=of_session(before, row),
    )
