"""For any journal: what must not be said to somebody is in no tip."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.analysis import advise
from guidance.knowledge import load
from journal.files.document import parse
from journal.vocabulary import BodyPart, Condition, DrinkKind, EpisodeKind, MedicineKind, Sign
from tests.examples import examples
from tests.guidance.tips.test_tips import TIPS
from tests.guidance_prose import DOCUMENTS_SAY
from tests.guidance_rows import AT, DAY, HOUR, drink, episode, journal, person
from tests.journals import documents

DRINK_MORE = {"fluid_target", "fluid_sips", "fluid_after", "salt_after", "stress_drink", "heat_stop"}
SALT = {"salt_after", "salt_pro", "diet_salt"}
SUGAR = {"fuel_now", "fuel_before", "fuel_during", "diet_sugar", "stress_drink"}
FOR_ADULTS = {"fluid_target", "caf_limit", "alc_week", "sleep_more"}
RULED_OUT = {
    "kidney_disease": DRINK_MORE | SALT | {"k_food", "min_food", "min_vitd", "mg_food"},
    "heart_disease": DRINK_MORE | SALT | {"k_food", "warmup_more"},
    "breastfeeding": {"caf_limit", "caf_swap", "stress_drink", "alc_week"},
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


KEYS = {"nights": "date", "days": "date"}
conditions = st.lists(st.sampled_from(Condition.values), max_size=2, unique=True)
medicines = st.none() | st.lists(st.sampled_from(MedicineKind.values).map(lambda kind: {"kind": kind}), max_size=2)
people = st.builds(
    lambda **said: person(**said),
    conditions=conditions,
    medicines=medicines,
    sex=st.sampled_from([None, "female", "male"]),
    birth_year=st.sampled_from([None, 1980, 2012]),
)
# What may come on top of the journals that bring tips: a twinge of any kind, and more to drink.
twinges = st.builds(
    lambda hours, kind, part, signs, pain: episode(
        AT - hours * HOUR, kind=kind, body_part=part, signs=signs, pain=pain
    ),
    st.integers(1, 200),
    st.sampled_from(EpisodeKind.values),
    st.sampled_from(BodyPart.values),
    st.none() | st.lists(st.sampled_from(Sign.values), max_size=3, unique=True),
    st.none() | st.integers(0, 10),
)
more = st.builds(
    lambda hours, ml, kind: drink(AT - hours * HOUR, ml, kind),
    st.integers(0, 40),
    st.integers(1, 2000),
    st.sampled_from(DrinkKind.values),
)


def merged(who, scenes, episodes, drinks):
    """One journal of several: of two rows on one date, the first."""
    lists = {"episodes": episodes, "drinks": drinks}
    for scene in scenes:
        for kind, rows in TIPS[scene][0].items():
            if kind != "who":
                lists[kind] = lists.get(kind, []) + (rows if isinstance(rows, list) else [rows])
    for kind, key in KEYS.items():
        lists[kind] = list({row[key]: row for row in reversed(lists.get(kind, []))}.values())
    return journal(who, **lists)


journals = st.builds(
    merged,
    people,
    st.lists(st.sampled_from(sorted(TIPS)), min_size=1, max_size=3),
    st.lists(twinges, max_size=2),
    st.lists(more, max_size=2),
)


@given(journals)
@examples(150)
def test_no_journal_brings_a_suppressed_or_forbidden_tip(mine):
    found = advise(mine, AT)
    shown = {tip.id for tip in found.tips}
    assert len(found.tips) == len(shown) <= 3
    assert not shown or not any(flag.is_urgent for flag in found.flags)
    for condition in mine.person["conditions"]:
        assert not shown & RULED_OUT.get(condition, set())
    assert not shown & DRINK_MORE or drunk_ml(mine) < 1600 + 400 * (mine.person["sex"] == "male")
    assert not shown & DRINK_MORE or not {"over_rate", "over_gain"} & shown
    assert not shown & FOR_ADULTS or mine.person["birth_year"] != 2012
    assert not shown & {"massage_after"} or not signs(mine) & {"one_leg_swollen", "warm", "red", "wound_dirty"}
    for tip in found.tips:
        assert not FORBIDDEN.search(tip.text), tip.text
        assert "{" not in tip.text
        assert not any(said in tip.text for said in DOCUMENTS_SAY.values())


def drunk_ml(mine):
    return sum(drink["ml"] for drink in mine.drinks if AT - drink["at"] <= DAY)


def signs(mine):
    """Signs of the last day."""
    return {sign for row in mine.episodes if AT - row["started_at"] <= DAY for sign in row["signs"] or ()}


@given(documents)
@examples(15)
def test_any_journal_of_the_format_is_advised(document):
    mine = parse(json.dumps(document).encode())
    found = advise(mine, mine.exported_at)
    assert len(found.tips) <= 3
    assert {cause.id for cause in found.analysis.causes} == {known["id"] for known in load.shown_causes()}
