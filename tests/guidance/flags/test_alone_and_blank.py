"""Signs that stand alone, low sugar with diabetes, clots and wasting, blanks and false alarms: each opens, or just not."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.flags.registry import open_flags
from guidance.knowledge.load import by_id
from journal.files.document import dump
from journal.vocabulary import BodyPart, Condition, EpisodeKind
from tests import factories
from tests.guidance.flags.test_red_flags import signs
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, answer, day, drink, episode, journal, person, session

NOW, TODAY_, VISIT = "emergency_now", "same_day", "book_visit"
DIABETES, TRAIT, PREGNANT, NURSING = (
    person(conditions=[word]) for word in ("diabetes", "sickle_trait", "pregnant", "breastfeeding")
)
OLD_STATIN = person(medicines=[{"kind": "statin", "started_on": "2020-06-01"}])
CONTACT = day(chemical_contact=True)
LAST_NIGHT = session(AT - 14 * HOUR, hours_since_meal=1)


def twinge(*words, kind="twitch", body_part="calf", hours=1, **said):
    return signs(*words, started_at=AT - hours * HOUR, kind=kind, body_part=body_part, **said)


def brief_chest(hours):
    start = AT - hours * HOUR
    return signs("chest_pain", kind="twitch", body_part="chest", started_at=start, ended_at=start + 5 * MINUTE)


def run(hours=2, **said):
    """A run begun so many hours ago; 59 min and mild air leave too much water and heat out of it."""
    return session(AT - hours * HOUR, **{"duration_min": 59, "air": "mild", "effort": 5, "hours_since_meal": 1} | said)


def marathon(**said):
    """Four hours that ended an hour and ten minutes ago, enough and not too much drunk."""
    start = AT - HOUR - 4 * HOUR - 10 * MINUTE
    return {
        "sessions": session(start, duration_min=240, air="mild", effort=8, hours_since_meal=2),
        "drinks": drink(start + HOUR, 1500),
        "episodes": twinge("weak_both_legs", kind="tremor", body_part="thigh_front", **said),
    }


# What happened -> (entries, {flag: urgency} that open among others).
OPENS = {
    # Low sugar with diabetes
    "diabetes: confused, nothing else": ({"who": DIABETES, "episodes": twinge("confusion")}, {"RF12": NOW}),
    "diabetes: drowsy in the night after": (
        {"who": DIABETES, "episodes": twinge("drowsy"), "sessions": LAST_NIGHT}, {"RF12": NOW}),
    "diabetes: two signs soon after a meal": (
        {"who": DIABETES, "episodes": twinge("hungry", "pale"), "sessions": LAST_NIGHT}, {"RF11": TODAY_}),
    "diabetes: dizzy alone": ({"who": DIABETES, "episodes": twinge("dizzy")}, {"RF11": TODAY_}),
    "diabetes: shaking and sweating in effort": (
        {"who": DIABETES, "episodes": twinge("sweating", kind="tremor", hours=1.5), "sessions": run()}, {"RF11": TODAY_}),
    "diabetes: fainted": ({"who": DIABETES, "episodes": twinge("fainted")}, {"RF12": NOW}),
    "diabetes: blacked out": ({"who": DIABETES, "episodes": twinge("blackout")}, {"RF12": NOW}),
    "diabetes: a cold sweat and pale": ({"who": DIABETES, "episodes": twinge("cold_sweat", "pale")}, {"RF11": TODAY_}),
    "diabetes: hungry with headache": ({"who": DIABETES, "episodes": twinge("hungry", "headache")}, {"RF11": TODAY_}),
    "diabetes: hungry and clumsy": ({"who": DIABETES, "episodes": twinge("hungry", "clumsy")}, {"RF11": TODAY_}),
    "diabetes: hungry and shivering": ({"who": DIABETES, "episodes": twinge("hungry", "shivering")}, {"RF11": TODAY_}),
    "a cold sweat and pale after a run": (
        {"episodes": twinge("cold_sweat", "pale"), "sessions": run()}, {"RF11": TODAY_}),
    # Heart
    "chest, in pain and sick": ({"episodes": twinge("nausea", body_part="chest", pain=5)}, {"RF01": NOW}),
    "chest, in pain and sweating at rest": ({"episodes": twinge("sweating", body_part="chest", pain=2)}, {"RF01": NOW}),
    "a brief chest pain that came back": (
        {"episodes": [brief_chest(hours=20), brief_chest(hours=2)]}, {"RF01": NOW}),
    # Signs that stand alone
    "confused": ({"episodes": twinge("confusion")}, {"RF38": NOW}),
    "very drowsy": ({"episodes": twinge("drowsy")}, {"RF38": NOW}),
    "trouble seeing": ({"episodes": twinge("vision_trouble")}, {"RF39": NOW}),
    "unsteady with headache": ({"episodes": twinge("unsteady", "headache")}, {"RF39": NOW}),
    "unsteady and dizzy": ({"episodes": twinge("unsteady", "dizzy")}, {"RF39": NOW}),
    "fainted after a run at 8 °C": (
        {"episodes": twinge("fainted"), "sessions": run(air="cold", temperature_c=8.0)}, {"RF14": NOW}),
    "blacked out six hours after a hot run": (
        {"episodes": twinge("blackout"), "sessions": run(7, air="hot")}, {"RF14": NOW}),
    "collapsed after two hours, drinks blank": (
        {"episodes": twinge("collapsed"), "sessions": run(4, duration_min=120)}, {"RF15": NOW}),
    "too much drunk, and breathless": (
        {"episodes": twinge("breathless"), "sessions": run(4, duration_min=60), "drinks": drink(AT - 3.5 * HOUR, 2000)},
        {"RF15": NOW}),
    "fever and a cramp in the neck": ({"episodes": twinge("fever", kind="cramp", body_part="neck")}, {"RF40": NOW}),
    "a cramp in the jaw, trouble swallowing": (
        {"episodes": twinge("swallowing_trouble", kind="cramp", body_part="jaw")}, {"RF42": NOW}),
    "poison while a twitch goes on since the day before": (
        {"episodes": twinge(hours=21, ongoing=True), "days": CONTACT}, {"RF26": TODAY_}),
    "collapsed after a run at 8 °C": (
        {"episodes": twinge("collapsed", "sweating"), "sessions": run(air="cold", temperature_c=8.0)}, {"RF14": NOW}),
    "confused and sweating in mild air": ({"episodes": twinge("confusion", "sweating"), "sessions": run()}, {"RF14": NOW}),
    "28 °C, humidity blank": (
        {"episodes": twinge("headache"), "sessions": run(air=None, temperature_c=28.0)}, {"RF14": TODAY_}),
    "28 °C that felt mild, humidity blank": (
        {"episodes": twinge("nausea"), "sessions": run(temperature_c=28.0)}, {"RF14": TODAY_}),
    "fever, stiff and drowsy": ({"episodes": twinge("fever", "stiff_rigid", "drowsy")}, {"RF40": NOW}),
    "pregnant with headache": ({"who": PREGNANT, "episodes": twinge("headache")}, {"RF41": TODAY_}),
    "pregnant with swelling": ({"who": PREGNANT, "episodes": twinge("bloated_swollen_hands")}, {"RF41": TODAY_}),
    "pregnant with trouble seeing": ({"who": PREGNANT, "episodes": twinge("vision_trouble")}, {"RF41": TODAY_}),
    "pregnant with a seizure": ({"who": PREGNANT, "episodes": twinge("seizure")}, {"RF41": NOW, "RF10": NOW}),
    "soon after birth, maybe": ({"who": NURSING, "episodes": twinge("headache")}, {"RF41": TODAY_}),
    "stiff jaw, trouble swallowing": ({"episodes": twinge("stiff_jaw", "swallowing_trouble")}, {"RF42": NOW}),
    "poison and a twitch": ({"episodes": twinge(), "days": CONTACT}, {"RF26": TODAY_}),
    "poison and a tic, signs not asked": ({"episodes": episode(kind="tic"), "days": CONTACT}, {"RF26": TODAY_}),
    "poison with a sign": ({"episodes": twinge("nausea"), "days": CONTACT}, {"RF26": NOW}),
    "drooling and small pupils": ({"episodes": twinge("drooling", "small_pupils")}, {"RF26": NOW}),
    # A blank is not an all-clear
    "dark urine, no session": ({"episodes": twinge("dark_urine")}, {"RF23": NOW}),
    "severe pain with weakness, no session": ({"episodes": twinge("weak_lasting", pain=8)}, {"RF23": NOW}),
    "severe pain, weak right now": ({"episodes": twinge("weak_now", pain=8)}, {"RF23": NOW}),
    "a long cramp with severe pain, weak right now": (
        {"episodes": twinge("weak_now", kind="cramp", pain=7, ended_at=AT - 50 * MINUTE)}, {"RF23": NOW}),
    "tight shin that tingles, some pain": (
        {"episodes": twinge("tight_swollen_muscle", "tingling", body_part="shin", pain=4)}, {"RF29": NOW}),
    "tight shin, the foot drops": (
        {"episodes": twinge("tight_swollen_muscle", "tripping", body_part="shin", pain=4)}, {"RF29": NOW}),
    "sickle trait, pain in hard effort": (
        {"who": TRAIT, "episodes": twinge(pain=4), "sessions": run(effort=8)}, {"RF31": NOW}),
    "sickle trait, weakness that stays, effort blank": (
        {"who": TRAIT, "episodes": twinge("weak_lasting"), "sessions": run(effort=None)}, {"RF31": NOW}),
    "tight numb shin, no session": (
        {"episodes": twinge("tight_swollen_muscle", "numbness", body_part="shin")}, {"RF29": NOW}),
    "tight swollen shin, unrated": (
        {"episodes": twinge("tight_swollen_muscle", body_part="shin"), "sessions": run()}, {"RF29": NOW}),
    "chest, breathless, unrated": ({"episodes": twinge("breathless", "cold_sweat", body_part="chest")}, {"RF01": NOW}),
    "neck, breathless, unrated": ({"episodes": twinge("breathless", "cold_sweat", body_part="neck")}, {"RF01": NOW}),
    "shoulder, cold sweat in effort": (
        {"episodes": twinge("cold_sweat", body_part="shoulder", hours=1.5), "sessions": run()}, {"RF01": NOW}),
    "sickle trait, effort blank": (
        {"who": TRAIT, "episodes": twinge(kind="cramp"), "sessions": run(effort=None)}, {"RF31": NOW}),
    "sickle trait, weak, no session": ({"who": TRAIT, "episodes": twinge("weak_now")}, {"RF31": NOW}),
    "two low-sugar signs, last meal blank": (
        {"episodes": twinge("hungry", "pale"), "sessions": run(5, hours_since_meal=None)}, {"RF11": TODAY_}),
    "nausea, air of the session blank": ({"episodes": twinge("nausea"), "sessions": run(air=None)}, {"RF14": TODAY_}),
    "swollen hands, no session": ({"episodes": twinge("bloated_swollen_hands")}, {"RF15": TODAY_}),
    "confused, drinks of two hours blank": (
        {"episodes": twinge("confusion"), "sessions": run(4, duration_min=120)}, {"RF15": NOW}),
    "clumsy and shivering, cold blank": (
        {"episodes": twinge("clumsy", "shivering"), "sessions": run(air=None)}, {"RF28": NOW}),
    # After a blow or a wound
    "unsteady, two weeks after a blow to the head": (
        {"episodes": [twinge("head_injury", hours=14 * 24), twinge("unsteady", kind="cramp")]}, {"RF25": NOW}),
    "numb, a day after a blow to the head": (
        {"episodes": [twinge("head_injury", hours=24), twinge("numbness", kind="cramp")]}, {"RF25": NOW}),
    "a blow to the head with blood thinners": (
        {"who": person(conditions=["blood_thinners"]), "episodes": twinge("head_injury", kind="cramp")}, {"RF25": NOW}),
    "a dirty wound, then trouble swallowing": (
        {"episodes": [twinge("wound_dirty", hours=100), twinge("swallowing_trouble", kind="tremor")]}, {"RF27": NOW}),
    # Clots and wasting
    "one swollen leg, calf pain": ({"episodes": twinge("one_leg_swollen", "calf_pain")}, {"RF24": TODAY_}),
    "one swollen leg, a thigh that hurts": (
        {"episodes": twinge("one_leg_swollen", body_part="thigh_back", pain=2)}, {"RF24": TODAY_}),
    "one swollen leg, pain blank": ({"episodes": twinge("one_leg_swollen", body_part="hand")}, {"RF24": TODAY_}),
    "one swollen leg, breathless": ({"episodes": twinge("one_leg_swollen", "breathless", pain=3)}, {"RF24": NOW}),
    "one swollen leg, chest pain": ({"episodes": twinge("one_leg_swollen", "red", "chest_pain")}, {"RF24": NOW}),
    "breathless four days after a swollen leg": (
        {"episodes": [twinge("one_leg_swollen", "red", hours=100), twinge("breathless", body_part="hand")]}, {"RF24": NOW}),
    "a swollen, throbbing calf muscle": (
        {"episodes": twinge("tight_swollen_muscle", "throbbing", pain=3)}, {"RF24": TODAY_}),
    "calf pain under warm skin": ({"episodes": twinge("calf_pain", "warm")}, {"RF24": TODAY_}),
    "one swollen leg, shooting pain": (
        {"episodes": twinge("one_leg_swollen", "shooting_pain", body_part="hand")}, {"RF24": TODAY_}),
    "calf pain, breathless": ({"episodes": twinge("calf_pain", "breathless")}, {"RF24": NOW}),
    "a swollen, red arm": (
        {"episodes": twinge("tight_swollen_muscle", "red", body_part="forearm", pain=3)}, {"RF24": TODAY_}),
    "wasting once, a tremor": ({"episodes": twinge("wasting", kind="tremor")}, {"RF08": VISIT}),
    "weakness that stays once, a cramp": ({"episodes": twinge("weak_lasting", kind="cramp")}, {"RF08": VISIT}),
    # What looks like a false alarm and is none
    "weak legs after a very long run, sickle trait": ({"who": TRAIT} | marathon(), {"RF22": NOW}),
    "weak legs after a very long run, severe pain": (marathon(pain=7), {"RF22": NOW, "RF23": NOW}),
    "weak legs after a run of an hour": ({"episodes": twinge("weak_both_legs"), "sessions": run()}, {"RF22": NOW}),
    "weak legs, still so at the next entry": (
        marathon() | {"episodes": [twinge("weak_both_legs", hours=1), twinge("weak_both_legs", hours=0.5)]},
        {"RF22": NOW}),
    "racing heart and breath at rest": ({"episodes": twinge("racing_heart", "breathless")}, {"RF30": TODAY_}),
}  # fmt: skip

# What happened -> (entries, flags that stay closed; None for all).
STAYS_CLOSED = {
    "diabetes: pale alone": ({"who": DIABETES, "episodes": twinge("pale")}, None),
    "diabetes: headache alone": ({"who": DIABETES, "episodes": twinge("headache")}, None),
    "diabetes: a cold sweat is sweat": ({"who": DIABETES, "episodes": twinge("cold_sweat", "sweating")}, None),
    "hungry with headache, no diabetes": ({"episodes": twinge("hungry", "headache"), "sessions": run(1.5)}, ["RF11"]),
    "chest twitches, sick, no pain": ({"episodes": twinge("nausea", body_part="chest", pain=0)}, None),
    "chest, in pain, sweating in effort": (
        {"episodes": twinge("sweating", body_part="chest", pain=2, hours=1.5), "sessions": run()}, None),
    "two brief chest pains, two days apart": (
        {"episodes": [brief_chest(hours=50), brief_chest(hours=2)], "answers": [answer("RF01", AT, "checked")]}, None),
    "diabetes never asked: dizzy": ({"episodes": twinge("dizzy")}, None),
    "two low-sugar signs soon after a meal": ({"episodes": twinge("hungry", "pale"), "sessions": run(4.1, hours_since_meal=0.5)}, None),
    "dizzy and weak": ({"episodes": twinge("dizzy", "weak_now")}, None),
    "unsteady alone": ({"episodes": twinge("unsteady")}, None),
    "dizzy and numb": ({"episodes": twinge("dizzy", "numbness")}, None),
    "fainted the day after a mild run": ({"episodes": twinge("fainted"), "sessions": run(22)}, ["RF14", "RF15"]),
    "breathless, drinks of two hours blank": (
        {"episodes": twinge("breathless", body_part="hand"), "sessions": run(4, duration_min=120)}, None),
    "fever and a cramp in the calf": ({"episodes": twinge("fever", kind="cramp")}, None),
    "a tic of the jaw, trouble swallowing": (
        {"episodes": twinge("swallowing_trouble", kind="tic", body_part="jaw")}, None),
    "a short cramp with severe pain, weak right now": (
        {"episodes": twinge("weak_now", kind="cramp", pain=8, ended_at=AT - 52 * MINUTE)}, None),
    "tight shin, tripping without it": ({"episodes": twinge("tripping", body_part="shin")}, None),
    "sickle trait, little pain in hard effort": (
        {"who": TRAIT, "episodes": twinge(pain=3), "sessions": run(effort=8)}, None),
    "a statin taken for years": ({"who": OLD_STATIN, "episodes": twinge(kind="cramp")}, None),
    "breathless three weeks after a swollen leg": (
        {"episodes": [twinge("one_leg_swollen", "red", hours=15 * 24), twinge("breathless", body_part="hand")]}, None),
    "a tight, swollen calf muscle, little pain": ({"episodes": twinge("tight_swollen_muscle", pain=3)}, None),
    "headache alone": ({"episodes": twinge("headache")}, None),
    "headache after a mild run": ({"episodes": twinge("headache"), "sessions": run()}, None),
    "27 °C, humidity blank": ({"episodes": twinge("headache"), "sessions": run(air=None, temperature_c=27.0)}, None),
    "28 °C, dry": (
        {"episodes": twinge("headache"), "sessions": run(air=None, temperature_c=28.0, humidity_pct=20)}, None),
    "stiff without fever": ({"episodes": twinge("stiff_rigid")}, None),
    "headache, conditions not asked": ({"episodes": twinge("headache")}, None),
    "stiff jaw alone": ({"episodes": twinge("stiff_jaw")}, None),
    "drooling alone": ({"episodes": twinge("drooling")}, None),
    "poison two days before": ({"episodes": twinge(), "days": day(AT.date() - 2 * DAY, chemical_contact=True)}, None),
    "severe pain, signs not asked": ({"episodes": episode(pain=8, kind="twitch")}, ["RF23", "RF29"]),
    "tight shin, little pain": ({"episodes": twinge("tight_swollen_muscle", body_part="shin", pain=3)}, None),
    "shoulder, breathless, no pain": ({"episodes": twinge("breathless", body_part="shoulder", pain=0)}, None),
    "sickle trait, easy effort": (
        {"who": TRAIT, "episodes": twinge(kind="cramp"), "sessions": run(effort=4)}, None),
    "sickle trait, a cramp and no session": ({"who": TRAIT, "episodes": twinge(kind="cramp")}, None),
    "clumsy, cold blank": ({"episodes": twinge("clumsy")}, None),
    "one swollen leg without pain": ({"episodes": twinge("one_leg_swollen", pain=0)}, None),
    "calf pain alone": ({"episodes": twinge("calf_pain")}, None),
    "weak right now": ({"episodes": twinge("weak_now")}, None),
    "a blow to the head, a cramp and nothing else": ({"episodes": twinge("head_injury", kind="cramp")}, None),
    "a dirty wound, then a tremor": (
        {"episodes": [twinge("wound_dirty", hours=100), twinge(kind="tremor")]}, None),
    # False alarms
    "racing heart, breath and sweat in effort": (
        {"episodes": twinge("racing_heart", "breathless", "fast_breathing", "sweating", hours=1.5), "sessions": run()}, None),
    "the same in hot air": (
        {"episodes": twinge("racing_heart", "fast_breathing", "sweating", hours=1.5), "sessions": run(air="hot")}, None),
    "breathless in effort, a shoulder": (
        {"episodes": twinge("breathless", body_part="shoulder", hours=1.5), "sessions": run()}, None),
    "dizzy after a run of which little is known": (
        {"episodes": twinge("dizzy"), "sessions": run(3, duration_min=90, air=None, hours_since_meal=None)}, None),
    "weak legs right after a very long run": (marathon(), None),
    "weak legs right after a very long run, some pain": (marathon(pain=3), None),
    "never had a head injury": ({"episodes": episode(kind="twitch", note="Never had a head injury")}, None),
    "a tic of the nose": ({"episodes": twinge(kind="tic", body_part="nose")}, None),
}  # fmt: skip


def opened(who=None, answers=(), **lists):
    return {flag.id: flag for flag in open_flags(journal(who, **lists), answers, AT)}


@pytest.mark.parametrize("case", OPENS)
def test_it_opens(case):
    lists, expected = OPENS[case]
    found = opened(**lists)
    assert {flag: found[flag].urgency for flag in expected if flag in found} == expected


@pytest.mark.parametrize("case", STAYS_CLOSED)
def test_it_stays_closed(case):
    lists, closed = STAYS_CLOSED[case]
    assert opened(**lists).keys() & set(by_id("red_flags") if closed is None else closed) == set()


# What happened -> (flag, questions its card asks first).
ASKED = {
    "dark urine, no session": ("RF23", ["trained"]),
    "tight numb shin, no session": ("RF29", ["trained"]),
    "tight swollen shin, unrated": ("RF29", ["pain"]),
    "chest, breathless, unrated": ("RF01", ["pain"]),
    "sickle trait, effort blank": ("RF31", ["effort"]),
    "sickle trait, weak, no session": ("RF31", ["effort", "trained"]),
    "two low-sugar signs, last meal blank": ("RF11", ["meal"]),
    "28 °C, humidity blank": ("RF14", ["heat"]),
    "confused, drinks of two hours blank": ("RF15", ["drank"]),
    "clumsy and shivering, cold blank": ("RF28", ["cold"]),
    "one swollen leg, pain blank": ("RF24", ["leg_pain"]),
    "soon after birth, maybe": ("RF41", ["gave_birth"]),
    "one swollen leg, calf pain": ("RF24", []),
    "shoulder, cold sweat in effort": ("RF01", ["pain"]),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_was_not_recorded_is_asked(case):
    flag, questions = ASKED[case]
    assert [ask.question for ask in opened(**OPENS[case][0])[flag].asks] == questions


def test_weak_legs_after_a_very_long_run_are_asked_about_the_next_day():
    lists = marathon()
    tomorrow = AT + 12 * HOUR
    [asked] = open_flags(journal(**lists), (), tomorrow)
    assert (asked.id, [ask.question for ask in asked.asks]) == ("RF22", ["legs_now"])
    gone = [lists["episodes"], signs(kind="twitch", started_at=AT + HOUR)]
    assert open_flags(journal(**lists | {"episodes": gone}), (), tomorrow) == []


TWINGES = st.builds(
    lambda **said: episode(**said), kind=st.sampled_from(EpisodeKind.values), body_part=st.sampled_from(BodyPart.values)
)


@settings(deadline=None)
@given(TWINGES, st.none() | st.just([]) | st.lists(st.sampled_from(Condition.values), max_size=3, unique=True))
def test_kind_and_body_part_alone_open_nothing(twinge, conditions):
    assert open_flags(journal(person(conditions=conditions), episodes=twinge), (), AT) == []


@settings(deadline=None)
@given(TWINGES, st.integers(0, 20), st.sampled_from([None, "cold", "mild", "hot"]))
def test_nor_with_a_session_beside_them(twinge, hours, air):
    sessions = session(AT - hours * HOUR, air=air, duration_min=180)
    assert open_flags(journal(episodes=twinge, sessions=sessions), (), AT) == []


# One case of each kind, through the command line.
THROUGH_GUIDE = [
    "diabetes: confused, nothing else",
    "collapsed after a run at 8 °C",
    "dark urine, no session",
    "one swollen leg, a thigh that hurts",
    "wasting once, a tremor",
]


@pytest.mark.parametrize("case", THROUGH_GUIDE)
def test_guide_says_it(case, tmp_path):
    lists, expected = OPENS[case]
    file, out = tmp_path / "mine.json", StringIO()
    file.write_text(json.dumps(dump(journal(lists.get("who"), **{k: v for k, v in lists.items() if k != "who"}), AT)))
    call_command("guide", str(file), stdout=out)
    found = json.loads(out.getvalue())
    assert {flag["id"]: flag["urgency"] for flag in found["red_flags"] if flag["id"] in expected} == expected
    asks = [by_id("questions")[name]["text"] for name in ASKED.get(case, ("", []))[1]]
    assert [flag["asks"] for flag in found["red_flags"] if flag["id"] in expected and asks] == [asks] * bool(asks)


def test_guide_stays_silent_on_heart_and_breath_of_the_effort(tmp_path):
    lists, _closed = STAYS_CLOSED["racing heart, breath and sweat in effort"]
    file, out = tmp_path / "mine.json", StringIO()
    file.write_text(json.dumps(dump(journal(**lists), AT)))
    call_command("guide", str(file), stdout=out)
    assert json.loads(out.getvalue())["red_flags"] == []


def test_the_card_asks_first_and_leads_to_the_field(mine, person):
    twinge = factories.episode(
        person, timezone.now() - HOUR, kind="twitch", body_part="chest", signs=["breathless", "cold_sweat"]
    )
    page = mine.get(reverse("guidance")).content.decode()
    card = page[page.index('id="flag-RF01"') :]
    assert card.index(by_id("questions")["pain"]["text"]) < card.index("Stop and call")
    assert f'href="{reverse("twinge", args=[twinge.id])}#pain"' in card


@pytest.mark.parametrize(("units", "told"), [(None, "It was 35 °C."), ("imperial", "It was 95 °F.")])
def test_heat_is_told_in_the_persons_unit(units, told):
    mine = journal(person(units=units), episodes=signs("nausea"), sessions=session(temperature_c=35.0, humidity_pct=60))
    (flag,) = [flag for flag in open_flags(mine, (), AT) if flag.id == "RF14"]
    assert told in flag.because
