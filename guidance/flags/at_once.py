"""The alarms that the form of a twinge tells by itself, before anything is sent: a phone may have no connection.

No rule is written twice: the rules of ALARMS are asked about made-up journals of one twinge, and the page gets, for a
flag, the smallest sets of answers that open it, and what takes it back. For an entry alone that is what the rules say
of it. What a form cannot tell, entries before it, is a blank and no all-clear: the server says the last word.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import combinations, product
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from guidance.causes.thresholds import NEW_MEDICINE_DAYS
from guidance.flags.acute import ARM, HEART_MIN, LEG, SKIN_SIGNS
from guidance.flags.cards import LOOKS, level_of
from guidance.flags.cases import ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN, STILL_IN_EFFORT, Rows
from guidance.flags.registry import ALARMS, way_of
from guidance.knowledge.load import URGENCIES, by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import (
    DAY,
    HOUR,
    MINUTE,
    BodyPart,
    Calendar,
    EpisodeKind,
    Journal,
    Row,
    Sign,
    ended_at,
    parse_date,
    shift,
)

NOON, APART = datetime(1000, 6, 18, 12, tzinfo=UTC), 40 * DAY
SHOWN_ANYHOW = "RF03"  # extreme pain: the form shows it without a script, too
NOBODY = {"time_zone": "UTC", "day_starts_at": 0, "week_starts_on": "monday", "moves": [], "units": "metric"}
# Answers that rules look at together with a sign.
PAINS = (1, 4, 7, 8)
NO_PAIN_SAID = "pain="
HEAD_AND_NECK = ("place=head", "place=neck", "place=jaw")
# A twinge that no rule knows by its kind or place.
PLAIN = {
    "id": UUID(int=1), "started_at": NOON, "ended_at": None, "ongoing": None, "kind": EpisodeKind.LEG_JERK.value,
    "body_part": BodyPart.NOSE.value, "side": None, "strength": None, "pain": None, "several_muscles": None,
    "signs": [], "relief": None, "note": "", "source": "manual", "source_id": "",
}  # fmt: skip
# A session that had just ended.
SESSION = {
    "id": UUID(int=2), "duration_min": 60, "activity": "run", "effort": 8, "hours_since_meal": 2.0, "air": None,
    "temperature_c": None, "humidity_pct": None, "event": None, "sweat": None, "salt_marks": None,
    "weight_before_kg": None, "weight_after_kg": None, "felt_drained": None, "distance_km": None,
}  # fmt: skip
Answers = frozenset[str]  # "signs=fever", "pain>=9": name and value of a field of the form
Way = tuple[str, str, str]  # (flag, urgency, wording)
Taken = tuple[str | None, bool]  # (kind of a medicine, whether it was begun in the last days)
AT_ONCE = 25  # sets of one journal: each brings its dates of medicines, and each case looks at all of them
KINDS = ("twitch", "cramp", "tremor", "tic")
SHORT = (f"lasted<{HEART_MIN}", f"lasted<{LONG_CRAMP_MIN}")
# What can take back an alarm that a blank or another kind would open: small sets first.
DOUBTS = [
    *(frozenset([one]) for one in (*SHORT, *(f"kind={kind}" for kind in KINDS))),
    *(frozenset([f"kind={kind}", short]) for kind in KINDS for short in SHORT),
    *(frozenset([f"place={part}", "pain<1"]) for part in LEG),
]


@dataclass(frozen=True)
class AtOnce:
    """A flag as the form shows it. `when`: the sets of answers that open it, "a b|c"; `call`: (number, address)."""

    name: str
    level: str
    icon: str
    look: str
    is_now: bool
    wording: str
    call: tuple[str, str] | None
    when: str


def alarms_at_once(person: Row, at: datetime, sessions: list[Row]) -> list[AtOnce]:
    """An AtOnce for each alarm that answers of one form can open at a moment, most urgent first.

    `sessions`: the newest of the person; only whether one is going on, or was a moment ago, is looked at.
    """
    on = Calendar.of(person["time_zone"], moves=person["moves"]).date_of(at)
    taken = frozenset((word.get("kind"), _is_new(word, on)) for word in person["medicines"] or ())
    in_effort = any(row["started_at"] <= at <= ended_at(row) + STILL_IN_EFFORT for row in sessions)
    found = _sets(frozenset(person["conditions"] or ()), taken, in_effort, get_language())
    ordered = sorted(found, key=lambda way: (URGENCIES.index(way[1]), way[0]))
    return [_shown(way, found[way], person) for way in ordered if way[0] != SHOWN_ANYHOW]


def _is_new(medicine: Row, on: date) -> bool:
    """Whether a medicine was begun in the last days, as the rules count them."""
    begun = parse_date(medicine.get("started_on"))
    return begun is not None and begun <= on <= shift(begun, NEW_MEDICINE_DAYS)


def _shown(way: Way, sets: list[Answers], person: Row) -> AtOnce:
    flag, urgency, wording = way
    icon, look = LOOKS[urgency]
    numbers = numbers_of(person)
    number = numbers["emergency_number" if urgency == "emergency_now" else "advice_line"]
    address = tel(number)
    return AtOnce(
        name=by_id("red_flags")[flag]["heading"],
        level=level_of(urgency),
        icon=icon,
        look=look,
        is_now=urgency == "emergency_now",
        wording=filled(wording, person),
        call=(number, address) if address else None,
        when="|".join(sorted(" ".join(sorted(one)) for one in sets)),
    )


@lru_cache(maxsize=64)
def _sets(
    conditions: frozenset[str], taken: frozenset[Taken], in_effort: bool, _language: str | None
) -> dict[Way, list[Answers]]:
    """{Way: the smallest sets of answers that open it}; a set that is an emergency in any case is not made larger."""
    asked = _Asked(conditions, taken, in_effort)
    found: dict[Way, list[Answers]] = {}
    emergencies: list[Answers] = []
    for group in tried():
        larger = [answers for answers in group if not any(one <= answers for one in emergencies)]
        for way, answers in _with_doubts(list(_with_pain(larger, asked)), asked):
            sets = found.setdefault(way, [])
            if not any(one <= answers for one in sets):
                sets.append(answers)
            if way[1] == "emergency_now":
                emergencies.append(answers)
    return found


def _with_doubts(opened: list[tuple[Way, Answers]], asked: "_Asked") -> Iterator[tuple[Way, Answers]]:
    """Each Way that a set opens, and the set with what takes the Way back: "!kind=cramp&lasted<10".

    What then opens in its place, such as a call today for a chest pain that was soon over, is a Way of its own.
    """
    emergencies = [(way, answers) for way, answers in opened if way[1] == "emergency_now"]
    yield from [pair for pair in opened if pair[0][1] != "emergency_now"]
    doubted = _doubted(emergencies, asked)
    for way, answers in emergencies:
        left = {doubt: doubted[way[0], doubt, answers] for doubt in DOUBTS if _is_apart(doubt, answers)}
        back = [doubt for doubt, ways in left.items() if way not in ways]
        back = [doubt for doubt in back if not any(one < doubt for one in back)]
        for doubt in back:
            yield from [(milder, answers | doubt) for milder in left[doubt]]
        yield way, answers | {f"!{'&'.join(sorted(doubt))}" for doubt in back}


def _doubted(opened: list[tuple[Way, Answers]], asked: "_Asked") -> dict[tuple[str, Answers, Answers], list[Way]]:
    """{(flag, doubt, set): the Ways of the flag that the set opens with the doubt}; each rule is asked of its own."""
    found = {}
    for flag, doubt in product(dict.fromkeys(way[0] for way, _answers in opened), DOUBTS):
        sets = [answers for way, answers in opened if way[0] == flag and _is_apart(doubt, answers)]
        ways = asked.opened([_plain(answers) | doubt for answers in sets], [flag])
        found.update({(flag, doubt, answers): each for answers, each in zip(sets, ways, strict=True)})
    return found


def _is_apart(doubt: Answers, answers: Answers) -> bool:
    return _names(doubt).isdisjoint(_names(answers))


def _names(answers: Answers) -> set[str]:
    """The fields that a set of answers says something of, but for signs, of which there can be many."""
    return {re.split("[<>=]", answer)[0] for answer in answers} - {"signs"}


def _plain(answers: Answers) -> Answers:
    """A set as it is asked about: without "no pain said", which is what a twinge is made with."""
    return answers - {NO_PAIN_SAID}


def _with_pain(tried: list[Answers], asked: "_Asked") -> Iterator[tuple[Way, Answers]]:
    """Each Way that a set opens, and the set; where that rests on a blank pain, with the pains that open it too."""
    ways = asked.opened(tried)
    silent = [answers for answers, found in zip(tried, ways, strict=True) if found and not _says_pain(answers)]
    flags = list(dict.fromkeys(way[0] for found in ways for way in found))
    ladder = {
        n: dict(zip(silent, asked.opened([a | {f"pain>={n}"} for a in silent], flags), strict=True))
        for n in (0, *PAINS)
    }
    for answers, found in zip(tried, ways, strict=True):
        for way in found:
            if _says_pain(answers) or way in ladder[0][answers]:
                yield way, answers
                continue
            yield way, answers | {NO_PAIN_SAID}
            enough = next((n for n in ladder if way in ladder[n][answers]), None)
            yield from [(way, answers | {f"pain>={enough}"})] if enough else []


def _says_pain(answers: Answers) -> bool:
    return any(answer.startswith("pain") for answer in answers)


@dataclass(frozen=True)
class _Asked:
    """Whom the rules are asked about: somebody with these conditions and medicines, and whether in the effort."""

    conditions: frozenset[str]
    taken: frozenset[Taken]
    in_effort: bool

    def opened(self, tried: list[Answers], flags: Collection[str] = ALARMS) -> list[list[Way]]:
        """For each set, the Ways of some flags that a twinge of these answers opens; in the effort, the less urgent."""
        return [ways for n in range(0, len(tried), AT_ONCE) for ways in self._opened(tried[n : n + AT_ONCE], flags)]

    def _opened(self, tried: list[Answers], flags: Collection[str]) -> list[list[Way]]:
        twinges = [_twinge(answers, n) for n, answers in enumerate(tried)]
        person = self._person(len(tried))
        resting = _alarms(Journal(person, episodes=twinges), flags)
        trained = [SESSION | {"id": row["id"], "started_at": _moment(n) - HOUR} for n, row in enumerate(twinges)]
        training = _alarms(Journal(person, trained, episodes=twinges), flags) if self.in_effort else resting
        return [
            [
                max(resting[row["id"], flag], training[row["id"], flag], key=lambda way: URGENCIES.index(way[1]))
                for flag in flags
                if (row["id"], flag) in resting and (row["id"], flag) in training
            ]
            for row in twinges
        ]

    def _person(self, moments: int) -> Row:
        """The person's row; what is new was begun on the date of each moment."""
        medicines: list[Row] = [{"kind": kind} for kind, _new in self.taken]
        for kind, is_new in self.taken:
            dates = [_moment(n).date().isoformat() for n in range(moments if is_new else 0)]
            medicines += [{"kind": kind, "started_on": on} for on in dates]
        return NOBODY | {"conditions": sorted(self.conditions), "medicines": medicines}


