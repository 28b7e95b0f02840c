"""A page that anybody may need at once: the signs that mean help."""

from dataclasses import dataclass

from guidance.knowledge import URGENCIES, by_id, load
from guidance.red_flags import RULES, filled, heading, numbers_of, tel
from guidance.sources import claims_by_section


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
