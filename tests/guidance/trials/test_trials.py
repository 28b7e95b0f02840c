"""Trials through the front door: the plan and its refusals, the coin, the sealed page, the result."""

import json
import random
import re
from collections import Counter
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guidance.causes.registry import Body
from guidance.knowledge.load import by_id, tips
from guidance.trials.outlook import outlook
from guidance.trials.running_page import flip_both, trials_page
from guidance.trials.switches import draw, goes_with, ruled_out, steps_of, switches
from journal.calendar import DAY, HOUR
from journal.models import Episode, Session, Trial
from journal.recording import demo, trial_log
from tests import factories
from tests.guidance_rows import person as person_row

HTMX = {"headers": {"HX-Request": "true"}}
ARMS = ["do", "usual", "usual", "do"]


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def plan(client, cause="poor_warmup"):
    return text_of(client.get(reverse("trial_new", args=[cause])))


def start(client, cause="poor_warmup", sessions="40", trial_id=None, **said):
    data = {"sessions": sessions, "id": trial_id or uuid4(), "confirm": "1", "smallest": "0.1"} | said
    return client.post(reverse("trial_new", args=[cause]), data)


def page_of(client, trial):
    return text_of(client.get(reverse("trial", args=[trial.id])))


EASY = {"activity": "run", "duration_min": "40", "effort": "4", "air": "mild"}


def flip(client, trial, position=1, **plan):
    return client.post(reverse("trial_draw", args=[trial.id]), {"position": position} | plan)


def did(client, trial, answer="yes", session="", position=1):
    data = {"did": answer, "session": session and session.id, "position": position}
    return client.post(reverse("trial_did", args=[trial.id]), data)


def keep(person, twinged, first_days_ago=200, **fields):
    """A session every other day, each with a twinge 3 h after its start or known to be calm."""
    starts = [timezone.now() - (first_days_ago - 2 * n) * DAY for n in range(len(twinged))]
    made = [
        Session(
            person=person, **{"started_at": at, "duration_min": 50, "activity": "run", "quiet_after": not yes} | fields
        )
        for at, yes in zip(starts, twinged, strict=True)
    ]
    Session.objects.bulk_create(made)
    Episode.objects.bulk_create(
        Episode(person=person, started_at=at + 3 * HOUR, kind="cramp", body_part="calf")
        for at, yes in zip(starts, twinged, strict=True)
        if yes
    )
    person.touch()
    return made


@pytest.fixture
def often(person):
    """Somebody whose cramps follow a short warm-up more often than a long one."""
    keep(person, [True, True, False] * 8, warm_up_min=2)
    keep(person, [True, False, False, False, False] * 4, first_days_ago=50, warm_up_min=10)


def tried(person, arms, twinged, /, planned=24, **fields):
    """A trial with these sessions, the last one five days ago."""
    made = keep(person, twinged, first_days_ago=2 * len(arms) + 3)
    drawn = [
        {"position": n, "arm": arm, "session": str(session.id), "followed": True}
        for n, (arm, session) in enumerate(zip(arms, made, strict=True), start=1)
    ]
    started_on = person.calendar.date_of(made[0].started_at if made else timezone.now() - DAY)
    fields = {"started_on": started_on, "planned_sessions": planned, "assignments": drawn} | fields
    trial = factories.trial(person, **fields)
    person.touch()
    return trial


# The plan


def test_the_plan_says_what_each_number_of_sessions_can_settle(mine, often):
    page = plan(mine)
    assert "Does a longer warm-up help you?" in page
    assert "Warm up for 8 min first" in page
    assert "No separate warm-up: an easy first ten minutes" in page
    assert "A twinge followed 20 of your 44 sessions." in page
    assert re.findall(r"<b>(\d+) sessions, about", page) == ["40", "80", "120", "160"]
    assert "Of 100 trials like yours about so many would settle it:" in page
    assert len(re.findall(r"<span>\d+ “confirmed”, \d+ “too small to matter”", page)) == 4
    assert "Start the trial" in page
    assert reverse("source", args=["A17"]) in page


def test_the_rules_are_told_before_the_start(mine, often):
    page = plan(mine)
    for rule in (
        "of every 4 flips two are A and two are B",
        "the side that the coin chose",
        "95 in 100",
        "no more than 1 twinge in 10 sessions",
        "Stop any time",
    ):
        assert rule in page
    assert re.search(r"We start from a chance of \d+ in 100", page)


@pytest.mark.parametrize("cause", switches())
def test_every_cause_that_can_be_switched_has_its_plan(mine, often, cause):
    assert "How many sessions?" in plan(mine, cause)


def test_a_trial_that_cannot_work_is_advised_against(mine, person):
    keep(person, [True, False, False, False, False, False] * 7, warm_up_min=2, activity="strength")
    keep(person, [True, False, False], first_days_ago=20, warm_up_min=10, effort=4, air="mild")
    page = plan(mine)
    assert "Not worth starting: in a year it comes to about" in page
    assert page.count("Not worth starting") == 1
    assert page.index("Not worth starting") < page.index("Let a coin decide")
    assert reverse("trials") in page
    assert not re.search(r'name="sessions" value="\d+" checked', page)
    assert "Start it anyway" in page


