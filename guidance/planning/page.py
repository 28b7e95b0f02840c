"""What the documents and the journal speak for before a planned session: at most three things, or none.

The plan joins the journal as one more session that begins now, so that every rule and every tip is the one the guidance
page uses. With a flag for help today or now open, nothing is said but the flag.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from guidance.analysis.analysis import Advice
from guidance.analysis.findings import says
from guidance.causes.labels import sides, with_lines
from guidance.causes.registry import EXPOSED, UNKNOWN, Body, Exposure, all_exposures
from guidance.causes.rule_texts import said
from guidance.causes.thresholds import TOO_FAST_ML_H
from guidance.evidence.levels import STANDING
from guidance.evidence.wording import LEVEL_WORDS
from guidance.flags.cards import FlagView, flag_view
from guidance.flags.one_voice import any_urgent
from guidance.flags.registry import Flag, for_people
from guidance.knowledge.citations import Claim, Grade, claims_by_section, grade_of
from guidance.knowledge.load import GRADES, by_id, load, rules, tips
from guidance.knowledge.schema import Plan
from guidance.knowledge.texts import with_numbers
from guidance.tips.choose import MOST_TIPS, Facts, Tip, choose
from guidance.tips.facts import gather, values_of
from journal.public import DAY, Journal, Profile, Row, frames, measured, person_row, read

# A hot session opens a season when 120 days passed without one, and the season's first 14 days are looked at.
PLAN_REACH = 140 * DAY
MOST_ANSWERS = 4
FOR_DRINKING = ("low_fluids", "electrolyte_loss")  # causes whose counts would speak for a drink that is too much
DECIDED = ("poor_warmup", "electrolyte_loss")  # what a plan decides besides the causes that speak before training
PLANNED = -2  # the unit of the last session: the plan, which begins now
KINDS_READ = ("sessions", "drinks", "nights", "days", "episodes")


@dataclass(frozen=True)
class Spoken:
    """One thing that speaks for a change of plan: the person's number against its line, and the documents' tip."""

    cause: str
    cause_name: str
    number: str
    text: str
    claims: tuple[Claim, ...]
    grade: Grade


@dataclass(frozen=True)
class Answered:
    """What the person's entries say of something the plan decides.

    `name`: the side that the plan is on; `stands`: whether the entries say that the cause may raise the risk; `fits`:
    whether the plan is on the side without it; `text`: the counts of both sides, as Guidance says them.
    """

    cause: str
    name: str
    fits: bool
    stands: bool
    text: str
    mark: str
    word: str

    @property
    def warns(self) -> bool:
        """Whether it speaks against the plan."""
        return self.stands and not self.fits


@dataclass(frozen=True)
class PlanPage:
    """`flag`: shown instead of all else. `answered`: whether a plan was asked about; then `spoken` may be empty.

    `answers`: the person's own counts for what the plan decides.
    """

    flag: FlagView | None
    answered: bool
    spoken: tuple[Spoken, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    log: str = ""
    answers: tuple[Answered, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether nothing speaks against the plan."""
        return not self.spoken and not any(answer.warns for answer in self.answers)


def before_training_page(
    person: Profile, form: Any, flags: list[Flag], at: datetime, advice: Callable[[], Advice]
) -> PlanPage:
    """The PlanPage of a PlanForm for a Profile at a moment. `flags`: their open red flags; `advice`: gives the Advice.

    Raises TooMany where `advice` does.
    """
    if any_urgent(flags):
        shown = next(iter(for_people(flags)))
        return PlanPage(flag_view(shown, read(person, ("episodes",), since=shown.at)), answered=False)
    if not form.is_valid():
        return PlanPage(None, answered=False)
    journal, plan, drink = read(person, KINDS_READ, since=at - PLAN_REACH, until=at), form.row(at), form.drink(at)
    look = look_at(replace(journal, drinks=[*journal.drinks, drink]) if drink else journal, plan, at)
    spoken, unknown = look.speaks(flags)
    warned = [too_much(person_row(person))] if drink and drinks_too_much(plan, drink) else []
    found = [*answers(look, advice(), not person.hide_counts)]
    if warned:  # nothing beside it speaks for a drink
        spoken = [one for one in spoken if one.cause not in FOR_DRINKING]
        found = [one for one in found if one.cause not in FOR_DRINKING]
    back = f"{reverse('before_training')}?{urlencode(form.data, doseq=True)}"
    return PlanPage(
        flag=None,
        answered=True,
        spoken=tuple([*warned, *spoken][:MOST_TIPS]),
        missing=tuple(_missing(cause, back) for cause in unknown),
        log=f"{reverse('session_new')}?{urlencode({name: plan[name] for name in ('activity', 'duration_min')})}",
        answers=tuple(found[:MOST_ANSWERS]),
    )


