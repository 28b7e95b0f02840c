"""Guidance of one journal at one moment: red flags, causes with their counts, tips, and what eased it.

`advise` does it all from a Journal. For pages, guidance/kept.py holds the analysis per person, journal version and day,
and `with_flags` adds the flags and tips of the moment: a red flag is never taken from a cache.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from guidance import comparison
from guidance.comparison import Comparison, Tangle
from guidance.evidence.levels import ORDER
from guidance.evidence.weigh import Evidence, weigh
from guidance.exposures import CAUSES, EXPOSED, NOT_EXPOSED, OF_THE_DAY, UNKNOWN, Body, all_exposures
from guidance.facts import gather, values_of
from guidance.knowledge import GRADES, shown_causes
from guidance.red_flags import open_flags
from guidance.tips import Facts, choose
from journal.door import frames


@dataclass(frozen=True)
class CauseAdvice:
    """One cause of the documents for this person. `values`: what its rules looked at, None where not recorded."""

    id: str
    name: str
    mode: str
    grade: str
    claims: tuple
    state: str = UNKNOWN
    rules: tuple = ()
    watch: tuple = ()
    evidence: Evidence = Evidence()
    compared: Comparison = Comparison()
    tangled: tuple[Tangle, ...] = ()
    values: dict | None = None

    @property
    def level(self):
        """One of the six fixed words of guidance.evidence.levels."""
        return self.evidence.level

    @property
    def followed(self):
        """Whether this release works the cause out from entries at all."""
        return self.id in CAUSES


@dataclass(frozen=True)
class Eased:
    """A relief method: how often it was tried, how often it helped (fully or a little), how often that was not said."""

    method: str
    tried: int
    helped: int
    not_said: int


@dataclass(frozen=True)
class Analysis:
    """All that depends on the entries and the day alone, in plain values; `aside`: causes the person set aside."""

    causes: tuple
    relief: tuple
    facts: Facts
    aside: tuple
    sessions: int
    twinges: int
    since: date | None


@dataclass(frozen=True)
class Advice:
    """The analysis with the flags and tips of a moment."""

    at: datetime
    flags: tuple
    tips: tuple
    analysis: Analysis


def advise(journal, at, answers=None, trials=None):
    """The Advice of a Journal at an aware moment.

    `answers` to red flags: by default the journal's own. `trials`: {cause id: probability after a trial}.
    """
    journal = up_to(journal, at)
    flags = open_flags(journal, journal.answers if answers is None else answers, at)
    return with_flags(analyse(journal, at, trials), flags, journal.person, at)


def with_flags(analysis, flags, person, at):
    """The Advice of an Analysis with the open flags of the moment. `person`: the person's row."""
    return Advice(at, tuple(flags), tuple(choose(analysis.facts, flags, person)), analysis)


def up_to(journal, at):
    """The journal as it stood at a moment: later entries are not looked at."""
    today = journal.calendar.date_of(at)

    def before(rows, name):
        return [row for row in rows if row[name] <= (today if name == "date" else at)]

    return replace(
        journal,
        sessions=before(journal.sessions, "started_at"),
        drinks=before(journal.drinks, "at"),
        nights=before(journal.nights, "date"),
        days=before(journal.days, "date"),
        episodes=before(journal.episodes, "started_at"),
        answers=before(journal.answers, "at"),
        set_aside=before(journal.set_aside, "at"),
    )


def in_order(journal):
    """The journal with sessions and drinks of one moment in an order that does not depend on their ids."""
    sessions = sorted(journal.sessions, key=lambda row: (row["started_at"], repr(list(row.values())[1:])))
    drinks = sorted(journal.drinks, key=lambda row: (row["at"], row["ml"], row["kind"]))
    return replace(journal, sessions=sessions, drinks=drinks)


def analyse(journal, at, trials=None):
    """The Analysis of a Journal that holds nothing later than `at`."""
    journal = in_order(journal)
    tables, body = frames(journal), Body.of(journal.person, at.year)
    measures = tables.measured(at)
    exposures = all_exposures(measures, body)
    before = tables.before_twinges(at, measures, comparison.first_twinges(journal))
    exposures_before = {cause: found for cause, found in all_exposures(before, body).items() if found.rules}
    compared = comparison.compare(journal, exposures_before)
    tangled = comparison.tangled(journal, exposures_before)
    weighed = weigh(journal, tables, before, body, trials)
    day = values_of(measures, -1)
    session = values_of(measures, -2) if journal.sessions else {}
    causes = [
        replace(
            _cause(known, exposures, compared, session, day),
            evidence=weighed.get(known["id"], Evidence()),
            tangled=tangled.get(known["id"], ()),
        )
        for known in shown_causes()
    ]
    causes.sort(key=_rank)
    aside = tuple(row["cause"] for row in journal.set_aside)
    holding = frozenset(rule for cause in causes for rule in cause.rules + cause.watch)
    exposed = tuple(cause.id for cause in causes if cause.state == EXPOSED and cause.id not in aside)
    return Analysis(
        causes=tuple(causes),
        relief=tuple(eased(journal.episodes)),
        facts=gather(journal, at, exposed, holding, session, day),
        aside=aside,
        sessions=len(journal.sessions),
        twinges=len(journal.episodes),
        since=_since(journal),
    )


def _cause(known, exposures, compared, session, day):
    """The CauseAdvice of one cause of knowledge.json: as of the last session, or of the latest day."""
    name = known["id"]
    said = CauseAdvice(name, known["name"], known["mode"], known["evidence"]["grade"], tuple(known["claims"]))
    values = day if name in OF_THE_DAY else session
    if name not in exposures:
        return said
    said = replace(said, compared=compared.get(name, Comparison()), values=values)
    if not values:
        return said
    unit = -1 if name in OF_THE_DAY else -2
    rules, watch = exposures[name].holding(unit)
    return replace(said, state=exposures[name].state(unit), rules=rules, watch=watch)


def _rank(cause):
    """Strongest personal evidence first; then met by the last entries, then the better supported by research."""
    weighed = (ORDER.index(cause.level), -(cause.evidence.probability or 0))
    return *weighed, (EXPOSED, NOT_EXPOSED, UNKNOWN).index(cause.state), GRADES.index(cause.grade)


def _since(journal):
    moments = [rows[0]["started_at"] for rows in (journal.sessions, journal.episodes) if rows]
    return journal.calendar.date_of(min(moments)) if moments else None


def eased(episodes):
    """The Eased of each relief method in the episodes' rows, the most tried first."""
    tried, helped, not_said = Counter(), Counter(), Counter()
    for relief in (relief for episode in episodes for relief in episode["relief"] or ()):
        tried[relief["method"]] += 1
        helped[relief["method"]] += relief.get("helped") in ("yes", "partly")
        not_said[relief["method"]] += relief.get("helped") is None
    return [Eased(method, n, helped[method], not_said[method]) for method, n in tried.most_common()]
