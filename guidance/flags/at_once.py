"""The alarms that the form of a twinge tells by itself, before anything is sent: a phone may have no connection.

No rule is written twice: the rules of ALARMS are asked about made-up journals of one twinge, and the page gets, for a
flag, the smallest sets of answers that open it. What a form cannot tell (a session before it) is a blank, and no
all-clear; a set that opens a flag may be less than that with more known, and the server says the last word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations, product
from typing import Any
from uuid import UUID

from guidance.flags.cards import LOOKS, level_of
from guidance.flags.cases import ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN, Rows
from guidance.flags.registry import ALARMS, way_of
from guidance.knowledge.load import URGENCIES, by_id
from guidance.knowledge.texts import filled, numbers_of, tel
from journal.public import DAY, HOUR, MINUTE, BodyPart, EpisodeKind, Journal, Row, Sign

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


def alarms_at_once(person: Row) -> list[AtOnce]:
    """An AtOnce for each alarm that answers of one form can open for a person's row, most urgent first."""
    kinds = frozenset(medicine.get("kind") for medicine in person["medicines"] or ())
    found = _sets(frozenset(person["conditions"] or ()), kinds)
    ordered = sorted(found, key=lambda way: (URGENCIES.index(way[1]), way[0]))
    return [_shown(way, found[way], person) for way in ordered if way[0] != SHOWN_ANYHOW]


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
def _sets(conditions: frozenset[str], medicines: frozenset[str]) -> dict[Way, list[Answers]]:
    """{Way: the smallest sets of answers that open it}; a set that is an emergency already is not made larger.

    When a medicine was begun is not looked at.
    """
    person = NOBODY | {"conditions": sorted(conditions), "medicines": [{"kind": word} for word in sorted(medicines)]}
    found: dict[Way, list[Answers]] = {}
    emergencies: list[Answers] = []
    for group in tried():
        larger = [answers for answers in group if not any(one <= answers for one in emergencies)]
        for way, answers in _with_pain(larger, person):
            sets = found.setdefault(way, [])
            if not any(one <= answers for one in sets):
                sets.append(answers)
            if way[1] == "emergency_now":
                emergencies.append(answers)
    return found


def _with_pain(tried: list[Answers], person: Row) -> Iterator[tuple[Way, Answers]]:
    """Each Way that a set opens, and the set; where that rests on a blank pain, with the pains that open it too."""
    ways = opened(tried, person)
    silent = [answers for answers, found in zip(tried, ways, strict=True) if found and not _says_pain(answers)]
    ladder = {
        n: dict(zip(silent, opened([a | {f"pain>={n}"} for a in silent], person), strict=True)) for n in (0, *PAINS)
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


def opened(tried: list[Answers], person: Row) -> list[list[Way]]:
    """For each set, the Ways that a twinge of these answers opens, whatever was trained: the less urgent of two."""
    twinges = [_twinge(answers, n) for n, answers in enumerate(tried)]
    trained = [SESSION | {"id": row["id"], "started_at": _moment(n) - HOUR} for n, row in enumerate(twinges)]
    resting, training = _alarms(Journal(person, episodes=twinges)), _alarms(Journal(person, trained, episodes=twinges))
    return [
        [
            max(resting[row["id"], flag], training[row["id"], flag], key=lambda way: URGENCIES.index(way[1]))
            for flag in ALARMS
            if (row["id"], flag) in resting and (row["id"], flag) in training
        ]
        for row in twinges
    ]


def _alarms(journal: Journal) -> dict[tuple[UUID, str], Way]:
    """{(id of the twinge, flag): Way} of the alarms that mean help today or now."""
    rows = Rows(journal, _moment(len(journal.episodes)))
    met = [(one, flag, way_of(flag, one)) for flag, rule in ALARMS.items() for one in rule(rows)]
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
        name, _sign, value = answer.partition(">=" if ">=" in answer else "=")
        if name == "signs":
            row["signs"].append(value)
        elif name == "lasted":
            row |= {"started_at": _moment(n) - int(value) * MINUTE, "ended_at": _moment(n)}
        else:
            row["body_part" if name == "place" else name] = int(value) if name == "pain" else value
    return row


def tried() -> list[list[Answers]]:
    """The sets of answers that are asked about, small sets first."""
    signs = [f"signs={word}" for word in Sign.values]
    kinds = [f"kind={word}" for word in ("twitch", "cramp", "tremor", "tic")]
    places = [f"place={word}" for word in BodyPart.values]
    groups: list[Iterable[Iterable[str]]] = [
        [(one,) for one in (*signs, "pain>=9")],
        [("kind=cramp", f"lasted>={n}") for n in (ENDLESS_CRAMP_MIN, LONG_CRAMP_MIN)],
        combinations(signs, 2),
        product(signs, (*kinds, *places, *(f"pain>={n}" for n in reversed(PAINS)))),
        product(signs, kinds, HEAD_AND_NECK),
        product(("signs=tingling",), ("signs=tingling_lips",), kinds),
    ]
    return [[frozenset(answers) for answers in group] for group in groups]
