"""An alarm stays until it is answered: for how long, by which answers, and what is asked when nobody answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.flags.cards import asked_view, flag_view
from guidance.flags.registry import ALARMS, asked_flags, open_flags, to_the_question
from guidance.knowledge.load import by_id, load
from journal.vocabulary import FlagAnswer
from tests.examples import examples
from tests.guidance.flags.test_every_red_flag import EACH, MORE_UPGRADES, UPGRADES
from tests.guidance.flags.test_red_flags import JOURNALS, NOW, TODAY_, lasting, signs
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, answer, episode, journal


def opened(*episodes, answers=(), at=AT):
    return {flag.id: flag.urgency for flag in open_flags(journal(episodes=list(episodes)), answers, at)}


def asked(*episodes, answers=(), at=AT):
    return [flag.id for flag in asked_flags(journal(episodes=list(episodes)), answers, at)]


def stroke(days):
    return signs("face_droop", started_at=AT - days * DAY)


@pytest.mark.parametrize("days", [25 / 24, 3, 14])
def test_an_unanswered_face_droop_is_open_for_14_days(days):
    assert opened(stroke(days)) == {"RF07": NOW}
    assert asked(stroke(days)) == []


@pytest.mark.parametrize("days", [14.01, 40, 200, 366, 4000])
def test_then_it_is_asked_what_became_of_it(days):
    assert opened(stroke(days)) == {}
    assert asked(stroke(days)) == ["RF07"]


def test_the_14_days_count_from_the_newest_entry():
    assert opened(stroke(20), stroke(10)) == {"RF07": NOW}
    assert asked(stroke(20), stroke(10)) == []
    assert asked(stroke(40), stroke(20)) == ["RF07"]


@pytest.mark.parametrize(
    ("flag", "sign", "word", "settled"),
    [
        ("RF07", "face_droop", "checked", True),
        ("RF07", "face_droop", "have_help", True),
        ("RF07", "face_droop", "booked", True),  # an old spell that nobody looked at: see a doctor soon [S001] [S002]
        ("RF07", "face_droop", "better", False),
        ("RF33", "tingling tingling_lips", "better", True),
    ],
)
def test_what_answers_the_question(flag, sign, word, settled):
    old = signs(*sign.split(), kind="twitch", started_at=AT - 20 * DAY)
    assert asked(old) == [flag]
    assert (asked(old, answers=[answer(flag, AT - DAY, word)]) == []) is settled
    [shown] = asked_flags(journal(episodes=[old]), (), AT)
    assert set(to_the_question(shown)) == {"checked", "booked"} | ({"better"} if flag == "RF33" else set())


@pytest.mark.parametrize("word", FlagAnswer.values)
def test_any_answer_given_while_it_was_open_settles_the_question(word):
    assert asked(stroke(20), answers=[answer("RF07", AT - 15 * DAY, word)]) == []
    assert asked(stroke(20), answers=[answer("RF07", AT - 21 * DAY, word)]) == ["RF07"]
    assert asked(stroke(20), answers=[answer("RF01", AT, word)]) == ["RF07"]


# Feeling better is no answer to these: heart, stroke, fit, low sugar with confusion, too much water, dark urine, ...
NEVER_BETTER = "RF01 RF07 RF10 RF12 RF15 RF20 RF22 RF23 RF24 RF25 RF26 RF27 RF28 RF29 RF30 RF31 RF32".split()


@pytest.mark.parametrize("flag", NEVER_BETTER)
def test_better_is_no_answer_and_the_page_says_why(flag):
    lists = EACH[flag][1][0]
    who = lists.get("who")
    entries = journal(who, **{kind: rows for kind, rows in lists.items() if kind != "who"})
    for word, stays in (("better", True), ("have_help", False), ("checked", False)):
        found = [each.id for each in open_flags(entries, [answer(flag, AT, word)], AT)]
        assert (flag in found) is stays, word
    assert "better" not in by_id("red_flags")[flag]["answers"]


@pytest.mark.parametrize(("flag", "lists"), [*UPGRADES.items(), *MORE_UPGRADES])
def test_better_is_no_answer_to_what_became_an_emergency(flag, lists):
    entries = journal(**lists)
    assert flag in [each.id for each in open_flags(entries, [answer(flag, AT, "better")], AT)]
    assert flag not in [each.id for each in open_flags(entries, [answer(flag, AT, "checked")], AT)]


def test_better_answers_an_extreme_pain_and_the_mild_heat():
    assert opened(episode(pain=9), answers=[answer("RF03")]) == {}
    assert "better" in by_id("red_flags")["RF14"]["answers"]


def test_an_old_answer_that_no_longer_counts_reopens_its_flag_only_inside_the_14_days():
    better = lambda days: [answer("RF07", AT - days * DAY, "better")]  # noqa: E731
    assert opened(stroke(10), answers=better(9)) == {"RF07": NOW}
    assert (opened(stroke(20), answers=better(19)), asked(stroke(20), answers=better(19))) == ({}, [])


def test_each_entry_needs_its_own_answer_and_an_older_one_is_not_reopened():
    help_came = [answer("RF07", AT - 5 * DAY, "have_help")]
    [flag] = open_flags(journal(episodes=[stroke(6), again := stroke(4)]), help_came, AT)
    assert (flag.episodes, flag.at) == ((again["id"],), again["started_at"])


CHEST = {"started_at": AT - 2 * HOUR, "ended_at": AT - 2 * HOUR + 5 * MINUTE}


@pytest.mark.parametrize(
    ("row", "urgency"),
    [
        (signs("chest_pain", body_part="chest", **CHEST), TODAY_),
        (signs("chest_pressure", **CHEST), TODAY_),
        (signs("chest_pain", body_part="chest"), NOW),
        (signs("chest_pain", started_at=AT - HOUR, ongoing=True), NOW),
        (signs("chest_pain", started_at=AT - 2 * HOUR, ended_at=AT - 2 * HOUR + 15 * MINUTE), NOW),
        (signs("chest_pain", body_part="jaw", **CHEST), NOW),
        (signs("chest_pain", "nausea", **CHEST), NOW),
        (signs("chest_pain", "breathless", **CHEST), NOW),
        (signs("chest_pain", "sweating", **CHEST), NOW),
    ],
    ids="brief|pressure|no end|going on|15 min|spread|sick|breathless|sweat".split("|"),
)
def test_a_brief_chest_pain_that_left_nothing_is_for_a_doctor_today(row, urgency):
    assert opened(row)["RF01"] == urgency
    after = open_flags(journal(episodes=[row]), [answer("RF01", AT, "better")], AT)
    assert [flag.urgency for flag in after if flag.id == "RF01"] == [urgency]


def test_a_worse_chest_pain_speaks_for_a_brief_one():
    bad, brief = signs("chest_pain", started_at=AT - 3 * DAY), signs("chest_pain", **CHEST)
    assert opened(bad, brief) == {"RF01": NOW}
    assert opened(bad, brief, answers=[answer("RF01", AT - 2 * DAY, "checked")]) == {"RF01": TODAY_}


@pytest.mark.parametrize(
    ("hours", "open_now", "in_question"),
    [(23, {"RF04": TODAY_, "RF05": NOW}, []), (25, {}, ["RF04", "RF05"]), (40 * 24, {}, ["RF04", "RF05"])],
)
def test_a_cramp_still_going_on_after_a_day_is_asked_about_and_not_counted_on(hours, open_now, in_question):
    going = episode(AT - hours * HOUR, ongoing=True)
    assert opened(going) == open_now
    assert sorted(asked(going)) == in_question


def test_a_forgotten_end_that_is_told_opens_what_its_length_means():
    start = AT - 30 * HOUR
    assert opened(episode(start, ended_at=start + 5 * MINUTE)) == {}
    assert opened(episode(start, ended_at=start + 20 * MINUTE)) == {"RF04": TODAY_}


def test_what_is_open_is_not_asked_about_as_well():
    assert asked(lasting(12), episode(AT - 30 * DAY, ended_at=AT - 30 * DAY + 12 * MINUTE)) == []


def test_every_alarm_has_its_answers_its_question_and_says_that_it_can_come_back():
    for flag in ALARMS:
        known = by_id("red_flags")[flag]
        assert set(known["answers"]) <= set(FlagAnswer.values)
        assert known["answers"]
        assert "{date}" in known["question"]
        assert "better" not in known.get("upgrade", {}).get("answers", ())
    passed = load()["rules"]["even_if_passed"]
    assert passed["emergency_now"]["text"] == "Even if it has passed: call now, it can come back."


def test_a_card_shows_the_sources_of_its_own_flag_and_no_others():
    for rows in (signs("fever", "drowsy"), signs("dark_urine"), signs("face_droop", started_at=AT - 20 * DAY)):
        entries = journal(episodes=[rows])
        for flag in open_flags(entries, (), AT):
            assert len(flag_view(flag, entries).outside) == len(set(flag.refs))
        for flag in asked_flags(entries, (), AT):
            assert len(asked_view(flag, entries, AT).outside) == len(set(flag.refs))


def test_a_question_older_than_this_year_names_its_year():
    entries = journal(episodes=[stroke(400)])
    [flag] = asked_flags(entries, (), AT)
    assert asked_view(flag, entries, AT).name == "What became of the sudden weakness or speech trouble of 14 May 2025?"


def test_each_of_several_entries_can_be_corrected():
    [flag] = asked_flags(entries := journal(episodes=[stroke(40), stroke(20)]), (), AT)
    assert [label for _id, label in asked_view(flag, entries, AT).entries] == [
        "Correct entry 1 of 2",
        "Correct entry 2 of 2",
    ]


@examples(60)
@given(JOURNALS, st.integers(0, 14 * 24))
def test_no_alarm_goes_quiet_by_itself_within_14_days(entries, hours):
    """What one entry opened is open at any later moment of the 14 days, or is asked about."""
    later = AT + hours * HOUR
    urgent = [flag for flag in open_flags(entries, (), AT) if flag.is_urgent and flag.at + 14 * DAY >= later]
    still = {flag.id for flag in [*open_flags(entries, (), later), *asked_flags(entries, (), later)]}
    assert {flag.id for flag in urgent} <= still