def test_a_plan_that_cannot_settle_offers_one_that_can(mine, person):
    keep(person, [True, False, False] * 14, first_days_ago=90, warm_up_min=2, activity="strength", effort=4, air="mild")
    page = " ".join(plan(mine).split())
    assert "Not worth starting" in page
    better = re.search(r'A coin can tell you more here: <a href="([^"]+)">Does [^<]+ help you\?</a> (.+?)</p>', page)
    assert re.match(
        r"Of 100 trials like yours about \d+ would end “confirmed” within a year, \d+ “too small", better[2]
    )
    offered = mine.get(better[1]).content.decode()
    assert "Not worth starting" not in offered
    assert re.search(r'name="sessions" value="\d+" checked', offered)


@pytest.fixture
def hopeless(person):
    """A journal whose trial of a longer warm-up would settle nothing, and of another switch would."""
    keep(person, [True, False, False] * 14, first_days_ago=90, warm_up_min=2, activity="strength", effort=4, air="mild")


@pytest.mark.parametrize("cause", switches())
def test_a_causes_page_offers_the_coin_that_its_plan_is_worth_starting(mine, hopeless, cause):
    advised_against = "Not worth starting" in plan(mine, cause)
    page = text_of(mine.get(reverse("cause", args=[cause])))
    assert ("Not worth starting" in page, "The plan all the same" in page) == (advised_against, advised_against)
    for offered in re.findall(r'btn--block sec-xs" href="/trials/new/(\w+)/"', page):
        assert "Not worth starting" not in plan(mine, offered)


def test_guidance_and_the_list_of_trials_offer_no_coin_that_is_not_worth_starting(mine, person):
    demo.start(person, timezone.now())
    guidance, trials = (mine.get(reverse(name)).content.decode() for name in ("guidance", "trials"))
    offered = re.findall(r"/trials/new/(\w+)/", guidance)
    listed = re.findall(r"/trials/new/(\w+)/", trials.split("Not worth starting now")[0])
    assert (len(offered), "poor_warmup" in offered, "poor_warmup" in listed) == (1, False, False)
    assert not [cause for cause in (*offered, *listed) if "Not worth starting" in plan(mine, cause)]
    assert "/trials/new/poor_warmup/" in trials


def test_a_better_trial_is_none_that_was_set_aside_or_runs(mine, person):
    keep(person, [True, False, False] * 14, first_days_ago=90, warm_up_min=2, activity="strength", effort=4, air="mild")
    seen = set()
    while found := re.search(r'more here:\s+<a href="/trials/new/(\w+)/', plan(mine)):
        assert found[1] not in seen
        seen.add(found[1])
        mine.post(reverse("set_aside", args=[found[1]]))
    assert seen
    assert "No other trial has a real chance for you now." in plan(mine)


def test_with_a_rare_twinge_no_trial_is_offered_and_it_says_why(mine, person):
    keep(person, [True] + [False] * 19, warm_up_min=2)
    page = plan(mine)
    assert "A twinge followed 1 of your 20 sessions. When it follows fewer than 1 in 10" in page
    assert "Start" not in page
    start(mine)
    assert not Trial.objects.exists()


def test_with_too_few_known_sessions_no_trial_is_offered(mine, person):
    keep(person, [True] * 9)
    assert "We know what followed 9 sessions so far. With fewer than 10" in plan(mine)


@pytest.mark.parametrize(
    ("cause", "condition"),
    [
        ("low_fluids", "kidney_disease"),
        ("low_fluids", "heart_failure"),
        ("low_fluids", "fluid_limit"),
        ("electrolyte_loss", "high_blood_pressure"),
        ("electrolyte_loss", "low_salt_diet"),
        ("electrolyte_loss", "kidney_disease"),
        ("electrolyte_loss", "diabetes"),
        ("low_fuel", "diabetes"),
    ],
)
def test_conditions_rule_trials_out(mine, person, often, cause, condition):
    person.conditions = [condition]
    person.save()
    assert "Not for you, by what your settings say" in plan(mine, cause)
    start(mine, cause)
    assert not Trial.objects.exists()


def test_nobody_who_drank_more_than_they_sweated_plans_more_to_drink(mine, person, often):
    factories.session(person, weight_before_kg=70, weight_after_kg=71)
    person.touch()
    assert "not the time to plan to drink more" in plan(mine, "low_fluids")
    assert "How many sessions?" in plan(mine, "poor_warmup")


def test_other_trials_are_not_ruled_out_by_a_condition():
    row = person_row(conditions=["kidney_disease", "diabetes", "fluid_limit", "low_salt_diet"])
    fine = [cause for cause, switch in switches().items() if not ruled_out(switch, row, Body())]
    assert fine == ["muscle_fatigue", "poor_warmup", "no_post_stretch", "stress", "caffeine"]


def test_no_arm_says_more_about_health_than_its_tips():
    for switch in switches().values():
        said = " ".join(tips()[tip][1]["text"] for tip in switch.tips)
        for step in switch.steps:
            assert str(step).replace("{target_ml}", "{target_ml} ml") in said
    assert steps_of(switches()["low_fluids"], Body(male=True), False)[0] == "Aim for about 2,000 ml, spread out."


def test_every_switch_is_a_cause_and_its_own_tips_claims_exist():
    assert set(switches()) <= set(by_id("causes"))
    assert all(tips()[tip][0]["id"] == cause for cause, switch in switches().items() for tip in switch.tips)


