"""docs/contract.md names every key of a line of `guide`, every word such a key may have, every command and option."""

import argparse
import json
from dataclasses import replace

import pytest
from django.core.management import get_commands, load_command_class

from guidance.causes.rule_types import RULE_LEVELS
from guidance.evidence.codings import WEIGHTS
from guidance.evidence.levels import ORDER
from guidance.flags.registry import URGENCIES
from guidance.knowledge.load import GRADES, cause_ids, flag_ids, load, shown_causes
from guidance.management.commands.guide import line
from guidance.trials.results import CONFIRMED, NOT_FOUND, RUNNING, TOO_SMALL, UNCLEAR
from tests import docs
from tests.guidance_rows import AT, DAY, HOUR, TODAY, episode, journal, session
from tests.guidance_rows import row as row_of

SECTIONS = docs.sections("contract.md")
DJANGOS = "--verbosity --settings --pythonpath --traceback --no-color --force-color --skip-checks".split()
COMMANDS = ("import_journal", "export_journal", "guide", "backup", "restore")


def told(heading):
    """{key: its words in backticks} of a table."""
    return {docs.words(row[0])[0]: docs.words(row[1]) for row in docs.table(SECTIONS[heading])}


def coin_of(sessions):
    drawn = [{"position": n, "arm": "do", "session": str(each["id"])} for n, each in enumerate(sessions, 1)]
    return row_of("experiments", cause="poor_warmup", started_on=TODAY - 60 * DAY, planned_sessions=40, arms="both",
                  smallest_effect=0.1, assignments=drawn)  # fmt: skip


@pytest.fixture(scope="module")
def lines():
    """Lines of journals that between them have a flag, a question, weighed causes, tips and what was tried."""
    tried = [{"method": "painkiller", "helped": "yes"}, {"method": "stretch", "helped": None}]
    long_cramp = episode(AT - 2 * HOUR, ended_at=AT - HOUR, relief=tried)
    forgotten = episode(AT - 16 * DAY, kind="cramp", signs=["chest_pressure"])
    short = [session(AT - n * DAY, warm_up_min=2, effort=8, aftermath=None) for n in range(2, 60, 2)]
    long = [session(AT - n * DAY, warm_up_min=15, effort=3, quiet_after=True) for n in range(1, 59, 2)]
    twinges = [episode(run["started_at"] + 2 * HOUR, signs=[]) for run in short]
    tangled = [row | {"stretch_after_min": 0} for row in short]
    long = [row | {"stretch_after_min": 9} for row in long]
    journals = [
        journal(sessions=session(AT - 3 * HOUR), episodes=long_cramp),
        journal(episodes=forgotten),
        replace(journal(sessions=[*short, *long], episodes=twinges), experiments=[coin_of(short[-4:])]),
        journal(sessions=[*tangled, *long], episodes=twinges[::2]),
    ]
    return [json.loads(line({"file": "a.json"}, found, AT)) for found in journals]


def keys(objects):
    """Every key that one of the objects has."""
    return {key for found in objects for key in found}


def every(lines, *names):
    """What the lines have under a key, and under keys of that; a list stands for what is in it."""
    found = lines
    for name in names:
        found = [
            value for each in found if (held := each[name]) for value in (held if isinstance(held, list) else [held])
        ]
    assert found, f"no line has {names}"
    return found


def test_every_key_of_a_line(lines):
    assert keys(lines) == set(told("One line of guide"))
    assert keys(every(lines, "red_flags")) == set(told("A flag"))
    assert keys(every(lines, "asked")) == {*told("A flag"), "question"}
    assert keys(every(lines, "causes")) == set(told("A cause"))
    assert keys(every(lines, "sets")) == set(told("A set"))
    assert keys(every(lines, "tips")) == set(told("A tip"))
    assert keys(every(lines, "relief")) == set(told("What was tried"))
    assert keys(every(lines, "trials")) == set(told("A trial"))
    for name in ("do", "usual"):
        assert keys(every(lines, "trials", name)) == {"sessions", "twinged", "felt"}
    for name in ("risk_ratio", "avoidable"):
        assert keys(every(lines, "causes", name)) == set(told("A range"))
    for name in ("with", "without"):
        assert keys(every(lines, "causes", name)) == set(told("A cause")["with"])
    assert keys(every(lines, "causes", "left_out")) == set(told("A cause")["left_out"])
    assert keys(every(lines, "causes", "tangled")) == set(told("A cause")["tangled"])


def test_every_word_that_a_key_may_have():
    flag, cause, tip = told("A flag"), told("A cause"), told("A tip")
    assert flag["id"] == [flag_ids()[0], flag_ids()[-1]]
    assert flag["urgency"] == list(URGENCIES)
    assert set(cause["state"]) == {"exposed", "not_exposed", "unknown"}
    assert cause["level"][:6] == list(ORDER)
    assert set(cause["coding"]) == set(WEIGHTS)
    assert told("A trial")["state"] == [RUNNING, CONFIRMED, NOT_FOUND, TOO_SMALL, UNCLEAR]
    assert cause["grade"] == list(GRADES)
    assert set(tip["support"]) == {tip["outside_support"] for each in load()["causes"] for tip in each["tips"]}
    assert docs.words(SECTIONS["Causes"]) == cause_ids()
    assert set(cause_ids()) - {each["id"] for each in shown_causes()} == set(cause["id"])
    assert set(RULE_LEVELS) - set(cause) == {"exposed"}  # those rules are `rules`


def test_every_command_and_option():
    text = " ".join(docs.words(SECTIONS["Commands"]))
    assert [name for name in COMMANDS if f"manage.py {name}" not in text] == []
    assert set(get_commands()) >= set(COMMANDS)
    options = {
        f"{name} {action.option_strings[-1]}"
        for name in COMMANDS
        for action in load_command_class(get_commands()[name], name).create_parser("", "")._actions
        if action.option_strings and not isinstance(action, argparse._HelpAction | argparse._VersionAction)
    }
    shared = {f"{name} {option}" for name in COMMANDS for option in DJANGOS}
    assert options - shared == set(told("Options"))
