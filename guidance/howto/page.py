"""A how-to page: its parts as far as they are for this person, with what each rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guidance.causes.registry import Body
from guidance.howto.warm_up import WarmUp, warm_up
from guidance.knowledge.citations import Claim, Reference, claims_by_section, references
from guidance.knowledge.load import by_id, load, tips
from guidance.knowledge.texts import filled, with_numbers
from guidance.tips.choose import Facts
from guidance.tips.eligibility import allowed, holding, whom_not
from journal.public import Row, format_count, format_minutes


@dataclass(frozen=True)
class Food:
    """A food, its portion, and what that holds, with its unit."""

    name: str
    portion: str
    amount: str


@dataclass(frozen=True)
class Sources:
    """What a part of a page rests on: claims of the documents, and what was read elsewhere."""

    title: str
    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Part:
    """One part: what to do, how long, when to stop. `drawing`: a symbol of static/img/figures.svg, "" for none."""

    id: str
    title: str
    lines: tuple[str, ...]
    time: str
    drawing: str
    alt: str
    stop_if: str
    foods: tuple[Food, ...]
    unit: str


@dataclass(frozen=True)
class Pace:
    """Seconds in and out, minutes in all, and what the circle says."""

    in_s: int
    out_s: int
    minutes: int
    breathe_in: str
    breathe_out: str

    @property
    def breaths(self) -> int:
        return 60 * self.minutes // (self.in_s + self.out_s)

    @property
    def each_minute(self) -> list[str]:
        """["1 min", ...], one for each minute of it."""
        return [format_minutes(n) for n in range(1, self.minutes + 1)]


@dataclass(frozen=True)
class HowToPage:
    """`left_out`: titles of parts that are not for this person, `because`: what they noted that rules them out; empty
    with `left_out` when it was how much they drank. `cautions`: whom the parts shown are not for. `instead`: what is
    said to those who noted a condition.
    """

    id: str
    title: str
    lead: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    pace: Pace | None
    warm_up: WarmUp | None
    instead: tuple[str, ...]
    left_out: tuple[str, ...]
    because: tuple[str, ...]
    cautions: tuple[str, ...]
    why: tuple[str, ...]
    sources: tuple[Sources, ...]


def pace_of(known: Row) -> Pace:
    """The Pace of a dict of the file."""
    return Pace(known["in_s"], known["out_s"], known["minutes"], known["breathe_in"], known["breathe_out"])


def how_to_names() -> list[tuple[str, str]]:
    """(id, title) of every how-to page, in the file's order."""
    return [(known["id"], known["title"]) for known in load()["how_to"]]


def how_to_page(how_to_id: str, person: Row | None, facts: Facts | None, given: Mapping[str, str]) -> HowToPage:
    """The HowToPage of an id of knowledge.json's `how_to`, for a person's row and Facts, both None for a stranger.

    `given`: what the address asks for, of a page that plans.
    """
    known = by_id("how_to")[how_to_id]
    parts = known.get("parts", [])
    mine = [part for part in parts if _is_for(part.get("tip"), facts)]
    plans = known.get("warm_up")
    planned = plans if plans and _is_for(plans["tip"], facts) else None
    gone = [part["tip"] for part in parts if part not in mine] + ([plans["tip"]] if plans and not planned else [])
    instead = _instead(known, facts)
    return HowToPage(
        id=how_to_id,
        title=known["title"],
        lead=_said(known["lead"], person),
        lines=tuple(_said(line, person) for line in known["lines"]),
        parts=tuple(_part(part, person) for part in mine),
        pace=pace_of(known["pace"]) if "pace" in known else None,
        warm_up=warm_up(planned, given) if planned else None,
        instead=tuple(filled(tip["text"], person) for tip in instead),
        left_out=tuple(part["title"] for part in parts if part not in mine),
        because=_because(gone, facts),
        cautions=whom_not(
            [part["tip"] for part in [*mine, *([planned] if planned else [])] if part.get("tip")], person
        ),
        why=tuple(_said(line, person) for line in known["why"]),
        sources=tuple(_sources(known, mine, planned, instead)),
    )


def _is_for(tip_id: str | None, facts: Facts | None) -> bool:
    """Whether a part that says what a tip says is for this person now."""
    return tip_id is None or facts is None or allowed(tip_id, facts)


def _because(gone: Iterable[str], facts: Facts | None) -> tuple[str, ...]:
    """What the person noted that rules out the parts of these tips; none when it was what they drank."""
    found = [caution["text"] for tip_id in gone for caution in (holding(tip_id, facts) if facts else ())]
    return tuple(dict.fromkeys(found))


def _instead(known: Row, facts: Facts | None) -> list[Row]:
    """The tips, as dicts of the file, for those who noted one of their conditions; a stranger reads them all."""
    theirs = [tips()[tip_id][1] for tip_id in known.get("with_conditions", ())]
    return [tip for tip in theirs if facts is None or facts.conditions & set(tip["fits"]["conditions"])]


def _said(line: Row, person: Row | None) -> str:
    """A text with its own numbers, the person's target, and whom to call in it."""
    body = Body.of(person, 0) if person else Body()
    numbers = {"target_ml": body.fluid_target_ml} | line.get("numbers", {})
    if any(f"{{{name}:" in line["text"] for name in numbers):
        return with_numbers(line["text"], numbers, person is not None and person["units"] == "imperial")
    return filled(line["text"], person)


def _part(known: Row, person: Row | None) -> Part:
    picture = known.get("picture", {"drawing": "", "alt": ""})
    unit = known.get("unit", "")
    return Part(
        id=known["id"],
        title=known["title"],
        lines=tuple(_said(line, person) for line in known["lines"]),
        time=known.get("time", ""),
        drawing=picture["drawing"],
        alt=picture["alt"],
        stop_if=_said(known["stop_if"], person) if "stop_if" in known else "",
        foods=tuple(_food(food, unit) for food in known.get("foods", ())),
        unit=unit,
    )


def _food(known: Row, unit: str) -> Food:
    amount = known["amount"]
    return Food(known["name"], known["portion"], f"{format_count(amount, 1 if amount % 1 else 0)} {unit}")


def _sources(known: Row, parts: Sequence[Row], plans: Row | None, instead: Sequence[Row]) -> Iterable[Sources]:
    """What the page rests on as a whole, then what each of its parts does."""
    whole = [known["lead"], *known["lines"], *known["why"], *instead]
    if plans:
        whole += [text for group in plans["plans"] for text in (group["easy"], group["moves"])] + plans["more"]
    yield _resting("", whole)
    for part in parts:
        yield _resting(part["title"], [*part["lines"], *([part["stop_if"]] if "stop_if" in part else [])])


def _resting(title: str, texts: Sequence[Row]) -> Sources:
    claims = list(dict.fromkeys(claim for text in texts for claim in text["claims"]))
    return Sources(title, claims_by_section(claims), references(ref for text in texts for ref in text["refs"]))
