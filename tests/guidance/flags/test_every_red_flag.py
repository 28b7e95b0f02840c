"""Each red flag: a journal that just opens it, others one step below, and what it says."""

from dataclasses import replace

import pytest

from guidance.flags.cases import Rows
from guidance.flags.open_flags import REACHES
from guidance.flags.registry import RULES, met_others, open_flags
from guidance.knowledge.load import by_id, load
from journal.vocabulary import Sign, flag_ids
from tests.guidance.flags.test_red_flags import lasting, short, signs
from tests.guidance_rows import AT, DAY, HOUR, MINUTE, TODAY, day, drink, episode, journal, night, person, session

NIGHT = AT.replace(hour=2)  # in the night to this morning


def ago(days, **said):
    return episode(AT - days * DAY, **said)


def each(days, **said):
    return [ago(n, **said) for n in days]


def dates(count, kind, **said):
    """A check-in or a night for each of the last `count` dates."""
    from journal.calendar import shift

    return [kind(shift(TODAY, -n), **said) for n in range(count)]


def twitch(hours=1, **said):
    return episode(AT - hours * HOUR, **{"kind": "twitch"} | said)


def shoulder(days, **said):
    return each(days, **{"kind": "twitch", "body_part": "shoulder", "side": "left"} | said)


def numb(days, **said):
    return each(days, **{"kind": "twitch", "signs": ["tingling"], "side": "left"} | said)


def prepared(days, cramp_after=2 * HOUR, ml=1600, warm_up_min=5, minutes=(60, 60)):
    """Sessions so many days ago, each with drinks before and a cramp after; one long before sets the usual length."""
    starts = [AT - n * DAY for n in days]
    usual, now = minutes
    runs = [session(start, warm_up_min=warm_up_min, duration_min=now) for start in starts]
    return {
        "sessions": [session(starts[0] - DAY, duration_min=usual), *runs],
        "drinks": [drink(start - HOUR, ml) for start in starts],
        "episodes": [episode(start + now * MINUTE + cramp_after) for start in starts],
    }


def taking(kind, started_on=()):
    """Somebody who takes a medicine of this kind since a date (None: for long); or of (kind, date) pairs."""
    pairs = [(kind, started_on)] if isinstance(kind, str) else [kind, started_on]
    return person(medicines=[{"kind": of} | ({"started_on": on} if on else {}) for of, on in pairs])


def drinking(units, days, hours_ago, **who):
    """So many units a day in wine (12 %), the last of them so many hours before the trembling at AT - 1 h."""
    ml = round(units * 10 / 0.12) + 1
    last = AT - HOUR - hours_ago * HOUR
    shaking = episode(kind="tremor", body_part="hand", signs=["sweating"])
    return {
        "who": person(**who),
        "drinks": [drink(last - n * DAY, ml, "wine") for n in range(days)],
        "episodes": shaking,
    }


def eyelid(days):
    return each(days, kind="twitch", body_part="eyelid", side="left")


TRAIT = person(conditions=["sickle_trait"])
PREGNANT = person(conditions=["pregnant"])
SINCE_JUNE_1 = person(medicines=[{"name": "Tablets", "kind": "statin", "started_on": "2026-06-01"}])
HARD, LIGHT = {"effort": 7}, {"effort": 6}
STIFF = {"kind": "twitch", "signs": ["stiff_rigid"]}
SUGAR = ["hungry", "pale"]
SKY = {"kind": "tremor", "body_part": "head", "signs": ["unsteady"]}
CALM, VISIT, TODAY_, NOW = "info", "book_visit", "same_day", "emergency_now"