@pytest.mark.parametrize("cause", ["heat", "overdrinking", "moon"])
def test_what_nobody_can_switch_has_no_plan(mine, cause):
    assert mine.get(reverse("trial_new", args=[cause])).status_code == 404


# The start


def test_a_trial_starts_with_nothing_drawn(mine, person, often):
    response = start(mine)
    trial = Trial.objects.of(person).get()
    assert (response.status_code, response["Location"]) == (303, reverse("trial", args=[trial.id]))
    assert (trial.cause, trial.planned_sessions, trial.assignments) == ("poor_warmup", 40, [])
    assert (trial.arms, trial.smallest_effect) == ("both", 0.1)
    assert trial.started_on == person.calendar.date_of(timezone.now())


def test_what_settings_leave_open_is_asked_before_the_start(mine, person, often):
    assert "under 18" in plan(mine)
    assert "Tick the box that none of these is true of you" in text_of(start(mine, confirm=""))
    assert not Trial.objects.exists()
    person.conditions, person.birth_year = [], 1990
    person.save()
    assert "Is any of this true of you?" not in plan(mine)
    start(mine, confirm="")
    assert Trial.objects.of(person).count() == 1


def test_the_size_that_is_too_small_to_matter_is_the_persons_own(mine, person, often):
    page = text_of(mine.get(reverse("trial_new", args=["poor_warmup"]) + "?smallest=0.2"))
    assert "no more than 1 twinge in 5 sessions" in page
    start(mine, smallest="0.2")
    assert Trial.objects.of(person).get().smallest_effect == 0.2


def test_starting_twice_is_one_trial(mine, person, often):
    trial_id = uuid4()
    start(mine, trial_id=trial_id)
    start(mine, trial_id=trial_id)
    start(mine)
    assert Trial.objects.of(person).count() == 1


@pytest.mark.parametrize("sessions", ["", "12", "161", "many"])
def test_a_number_of_sessions_that_is_not_offered_is_refused(mine, person, often, sessions):
    page = text_of(start(mine, sessions=sessions))
    assert "Sessions: choose 40, 80, 120 or 160." in page
    assert not Trial.objects.exists()


def test_somebody_elses_id_starts_a_trial_of_ones_own(theirs, stranger, person):
    keep(stranger, [True, False] * 10)
    trial = factories.trial(person, planned_sessions=60)
    assert start(theirs, trial_id="x").status_code == 404
    start(theirs, trial_id=trial.id)
    assert Trial.objects.of(person).get().planned_sessions == 60
    assert Trial.objects.of(stranger).get().id == trial.id


# The coin


def test_the_coin_is_drawn_when_the_session_begins_and_not_before(mine, person, often):
    start(mine)
    trial = Trial.objects.of(person).get()
    page = page_of(mine, trial)
    assert "Flip the coin" in page
    assert page.count("not drawn yet") == 12
    assert "and 28 more sessions to come" in page
    flip(mine, trial, **EASY)
    trial.refresh_from_db()
    assert [set(drawn) for drawn in trial.assignments] == [{"position", "arm"}]
    page = page_of(mine, trial)
    assert "Session number 1. The coin says:" in page
    assert "and 27 more sessions to come" in page


def test_flipping_twice_is_one_draw(mine, person):
    trial = tried(person, [], [])
    flip(mine, trial)
    flip(mine, trial)
    flip(mine, trial, position=2)  # the first is not answered yet
    trial.refresh_from_db()
    assert [drawn["position"] for drawn in trial.assignments] == [1]


def test_two_taps_at_the_same_moment_are_one_draw(person):
    """Both asked while nothing was drawn; the second finds it drawn under the lock."""
    trial = tried(person, [], [])
    for arm in ("do", "usual"):
        trial_log.draw_arm(person, trial.id, 1, lambda drawn, arm=arm: arm)
    trial.refresh_from_db()
    assert trial.assignments == [{"position": 1, "arm": "do"}]


@given(st.integers(0, 2**32), st.integers(1, 60))
def test_every_block_of_four_holds_two_of_each_arm(seed, n):
    rng, drawn = random.Random(seed), []
    for _position in range(n):
        drawn.append({"arm": draw(drawn, rng)})
    for end in range(4, n + 1, 4):
        assert Counter(d["arm"] for d in drawn[end - 4 : end]) == {"do": 2, "usual": 2}


def test_every_order_of_a_block_is_as_probable_as_every_other():
    rng, orders = random.Random(5), Counter()
    for _block in range(3000):
        drawn = []
        for _position in range(4):
            drawn.append({"arm": draw(drawn, rng)})
        orders[tuple(d["arm"] for d in drawn)] += 1
    assert len(orders) == 6
    assert min(orders.values()) > 420  # of 500 each


def test_an_answer_links_the_session(mine, person):
    trial = tried(person, [], [])
    flip(mine, trial)
    session = factories.session(person)
    person.touch()
    page = page_of(mine, trial)
    assert "Which session was it?" in page
    assert f'value="{session.id}" checked' in page
    assert did(mine, trial, "no", session).status_code == 303
    trial.refresh_from_db()
    drawn = trial.assignments[0]
    assert (drawn["session"], drawn["followed"]) == (str(session.id), False)
    assert "Flip the coin" in page_of(mine, trial)


