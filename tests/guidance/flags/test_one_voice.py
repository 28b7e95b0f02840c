"""One voice: for each pair of an open flag and a text, whether the text may be said."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.flags.one_voice import may_say, voice
from guidance.flags.registry import RULES, open_flags
from guidance.knowledge.load import by_id, load, relief_steps, tips
from guidance.trials.switches import switches
from journal.recording import demo
from tests import factories
from tests.guidance.flags.test_every_red_flag import EACH, opened
from tests.guidance.flags.test_red_flags import signs
from tests.guidance_rows import AT, HOUR, journal, session

TEXTS = {
    **{name: tip["text"] for name, (_cause, tip) in tips().items()},
    **{step["id"]: f"{step.get('first', '')} {step.get('rest', '')}" for step in relief_steps()},
    **{f"trial:{cause}": f"train {switch.do}" for cause, switch in switches().items()},
    **{name: by_id("explainers")[name]["text"] for name in ("E01", "E10")},
}
# What is said at every step, and what only tells to stop, rest, call or look.
ALWAYS = {"R_CHECK", "RC1", "RC9"}
DRINK = r"\bdrink\b|\bsip|tea\b|juice|soft drink|coffee|water is|\belectrolyte"
STRETCH = r"stretch|pull the toes|\bbounc"
RUB = r"massage|\brub\b"
TRAIN = r"\btrain\b|warm(ed)? up|session|pace\b|walk|\bdecaf|next hard"
LEVELS = [(flag, urgency) for flag, levels in load()["one_voice"]["forbids"].items() for urgency in levels]
FIRST = opened(**EACH["RF01"][1][0])[0]


def flag(name, urgency):
    return replace(FIRST, id=name, urgency=urgency)


def test_every_flag_at_each_of_its_urgencies_is_in_the_table():
    known = by_id("red_flags").values()
    ways = [(f["id"], w["to"]) for f in known for w in (f.get("upgrade"), f.get("milder")) if w]
    assert set(LEVELS) == {(f["id"], f["urgency"]) for f in known} | set(ways)
    assert {name for name, _urgency in LEVELS} == set(RULES)


def test_the_table_names_texts_and_actions_that_exist():
    table = load()["one_voice"]
    assert {text for texts in table["does"].values() for text in texts} <= set(TEXTS)
    forbidden = {word for levels in table["forbids"].values() for words in levels.values() for word in words}
    assert forbidden - {"all"} <= set(table["does"])
    assert set(table["instead"]) <= {*TEXTS, *RULES}


def expected(urgency, words, text):
    """Whether a text may be said, by what it says and not by its place in the table; None where both are fine."""
    if "all" in words:
        return False
    against = {"drink": DRINK, "stretch": STRETCH, "massage": RUB}
    if any(re.search(pattern, TEXTS[text], re.I) for word, pattern in against.items() if word in words):
        return False
    return None if urgency in ("emergency_now", "same_day") or "harmless" in words else True


# A word of these in a text that has nobody do it.
ONLY_NAMES_IT = {"R_CHECK", "RT1", "over_gain", "sleep_caffeine", "stress_breathe", "caf_limit", "RC3"}


@pytest.mark.parametrize(("name", "urgency"), LEVELS)
def test_each_pair_of_flag_and_text(name, urgency):
    words = load()["one_voice"]["forbids"][name][urgency]
    open_now, does = [flag(name, urgency)], load()["one_voice"]["does"]
    for text in TEXTS:
        said = voice(text, TEXTS[text], open_now)
        assert (said is None) or not ({w for w in words if text in does.get(w, ())} - {"drink"}), text
        want = expected(urgency, words, text)
        if want is False and text not in ONLY_NAMES_IT:
            assert said is None or text in load()["one_voice"]["instead"], text
        if want is True:
            assert said == TEXTS[text], text


@pytest.mark.parametrize("urgency", ["same_day", "emergency_now"])
def test_nobody_who_must_stop_drinking_is_told_to_drink(urgency):
    for text in TEXTS:
        said = voice(text, TEXTS[text], [flag("RF15", urgency)]) or ""
        assert not re.search(DRINK, said, re.I) or "not as a drink" in said or text in ONLY_NAMES_IT, text


@pytest.mark.parametrize("text", [t for t in TEXTS if re.search(f"{STRETCH}|{RUB}", TEXTS[t])])
def test_a_swollen_calf_removes_stretch_and_massage(text):
    assert not may_say(text, [flag("RF24", "same_day")]) or text in ("RC1", "R_CHECK")


def test_a_flag_for_a_visit_leaves_the_tips_but_none_that_calls_it_harmless():
    left = {text for text in TEXTS if may_say(text, [flag("RF08", "book_visit")])}
    assert set(TEXTS) - left == set(load()["one_voice"]["does"]["harmless"])


def test_low_sugar_and_too_much_water_together():
    sick = signs("hungry", "pale", "headache", "bloated_swollen_hands")
    found = {f.id: f for f in open_flags(journal(episodes=sick, sessions=session(AT - 3 * HOUR)), (), AT)}
    assert {"RF11", "RF15"} <= set(found)
    assert "tablets, sweets or gel, not a drink, and get help" in found["RF11"].wording
    alone = {f.id: f for f in opened(**EACH["RF11"][1][0])}
    assert "may have drunk too much" not in alone["RF11"].wording


# The pages


@pytest.fixture
def swollen(person):
    factories.episode(person, timezone.now() - HOUR, signs=["one_leg_swollen", "calf_pain"])
    person.touch()


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_a_swollen_calf_governs_the_steps_for_a_cramp(mine, swollen, client):
    assert "Step 1 of 10" not in page(mine, "cramp")
    for step in range(1, 9):
        shown = page(mine, "cramp", step=step, part="other").split('class="cramp__step"')[-1]
        assert not re.search("stretch|rub the muscle|walk a few", shown.split("cramp__why")[0], re.I), step
    assert "Put away for now" in page(mine, "cramp", kind="night")
    assert "pull" in page(client, "cramp", kind="night")


@pytest.mark.parametrize("name", ["trials", "before_training"])
def test_a_swollen_calf_governs_the_other_pages(mine, swollen, name):
    shown = page(mine, name)
    assert "swollen" in shown
    assert "What a coin can try" not in shown
    assert "Check this plan" not in shown


def test_a_swollen_calf_takes_the_tips_from_a_causes_page(mine, client, swollen):
    assert "What to try" not in page(mine, "cause", "no_post_stretch")
    assert "What to try" in page(client, "cause", "no_post_stretch")


def test_an_urgent_flag_takes_findings_and_counts_from_the_week(mine, person):
    demo.start(person, timezone.now())
    person.refresh_from_db()
    told = ("This week beside your usual weeks", "Twinges after sessions", "in the 8 weeks before")
    assert [text in page(mine, "week") for text in told] == [True] * 3
    factories.episode(person, timezone.now() - HOUR, signs=["dark_urine"])
    person.touch()
    shown = page(mine, "week")
    assert [text in shown for text in told] == [False, False, True]
    assert not re.search(r"\d in the 8 weeks before", shown)
    assert "put away" in shown


def test_an_old_alarm_is_a_question_on_every_page_until_it_is_answered(mine, person):
    factories.episode(person, timezone.now() - 20 * 24 * HOUR, kind="twitch", signs=["chest_pain"])
    asked = "What became of the chest pain of "
    assert asked in page(mine, "today")
    shown = page(mine, "guidance")
    assert asked in shown
    assert "No red flags" not in shown
    assert "Chest pain or pressure" in page(mine, "summary")
    mine.post(reverse("flag_answer", args=["RF01"]), {"answer": "checked"})
    assert asked not in page(mine, "today")
    assert "No warning signs." in page(mine, "guidance")


def test_an_alarm_of_a_day_ago_is_on_every_page_and_its_passing_is_no_answer(mine, person):
    factories.episode(person, timezone.now() - 25 * HOUR, kind="twitch", signs=["face_droop"])
    shown = page(mine, "guidance")
    assert "Even if it has passed: call now, it can come back." in shown
    assert 'value="better"' not in shown
    assert "No red flags" not in shown
    assert mine.post(reverse("flag_answer", args=["RF07"]), {"answer": "better", "confirm": "yes"}).status_code == 400
    factories.answer(person, "RF07")
    person.touch()
    assert "#flag-RF07" in page(mine, "today")
