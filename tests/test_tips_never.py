"""For any journal: what knowledge.json suppresses or forbids is in no tip."""

import json
import re
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from guidance import knowledge
from guidance.advice import advise
from journal.document import parse
from journal.vocabulary import Condition
from tests import journals
from tests.guidance_rows import AT, TODAY

DRINK_MORE = {"fluid_target", "fluid_sips", "fluid_after", "salt_after", "stress_drink", "heat_stop"}
SALT = {"salt_after", "salt_pro", "diet_salt"}
SUGAR = {"fuel_now", "fuel_before", "fuel_during", "diet_sugar", "stress_drink"}
RULED_OUT = {
    "kidney_disease": DRINK_MORE | SALT | {"k_food", "min_food", "min_vitd"},
    "heart_failure": DRINK_MORE | SALT | {"k_food"},
    "fluid_limit": DRINK_MORE,
    "high_blood_pressure": SALT,
    "low_salt_diet": SALT,
    "diabetes": SUGAR | {"salt_after"},
    "blood_thinners": {"massage_after", "stress_drink"},
    "daisy_allergy": {"stress_drink"},
    "pregnant": {"fluid_target", "caf_limit", "alc_week"},
}
# Medicines, doses of anything but caffeine's limit, the fuel of an hour and vitamin D, and what nobody may be told.
FORBIDDEN = re.compile(
    r"as much as you can|ibuprofen|paracetamol|aspirin|quinine|sedative|painkiller|stop taking|stop your medicine"
    r"|\b\d+ ?(mg|micrograms?|g)\b(?! (of )?(caffeine|carbohydrate|for two weeks|a day suits))",
    re.IGNORECASE,
)


def near(entries, key, values, most):
    """Lists of entries, each moved to one of the times `values`."""
    moved = st.builds(lambda entry, value: entry | {key: value}, entries, values)
    return st.lists(moved, max_size=most, unique_by=lambda entry: entry[key])


def hours_ago(most):
    return st.integers(1, most * 4).map(lambda quarter: (AT - timedelta(minutes=15 * quarter)).isoformat())


def dates_ago(most):
    return st.integers(0, most).map(lambda days: (TODAY - timedelta(days=days)).isoformat())


def ended(episode):
    """An end after the start, however the start was moved."""
    return {name: value for name, value in episode.items() if name != "ended_at"}


# A full life in few days, so that causes are met and tips come.
lives = st.fixed_dictionaries(
    {
        "format": st.just("twinge-journal"),
        "version": st.just(1),
        "person": journals.people.map(lambda person: person | {"time_zone": "UTC"}),
        "sessions": near(journals.sessions, "started_at", hours_ago(40), 4),
        "drinks": near(journals.drinks, "at", hours_ago(30), 6),
        "nights": near(journals.nights, "date", dates_ago(4), 4),
        "days": near(journals.days, "date", dates_ago(6), 6),
        "episodes": near(journals.episodes.map(ended), "started_at", hours_ago(30), 4),
    }
)


@given(lives, st.sampled_from(["", *Condition.values]))
@settings(max_examples=60, deadline=None)
def test_no_journal_brings_a_suppressed_or_forbidden_tip(life, condition):
    life["person"] = life["person"] | {"conditions": [condition] if condition else []}
    journal = parse(json.dumps(life).encode())
    found = advise(journal, AT)
    shown = {tip.id for tip in found.tips}
    assert len(found.tips) == len(shown) <= 3
    assert not any(flag.is_now for flag in found.flags) or not shown
    assert not shown & RULED_OUT.get(condition, set())
    assert not shown & DRINK_MORE or drunk_ml(journal) < 2500
    assert not {"over_rate", "over_gain"} & shown or not shown & DRINK_MORE
    for tip in found.tips:
        assert not FORBIDDEN.search(tip.text), tip.text
        assert "{" not in tip.text
        assert not any(entry["document_says"] in tip.text for entry in knowledge.load()["corrections"])


def drunk_ml(journal):
    return sum(drink["ml"] for drink in journal.drinks if AT - drink["at"] <= timedelta(hours=24))