def drinks_too_much(plan: Row, drink: Row) -> bool:
    """Whether a planned drink row is more than TOO_FAST_ML_H an hour of its session row [R46] [R47].

    Of less than an hour, too: what is too much in an hour is no less so in half of one.
    """
    hours: float = max(plan["duration_min"] / 60, 1)
    return bool(drink["ml"] / hours > TOO_FAST_ML_H)


def too_much(person: Row) -> Spoken:
    """What is said of a plan to drink too much, whatever the entries say. `person`: the person's row."""
    cause, tip = tips()["over_rate"]
    rule = rules()["rate"]
    number = with_numbers(rule["said_of_plan"], rule["numbers"], person["units"] == "imperial")
    return Spoken(cause["id"], cause["name"], number, tip["for_plan"], (), grade_of(cause["id"]))


@dataclass(frozen=True)
class Look:
    """A journal with a plan as its last session, and what holds for it."""

    journal: Journal
    at: datetime
    body: Body
    exposures: dict[str, Exposure]
    values: Any

    def speaks(self, flags: Sequence[Flag]) -> tuple[list[Spoken], list[str]]:
        """([Spoken], ids of causes not known) of the plan; best supported first, at most MOST_TIPS."""
        facts = gather(self.journal, self.at, (), frozenset(), self.values, self.values)
        spoken = []
        for cause in sorted(planned(), key=_by_evidence):
            rule, tip = _first_tip(cause, self.exposures[cause], facts, flags, self.journal.person)
            if rule and tip:
                number = rules()[rule].get("said_of_plan") or said(rule, self.values, self.body, facts.imperial)
                spoken.append(_spoken(tip, number))
        asked = [cause for cause, plan in planned().items() if "missing" in plan]
        unknown = [cause for cause in asked if self.exposures[cause].state(PLANNED) == UNKNOWN]
        return spoken[:MOST_TIPS], unknown


def look_at(journal: Journal, plan: Row, at: datetime) -> Look:
    """The Look of a planned session row that begins at a moment."""
    journal = replace(journal, sessions=[*journal.sessions, plan])
    body = Body.of(journal.person, at.year)
    measures = measured(frames(journal), at)
    return Look(journal, at, body, all_exposures(measures, body), values_of(measures, PLANNED))


def answers(look: Look, advice: Advice, counts: bool) -> Iterator[Answered]:
    """An Answered for each counted cause that the plan decides and is on a known side of, the strongest first."""
    for cause in advice.analysis.causes:
        if not cause.is_counted or cause.id not in (*planned(), *DECIDED):
            continue
        state = look.exposures[cause.id].state(PLANNED)
        if state == UNKNOWN or cause.id in advice.analysis.aside:
            continue
        mark, word, _meaning = LEVEL_WORDS[cause.level]
        text = "".join(piece for piece, _stands_out in says(cause, counts))
        name = sides(cause.id)[state != EXPOSED]
        yield Answered(cause.id, name, state != EXPOSED, cause.level in STANDING, text, mark, str(word))


def planned() -> dict[str, Plan]:
    """{cause id: what it says before training}, of the causes that say something.

    Its `tips`: {rule: the tips that fit a plan}; the first rule that holds, and has a tip for this person, speaks. Its
    `missing`: what is asked for where the cause is not known, and where that is logged (None: in the plan).
    """
    return {cause["id"]: cause["plan"] for cause in load()["causes"] if "plan" in cause}


def _by_evidence(cause: str) -> int:
    return GRADES.index(by_id("causes")[cause]["evidence"]["grade"])


def _first_tip(
    cause: str, exposure: Exposure, facts: Facts, flags: Sequence[Flag], person: Row
) -> tuple[str | None, Tip | None]:
    """(rule, Tip) of the cause's first rule that holds and has a tip for this person now, or (None, None)."""
    met = {**exposure.rules, **exposure.watch}
    others = tuple(other for other in by_id("causes") if other != cause)
    for rule, wanted in planned()[cause]["tips"].items():
        if met[rule][PLANNED]:
            chosen = choose(replace(facts, exposed=(cause,), rules=frozenset({rule}), aside=others), flags, person)
            for tip in chosen:
                if tip.id in wanted:
                    return rule, tip
    return None, None


def _spoken(tip: Tip, number: str) -> Spoken:
    name = by_id("causes")[tip.cause]["name"]
    text = tips()[tip.id][1].get("for_plan") or tip.text
    return Spoken(tip.cause, name, str(number), text, claims_by_section(tip.claims), grade_of(tip.cause))


def _missing(cause: str, back: str) -> tuple[str, str]:
    """(words, address where it is logged or "")."""
    known = planned()[cause]["missing"]
    where = f"{reverse(known['form'])}?{urlencode({'next': back})}" if known["form"] else ""
    return with_lines(known["text"], cause), where
