"""What the form shows by itself is what the rules say of the entry alone: made-up entries of several people."""

import re
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest

from guidance.flags.at_once import NOBODY, PLAIN, SESSION, SHOWN_ANYHOW, alarms_at_once
from guidance.flags.registry import open_flags
from journal.public import HOUR, MINUTE, BodyPart, Journal, Sign

NOW = datetime(2026, 6, 18, 12, tzinfo=UTC)
PEOPLE = {
    "nothing noted": ((), ()),
    "new antidepressant and statin": (("pregnant", "sickle_trait"), (("antidepressant", "2026-06-10"), ("statin", "2026-06-10"))),
    "long known ones": (("diabetes", "heart_failure", "blood_thinners"), (("diuretic", None), ("statin", "2019-01-01"))),
    "over the first weeks": (("asthma", "poor_circulation"), (("antidepressant", "2026-05-01"),)),
}  # fmt: skip


def row_of(conditions, medicines):
    taken = [{"kind": kind, "started_on": on} for kind, on in medicines]
    numbers = {"emergency_number": "112", "advice_line": None, "sex": None, "birth_year": None}
    return NOBODY | numbers | {"conditions": list(conditions), "medicines": taken}


def entries(seed, count):
    """Made-up answers of the form: {field: value}."""
    dice = Random(seed)
    for _n in range(count):
        yield {
            "kind": dice.choice(["twitch", "cramp", "tremor", "tic", "leg_jerk"]),
            "place": dice.choice(BodyPart.values),
            "signs": dice.sample(Sign.values, dice.choice([0, 1, 1, 2, 2, 3])),
            "pain": dice.choice([None, 0, 2, 5, 7, 8, 9]),
            "lasted": dice.choice([None, None, "going", 2, 5, 12, 20, 90]),
        }


def as_row(entry):
    """The row that the form saves now."""
    row = PLAIN | {
        "id": UUID(int=1),
        "kind": entry["kind"],
        "body_part": entry["place"],
        "signs": entry["signs"],
        "pain": entry["pain"],
    }
    if isinstance(entry["lasted"], int):
        return row | {"started_at": NOW - entry["lasted"] * MINUTE, "ended_at": NOW}
    return row | {"started_at": NOW, "ongoing": True if entry["lasted"] == "going" else None}


def holds(token, entry):
    """As static/js/phone.js reads a token."""
    if token.startswith("!"):
        return not all(holds(part, entry) for part in token[1:].split("&"))
    name, sign, wanted = re.split("(>=|<|=)", token)
    said = entry[name] if isinstance(entry[name], list) else [entry[name]]
    numbers = [value for value in said if isinstance(value, int)]
    if sign == "=":
        return wanted in map(str, said) if wanted else said == [None]
    return any(value >= int(wanted) if sign == ">=" else value < int(wanted) for value in numbers)


def shown(table, entry):
    """The names of the emergencies that the form shows."""
    opens = lambda flag: any(all(holds(token, entry) for token in one.split()) for one in flag.when.split("|"))  # noqa: E731
    return {flag.name for flag in table if flag.is_now and opens(flag)}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_form_shows_an_emergency_where_the_rules_see_one_in_the_entry_alone(who):
    person = row_of(*PEOPLE[who])
    table = alarms_at_once(person, NOW, [])
    differ = []
    for entry in entries(f"{who} 1", 1500):
        flags = open_flags(Journal(person, episodes=[as_row(entry)]), [], NOW + MINUTE)
        said = {flag.name for flag in flags if flag.is_now and flag.id != SHOWN_ANYHOW}
        if bool(said) != bool(shown(table, entry)):
            differ.append((entry, said, shown(table, entry)))
    assert differ == []


CHEST = {"kind": "twitch", "place": "chest", "signs": ["chest_pain"], "pain": None, "lasted": None}


@pytest.mark.parametrize(
    ("entry", "emergency", "today"),
    [
        (CHEST, True, False),
        (CHEST | {"lasted": "going"}, True, False),
        (CHEST | {"lasted": 20}, True, False),
        (CHEST | {"lasted": 5}, False, True),
        (CHEST | {"lasted": 5, "place": "hand"}, True, True),
        (CHEST | {"lasted": 5, "signs": ["chest_pain", "nausea"]}, True, True),
    ],
)
def test_a_chest_pain_that_was_soon_over_and_left_nothing_is_for_today(entry, emergency, today):
    table = alarms_at_once(row_of((), ()), NOW, [])
    levels = [
        flag.is_now
        for flag in table
        if flag.name == "Chest pain or pressure"
        and any(all(holds(token, entry) for token in one.split()) for one in flag.when.split("|"))
    ]
    assert (True in levels, False in levels) == (emergency, today)


def test_a_fast_heart_and_breath_are_the_efforts_while_it_lasts():
    entry = CHEST | {"place": "calf", "signs": ["racing_heart", "breathless"]}
    run = SESSION | {"started_at": NOW - HOUR}
    at_rest, just_after, later = ([], [run], [run | {"started_at": NOW - 5 * HOUR}])
    person = row_of((), ())
    seen = [bool(shown(alarms_at_once(person, NOW, sessions), entry)) for sessions in (at_rest, just_after, later)]
    assert seen[0] == seen[2]
    assert seen == [
        bool([f for f in open_flags(Journal(person, sessions, episodes=[as_row(entry)]), [], NOW + MINUTE) if f.is_now])
        for sessions in (at_rest, just_after, later)
    ]
