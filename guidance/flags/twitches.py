"""Rules over a twitch and what stands beside it: a new medicine, pain, a cramp in the same muscle."""

from django.utils.translation import gettext as _

from guidance.causes.thresholds import NEW_MEDICINE_DAYS
from guidance.flags import reasons
from guidance.flags.cases import DAY, Case, Found, Met, Rows, ids
from journal.public import MedicineKind, Row, format_date, parse_date, shift

PAINFUL = 4  # of 10: from here on a twitch is watched, our line


def new_medicine(rows: Rows) -> Met | None:
    """A twitch or shaking from the day a medicine was begun up to 28 days after; the medicine begun last is named."""
    dated = [(parse_date(medicine.get("started_on")), medicine) for medicine in rows.person["medicines"] or ()]
    begun = [(on, medicine) for on, medicine in dated if on]
    for started_on, medicine in sorted(begun, key=lambda pair: pair[0], reverse=True):
        last = shift(started_on, NEW_MEDICINE_DAYS)
        cases = rows.cases_within(NEW_MEDICINE_DAYS * DAY, "twitch tremor")
        if found := [case for case in cases if started_on <= case.date <= last]:
            said = {"date": format_date(started_on, "j F")}
            told = reasons.sentences(_("Begun on %(date)s.") % said, reasons.on_days(found))
            return Met(told, found[-1].start, ids(found), numbers={"medicine": name_of_medicine(medicine)})
    return None


def name_of_medicine(medicine: Row) -> str:
    """What the person calls it, or its kind in words."""
    kind = medicine.get("kind")
    if medicine.get("name"):
        return medicine["name"]
    if kind and kind != MedicineKind.OTHER:
        return _("a new medicine (%(kind)s)") % {"kind": str(MedicineKind(kind).label).lower()}
    return _("a new medicine")


def painful_twitch(case: Case) -> Found | None:
    """With pain of 4 or more, or a cramp in the same muscle within 24 h before or after."""
    if case.kind != "twitch":
        return None
    if case.pain_from(PAINFUL):
        return Found(reasons.pain(case))
    cramps = [c for c in case.rows.cases if c.kind == "cramp" and _same_muscle(c, case) and _near(c, case)]
    return Found(reasons.logged(cramps[-1])) if cramps else None


def _same_muscle(one: Case, other: Case) -> bool:
    """The same part, and not said to be on different sides."""
    sides = {one.row["side"], other.row["side"]}
    return one.part == other.part and (len(sides) == 1 or bool(sides & {None, "both"}))


def _near(one: Case, other: Case) -> bool:
    return one.start <= other.end + DAY and other.start <= one.end + DAY
