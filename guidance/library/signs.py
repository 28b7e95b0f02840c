"""A page that anybody may need at once: the signs that mean help."""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.flags.cards import LOOKS, level_of
from guidance.flags.registry import RULES
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.knowledge.load import URGENCIES, load
from guidance.knowledge.schema import RedFlag
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import Row


@dataclass(frozen=True)
class Sign:
    """A red flag in a list: its name, what to do, its claims. `general`: safety advice from outside the documents."""

    id: str
    name: str
    wording: str
    claims: tuple[Claim, ...]
    general: bool


@dataclass(frozen=True)
class Signs:
    """The signs of one urgency: what they ask for, icon and class of the box. `first`: the number of the first."""

    id: str
    first: int
    title: str
    icon: str
    look: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class SignsPage:
    """The signs that are checked at every entry, by urgency."""

    checked: int
    groups: tuple[Signs, ...]
    emergency_number: str

    @property
    def call(self) -> str | None:
        return tel(self.emergency_number)


def signs_page(person: Row | None) -> SignsPage:
    """The SignsPage with the numbers of a person's row, or the usual ones for None."""
    return SignsPage(
        checked=len(RULES),
        groups=tuple(_groups(person)),
        emergency_number=numbers_of(person)["emergency_number"],
    )


def _groups(person: Row | None) -> Iterator[Signs]:
    """The Signs of each urgency, most urgent first, numbered through."""
    first = 1
    for urgency in URGENCIES:
        icon, look = LOOKS[urgency]
        signs = [_sign(flag, person) for flag in load()["red_flags"] if flag["urgency"] == urgency]
        yield Signs(urgency, first, level_of(urgency), icon, look, tuple(signs))
        first += len(signs)


def _sign(flag: RedFlag, person: Row | None) -> Sign:
    wording = filled(flag.get("in_list", flag["wording"]), person)  # a list tells nobody's own numbers
    return Sign(flag["id"], flag["heading"], wording, claims_by_section(flag["claims"]), flag["outside"])