def test_only_sessions_that_can_be_meant_are_offered(mine, person, stranger):
    linked = factories.session(person, timezone.now() - 2 * DAY)
    drawn = [{"position": 1, "arm": "do", "session": str(linked.id), "followed": True}, {"position": 2, "arm": "do"}]
    trial = tried(person, [], [], started_on=person.calendar.date_of(timezone.now() - 3 * DAY), assignments=drawn)
    before, theirs = factories.session(person, timezone.now() - 5 * DAY), factories.session(stranger)
    after = factories.session(person, timezone.now() - HOUR)
    assert re.findall(r'name="session" value="([^"]+)"', page_of(mine, trial)) == [str(after.id)]
    for other in (linked, before, theirs):
        assert "Choose the session that this was." in text_of(did(mine, trial, "yes", other, position=2))
    trial.refresh_from_db()
    assert trial.assignments == drawn


def test_a_flip_without_a_session_is_kept_as_such(mine, person):
    trial = tried(person, [], [])
    flip(mine, trial)
    did(mine, trial, "none")
    trial.refresh_from_db()
    assert trial.assignments[0]["followed"] is False
    assert "session" not in trial.assignments[0]
    page = page_of(mine, trial)
    assert "no session" in page
    assert "Flip the coin" in page


@pytest.mark.parametrize("extra", [{"did": "maybe"}, {"position": 9}, {}])
def test_an_answer_that_fits_nothing_changes_nothing(mine, person, extra):
    trial = tried(person, [], [])
    mine.post(reverse("trial_did", args=[trial.id]), {"did": "none", "position": 1} | extra)
    trial.refresh_from_db()
    assert trial.assignments == []


# Sealed


def test_while_it_runs_nothing_counts_by_arm(mine, person):
    trial = tried(person, ARMS * 2, [False, True, True, False, False, True, False, False])
    page = page_of(mine, trial)
    assert "hidden until session 24" in page
    assert "8 of 24 flips done" in page
    assert '<span class="vh">twinge</span>' in page
    for told in ("What happened", "The difference", "of 4", "in 100", "ev__count", "conf__w"):
        assert told not in page


def test_a_running_trial_is_a_line_on_guidance_and_today(mine, person, often):
    assert "Settle it with a coin" in text_of(mine.get(reverse("cause", args=["poor_warmup"])))
    trial = tried(person, ["do"], [False])
    line = f'href="{reverse("trial", args=[trial.id])}">Flip the coin'
    assert line in text_of(mine.get(reverse("guidance")))
    thread = text_of(mine.get(reverse("guidance_tip"), **HTMX))
    assert "Flip the coin before your next session" in thread
    assert f'href="{reverse("trial", args=[trial.id])}"' in thread
    assert "This trial is running." in text_of(mine.get(reverse("cause", args=["poor_warmup"])))
    assert mine.get(reverse("trial_new", args=["poor_warmup"]))["Location"] == reverse("trial", args=[trial.id])


# Flags


@pytest.fixture
def alarmed(person):
    factories.episode(person, timezone.now() - 70 * HOUR / 60, ongoing=True)


def test_nothing_starts_while_a_red_flag_is_open(mine, person, often, alarmed):
    assert "A warning sign is open: " in plan(mine)
    start(mine)
    assert not Trial.objects.exists()


def test_a_running_trial_pauses_while_a_red_flag_is_open(mine, person, alarmed):
    trial = tried(person, ["do"], [False])
    page = page_of(mine, trial)
    assert "Tips, findings and trials are put away." in page
    assert "Flip the coin" not in page
    flip(mine, trial, position=2)
    trial.refresh_from_db()
    assert len(trial.assignments) == 1
    mine.post(reverse("flag_answer", args=["RF05"]), {"answer": "have_help", "confirm": "yes"})
    mine.post(reverse("flag_answer", args=["RF04"]), {"answer": "better", "confirm": "yes"})
    flip(mine, trial, position=2)
    trial.refresh_from_db()
    assert len(trial.assignments) == 2


def test_a_running_trial_pauses_when_a_condition_comes_to_rule_it_out(mine, person):
    trial = tried(person, ["do"], [False], cause="low_fluids")
    person.conditions = ["kidney_disease"]
    person.save()
    assert "Not for you, by what your settings say: kidney disease" in page_of(mine, trial)
    flip(mine, trial, position=2)
    trial.refresh_from_db()
    assert len(trial.assignments) == 1


# Results


def test_a_confirmed_effect_is_told_in_counts_and_reaches_the_guidance(mine, person):
    trial = tried(person, ARMS * 3, [False, True, True, False] * 3)
    page = page_of(mine, trial)
    assert "Confirmed by your trial" in page
    assert "For you, a longer warm-up meant fewer twinges" in page
    assert "<b>0</b> of 6" in page
    assert "<b>6</b> of 6" in page
    assert "100 fewer of every 100 sessions" in page
    assert "It may be as few as 56 or as many as 100." in page
    assert "The chance that it is real went from 50 to about 96 in 100." in page
    flip(mine, trial, position=13)
    trial.refresh_from_db()
    assert len(trial.assignments) == 12
    from guidance.analysis.now import analysis_of

    levels = {cause.id: cause.level for cause in analysis_of(person, timezone.now()).causes}
    assert [cause for cause, level in levels.items() if level == "confirmed"] == ["poor_warmup"]
    for address in (reverse("guidance"), reverse("cause", args=["poor_warmup"])):
        assert "/trials/new/poor_warmup/" not in text_of(mine.get(address))


