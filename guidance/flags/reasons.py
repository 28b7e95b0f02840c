"""The sentences that tell, in the person's own numbers, what opened a flag."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.flags.cases import Case
from guidance.knowledge.load import by_id
from journal.public import (
    HOUR,
    Calendar,
    EpisodeKind,
    Row,
    Sign,
    ended_at,
    format_count,
    format_date,
    format_hours,
    format_place,
    format_sign,
)

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

ORDER_OF_SIGNS = {word: n for n, word in enumerate(Sign.values)}


def sentences(*parts: str) -> str:
    """One text of the parts that say anything."""
    return " ".join(part for part in parts if part)


def signs(case: Case, named: str) -> str:
    """ "Signs you logged: dizzy, pale." for those of `named` that the episode has; "" for none."""
    logged = case.signs.intersection(named.split())
    labels = [format_sign(word) for word in sorted(logged, key=lambda word: ORDER_OF_SIGNS[word])]
    return _("Signs you logged: %(signs)s.") % {"signs": ", ".join(labels)} if labels else ""


def pain(case: Case) -> str:
    """ "Pain 9 of 10." or "" when it was not recorded."""
    return "" if case.row["pain"] is None else _("Pain %(n)s of 10.") % {"n": case.row["pain"]}


def lasted(case: Case) -> str:
    """ "Your cramp lasted 65 min." """
    said = {"kind": kind(case), "n": format_count(int(case.minutes or 0))}
    if case.is_forgotten:
        return _("Your %(kind)s was logged as still going on; when it ended is not recorded.") % said
    if case.row["ongoing"]:
        return _("Your %(kind)s has lasted %(n)s min so far.") % said
    return _("Your %(kind)s lasted %(n)s min.") % said


def kind(case: Case) -> str:
    """ "cramp" """
    return str(EpisodeKind(case.kind).label).lower()


def place(case: Case) -> str:
    """ "left calf" """
    return format_place(case.part, case.row["side"])


def before(case: Case, session: Row) -> str:
    """ "It came during 90 min of training." or "It came 3 h after 90 min of training." """
    after = (case.start - ended_at(session)) / HOUR
    said = {"n": format_count(session["duration_min"]), "after": format_hours(max(after, 0))}
    if after <= 0:
        return _("It came during %(n)s min of training.") % said
    return _("It came %(after)s after %(n)s min of training.") % said


def on_days(cases: list[Case]) -> str:
    """ "Logged on 3 days, the last of them 17 June." """
    n = len({case.date for case in cases})
    said = {"n": n, "date": format_date(cases[-1].date, "j F")}
    return ngettext("Logged on %(n)s day, %(date)s.", "Logged on %(n)s days, the last of them %(date)s.", n) % said


def times(cases: list[Case], span_days: int) -> str:
    """ "3 times in 14 days, the last of them 17 June." """
    said = {"n": len(cases), "days": span_days, "date": format_date(cases[-1].date, "j F")}
    return _("%(n)s times in %(days)s days, the last of them %(date)s.") % said


def came(case: Case) -> str:
    """ "Then: twitch, left calf." """
    return _("Then: %(kind)s, %(place)s.") % {"kind": kind(case), "place": place(case)}


def logged(case: Case) -> str:
    """ "17 June: tic, face." """
    date = format_date(case.date, "j F")
    return _("%(date)s: %(kind)s, %(place)s.") % {"date": date, "kind": kind(case), "place": place(case)}


def question(flag: "Flag", calendar: Calendar, at: datetime) -> str:
    """ "What became of the chest pain of 3 November?", with the year when it is not that of `at`."""
    day = calendar.date_of(flag.at)
    form = "j F" if day.year == calendar.date_of(at).year else "j F Y"
    return by_id("red_flags")[flag.id]["question"].format(date=format_date(day, form))