# Flag -> its urgency, journals that open it, journals one step below.
EACH = {
    "RF01": (NOW, [{"episodes": signs("chest_pain")}], [{"episodes": signs("pale")}]),
    "RF02": (VISIT, [{"episodes": shoulder([1, 5, 13])}], [
        {"episodes": shoulder([1, 5])}, {"episodes": shoulder([1, 5, 15])}, {"episodes": shoulder([1, 5, 9], side="right")},
        {"episodes": [*shoulder([1, 5, 9]), signs("chest_pain")]}]),
    "RF03": (NOW, [{"episodes": episode(pain=9)}], [{"episodes": episode(pain=8)}, {"episodes": episode()}]),
    "RF04": (TODAY_, [{"episodes": lasting(10)}], [{"episodes": lasting(9)}, {"episodes": episode()}]),
    "RF05": (NOW, [{"episodes": lasting(60)}], [{"episodes": lasting(59)}]),
    "RF06": (VISIT, [prepared([15, 10, 5])], [
        prepared([10, 5]), prepared([40, 10, 5]), prepared([15, 10, 5], warm_up_min=4), prepared([15, 10, 5], ml=1599),
        prepared([15, 10, 5], cramp_after=7 * HOUR), prepared([15], minutes=(60, 67)),
        prepared([15, 10, 5], warm_up_min=None), {**prepared([15, 10, 5]), "drinks": []},
        {**prepared([15, 10, 5]), "who": person(sex="male")}]),
    "RF07": (NOW, [{"episodes": signs("slurred_speech")}], [{"episodes": signs("weak_now")}]),
    "RF08": (VISIT, [
        {"episodes": signs("wasting")}, {"episodes": each([27], kind="tremor", signs=["weak_lasting"])},
        {"episodes": each([1, 4], **STIFF)}], [
        {"episodes": each([1], **STIFF)}, {"episodes": each([1, 40], **STIFF)}, {"episodes": each([1, 4], kind="twitch")},
        {"episodes": each([1, 1.1], **STIFF)}, {"episodes": signs("weak_now")}, {"episodes": each([29], signs=["wasting"])}]),
    "RF09": (VISIT, [
        {"episodes": each([1, 4, 7, 11, 15], kind="twitch")},
        {"episodes": [*each([1, 3], kind="twitch"), *each([2, 5], kind="twitch", body_part="hand")]}], [
        {"episodes": each([1, 4, 7, 15], kind="twitch")}, {"episodes": each([1, 4, 7, 11, 14], kind="twitch")},
        {"episodes": each([1, 4, 7, 11, 15], kind="cramp")}, {"episodes": each([20, 24, 28, 32, 40], kind="twitch")},
        {"episodes": [*each([1, 3], kind="twitch"), *each([2], kind="twitch", body_part="hand")]},
        {"episodes": [*each([1, 3], kind="twitch"), *each([2, 16], kind="twitch", body_part="hand")]}]),
    "RF10": (NOW, [{"episodes": signs("blackout")}], [{"episodes": signs("dizzy")}]),
    "RF11": (TODAY_, [{"episodes": signs(*SUGAR), "sessions": session(AT - 4 * HOUR)}], [
        {"episodes": signs("pale"), "sessions": session()},
        {"episodes": signs(*SUGAR), "sessions": session(AT - 5 * HOUR, hours_since_meal=0)}]),
    "RF12": (NOW, [{"episodes": signs(*SUGAR, "confusion"), "sessions": session()}], [
        {"episodes": signs(*SUGAR), "sessions": session()}, {"episodes": signs("pale", "confusion"), "sessions": session()}]),
    "RF13": (VISIT, [{"episodes": each([1, 27], signs=SUGAR), "sessions": [session(AT - n * DAY - HOUR) for n in (1, 27)]}], [
        {"episodes": each([1], signs=SUGAR), "sessions": session(AT - DAY - HOUR)},
        {"episodes": each([1, 29], signs=SUGAR), "sessions": [session(AT - n * DAY - HOUR) for n in (1, 29)]}]),
    "RF14": (TODAY_, [{"episodes": signs("nausea"), "sessions": session(air="hot")}], [
        {"episodes": signs("nausea"), "sessions": session(air="warm")}, {"episodes": signs("pale"), "sessions": session(air="hot")}]),
    "RF15": (TODAY_, [
        {"episodes": signs("headache"), "sessions": session(AT - 2 * HOUR), "drinks": drink(AT - 90 * MINUTE, 1001)},
        {"episodes": signs("headache"), "sessions": session(AT - 2 * HOUR)},
        {"episodes": signs("dizzy"), "sessions": session(weight_before_kg=70.0, weight_after_kg=70.2)}], [
        {"episodes": signs("headache"), "sessions": session(AT - 2 * HOUR), "drinks": drink(AT - 90 * MINUTE, 1000)},
        {"episodes": signs("headache"), "sessions": session(weight_before_kg=70.0, weight_after_kg=70.0),
         "drinks": drink(AT - 90 * MINUTE, 500)},
        {"episodes": signs("headache"), "sessions": short()}, {"episodes": signs("dizzy"), "sessions": session()},
        {"episodes": signs("headache"), "sessions": session(AT - 30 * HOUR)}]),
    "RF16": (VISIT, [
        {"nights": [*dates(3, night, woken_by_legs=True), night(hours=7)][:3]},
        {"nights": dates(3, night, urge_to_move=True)},
        {"nights": dates(1, night, leg_jerks=True), "episodes": signs("drowsy")}], [
        {"nights": dates(2, night, woken_by_legs=True)}, {"nights": dates(14, night)},
        {"nights": dates(20, night, woken_by_legs=True)[12:]}, {"nights": dates(14, night, leg_jerks=True)}]),
    "RF17": (VISIT, [
        {"episodes": [episode(NIGHT - n * DAY) for n in (0, 5, 12)]}, {"episodes": episode(NIGHT, signs=["numbness"])}], [
        {"episodes": [episode(NIGHT - n * DAY) for n in (0, 5)]}, {"episodes": [episode(NIGHT - n * DAY) for n in (0, 5, 15)]},
        {"episodes": each([1, 2, 3])}, {"episodes": episode(AT - HOUR, signs=["numbness"])},
        {"episodes": [episode(NIGHT + n * MINUTE) for n in (0, 5, 9)]}]),
    "RF18": (VISIT, [
        {"episodes": twitch(kind="tic", several_muscles=True)},
        {"episodes": twitch(signs=["cannot_hold_back"])}], [
        {"episodes": twitch(kind="tic", body_part="whole_body")}, {"episodes": twitch(several_muscles=True)},
        {"episodes": twitch(signs=["cannot_hold_back"], body_part="eyelid")},
        {"episodes": twitch(15 * 24, kind="tic", several_muscles=True)}]),
    "RF19": (VISIT, [
        {"episodes": each([1, 3, 5, 8, 13], kind="tic", body_part="nose")},
        {"episodes": each([1, 8, 16], kind="tremor", body_part="head")},
        {"episodes": eyelid([1, 31, 62, 93])}, {"episodes": twitch(body_part="eyelid", side="both")}], [
        {"episodes": each([1, 3, 5, 8], kind="tic", body_part="nose")},
        {"episodes": each([1, 16], kind="tremor", body_part="head")},
        {"episodes": each([1, 8, 30], kind="tremor", body_part="head")},
        {"episodes": each([1, 3, 5, 8, 13], kind="cramp", body_part="neck")},
        {"episodes": eyelid([1, 31, 62, 92])}, {"episodes": eyelid([1, 3, 5, 8, 13])}]),
    "RF20": (TODAY_, [{"episodes": episode(**SKY)}], [
        {"episodes": episode(**SKY | {"body_part": "hand"})}, {"episodes": episode(**SKY | {"signs": ["dizzy"]})}]),
    "RF21": (VISIT, [{"episodes": signs("tingling", "weak_lasting")}, {"episodes": numb([1, 5, 13])}], [
        {"episodes": signs("weak_lasting")}, {"episodes": numb([1, 5])}, {"episodes": numb([1, 5, 15])},
        {"episodes": [*numb([1, 5]), *numb([9], side="right")]}]),
    "RF22": (NOW, [{"episodes": signs("saddle_numbness")}], [{"episodes": signs("numbness")}]),
    "RF23": (NOW, [{"episodes": signs("dark_urine"), "sessions": session(AT - 7 * DAY)}], [
        {"episodes": signs("weak_now")}, {"episodes": signs("weak_lasting", pain=6), "sessions": session()}]),
    "RF24": (TODAY_, [{"episodes": signs("one_leg_swollen", "calf_pain")}], [{"episodes": signs("calf_pain")}]),
    "RF25": (TODAY_, [
        {"episodes": [signs("head_injury", started_at=AT - 20 * DAY), twitch()]},
        {"episodes": signs("head_injury", "headache")}], [
        {"episodes": [signs("head_injury", started_at=AT - 22 * DAY), twitch()]}, {"episodes": signs("head_injury")},
        {"episodes": [signs("head_injury"), twitch(30)]}, {"episodes": twitch(note="Never had a head injury")},
        {"episodes": twitch(note="After a head injury at football")}]),
    "RF26": (TODAY_, [
        {"episodes": twitch(), "days": day(chemical_contact=True)},
        {"episodes": twitch(kind="tremor", signs=[]), "days": dates(2, day, chemical_contact=True)[1:]}], [
        {"episodes": signs("drooling"), "days": day(chemical_contact=False)}, {"episodes": signs("drooling"), "days": day()},
        {"episodes": signs("drooling"), "days": dates(3, day, chemical_contact=True)[2:]}]),
    "RF27": (TODAY_, [
        {"episodes": signs("wound_dirty")}, {"episodes": [twitch(20 * 24, signs=["wound_dirty"]), twitch(signs=["stiff_rigid"])]}], [
        {"episodes": twitch(signs=["wound_dirty"])}, {"episodes": [twitch(22 * 24, signs=["wound_dirty"]), episode()]},
        {"episodes": [twitch(signs=["wound_dirty"]), episode(AT - 2 * HOUR)]}]),
    "RF28": (NOW, [
        {"episodes": signs("clumsy"), "sessions": session(air="cold")}, {"episodes": signs("drowsy"), "days": day(chilled=True)},
        {"episodes": [signs("shivering", started_at=AT - 3 * HOUR), signs("pale")], "sessions": short(air="cold")}], [
        {"episodes": signs("clumsy"), "sessions": session(air="mild")}, {"episodes": signs("clumsy"), "sessions": session()},
        {"episodes": signs("shivering"), "sessions": session(air="cold")}, {"episodes": signs("clumsy"), "days": day(chilled=False)},
        {"episodes": [signs("shivering", started_at=AT - 4 * HOUR), signs("pale")], "sessions": short(air="cold")}]),
    "RF29": (NOW, [
        {"episodes": signs("tight_swollen_muscle", pain=8), "sessions": session()},
        {"episodes": signs("tight_swollen_muscle", "numbness"), "sessions": session()}], [
        {"episodes": signs("tight_swollen_muscle", pain=7), "sessions": session()}, {"episodes": signs(pain=8), "sessions": session()},
        {"episodes": signs("numbness")}]),
    "RF30": (TODAY_, [
        {"episodes": signs("fainted")}, {"episodes": signs("irregular_heart", "breathless"), "sessions": short(AT - 90 * MINUTE)},
        {"episodes": signs("racing_heart", "breathless"), "sessions": short(AT - 3 * HOUR)}], [
        {"episodes": signs("racing_heart"), "sessions": short(AT - 90 * MINUTE)},
        {"episodes": signs("racing_heart", "breathless", "sweating"), "sessions": short(AT - 90 * MINUTE)}]),
    "RF31": (NOW, [
        {"who": TRAIT, "episodes": episode(), "sessions": session(**HARD)},
        {"who": TRAIT, "episodes": twitch(signs=["breathless"]), "sessions": session(AT - 3 * HOUR, **HARD)}], [
        {"episodes": episode(), "sessions": session(**HARD)}, {"who": TRAIT, "episodes": episode(), "sessions": session(**LIGHT)},
        {"who": TRAIT, "episodes": episode()}, {"who": TRAIT, "episodes": twitch(), "sessions": session(**HARD)},
        {"who": TRAIT, "episodes": episode(), "sessions": session(AT - 4 * HOUR, **HARD)}]),
    "RF32": (NOW, [drinking(6, 5, 6), drinking(6, 7, 72), drinking(8, 5, 24, sex="male")], [
        drinking(6, 4, 24), drinking(5.9, 5, 24), drinking(6, 5, 5), drinking(6, 7, 73), drinking(6, 5, 24, sex="male"),
        {**drinking(6, 5, 24), "episodes": episode(kind="tremor", signs=[])},
        {**drinking(6, 5, 24), "episodes": twitch(signs=["sweating"])}]),
    "RF33": (TODAY_, [{"episodes": signs("tingling_lips", "tingling")}], [
        {"episodes": signs("tingling")}, {"episodes": signs("tingling_lips", "tingling", "fast_breathing")},
        {"episodes": signs("tingling_lips", "tingling", kind="tremor")}]),
    "RF34": (VISIT, [{"who": SINCE_JUNE_1, "episodes": twitch()}], [
        {"episodes": twitch()}, {"who": SINCE_JUNE_1, "episodes": episode()},
        {"who": SINCE_JUNE_1, "episodes": twitch(18 * 24)}, {"who": person(medicines=[{"name": "Tablets"}]), "episodes": twitch()},
        {"who": person(medicines=[{"name": "Tablets", "started_on": "2026-05-20"}]), "episodes": twitch()}]),
    "RF35": (VISIT, [{"days": dates(10, day, stress=7)}, {"days": dates(14, day, stress=8)[4:]}], [
        {"days": dates(9, day, stress=7)}, {"days": dates(14, day, stress=6)}, {"days": dates(14, day)},
        {"days": dates(20, day, stress=8)[5:]}]),
    "RF36": (VISIT, [
        {"episodes": each([1, 4, 7, 10, 13, 17, 20, 27], kind="tremor")}, {"episodes": each([15, 8, 10, 1, 3, 5], kind="tremor")}], [
        {"episodes": each([1, 4, 7, 10, 13, 17, 20], kind="tremor")}, {"episodes": each([8, 10, 1, 3, 5], kind="tremor")},
        {"episodes": each(range(1, 9), kind="tremor"), "sessions": [session(AT - n * DAY - 2 * HOUR) for n in range(1, 9)]}]),
    "RF37": (CALM, [{"episodes": twitch(pain=4)}, {"episodes": [twitch(), ago(1)]}], [
        {"episodes": twitch(pain=3)}, {"episodes": [twitch(), ago(1.1)]}, {"episodes": [twitch(side="left"), ago(0.5, side="right")]},
        {"episodes": [twitch(), ago(0.5, body_part="foot")]}, {"episodes": episode(pain=4)},
        {"episodes": [twitch(pain=4), lasting(10)]}]),
    "RF38": (NOW, [{"episodes": signs("confusion")}, {"episodes": signs("drowsy")}], [{"episodes": signs("dizzy", "weak_now")}]),
    "RF39": (NOW, [{"episodes": signs("vision_trouble")}, {"episodes": signs("unsteady", "headache")}], [
        {"episodes": signs("unsteady")}, {"episodes": signs("headache")}, {"who": PREGNANT, "episodes": signs("vision_trouble")}]),
    "RF40": (NOW, [{"episodes": signs("fever", "stiff_rigid")}, {"episodes": signs("fever", "drowsy")}], [
        {"episodes": signs("fever")}, {"episodes": signs("stiff_rigid")}]),
    "RF41": (TODAY_, [
        {"who": PREGNANT, "episodes": signs("headache")}, {"who": PREGNANT, "episodes": signs("vision_trouble")},
        {"who": person(conditions=["breastfeeding"]), "episodes": signs("bloated_swollen_hands")}], [
        {"episodes": signs("headache")}, {"who": person(conditions=[]), "episodes": signs("headache")},
        {"who": PREGNANT, "episodes": signs("dizzy")}]),
    "RF42": (NOW, [{"episodes": signs("stiff_jaw", "swallowing_trouble")}], [
        {"episodes": signs("stiff_jaw")}, {"episodes": signs("swallowing_trouble")}]),
    "RF43": (TODAY_, [
        {"who": taking("antidepressant", "2026-06-01"), "episodes": twitch(signs=["shivering"])},
        {"who": taking("antidepressant", "2026-05-22"), "episodes": twitch(kind="tremor", signs=["sweating"])},
        {"who": taking(("antidepressant", None), ("other", "2026-06-10")), "episodes": twitch(signs=["cold_sweat"])}], [
        {"who": taking("antidepressant", "2026-06-01"), "episodes": twitch()},
        {"who": taking("antidepressant", "2026-06-01"), "episodes": twitch(signs=["pale"])},
        {"who": taking("antidepressant", "2026-06-01"), "episodes": signs("sweating")},  # with a cramp
        {"who": taking("antidepressant", "2026-05-20"), "episodes": twitch(signs=["sweating"])},  # begun 29 days ago
        {"who": taking("antidepressant", "2020-05-20"), "episodes": twitch(signs=["sweating", "shivering"])},
        {"who": taking("antidepressant", None), "episodes": twitch(signs=["sweating", "shivering"])},  # taken for long
        {"who": taking("antihistamine", "2026-06-01"), "episodes": twitch(signs=["fever", "shivering"])},
        {"who": taking("antidepressant", "2026-06-01"), "episodes": signs("stiff_rigid")},  # a cramp is stiff
        {"who": taking("antidepressant", "2026-06-01"), "episodes": twitch(signs=["sweating"]),
         "sessions": session(AT - 2 * HOUR)}]),  # straight after training
    "RF44": (TODAY_, [
        {"who": taking("statin", "2026-06-01"), "episodes": episode()},
        {"who": taking("statin", "2026-05-21"), "episodes": twitch(pain=4)},
        {"who": taking("statin", "2026-06-01"), "episodes": twitch(signs=["weak_now"])}], [
        {"who": taking("statin", "2026-05-20"), "episodes": episode()},  # begun 29 days before
        {"who": taking("statin", None), "episodes": episode()},  # taken for long
        {"who": taking("statin", "2026-06-01"), "episodes": twitch(pain=3)},
        {"who": taking("diuretic", "2026-06-01"), "episodes": episode()},
        {"who": taking("statin", "2026-06-18"), "episodes": ago(0.95, pain=5)}]),  # it came the day before
    "RF45": (VISIT, [
        {"who": taking("stimulant", "2026-06-01"), "episodes": ago(1, kind="tic")}], [
        {"who": taking("stimulant", "2026-05-19"), "episodes": ago(1, kind="tic")},
        {"who": taking("stimulant", "2026-06-01"), "episodes": ago(1, kind="twitch")},
        {"who": taking("stimulant", None), "episodes": ago(1, kind="tic")},
        {"who": taking("statin", "2026-06-01"), "episodes": ago(1, kind="tic")}]),
}  # fmt: skip