def test_an_unclear_result_is_told_as_such_and_can_go_on(mine, person):
    trial = tried(person, ARMS * 6, [True, True, False, False] * 6)
    page = page_of(mine, trial)
    assert "The trial did not settle it" in page
    assert re.search(r"Somewhere between \d+ fewer and \d+ more of every 100 sessions", page)
    assert "we cannot say which way it goes" in page
    assert "Add 12 sessions" in page
    mine.post(reverse("trial_more", args=[trial.id]))
    trial.refresh_from_db()
    assert trial.planned_sessions == 36
    page = page_of(mine, trial)
    assert "hidden until session 36" in page
    mine.post(reverse("trial_more", args=[trial.id]))  # it is running again: nothing to add
    trial.refresh_from_db()
    assert trial.planned_sessions == 36


def test_a_trial_can_be_stopped_at_any_time(mine, person):
    trial = tried(person, ARMS, [False, True, False, False])
    mine.post(reverse("trial_stop", args=[trial.id]))
    trial.refresh_from_db()
    assert trial.ended_on == person.calendar.date_of(timezone.now())
    page = page_of(mine, trial)
    assert "You stopped it early." in page
    assert "Not enough entries yet" in page
    assert "Add 12" not in page
    flip(mine, trial, position=5)
    trial.refresh_from_db()
    assert len(trial.assignments) == 4


def test_a_trial_that_ended_without_a_session_counts_none(mine, person):
    trial = tried(person, [], [])
    mine.post(reverse("trial_stop", args=[trial.id]))
    page = page_of(mine, trial)
    assert "no session" in page
    assert "0 of 0" not in page


def test_stopping_again_keeps_the_day_it_ended(mine, person):
    trial = factories.trial(person, ended_on="2026-07-01")
    mine.post(reverse("trial_stop", args=[trial.id]))
    trial.refresh_from_db()
    assert str(trial.ended_on) == "2026-07-01"


def test_what_was_not_done_or_not_known_is_told_beside_the_result(mine, person):
    trial = tried(person, ARMS, [False, True, False, False])
    drawn = trial.assignments
    drawn[0]["followed"] = False
    drawn[3] = {"position": 4, "arm": "do", "followed": False}
    Session.objects.filter(id=drawn[2]["session"]).update(quiet_after=None, aftermath=5)
    trial.assignments, trial.ended_on = drawn, person.calendar.date_of(timezone.now())
    trial.save()
    person.touch()
    page = page_of(mine, trial)
    assert "1 session counts on the side that the coin chose, although you did otherwise." in page
    assert "1 session is left out: we do not know what followed it." in page
    assert "1 flip had no session." in page


@pytest.mark.parametrize(
    "fields",
    [
        {"assignments": None},
        {"cause": "heat", "assignments": [{"position": 7, "arm": "do", "session": str(uuid4())}]},
        {"assignments": [{"position": 1, "arm": "do"}, {"position": 1, "arm": "do"}], "planned_sessions": 4},
        {"started_on": "2019-01-05", "ended_on": "2019-03-05"},
        {"assignments": [], "ended_on": "2026-06-18"},
    ],
)
def test_whatever_a_file_brings_has_its_page(mine, person, fields):
    trial = factories.trial(person, **fields)
    assert str(reverse("trials")) in page_of(mine, trial)
    text_of(mine.get(reverse("trials")))


def test_the_list_leads_to_every_trial(mine, person):
    running, ended = (
        tried(person, ["do"], [False]),
        tried(person, ARMS * 3, [False, True, True, False] * 3, cause="stress"),
    )
    page = text_of(mine.get(reverse("trials")))
    assert all(reverse("trial", args=[trial.id]) in page for trial in (running, ended))
    assert "Confirmed by your trial. 12 sessions, since" in page
    assert reverse("trial_new", args=["poor_warmup"]) not in page
    assert reverse("trial_new", args=["low_fuel"]) in page


# Several at once, and other people


@pytest.mark.parametrize(
    ("cause", "running", "fits"),
    [
        ("poor_warmup", [], True),
        ("stress", [], True),
        ("poor_warmup", ["low_fuel"], True),
        ("poor_warmup", ["low_fuel", "no_post_stretch"], True),
        ("poor_warmup", ["low_fuel", "no_post_stretch", "low_fluids"], False),
        ("poor_warmup", ["muscle_fatigue"], False),  # both are made of the first ten minutes
        ("low_fluids", ["electrolyte_loss"], False),
        ("poor_warmup", ["caffeine"], False),  # a matter of the day, not of the session
        ("stress", ["poor_warmup"], False),
        ("poor_warmup", ["heat"], False),
    ],
)
def test_which_coins_may_be_flipped_at_once(cause, running, fits):
    assert goes_with(cause, running) is fits


def test_a_second_trial_starts_only_beside_one_that_it_goes_with(mine, person, often):
    tried(person, ["do"], [False])
    assert "cannot run beside one that is running: Longer warm-up." in plan(mine, "muscle_fatigue")
    start(mine, "muscle_fatigue")
    assert Trial.objects.of(person).count() == 1
    page = plan(mine, "low_fuel")
    assert "worked out together: Longer warm-up." in page
    start(mine, "low_fuel")
    assert Trial.objects.of(person).count() == 2


# Both arms set by the coin


