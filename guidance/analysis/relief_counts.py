"""What has eased the person's twinges: each method with how often it was tried and helped, in plain counts.

A method is ranked only after three tries with an answer; before that a single lucky try would lead the list.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.causes.counts import dots
from guidance.knowledge.citations import Claim, claim_of
from guidance.knowledge.load import load
from journal.public import EpisodeKind, ReliefMethod, Row

LEAST_TRIES = 3  # answered tries before a method is ranked: our line

# Icons of the sprite that show a relief method.
ICONS = {
    "stretch": "stretch", "massage": "massage", "heat": "heat", "ice": "ice", "rest": "sleep", "drink_water": "drink",
    "drink_electrolytes": "salts", "food": "food", "painkiller": "pill", "walk": "walk", "warm_drink": "coffee",
}  # fmt: skip


@dataclass(frozen=True)
class Tries:
    """How often something was tried, helped (fully or a little), helped only a little, and how often nobody said."""

    tried: int = 0
    helped: int = 0
    partly: int = 0
    not_said: int = 0

    @property
    def answered(self) -> int:
        return self.tried - self.not_said

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to compare it with others."""
        return self.answered >= LEAST_TRIES


@dataclass(frozen=True)
class Eased(Tries):
    """The Tries of a relief method; `kinds`: those of each kind of episode, as (kind, Tries)."""

    method: str = ""
    kinds: tuple[tuple[str, Tries], ...] = ()


def eased(episodes: Sequence[Row]) -> list[Eased]:
    """The Eased of each method in the episodes' rows, best first; those with too few tries last, in a fixed order."""
    answers: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for episode in episodes:
        for relief in episode["relief"] or ():
            answers[relief["method"]][episode["kind"]].append(relief.get("helped"))
    methods = [_eased(method, answers[method]) for method in ReliefMethod.values if method in answers]
    return sorted(methods, key=_rank)


def _eased(method: str, by_kind: defaultdict[str, list[Any]]) -> Eased:
    kinds = tuple((kind, _tries(by_kind[kind])) for kind in EpisodeKind.values if kind in by_kind)
    whole = _tries([answer for answers in by_kind.values() for answer in answers])
    return Eased(**vars(whole), method=method, kinds=kinds)


def _tries(answers: list[str | None]) -> Tries:
    """The Tries of answers to "did it help": words of Helped, None where not said."""
    partly = answers.count("partly")
    return Tries(len(answers), answers.count("yes") + partly, partly, answers.count(None))


def _rank(eased: Eased) -> tuple[int, float, int]:
    """By share helped, then by tries; sorting keeps the order of methods that are too few to compare."""
    return (0, -eased.helped / eased.answered, -eased.answered) if eased.enough else (1, 0, 0)


@dataclass(frozen=True)
class EasedView:
    """A method and what came of it. `split`: the same by kind of episode, "" where that says nothing.

    `caution`: what must be said beside the count, `claims`: where the documents speak of it.
    """

    method: str
    icon: str
    text: str
    split: str
    dots: tuple[str, ...]
    caution: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class ReliefView:
    """ "What has eased yours": methods best first, methods with too few tries, and how to read it."""

    ranked: tuple[EasedView, ...]
    few: tuple[EasedView, ...]
    note: str


def relief_view(relief: tuple[Eased, ...]) -> ReliefView:
    """The ReliefView of what `eased` gives."""
    return ReliefView(
        ranked=tuple(eased_view(found) for found in relief if found.enough),
        few=tuple(eased_view(found) for found in relief if not found.enough),
        note=_note(relief),
    )


def _note(relief: tuple[Eased, ...]) -> str:
    if not relief:
        return _("Log what you tried against a twinge, and whether it helped.")
    return _(
        "A little counts as helped. What was answered %(n)s times or more is ranked. Twinges also pass by themselves."
    ) % {"n": LEAST_TRIES}


def eased_view(eased: Eased) -> EasedView:
    """The EasedView of an Eased."""
    return EasedView(
        method=str(ReliefMethod(eased.method).label),
        icon=ICONS.get(eased.method, "other"),
        text=tries_in_words(eased),
        split=_split(eased.kinds),
        dots=dots(eased.helped, eased.answered),
        caution=caution_of(eased.method),
        claims=tuple(map(claim_of, _known_caution(eased.method).get("claims", ()))),
    )


def caution_of(method: str, short: bool = False) -> str:
    """What must be said beside the count of a relief method, in full or in a few words; "" for most."""
    return _known_caution(method).get("short" if short else "text", "")


def _known_caution(method: str) -> Mapping[str, Any]:
    return load()["relief"]["painkiller"] if method == ReliefMethod.PAINKILLER else {}


def tries_in_words(tries: Eased) -> str:
    """ "helped 5 of 6, 2 of them a little"; what was not answered counts neither way, and is told."""
    if not tries.answered:
        return _("tried; whether it helped is not recorded")
    parts = [_("helped %(helped)s of %(tried)s") % {"helped": tries.helped, "tried": tries.answered}]
    if tries.partly:
        parts.append(_("%(n)s of them a little") % {"n": tries.partly})
    if tries.not_said:
        parts.append(ngettext("%(n)s more not said", "%(n)s more not said", tries.not_said) % {"n": tries.not_said})
    return ", ".join(parts)


def _split(kinds: tuple[tuple[str, Tries], ...]) -> str:
    """ "Twitch: 1 of 3, Cramp: 4 of 4", where two kinds or more have enough tries to be looked at alone."""
    enough = [(kind, tries) for kind, tries in kinds if tries.enough]
    if len(enough) < 2:
        return ""
    return ", ".join(
        _("%(kind)s: %(helped)s of %(tried)s")
        % {"kind": EpisodeKind(kind).label, "helped": tries.helped, "tried": tries.answered}
        for kind, tries in enough
    )