def opened(who=None, **lists):
    return open_flags(journal(who, **lists), (), AT)


def cases(place):
    return [(flag, n) for flag, found in EACH.items() for n in range(len(found[place]))]


def test_all_are_in_the_table():
    assert list(EACH) == list(RULES) == flag_ids() == list(by_id("red_flags"))


@pytest.mark.parametrize(("flag", "n"), cases(1))
def test_what_opens_it(flag, n):
    [found] = [found for found in opened(**EACH[flag][1][n]) if found.id == flag]
    known = by_id("red_flags")[flag]
    assert (found.urgency, known["urgency"]) == (EACH[flag][0], EACH[flag][0])
    assert (found.claims, found.refs) == (tuple(known["claims"]), tuple(known["refs"]))
    assert "{" not in found.wording + found.because
    assert found.because.endswith(".")
    assert found.at <= AT


@pytest.mark.parametrize(("flag", "n"), cases(2))
def test_what_just_does_not(flag, n):
    assert flag not in [found.id for found in opened(**EACH[flag][2][n])]


@pytest.mark.parametrize("flag", [flag for flag in EACH if EACH[flag][0] == VISIT])
def test_the_rows_that_are_read_for_it_reach_back_far_enough(flag):
    """Pages read the last weeks for the flags that ask for a visit: with those alone they open just the same."""
    for lists in EACH[flag][1]:
        said = journal(lists.get("who"), **{kind: rows for kind, rows in lists.items() if kind != "who"})
        near = {
            kind: [row for row in getattr(said, kind) if row.get("date", TODAY) >= (AT - reach).date()
                   and row.get("started_at", row.get("at", AT)) >= AT - reach]
            for kind, reach in REACHES.items()
        }  # fmt: skip
        met = met_others(Rows(replace(said, **near), AT))
        assert flag in [found.id for found in met]
        assert met == met_others(Rows(said, AT))


