"""Rules over an episode and the person's medicines: a new antidepressant, a new statin, a new stimulant.

A medicine without a date has been taken for long: that is what its form asks for.
"""

from datetime import date

from django.utils.translation import gettext as _

from guidance.causes.thresholds import NEW_MEDICINE_DAYS
from guidance.flags import reasons
from guidance.flags.cases import Case, Found
from guidance.flags.training import SORE
from guidance.flags.twitches import name_of_medicine
from journal.public import HOUR, MedicineKind, Row, format_date, parse_date, shift

JUST_TRAINED = HOUR  # sweat up to here after training says nothing, our line
WEAKNESS = "weak_now weak_lasting weak_both_legs cannot_move"


def too_much_serotonin(case: Case) -> Found | None:
    """Twitching with sweat or shivering on a new medicine [S059] [S061]; worse with fever, stiffness, confusion [S060].

    Agitation, which the sources name too, has no word in the journal. A cramp is stiff by itself.
    """
    if not _taken(case, MedicineKind.ANTIDEPRESSANT):
        return None
    severe = "fever confusion" if case.kind == "cramp" else "fever stiff_rigid confusion"
    if case.any_of(severe):
        told = _("Your medicines name an antidepressant.")
        return Found(reasons.sentences(reasons.signs(case, severe), told), worse=True)
    mild = "shivering" if case.sessions_within(JUST_TRAINED) else "sweating cold_sweat shivering"
    began = _begun(case)
    if case.kind not in ("twitch", "tremor", "leg_jerk") or not case.any_of(mild) or not began:
        return None
    return Found(reasons.sentences(reasons.signs(case, mild), _began(began[-1])))


def new_statin(case: Case) -> Found | None:
    """Cramp, muscle pain or weakness up to 28 days after a statin was begun [S062]."""
    began = _begun(case, MedicineKind.STATIN)
    if not began or not (case.kind == "cramp" or case.pain_from(SORE) or case.any_of(WEAKNESS)):
        return None
    return Found(reasons.sentences(reasons.signs(case, WEAKNESS), reasons.pain(case), _began(began[-1])))


def new_stimulant(case: Case) -> Found | None:
    """A tic up to 28 days after a stimulant was begun; a trial found no clear difference, so it is asked [S063]."""
    began = _begun(case, MedicineKind.STIMULANT) if case.kind == "tic" else []
    return Found(reasons.sentences(reasons.logged(case), _began(began[-1]))) if began else None


def _taken(case: Case, kind: str) -> bool:
    return any(medicine.get("kind") == kind for medicine in case.rows.person["medicines"] or ())


def _begun(case: Case, kind: str | None = None) -> list[tuple[date, Row]]:
    """The medicines, of this kind, begun on the episode's date or up to 28 days before, oldest first."""
    dated = [(parse_date(m.get("started_on")), m) for m in case.rows.person["medicines"] or ()]
    new = [(on, m) for on, m in dated if on and on <= case.date <= shift(on, NEW_MEDICINE_DAYS)]
    ours = [(on, m) for on, m in new if kind is None or m.get("kind") == kind]
    return sorted(ours, key=lambda pair: pair[0])


def _began(dated: tuple[date, Row]) -> str:
    on, medicine = dated
    said = {"medicine": name_of_medicine(medicine), "date": format_date(on, "j F")}
    return _("You began %(medicine)s on %(date)s.") % said
