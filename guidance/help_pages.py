"""Two pages anybody may need at once: the steps for a cramp, and the signs that mean help."""

from dataclasses import dataclass

from guidance.knowledge import URGENCIES, by_id, load
from guidance.red_flags import RULES, filled, heading, numbers_of, tel
from guidance.sources import claims_by_section


@dataclass(frozen=True)
class Step:
    """One step: its text, more text beneath it, when it is left out, and the claims it rests on."""

    when: str
    text: str
    parts: tuple
    not_if: tuple
    claims: tuple


@dataclass(frozen=True)
class CrampPage:
    """One step of the steps for a cramp. `number` counts from 1; `always` is in view at every step."""

    number: int
    count: int
    step: Step
    always: str
    emergency_number: str

    @property
    def call(self):
        return tel(self.emergency_number)

    @property
    def previous(self):
        return self.number - 1 or None

    @property
    def next(self):
        return self.number + 1 if self.number < self.count else None

    @property
    def track(self):
        """For each step whether it is done or here."""
        return [n <= self.number for n in range(1, self.count + 1)]


ALWAYS = "RC9"


def cramp_page(wanted, person):
    """The CrampPage of a step (text from the address; the first when it is none). `person`: a person's row or None."""
    relief = load()["relief"]
    steps = [relief["before"], *(step for step in relief["cramp"] if step["id"] != ALWAYS)]
    names = [str(n) for n in range(1, len(steps) + 1)]
    number = int(wanted) if wanted in names else 1
    always = next(step["text"] for step in relief["cramp"] if step["id"] == ALWAYS)
    return CrampPage(
        number, len(steps), _step(steps[number - 1], person), always, numbers_of(person)["emergency_number"]
    )


# Without a connection there is one page for everybody: the steps that need nothing at hand.
OFFLINE_STEPS = ("RC1", "RC2", "RC3", "RC5", "RC7")


def offline_page():
    """(texts of the steps, what always holds) for when there is no connection."""
    texts = {step["id"]: filled(step["text"], None) for step in load()["relief"]["cramp"]}
    return [texts[step] for step in OFFLINE_STEPS], texts[ALWAYS]


def _step(step, person):
    return Step(
        when=step.get("at", ""),
        text=filled(step["text"], person),
        parts=tuple((part[:1].upper() + part[1:], how) for part, how in step.get("by_part", {}).items()),
        not_if=tuple(step.get("not_if", ())),
        claims=claims_by_section(step["claims"]),
    )


@dataclass(frozen=True)
class Sign:
    """A red flag in a list: its name, what to do, its claims. `general`: safety advice from outside the documents."""

    id: str
    name: str
    wording: str
    claims: tuple
    general: bool


@dataclass(frozen=True)
class SignsPage:
    """The signs that are checked at every entry, by urgency, and the names of those that are not."""

    checked: int
    now: tuple
    soon: tuple
    unchecked: tuple
    emergency_number: str

    @property
    def call(self):
        return tel(self.emergency_number)


def signs_page(person):
    """The SignsPage with the numbers of a person's row, or the usual ones for None."""
    checked = [by_id("red_flags")[flag] for flag in RULES]
    others = [flag for flag in load()["red_flags"] if flag["id"] not in RULES]
    return SignsPage(
        checked=len(checked),
        now=tuple(_sign(flag, person) for flag in checked if flag["urgency"] == URGENCIES[0]),
        soon=tuple(_sign(flag, person) for flag in checked if flag["urgency"] != URGENCIES[0]),
        unchecked=tuple(flag["name"] for flag in sorted(others, key=lambda flag: URGENCIES.index(flag["urgency"]))),
        emergency_number=numbers_of(person)["emergency_number"],
    )


def _sign(flag, person):
    claims = claims_by_section(flag["claims"])
    # Where the heading is how the wording begins, it is not said twice.
    wording = flag["wording"].removeprefix(heading(flag)).lstrip(".: ")
    return Sign(flag["id"], heading(flag), filled(wording, person), claims, "outside" in flag["basis"])