def blank(lists):
    """The same entries with nothing said beyond what an entry must have."""
    must = {"id", "started_at", "kind", "body_part", "activity", "duration_min", "at", "ml", "date", "hours", "ongoing"}
    empty = {}
    for kind, rows in lists.items():
        rows = rows if isinstance(rows, list) else [rows]
        empty[kind] = [{key: value if key in must else None for key, value in row.items()} for row in rows]
    return empty


# Flags that rest on nothing but when, where and how often something came.
BY_COUNT = {"RF05", "RF09", "RF17", "RF18", "RF19", "RF36", "RF37"}


@pytest.mark.parametrize("flag", sorted(set(EACH) - BY_COUNT))
def test_what_was_not_recorded_opens_nothing(flag):
    for lists in EACH[flag][1]:
        said = {kind: rows for kind, rows in lists.items() if kind != "who"}
        assert flag not in [found.id for found in opened(**blank(said))]


UPGRADES = {
    "RF14": {"episodes": signs("nausea", "hot_not_sweating"), "sessions": short(air="hot")},
    "RF15": {"episodes": signs("headache", "drowsy"), "sessions": session()},
    "RF24": {"episodes": signs("one_leg_swollen", "warm", "breathless")},
    "RF25": {"episodes": signs("head_injury", "vomiting")},
    "RF26": {"episodes": twitch(signs=["sweating"]), "days": day(chemical_contact=True)},
    "RF27": {"episodes": [twitch(20 * 24, signs=["wound_dirty"]), twitch(signs=["stiff_jaw"])]},
    "RF30": {"episodes": signs("fainted"), "sessions": short(AT - 90 * MINUTE)},
    "RF41": {"who": PREGNANT, "episodes": signs("seizure")},
    "RF43": {"who": taking("antidepressant", None), "episodes": twitch(signs=["fever"])},
}
MORE_UPGRADES = [
    ("RF15", {"episodes": [signs("vomiting"), signs("vomiting", started_at=AT - 3 * HOUR)], "sessions": session(AT - 5 * HOUR)}),
    ("RF15", {"episodes": signs("confusion"), "sessions": session(AT - 2 * HOUR), "drinks": drink(AT - 90 * MINUTE, 1500)}),
    ("RF30", {"episodes": signs("fainted", "chest_pain")}),
    ("RF43", {"who": taking("antidepressant", None), "episodes": twitch(kind="tremor", signs=["stiff_rigid"])}),
    ("RF43", {"who": taking("antidepressant", "2026-06-01"), "episodes": signs("confusion")}),
    ("RF26", {"episodes": signs("drooling", "small_pupils", kind="tremor"), "days": day(chemical_contact=False)}),
    ("RF24", {"episodes": signs("calf_pain", "breathless", body_part="thigh_back")}),
    ("RF25", {"episodes": [twitch(10 * 24, signs=["head_injury"]), episode(signs=["vision_trouble"])]}),
]  # fmt: skip