@pytest.fixture
def coin(person):
    """A running trial of the warm-up whose coin sets both arms."""
    person.conditions, person.birth_year, person.medicines = [], 1990, []
    person.save()
    return tried(person, [], [], planned=160, arms="both", smallest_effect=0.1)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"effort": "7"}, "The session is planned hard: effort 7 of 10."),
        ({"duration_min": "61"}, "The session is planned for 1 h 01."),
        ({"activity": "strength"}, "It is strength."),
        ({"event": "on"}, "It is a competition."),
        ({"air": "cold"}, "The air is cold."),
        ({"air": ""}, "Something about the session is not answered."),
        ({"effort": ""}, "Something about the session is not answered."),
    ],
)
def test_the_coin_steps_aside_and_says_to_warm_up(mine, person, coin, plan, why):
    flip(mine, coin, **EASY | plan)
    coin.refresh_from_db()
    assert coin.assignments == []
    page = page_of(mine, coin)
    assert why in page
    assert "Warm up this time. It is outside the trial and no coin is flipped." in page
    flip(mine, coin, **EASY)
    coin.refresh_from_db()
    assert len(coin.assignments) == 1


def test_on_a_day_of_a_competition_the_coin_steps_aside(mine, person, coin):
    factories.day(person, person.calendar.date_of(timezone.now()), event_day=True)
    flip(mine, coin, **EASY)
    coin.refresh_from_db()
    assert coin.assignments == []


def test_an_answer_that_is_none_is_named_and_nothing_is_flipped(mine, person, coin):
    assert "Error" in text_of(flip(mine, coin, **EASY | {"effort": "70"}))
    coin.refresh_from_db()
    assert coin.assignments == []


def test_coins_that_set_both_arms_fall_together_each_by_its_own_rule(mine, person, coin):
    stretch = tried(person, [], [], planned=160, cause="no_post_stretch", arms="both", smallest_effect=0.1)
    flip(mine, coin, **EASY | {"effort": "9"})
    for trial in (coin, stretch):
        trial.refresh_from_db()
    assert (len(coin.assignments), len(stretch.assignments)) == (0, 1)


def test_a_coin_that_asks_nothing_asks_for_the_ones_that_fall_with_it(mine, person, coin):
    stretch = tried(person, [], [], planned=160, cause="no_post_stretch", arms="both", smallest_effect=0.1)
    assert "How is the air?" in page_of(mine, stretch)
    Trial.objects.filter(id=coin.id).delete()
    person.touch()
    assert "How is the air?" not in page_of(mine, stretch)


def test_a_trial_of_a_drink_during_the_session_is_called_so(mine, person, often):
    assert "Does an electrolyte drink during the session help you?" in plan(mine, "electrolyte_loss")
    old = tried(person, ["do"], [False], cause="electrolyte_loss")
    assert "Trial: Electrolytes afterwards" in page_of(mine, old)


def test_a_skip_takes_one_tap_and_counts_as_the_coin_said(mine, person, coin):
    flip(mine, coin, **EASY)
    mine.post(reverse("trial_skip", args=[coin.id]), {"position": 1})
    coin.refresh_from_db()
    arm = coin.assignments[0]["arm"]
    assert coin.assignments == [{"position": 1, "arm": arm, "followed": False}]
    session = factories.session(person, timezone.now() - HOUR, duration_min=40)
    person.touch()
    assert "Skipped. The session still counts on the side" in page_of(mine, coin)
    did(mine, coin, "skipped", session)
    coin.refresh_from_db()
    assert coin.assignments == [{"position": 1, "arm": arm, "followed": False, "session": str(session.id)}]


def test_who_did_not_train_keeps_the_coin_for_the_next_session(mine, person, coin):
    flip(mine, coin, **EASY)
    assert "Then what the coin said holds for your next session." in " ".join(page_of(mine, coin).split())
    did(mine, coin, "none")
    coin.refresh_from_db()
    assert "followed" not in coin.assignments[0]


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("poor_warmup", {"birth_year": 2012}),
        *(("poor_warmup", {"conditions": [word]}) for word in (
            "pregnant", "heart_disease", "heart_failure", "high_blood_pressure", "asthma", "poor_circulation")),
        *(("electrolyte_loss", {"conditions": [word]}) for word in (
            "fluid_limit", "kidney_disease", "heart_disease", "high_blood_pressure", "low_salt_diet")),
        ("electrolyte_loss", {"medicines": [{"name": "furosemide", "kind": "diuretic"}]}),
    ],
)  # fmt: skip
def test_whom_both_arms_are_not_for(mine, person, often, cause, said):
    for name, value in said.items():
        setattr(person, name, value)
    person.save()
    assert "Not for you, by what your settings say" in plan(mine, cause)
    start(mine, cause)
    assert not Trial.objects.exists()
    trial = tried(person, [], [], cause=cause, arms="both", smallest_effect=0.1)
    flip(mine, trial, **EASY)
    trial.refresh_from_db()
    assert trial.assignments == []


def test_no_stretch_is_for_everybody(mine, person, often):
    person.birth_year, person.conditions = 2012, ["pregnant", "asthma", "heart_disease", "kidney_disease"]
    person.save()
    assert "How many sessions?" in plan(mine, "no_post_stretch")
    assert "A cramp is always stretched" in plan(mine, "no_post_stretch")


