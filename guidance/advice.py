"""Guidance of one journal at one moment: red flags, causes with their counts, tips, and what eased it.

`advise` does it all from a Journal. For pages, `kept` holds the analysis per person, journal version and day, and
`with_flags` adds the flags and tips of the moment: a red flag is never taken from a cache.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.cache import caches

from guidance import comparison
from guidance.comparison import TOO_EARLY, Comparison
from guidance.exposures import CAUSES, EXPOSED, NOT_EXPOSED, OF_THE_DAY, UNKNOWN, Body, all_exposures
from guidance.facts import gather, values_of
from guidance.knowledge import GRADES, shown_causes
from guidance.red_flags import open_flags
from guidance.relief import eased
from guidance.same_muscle import SameMuscle, same_muscle
from guidance.tips import Facts, choose
from journal.door import DAY, frames, read

GUARD = "overdrinking"
# Two years of sessions are compared; the first of them look back another 56 days.
REACH = comparison.LOOK_BACK + 60 * DAY


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
    episode_only: tuple = ()
    information: tuple = ()
    level: str = TOO_EARLY
    compared: Comparison = Comparison()
    values: dict | None = None

    @property
    def followed(self):
        """Whether sessions with it and without it are set side by side: only what counts as exposure is."""
        return bool(CAUSES[self.id].exposed)


@dataclass(frozen=True)
class Analysis:
    """All that depends on the entries and the day alone, in plain values; `aside`: causes the person set aside;
    `intentions`: rows of tips taken up, oldest first.
    """

    causes: tuple
    relief: tuple
    facts: Facts
    aside: tuple
    intentions: tuple
    sessions: int
    twinges: int
    since: date | None
    same_muscle: SameMuscle = SameMuscle()


@dataclass(frozen=True)
class Advice:
    """The analysis with the flags and tips of a moment.

    `relief_first`: a twinge is still going on and no emergency, so a page leads to relief instead of tips.
    """

    at: datetime
    flags: tuple
    tips: tuple
    analysis: Analysis
    relief_first: bool = False


def advise(journal, at, answers=None):
    """The Advice of a Journal at an aware moment. `answers` to red flags: by default the journal's own."""
    journal = up_to(journal, at)
    flags = open_flags(journal, journal.answers if answers is None else answers, at)
    return with_flags(analyse(journal, at), flags, journal.person, at, journal.episodes)


def with_flags(analysis, flags, person, at, episodes=()):
    """The Advice of an Analysis with the open flags of the moment: `person` is a row, `episodes` are recent rows."""
    tips = choose(analysis.facts, flags, person)
    relief_first = _going_on(episodes, at) and not any(flag.is_now for flag in flags)
    return Advice(at, tuple(flags), tuple(tips), analysis, relief_first)


def _going_on(episodes, at):
    """Whether a twinge that began in the last 24 h has no end yet; an older one was forgotten."""
    return any(episode["ongoing"] and at - episode["started_at"] <= DAY for episode in episodes)


def kept(person, at):
    """The Analysis of a Person, made once per journal version and day."""
    cache, key = caches["analysis"], f"{person.pk}:{person.journal_version}:{person.calendar.date_of(at)}"
    analysis = cache.get(key)
    if analysis is None:
        analysis = analyse(up_to(_recent(person, at), at), at)
        cache.set(key, analysis, timeout=None)
    return analysis


def _recent(person, at):
    """The rows the analysis can see: all, when the last two years hold no session."""
    journal = read(person, since=at - REACH)
    return journal if journal.sessions else read(person)


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
        intentions=[row for row in journal.intentions if row["started_on"] <= today],
    )


def analyse(journal, at):
    """The Analysis of a Journal that holds nothing later than `at`."""
    tables, body = frames(journal), Body.of(journal.person, at.year)
    measures = tables.measured(at)
    exposures = all_exposures(measures, body)
    compared = comparison.compare(journal, tables, measures, body, at)
    day = values_of(measures, -1)
    session = values_of(measures, -2) if journal.sessions else {}
    causes = [_cause(known, exposures, compared, session, day) for known in shown_causes()]
    aside = tuple(row["cause"] for row in journal.set_aside)
    exposed = tuple(cause.id for cause in causes if cause.state == EXPOSED and cause.id not in aside)
    return Analysis(
        causes=tuple(sorted(causes, key=_rank)),
        relief=tuple(eased(journal.episodes)),
        facts=gather(journal, at, exposed, _holding(causes, exposures, aside), session, day),
        aside=aside,
        intentions=tuple(journal.intentions),
        sessions=len(journal.sessions),
        twinges=len(journal.episodes),
        since=_since(journal),
        same_muscle=same_muscle(journal.sessions, journal.episodes),
    )


def _cause(known, exposures, compared, session, day):
    """The CauseAdvice of one cause of knowledge.json: as of the last session, or of the latest day."""
    name = known["id"]
    said = CauseAdvice(name, known["name"], known["mode"], known["evidence"]["grade"], tuple(known["claims"]))
    found = exposures[name]
    unit, values = (-1, day) if name in OF_THE_DAY else (-2, session)
    if not values:
        return replace(said, episode_only=found.signs())
    rules, watch = found.holding(unit)
    return replace(
        said,
        state=found.state(unit),
        rules=rules,
        watch=watch,
        episode_only=found.signs(),
        information=found.beside(unit),
        compared=compared.get(name, Comparison()),
        values=values,
    )


def _holding(causes, exposures, aside):
    """Ids of all rules that hold, whatever their level, but those of causes set aside.

    The guard against drinking too much cannot be set aside, and looks at the last session and at the latest day.
    """
    told = [cause for cause in causes if cause.id not in aside]
    held = [rule for cause in told for rule in cause.rules + cause.watch + cause.episode_only + cause.information]
    guard, units = exposures[GUARD], (-1, -2)[: exposures[GUARD].exposed.size]
    return frozenset(held).union(rule for unit in units for rules in guard.holding(unit) for rule in rules)


def _rank(cause):
    """Met by the last entries first, then the better supported; no cause has personal evidence yet."""
    return (EXPOSED, NOT_EXPOSED, UNKNOWN).index(cause.state), GRADES.index(cause.grade)


def _since(journal):
    moments = [rows[0]["started_at"] for rows in (journal.sessions, journal.episodes) if rows]
    return journal.calendar.date_of(min(moments)) if moments else None