def test_every_upgrade_of_the_knowledge_base_has_its_case():
    assert set(UPGRADES) == {flag["id"] for flag in load()["red_flags"] if "upgrade" in flag}


@pytest.mark.parametrize(("flag", "lists"), [*UPGRADES.items(), *MORE_UPGRADES])
def test_what_makes_it_an_emergency(flag, lists):
    assert [found.urgency for found in opened(**lists) if found.id == flag] == [NOW]


SAID = {
    "RF02": ("Your left shoulder twitched 3 times in 14 days.", "Logged on 3 days, the last of them 17 June."),
    "RF04": ("A cramp that lasts over 10 minutes", "Your cramp lasted 10 min."),
    "RF03": ("Pain this bad", "Pain 9 of 10."),
    "RF06": ("Cramps came back 3 times", "In 3 of these sessions you warmed up 5 min or more"),
    "RF09": ("gone on for 14 days", "Calf: Logged on 5 days"),
    "RF11": ("low-sugar signs", "Signs you logged: hungry, pale. It came 2 h after 60 min of training."),
    "RF15": ("too much water", "You drank 1,001 ml an hour during 60 min of training."),
    "RF16": ("broke your sleep on 3 of 3 nights", "nights logged: 3 of 14."),
    "RF31": ("Stop now.", "Effort 7 of 10. It came during 60 min of training."),
    "RF32": ("Shaking after", "Heavy drinking on 5 of 7 days, the last drink 6 h before. Signs you logged: sweating."),
    "RF34": ("This started after Tablets.", "Begun on 1 June."),
    "RF35": ("high for two weeks", "Stress was 7 or more on 10 of 14 days."),
    "RF37": ("worth watching", "Pain 4 of 10."),
    "RF43": ("With an antidepressant", "You began a new medicine (antidepressant) on 1 June."),
    "RF44": ("On a new statin", "You began a new medicine (statin) on 1 June."),
    "RF45": ("need not come from it", "17 June: tic, calf. You began a new medicine (stimulant) on 1 June."),
}


