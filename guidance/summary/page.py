"""The doctor's summary: one stretch of a journal on one A4 page, in plain counts. Nothing is diagnosed.

Made from rows by pure functions, so the page, the print and the PDF say the same. Every list is cut ("and 12 more"),
so that a full journal takes no second page.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.relief_counts import caution_of
from guidance.flags.cases import LOOK_BACK, is_forgotten
from guidance.flags.registry import Flag
from guidance.howto.doctor import Question, questions_for
from guidance.knowledge.load import load
from guidance.summary import comparison_table, facts
from guidance.summary.comparison_table import Circumstance, CircumstanceLine
from guidance.summary.drawings import Figure, Strand, figures, strand
from guidance.summary.facts import Stretch, completeness, in_minutes, kind_of, lasted_min, listed, stretch
from journal.public import (
    DAY,
    Activity,
    Calendar,
    Journal,
    Profile,
    ReliefMethod,
    Row,
    Sex,
    format_date,
    format_date_as,
    format_minutes,
    format_place,
    read,
    zone_name,
)

# Rows around the days asked for: as far as a red flag looks back; what followed a session is known two days later.
BEFORE, AFTER = LOOK_BACK, 2 * DAY
KINDS_READ = ("sessions", "drinks", "nights", "days", "episodes")
LATEST = 5
MOST_ZONES = 4
NOTE_LETTERS = 120
MUCH = 800  # letters of "In short": from here on the sheet is set smaller


@dataclass(frozen=True)
class Latest:
    """One of the latest episodes, in words. `note`: "" when notes are not wanted, or there is none."""

    when: str
    what: str
    pain: str
    length: str
    before: str
    eased: str
    note: str


@dataclass(frozen=True)
class SummaryPage:
    who: str
    days: str
    demo: bool
    question: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    strand: Strand
    circumstances: tuple[CircumstanceLine, ...]
    compared: str
    put_away: bool
    latest: tuple[Latest, ...]
    latest_title: str
    complete: str
    printed: str
    disclaimer: str
    questions: tuple[Question, ...] = ()

    @property
    def dense(self) -> bool:
        """Whether there is so much on the sheet that it is set in smaller letters."""
        letters = sum(len(text) for _name, text in self.facts) + len(self.question)
        return letters > MUCH or any(episode.note for episode in self.latest)


def snapshot(page: SummaryPage) -> Row:
    """A SummaryPage as values of JSON, for the template of its sheet; what its owner may ask is left out."""
    return asdict(replace(page, questions=())) | {"dense": page.dense}


def summary_journal(person: Profile, first: date, last: date) -> Journal:
    """The Journal of a Profile that the summary of days `first` to `last` needs: six queries."""
    start = person.calendar.start_of(first)
    rows = read(person, KINDS_READ, since=start - BEFORE, until=person.calendar.span(last)[1] + AFTER)
    # An answer to a flag counts however late it came.
    return replace(rows, answers=read(person, ("answers",), since=start).answers)


def summary_page(
    journal: Journal,
    first: date,
    last: date,
    at: datetime,
    standing: Sequence[Flag] = (),
    question: str = "",
    notes: bool = False,
    demo: bool = False,
    put_away: bool = False,
) -> SummaryPage:
    """The SummaryPage of a Journal's days `first` to `last`, looked at `at`; `demo`: made-up entries are in it.

    `standing`: Flags that are open or asked about at that moment, however old their entries. `put_away`: help today or
    now is needed, so nothing is compared.
    """
    takes_medicines = bool(journal.person["medicines"])
    found = stretch(journal, first, last, at, standing)
    compared = [] if put_away else comparison_table.circumstances(journal, found.outcomes, at)
    latest = found.episodes[: -LATEST - 1 : -1]
    return SummaryPage(
        who=_who(journal.person),
        days=_days(found),
        demo=demo,
        question=question,
        facts=tuple(facts.facts(found, counts=not put_away)),
        figures=figures(found.episodes),
        strand=strand(found.dates, found.sessions, found.episodes, journal.calendar),
        circumstances=tuple(comparison_table.line(one) for one in compared[: comparison_table.MOST_CIRCUMSTANCES]),
        compared=_compared(compared),
        put_away=put_away,
        latest=tuple(_latest(row, found, notes) for row in latest),
        latest_title=_latest_title(len(latest), len(found.episodes)),
        complete=completeness(found),
        printed=_printed(journal.calendar, first, at),
        disclaimer=load()["disclaimer"],
        questions=() if put_away else questions_for({row["kind"] for row in found.episodes}, takes_medicines),
    )


def _who(person: Row) -> str:
    """ "born 1991, female", as far as it is recorded."""
    parts = [_("born %(year)s") % {"year": person["birth_year"]}] if person["birth_year"] else []
    if person["sex"]:
        parts.append(str(Sex(person["sex"]).label).lower())
    return ", ".join(parts)


def _days(stretch: Stretch) -> str:
    n = len(stretch.dates)
    return _("%(first)s to %(last)s, %(days)s") % {
        "first": format_date_as(stretch.first, "j F" if stretch.first.year == stretch.last.year else "j F Y"),
        "last": format_date(stretch.last, "j F Y"),
        "days": ngettext("%(n)s day", "%(n)s days", n) % {"n": n},
    }


def _compared(compared: list[Circumstance]) -> str:
    """How the table is to be read, and what it leaves out."""
    shown = min(len(compared), comparison_table.MOST_CIRCUMSTANCES)
    return _(
        "Sessions of these days of which it is known what followed and whether the circumstance was there. "
        "Observational, one person, not blinded. %(all)s circumstances have entries; shown are the %(shown)s with the "
        "largest difference. Intervals: Newcombe-Wilson."
    ) % {"all": len(compared), "shown": shown}


def _latest_title(shown: int, episodes: int) -> str:
    if shown < episodes:
        return _("Latest %(n)s of %(all)s episodes") % {"n": shown, "all": episodes}
    if not shown:
        return _("Latest episodes")
    return ngettext("The one episode", "All %(n)s episodes", shown) % {"n": shown}


def _latest(row: Row, stretch: Stretch, notes: bool) -> Latest:
    began = stretch.journal.calendar.local(row["started_at"])
    return Latest(
        when=f"{format_date(began.date(), 'j M')} {time_format(began, 'H:i')}",
        what=_("%(kind)s, %(place)s") % {"kind": kind_of(row), "place": format_place(row["body_part"], row["side"])},
        pain="–" if row["pain"] is None else str(row["pain"]),
        length=_length(row, stretch.at),
        before=_before(row, stretch),
        eased=_eased(row),
        note=Truncator(" ".join((row["note"] or "").split())).chars(NOTE_LETTERS) if notes else "",
    )


def _length(row: Row, at: datetime) -> str:
    if row["ongoing"] and not is_forgotten(row, at):
        return _("still going")
    minutes = lasted_min(row)
    return "–" if minutes is None else in_minutes(minutes)


def _before(row: Row, stretch: Stretch) -> str:
    """The session in the 24 h before, or that there was none."""
    linked = stretch.linked[row["id"]]
    if linked is None:
        return _("no session in 24 h")
    session = next(one for one in stretch.journal.sessions if one["id"] == linked)
    effort = _("effort not recorded") if session["effort"] is None else _("effort %(n)s") % {"n": session["effort"]}
    return _("%(what)s %(long)s, %(effort)s") % {
        "what": Activity(session["activity"]).label,
        "long": format_minutes(session["duration_min"]),
        "effort": effort,
    }


def _eased(row: Row) -> str:
    if row["relief"] is None:
        return "–"
    helped = [entry["method"] for entry in row["relief"] if entry.get("helped") in ("yes", "partly")]
    return listed([_method(method) for method in helped], 2) or _("nothing tried helped")


def _method(method: str) -> str:
    caution = caution_of(method, short=True)
    return f"{ReliefMethod(method).label} ({caution})" if caution else str(ReliefMethod(method).label)


def _printed(calendar: Calendar, first: date, at: datetime) -> str:
    """When it was made, and the zones of its times: each with the moment it began, but for the one at the start."""
    begun, *later = calendar.stays(calendar.start_of(first), at)
    since = [
        _("%(zone)s from %(moment)s")
        % {"zone": zone_name(zone), "moment": date_format(calendar.local(moment), "j F Y H:i")}
        for moment, zone in later
    ]
    return _("Made %(moment)s, times of %(zone)s. Entered by the patient.") % {
        "moment": date_format(calendar.local(at), "j F Y, H:i"),
        "zone": listed([zone_name(begun[1]), *since], MOST_ZONES),
    }
