"""Red flags: what opens one episode's, how far they reach back, how answers close them, in which order they come.

Each has its cases in tests/guidance/flags/test_every_red_flag.py.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.flags.registry import for_people, in_order, open_flags
from guidance.knowledge.texts import numbers_of
from journal.calendar import shift
from journal.vocabulary import EpisodeKind, Sign
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, answer, day, episode, journal, night, person, session

EMERGENCY_NUMBER = numbers_of(None)["emergency_number"]

SUGAR = ["hungry", "pale"]
HOT = {"temperature_c": 33.0, "humidity_pct": 60}
ICE = [{"method": "ice", "helped": None}]


def signs(*words, **said):
    return episode(signs=list(words), **said)


def short(started_at=AT - 2 * HOUR, **said):
    """A session too short for too much water."""
    return session(started_at, duration_min=59, **said)


def lasting(minutes, **said):
    return episode(AT - 2 * HOUR, ended_at=AT - 2 * HOUR + minutes * MINUTE, **said)


def opened(*episodes, sessions=(), answers=(), at=AT, who=None):
    found = open_flags(journal(who, episodes=list(episodes), sessions=list(sessions)), answers, at)
    return [(flag.id, flag.urgency) for flag in found]


NOW, TODAY_ = "emergency_now", "same_day"
LONG_AGO = session(AT - 9 * DAY)

# episodes, sessions, flags open
CASES = {
    "a mild twitch": ([episode(kind="twitch", signs=[])], [session()], []),
    "signs not asked": ([episode()], [session()], []),
    "face drooping": ([signs("face_droop")], [], [("RF07", NOW)]),
    "cannot move it": ([signs("cannot_move")], [], [("RF07", NOW)]),
    "chest pain": ([signs("chest_pain")], [], [("RF01", NOW)]),
    "chest pressure": ([signs("chest_pressure")], [], [("RF01", NOW)]),
    "jaw pain and breathless": ([signs("breathless", body_part="jaw", pain=1)], [], [("RF01", NOW)]),
    "arm pain and cold sweat": ([signs("cold_sweat", body_part="upper_arm", pain=4)], [], [("RF01", NOW)]),
    "jaw and breathless, no pain": ([signs("breathless", body_part="jaw", pain=0)], [], []),
    "jaw and breathless, pain blank": ([signs("breathless", body_part="jaw")], [], [("RF01", NOW)]),
    "calf pain and breathless": ([signs("breathless", pain=4)], [], [("RF24", NOW)]),
    "calf pain and breathless in effort": ([signs("breathless", pain=4)], [short()], []),
    "pain 9": ([episode(pain=9)], [], [("RF03", NOW)]),
    "pain 8": ([episode(pain=8)], [], []),
    "cramp of 10 min": ([lasting(10)], [], [("RF04", TODAY_)]),
    "cramp of 9 min": ([lasting(9)], [], []),
    "twitch of 90 min": ([lasting(90, kind="twitch")], [], []),
    "cramp of 60 min": ([lasting(60)], [], [("RF05", NOW), ("RF04", TODAY_)]),
    "cramp of 59 min": ([lasting(59)], [], [("RF04", TODAY_)]),
    "cramp going on for an hour": ([episode(AT - HOUR, ongoing=True)], [], [("RF05", NOW), ("RF04", TODAY_)]),
    "cramp going on for 12 min": ([episode(AT - 12 * MINUTE, ongoing=True)], [], [("RF04", TODAY_)]),
    "cramp of unknown length": ([episode(AT - 20 * HOUR)], [], []),
    "seizure": ([signs("seizure")], [], [("RF10", NOW)]),
    "blackout": ([signs("blackout")], [], [("RF10", NOW)]),
    "low sugar during a session": ([signs(*SUGAR)], [session()], [("RF11", TODAY_)]),
    "low sugar 2 h after": ([signs(*SUGAR)], [session(AT - 4 * HOUR)], [("RF11", TODAY_)]),
    "low sugar over 2 h after": (
        [signs(*SUGAR)], [session(AT - 4 * HOUR - MINUTE, hours_since_meal=0)], []),
    "one sugar sign": ([signs("hungry")], [session()], []),
    "low sugar, no session": ([signs(*SUGAR)], [], [("RF11", TODAY_)]),
    "low sugar over 4 h after food": (
        [signs(*SUGAR)], [session(AT - 5 * HOUR, hours_since_meal=0.1)], [("RF11", TODAY_)]),
    "low sugar 4 h after food": ([signs(*SUGAR)], [session(AT - 5 * HOUR, hours_since_meal=0)], []),
    "the meal was told over a day ago": ([signs(*SUGAR)], [session(AT - 26 * HOUR, hours_since_meal=3)], [("RF11", TODAY_)]),
    "severe low sugar": (
        [signs(*SUGAR, "drowsy")], [short(AT - 4 * HOUR, air="mild")], [("RF12", NOW), ("RF38", NOW), ("RF11", TODAY_)]),
    "dizzy in the heat": ([signs("dizzy")], [short(air="hot")], [("RF14", TODAY_)]),
    "dizzy, hot by numbers": ([signs("dizzy")], [short(**HOT)], [("RF14", TODAY_)]),
    "dizzy, heat not recorded": ([signs("dizzy")], [short()], []),
    "hot session over a day ago": ([signs("dizzy")], [short(AT - 27 * HOUR, air="hot")], []),
    "confused in the heat": ([signs("confusion")], [short(air="hot")], [("RF14", NOW), ("RF38", NOW)]),
    "hot and not sweating": ([signs("dizzy", "hot_not_sweating")], [short(air="hot")], [("RF14", NOW)]),
    "no better after 30 min on ice": (
        [lasting(30, kind="twitch", signs=["dizzy"], relief=ICE)], [short(air="hot")], [("RF14", NOW)]),
    "29 min on ice": (
        [lasting(29, kind="twitch", signs=["dizzy"], relief=ICE)], [short(air="hot")], [("RF14", TODAY_)]),
    "30 min, the ice helped": (
        [lasting(30, kind="twitch", signs=["dizzy"], relief=[{"method": "ice", "helped": "partly"}])],
        [short(air="hot")], [("RF14", TODAY_)]),
    "30 min, nothing tried": (
        [lasting(30, kind="twitch", signs=["dizzy"])], [short(air="hot")], [("RF14", TODAY_)]),
    "bladder": ([signs("bladder_bowel_change")], [], [("RF22", NOW)]),
    "both legs weak": ([signs("weak_both_legs")], [], [("RF22", NOW)]),
    "numb": ([signs("numbness")], [], []),
    "dark urine within a week": ([signs("dark_urine")], [session(AT - 7 * DAY)], [("RF23", NOW)]),
    "dark urine later": ([signs("dark_urine")], [LONG_AGO], [("RF23", NOW)]),
    "bad pain and swelling": ([signs("tight_swollen_muscle", pain=7)], [session()], [("RF23", NOW)]),
    "pain 6 and swelling": ([signs("tight_swollen_muscle", pain=6)], [session()], []),
    "bad pain alone": ([signs(pain=8)], [session()], []),
    "one warm swollen leg": ([signs("one_leg_swollen", "warm")], [], [("RF24", TODAY_)]),
    "one swollen leg": ([signs("one_leg_swollen")], [], [("RF24", TODAY_)]),
    "one swollen leg without pain": ([signs("one_leg_swollen", pain=0)], [], []),
    "swollen leg and breathless": ([signs("one_leg_swollen", "red", "breathless")], [], [("RF24", NOW)]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_opens_a_flag(case):
    episodes, sessions, expected = CASES[case]
    assert opened(*episodes, sessions=sessions) == expected


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        (episode(AT - 14 * DAY, pain=9), True),
        (episode(AT - 14 * DAY - MINUTE, pain=9), False),
        (episode(AT - 3 * DAY, ongoing=True, pain=9, kind="twitch"), True),
        (episode(AT - 40 * DAY, pain=9), False),
        (episode(AT + MINUTE, pain=9), False),
    ],
    ids=["14 days ago", "over 14 days ago", "said to be still going on", "40 days ago", "later than now"],
)
def test_an_alarm_stays_open_for_14_days(row, is_open):
    assert (opened(row) == [("RF03", NOW)]) is is_open


def test_an_end_later_than_now_is_not_looked_at():
    assert opened(episode(AT - 12 * MINUTE, ended_at=AT + 2 * HOUR)) == [("RF04", TODAY_)]


def test_an_answer_since_the_episode_began_closes_the_flag():
    bad = episode(AT - HOUR, pain=9)
    assert opened(bad, answers=[answer("RF03", AT - HOUR)]) == []
    assert opened(bad, answers=[answer("RF03", AT - 2 * HOUR)]) == [("RF03", NOW)]
    assert opened(bad, answers=[answer("RF01", AT)]) == [("RF03", NOW)]
    assert opened(bad, answers=[answer("RF03", AT + MINUTE)]) == [("RF03", NOW)]


@pytest.mark.parametrize(
    ("word", "closed"), [("have_help", True), ("better", True), ("checked", True), ("booked", False)]
)
def test_a_booked_visit_does_not_close_an_emergency(word, closed):
    bad = episode(AT - HOUR, pain=9)
    assert (opened(bad, answers=[answer("RF03", AT, word)]) == []) is closed
    assert opened(lasting(10), answers=[answer("RF04", AT, word)]) == []


def test_a_check_in_of_a_later_day_opens_an_answered_flag_again():
    days = [day(shift(TODAY, -n), stress=8) for n in range(10)]
    given = [answer("RF35", AT - HOUR, "booked")]
    assert open_flags(journal(days=days), given, AT) == []
    again = open_flags(journal(days=[*days, day(shift(TODAY, 1), stress=8)]), given, AT + DAY)
    assert [flag.id for flag in again] == ["RF35"]


def test_a_flag_that_only_informs_gives_way_to_any_other():
    painful = episode(kind="twitch", pain=5)
    assert opened(painful) == [("RF37", "info")]
    assert opened(painful, lasting(10)) == [("RF04", TODAY_)]


def test_a_new_episode_opens_an_answered_flag_again():
    first, second = episode(AT - 5 * HOUR, pain=9), episode(AT - HOUR, pain=9)
    found = open_flags(journal(episodes=[first, second]), [answer("RF03", AT - 4 * HOUR)], AT)
    assert [flag.episodes for flag in found] == [(second["id"],)]
    assert found[0].at == second["started_at"]


def test_the_most_urgent_comes_first_and_people_see_no_doubles():
    found = open_flags(
        journal(episodes=[lasting(70), signs(*SUGAR, "confusion")], sessions=short(AT - 4 * HOUR, air="mild")), (), AT
    )
    assert [flag.id for flag in found] == ["RF05", "RF12", "RF38", "RF04", "RF11"]
    assert [flag.id for flag in for_people(found)] == ["RF05", "RF12"]


def test_the_words_carry_the_persons_own_numbers():
    usual = open_flags(journal(episodes=[signs("seizure"), lasting(12)]), (), AT)
    assert f"call {EMERGENCY_NUMBER}." in usual[0].wording
    berlin = open_flags(journal(person(time_zone="Europe/Berlin"), episodes=signs("seizure")), (), AT)
    assert "call 112." in berlin[0].wording
    assert "your local health advice line" in usual[1].wording
    who = person(emergency_number="911", advice_line="811")
    own = open_flags(journal(who, episodes=[signs("seizure"), lasting(12)]), (), AT)
    assert ("911" in own[0].wording, "811" in own[1].wording) == (True, True)
    assert own[0].claims == ("A74",)


HOURS = st.integers(-48, 40 * 24)  # before AT; what is later must not be seen
EPISODES = st.builds(
    lambda hours, minutes, **said: episode(AT - hours * HOUR, ended_at=AT + (minutes - hours * 60) * MINUTE, **said),
    HOURS,
    st.integers(0, 90),
    kind=st.sampled_from(EpisodeKind.values),
    body_part=st.sampled_from(["shoulder", "head", "nose", "eyelid", "calf", "jaw"]),
    side=st.sampled_from([None, "left", "both"]),
    pain=st.none() | st.integers(0, 10),
    several_muscles=st.none() | st.booleans(),
    signs=st.none() | st.lists(st.sampled_from(Sign.values), max_size=6, unique=True),
)
SESSIONS = st.builds(
    lambda hours, **said: session(AT - hours * HOUR, **said),
    HOURS,
    duration_min=st.integers(20, 200),
    air=st.sampled_from([None, "cold", "hot"]),
    effort=st.none() | st.integers(0, 10),
)
JOURNALS = st.builds(
    lambda episodes, sessions, stress, woken: journal(
        person(conditions=["sickle_trait"], medicines=[{"kind": "statin", "started_on": "2026-06-10"}]),
        episodes=episodes,
        sessions=sessions,
        days=[day(shift(TODAY, -n), stress=rating) for n, rating in enumerate(stress)],
        nights=[night(shift(TODAY, -n), woken_by_legs=said) for n, said in enumerate(woken)],
    ),
    st.lists(EPISODES, max_size=12),
    st.lists(SESSIONS, max_size=6),
    st.lists(st.none() | st.integers(5, 10), max_size=14),
    st.lists(st.none() | st.booleans(), max_size=14),
)


@settings(deadline=None)
@given(JOURNALS)
def test_whatever_is_logged_flags_are_in_order_said_in_full_and_closed_by_their_answers(entries):
    found = open_flags(entries, (), AT)
    assert found == in_order(found)
    assert [flag.id for flag in found if "{" in flag.wording + flag.because or not flag.because] == []
    assert [flag.id for flag in found if flag.at > AT] == []
    answers = [answer(flag.id, AT, flag.answers[-1]) for flag in found]
    assert {flag.urgency for flag in open_flags(entries, answers, AT)} <= {"info"}
    assert {flag.id for flag in open_flags(entries, answers, AT)} <= {"RF37"}


@settings(deadline=None)
@given(JOURNALS)
def test_what_is_logged_later_changes_nothing(entries):
    before = replace(
        entries,
        episodes=[row for row in entries.episodes if row["started_at"] <= AT],
        sessions=[row for row in entries.sessions if row["started_at"] <= AT],
    )
    assert open_flags(entries, (), AT) == open_flags(before, (), AT)
