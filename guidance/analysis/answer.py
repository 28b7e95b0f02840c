"""A cause as an answer: one sentence with both counts, two rows of dots, one word with its meaning, one thing to do."""

from dataclasses import dataclass

from guidance.analysis.analysis import Advice, CauseAdvice
from guidance.analysis.findings import says
from guidance.causes.labels import Pieces
from guidance.evidence.levels import STANDING
from guidance.evidence.rows import DotRow, rows_of
from guidance.evidence.wording import LEVEL_WORDS
from guidance.flags.one_voice import may_say
from guidance.knowledge.citations import documents_of
from guidance.knowledge.load import by_id, tips
from guidance.tips.eligibility import allowed, for_person, whom_not
from guidance.tips.followed_tips import going
from journal.public import Calendar, Row

OF_SOME = {"conditions", "signs", "happened"}  # what a tip may ask for that only some people have


@dataclass(frozen=True)
class Reader:
    """Who reads a page: their row, their calendar, and whether it tells them how many twinges there were."""

    person: Row
    calendar: Calendar
    counts: bool = True


@dataclass(frozen=True)
class Step:
    """What to do about a cause. `tip`: its id; `since`: when the person took it up, "" when not; `can_follow`: whether
    that makes sense at all. `cautions`: whom it is not for. `documents`: which of the two name it."""

    tip: str
    text: str
    since: str
    can_follow: bool
    cautions: tuple[str, ...]
    documents: str


@dataclass(frozen=True)
class Answer:
    """A cause on top of a page. `step` is None where nothing fits this person now, or nothing speaks for it."""

    cause: str
    name: str
    says: Pieces
    rows: tuple[DotRow, ...]
    mark: str
    word: str
    meaning: str
    step: Step | None


def answer(cause: CauseAdvice, advice: Advice, reader: Reader, ranges: bool = False) -> Answer:
    """The Answer of a counted cause. `ranges`: whether the rows tell where the real share may lie."""
    mark, word, meaning = LEVEL_WORDS[cause.level]
    return Answer(
        cause=cause.id,
        name=cause.name,
        says=says(cause, reader.counts),
        rows=_rows(cause, ranges) if reader.counts else (),
        mark=mark,
        word=str(word),
        meaning=str(meaning),
        step=step_of(cause.id, advice, reader) if cause.level in STANDING and not advice.relief_first else None,
    )


def _rows(cause: CauseAdvice, ranges: bool) -> tuple[DotRow, ...]:
    """The rows of a cause, none without a session; ranges from "possible" up: below they hold too little."""
    compared = cause.compared
    if not compared.with_cause.sessions + compared.without.sessions:
        return ()
    return rows_of(cause.id, compared, ranges and cause.level in STANDING)


def step_of(cause: str, advice: Advice, reader: Reader) -> Step | None:
    """The Step of a cause: its tip as worded for the last entries, else the first that is for this person at all."""
    worded = next((tip for tip in advice.tips if tip.cause == cause), None)
    if worded:
        return step(worded.id, worded.text, advice, reader)
    general = next((tip for tip in by_id("causes")[cause]["tips"] if _for_anybody(tip)), None)
    if general is None or not _may_be_given(general["id"], advice, reader.person):
        return None
    return step(general["id"], general["name"], advice, reader)


def step(tip_id: str, text: str, advice: Advice, reader: Reader) -> Step:
    """The Step of a tip in the words of `text`."""
    known = tips()[tip_id][1]
    since = going(advice.analysis.intentions, reader.calendar.date_of(advice.at))
    return Step(
        tip=tip_id,
        text=text,
        since=since.get(tip_id, ""),
        can_follow=not known.get("for_the_moment"),
        cautions=whom_not([tip_id], reader.person),
        documents=documents_of(known["claims"]),
    )


def _for_anybody(tip: Row) -> bool:
    """Whether a tip of knowledge.json speaks without numbers, and to people with nothing in particular."""
    return bool(tip["name"]) and not tip.get("for_the_moment") and not OF_SOME & set(tip.get("fits", {}))


def _may_be_given(tip_id: str, advice: Advice, person: Row) -> bool:
    return for_person(tip_id, person) and allowed(tip_id, advice.analysis.facts) and may_say(tip_id, advice.flags)