def test_the_screen_before_the_first_flip_says_that_a_coin_is_no_advice(mine, person, often):
    page = plan(mine)
    assert "Both choices are safe for most people. A coin is not advice: stop, or skip a session, any time." in page
    assert "NHS inform" in page


def test_a_graded_trial_tells_the_largest_credible_effect_and_says_when_it_is_too_small(mine, person):
    arms = ARMS * 2
    running = tried(person, arms, [False, True, True, False, False, True, False, False], planned=160, arms="both",
                    smallest_effect=0.1)  # fmt: skip
    assert re.search(r"If it matters, it is less than \d+ twinges? in \d+ sessions\.", page_of(mine, running))
    Trial.objects.all().delete()
    ended = tried(person, ARMS * 20, ([False, False, False, False] * 3 + [True, True, False, False]) * 5, planned=160,
                  arms="both", smallest_effect=0.2)  # fmt: skip
    page = page_of(mine, ended)
    assert "Too small to matter to you" in page
    assert "Before the start you called less than 1 twinge in 5 sessions too small to matter." in page
    from guidance.analysis.now import analysis_of

    levels = {cause.id: cause.level for cause in analysis_of(person, timezone.now()).causes}
    assert levels["poor_warmup"] != "confirmed"


# Flip both


def together(client, causes, **said):
    data = {"sessions": "40", "id": uuid4(), "confirm": "1"} | said
    return client.post(reverse("trials_together", args=[causes]), data)


def test_both_of_a_set_start_with_one_tap(mine, person, often):
    page = text_of(mine.get(reverse("trials_together", args=["poor_warmup+no_post_stretch"])))
    assert "Does a longer warm-up help you?" in page
    assert "Does stretching afterwards help you?" in page
    trial_id = uuid4()
    for _twice in range(2):
        assert together(mine, "poor_warmup+no_post_stretch", id=trial_id)["Location"] == reverse("trials")
    found = Trial.objects.of(person).order_by("cause").values_list("cause", "arms", "planned_sessions")
    assert list(found) == [("no_post_stretch", "both", 40), ("poor_warmup", "both", 40)]


def test_of_a_set_only_what_is_for_the_person_starts(mine, person, often):
    person.conditions = ["asthma"]
    person.save()
    together(mine, "poor_warmup+no_post_stretch")
    assert [trial.cause for trial in Trial.objects.of(person)] == ["no_post_stretch"]


@pytest.mark.parametrize(
    ("causes", "flipped"),
    [
        (("poor_warmup", "no_post_stretch"), "poor_warmup+no_post_stretch"),
        (("poor_sleep", "poor_warmup", "electrolyte_loss"), "poor_warmup+electrolyte_loss"),
        (("poor_warmup", "muscle_fatigue"), ""),  # both are made of the first ten minutes
        (("poor_warmup", "poor_sleep"), ""),
        (("caffeine", "no_post_stretch", "low_fuel"), "no_post_stretch+low_fuel"),
    ],
)
def test_a_set_leads_to_the_coins_that_can_tell_it_apart(causes, flipped):
    assert flip_both(causes) == (flipped and reverse("trials_together", args=[flipped]))
    assert [url for _names, url in trials_page((), (), [causes], lambda cause: "").together] == (
        [flip_both(causes)] if flipped else []
    )


@pytest.mark.parametrize(
    "causes", ["poor_warmup", "poor_warmup+heat", "a+b", "poor_warmup+no_post_stretch+low_fuel+stress"]
)
def test_what_cannot_be_flipped_together_has_no_page(mine, causes):
    assert mine.get(reverse("trials_together", args=[causes])).status_code == 404


def test_of_a_set_what_cannot_run_together_is_said(mine, person, often):
    page = text_of(mine.get(reverse("trials_together", args=["poor_warmup+muscle_fatigue"])))
    assert "cannot run beside" in page
    assert "Start these trials" not in page


@pytest.mark.parametrize("name", ["trial", "trial_draw", "trial_skip", "trial_did", "trial_more", "trial_stop"])
def test_somebody_elses_trial_is_not_found(theirs, person, name):
    trial = tried(person, ["do"], [False])
    address = reverse(name, args=[trial.id])
    response = theirs.get(address) if name == "trial" else theirs.post(address, {"position": 2, "did": "none"})
    assert response.status_code == 404
    trial.refresh_from_db()
    assert (len(trial.assignments), trial.ended_on) == (1, None)


def test_decisions_need_a_post(mine, person):
    trial = tried(person, ["do"], [False])
    for name in ("trial_draw", "trial_skip", "trial_did", "trial_more", "trial_stop"):
        assert mine.get(reverse(name, args=[trial.id])).status_code == 405