@pytest.mark.parametrize("flag", SAID)
def test_it_speaks_in_the_persons_own_numbers(flag):
    [found] = [found for found in opened(**EACH[flag][1][0]) if found.id == flag]
    wording, because = SAID[flag]
    assert wording in found.wording
    assert because in found.because


def test_signs_the_rules_name_are_words_of_the_journal():
    """Every sign a rule asks for exists: a misspelt one would never open its flag."""
    import inspect
    import re

    from guidance.flags import acute, alone, circumstances, low_sugar, medicines, registry, repeats, training

    modules = (registry, acute, alone, circumstances, low_sugar, medicines, repeats, training)
    source = "".join(inspect.getsource(module) for module in modules)
    called = re.findall(r'(?:any_of|count_of|any_sign|unexplained)\(f?"([a-z_ ]+)"\)', source)
    called += re.findall(
        r'^(?:EARLY|SEVERE|HEAT_SIGNS|SKIN_SIGNS|LUNG|PREGNANCY|WEAKNESS) = "([a-z_ ]+)"', source, re.MULTILINE
    )
    called += re.findall(r'= f"{[^}]+} ([a-z_ ]+)"', source)
    called += re.findall(r'(?:named|mild|severe|worse|weak|nerve|beyond_soreness)(?:, \w+)? = "([a-z_ ]+)"', source)
    called += re.findall(r'mild, severe = "[a-z_ ]+", "([a-z_ ]+)"', source)
    assert len(called) > 40
    assert {word for words in called for word in words.split()} <= set(Sign.values)