def _alarms(journal: Journal, flags: Collection[str]) -> dict[tuple[UUID, str], Way]:
    """{(id of the twinge, flag): Way} of these alarms where they mean help today or now."""
    rows = Rows(journal, _moment(len(journal.episodes)))
    met = [(one, flag, way_of(flag, one)) for flag in flags for one in ALARMS[flag](rows)]
    return {
        (one.episodes[0], flag): (flag, way["urgency"], way["wording"])
        for one, flag, way in met
        if way["urgency"] in ("emergency_now", "same_day")
    }


def _moment(n: int) -> datetime:
    """When the twinge number `n` was: farther apart than any rule looks back."""
    return NOON + n * APART


def _twinge(answers: Answers, n: int) -> Row:
    """The row of the twinge number `n`, of answers such as "signs=fever"."""
    row: dict[str, Any] = PLAIN | {"id": UUID(int=n + 1), "started_at": _moment(n), "signs": []}
    for answer in answers:
        name, sign, value = re.split("(>=|<|=)", answer)
        if name == "signs":
            row["signs"].append(value)
        elif name == "lasted":
            minutes = int(value) - (sign == "<")
            row |= {"started_at": _moment(n) - minutes * MINUTE, "ended_at": _moment(n)}
        else:
            row["body_part" if name == "place" else name] = int(value) - (sign == "<") if name == "pain" else value
    return row


def tried() -> list[list[Answers]]:
    """The sets of answers that are asked about, small sets first."""
    signs = [f"signs={word}" for word in Sign.values]
    kinds = [f"kind={word}" for word in KINDS]
    skin = [f"signs={word}" for word in SKIN_SIGNS.split()]
    limbs = [f"place={part}" for part in (*ARM, *LEG)]
    places = [f"place={word}" for word in BodyPart.values]
    groups: list[Iterable[Iterable[str]]] = [
        [(one,) for one in (*signs, "pain>=9")],
        [("kind=cramp", f"lasted>={n}") for n in (ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN)],
        combinations(signs, 2),
        product(signs, (*kinds, *places, *(f"pain>={n}" for n in reversed(PAINS)))),
        product(signs, kinds, HEAD_AND_NECK),
        product(signs, ("place=chest",), ("pain>=1",)),
        product(("signs=tingling",), ("signs=tingling_lips",), kinds),
        product(("signs=tight_swollen_muscle",), skin, ("signs=breathless", "signs=fainted"), limbs),
        product(("signs=calf_pain",), skin, ("signs=fainted",)),
    ]
    return [[frozenset(answers) for answers in group] for group in groups]