@pytest.mark.parametrize("entries", [2, 30])
def test_a_trials_pages_cost_the_same_queries_however_long_the_journal(
    mine, person, entries, django_assert_num_queries
):
    keep(person, [True, False] * (entries // 2))
    trial = tried(person, ["do"], [False])
    page_of(mine, trial)
    with django_assert_num_queries(
        5
    ):  # the sign-in, the account, the profile, and the last days' sessions and episodes
        page_of(mine, trial)
    plan(mine, "low_fuel")
    with django_assert_num_queries(9):  # and the kinds of entries that say what followed
        plan(mine, "low_fuel")


def test_the_outlook_of_an_empty_journal_offers_nothing():
    from guidance.causes.counts import Comparison
    from tests.guidance_rows import AT, journal

    found = outlook(journal(), Comparison(), 0.5, AT, 0.1, None)
    assert (found.too_few, found.a_week) == (True, None)


# A session of it that is deleted or moved


def counts_everywhere(client, trial, tmp_path):
    """What each place that counts says of it, one set a fact: the flips done, those that had no session, the next one."""
    list_, own, cause = reverse("trials"), reverse("trial", args=[trial.id]), reverse("cause", args=[trial.cause])
    pages = {page: text_of(client.get(page, follow=True)) for page in (
        list_, own, reverse("trial_new", args=[trial.cause]), reverse("guidance"), reverse("today"),
        reverse("before_training"), cause,
    )}  # fmt: skip
    assert own in pages[cause]
    told = told_by_guide(client, trial, tmp_path)
    counting = [page for page in pages.values() if "flips done" in page]
    assert len(counting) == 4  # the list, its page from two addresses, Guidance
    gone = [re.search(r"(\d+) flips? had no session", page) for page in counting]
    next_ones = [
        found[1] for page in pages.values() if (found := re.search(r"[Ss]ession (?:number )?(\d+)(?: of 24|\.)", page))
    ]
    return {
        "done": {int(re.search(r"(\d+) of 24 flips done", page)[1]) for page in counting},
        "sessions": {
            int(re.search(r"(\d+) of 24 flips done", page)[1]) - (int(found[1]) if found else 0)
            for page, found in zip(counting, gone, strict=True)
        } | {one["do"]["sessions"] + one["usual"]["sessions"] for one in told},
        "next": {int(n) for n in next_ones},
    }  # fmt: skip


def told_by_guide(client, trial, tmp_path):
    """The trial in `guide`, out of the database and out of the exported file."""
    kept = tmp_path / "mine.json"
    kept.write_bytes(client.get(reverse("export_file")).content)
    out = StringIO()
    call_command("guide", person="runner", stdout=out)
    call_command("guide", kept, stdout=out)
    return [json.loads(line)["trials"][0] for line in out.getvalue().splitlines()]


def done(client, url, data=()):
    """Post; gives the text that undoes it."""
    page = client.post(url, dict(data), follow=True).content.decode()
    return re.search(r'name="token" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("open_one", [False, True])
def test_its_counts_agree_everywhere_after_a_session_is_deleted_moved_and_brought_back(
    mine, person, open_one, tmp_path
):
    trial = tried(person, ARMS, [True, False, False, True])
    if open_one:
        Trial.objects.update(assignments=[*trial.assignments, {"position": 5, "arm": "do"}])
        person.touch()
    session = Session.objects.oldest_first()[1]
    whole, one_less = ({"done": {4}, "sessions": {n}, "next": {5}} for n in (4, 3))
    assert counts_everywhere(mine, trial, tmp_path) == whole
    token = done(mine, reverse("entry_delete", args=["session", session.id]))
    assert counts_everywhere(mine, trial, tmp_path) == one_less
    assert "flips done, since" in page_of(mine, trial)
    assert "1 flip had no session." in page_of(mine, trial)
    mine.post(reverse("undo"), {"token": token})
    assert counts_everywhere(mine, trial, tmp_path) == whole
    moved = {"activity": "run", "duration_min": "50", "ended": "earlier", "started_at": "2020-06-17T10:00"}
    token = done(mine, reverse("session", args=[session.id]), moved)
    assert counts_everywhere(mine, trial, tmp_path)["done"] == {4}
    mine.post(reverse("undo"), {"token": token})
    assert counts_everywhere(mine, trial, tmp_path) == whole


def test_a_finished_trial_rests_on_the_same_sessions_everywhere_after_one_is_deleted(mine, person, tmp_path):
    trial = tried(person, ARMS, [True, False, False, True], planned=4)
    for left in (4, 3):
        assert f"Not settled. {left} sessions, since" in text_of(mine.get(reverse("trials")))
        assert f"{left} sessions, " in page_of(mine, trial)
        told = told_by_guide(mine, trial, tmp_path)
        assert {one["do"]["sessions"] + one["usual"]["sessions"] for one in told} == {left}
        mine.post(reverse("entry_delete", args=["session", Session.objects.oldest_first()[1].id]))


def test_a_result_calls_a_deleted_session_none(mine, person):
    trial = tried(person, ARMS, [True, False, False, True], planned=4)
    assert "flip had no session" not in page_of(mine, trial)
    mine.post(reverse("entry_delete", args=["session", Session.objects.oldest_first()[1].id]))
    page = page_of(mine, trial)
    assert "1 flip had no session." in page
    assert "we do not know what followed" not in page


def test_a_result_over_new_year_says_both_years(mine, person):
    today = person.calendar.date_of(timezone.now())
    before = (today - date(today.year - 1, 12, 30)).days
    made = keep(person, [True, False, False, True], first_days_ago=before)
    drawn = [
        {"position": n, "arm": arm, "session": str(session.id), "followed": True}
        for n, (arm, session) in enumerate(zip(ARMS, made, strict=True), start=1)
    ]
    trial = factories.trial(person, started_on=date(today.year - 1, 12, 30), planned_sessions=4, assignments=drawn)
    person.touch()
    page = page_of(mine, trial)
    assert f"4 sessions, 30 December {today.year - 1} to 5 January {today.year}." in page
