"""Before you train: what the documents and the journal speak for now, by the rules and tips of the guidance page."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.causes.registry import CAUSES
from guidance.knowledge.load import tips
from guidance.planning.page import look_at, planned
from journal.models import Drink, Session
from journal.recording import demo
from tests import factories
from tests.guidance_rows import AT, DAY, HOUR, TODAY, drinks, journal, night, person, session
from tests.queries import captured
from tests.test_isolation import everything_of

HARD_LEGS = session(AT - 30 * HOUR, activity="strength", effort=8, muscles=["calf"])


def runs(minutes=40, first=5):
    """Three earlier runs, the newest so many days ago."""
    return [session(AT - n * DAY, duration_min=minutes, effort=4) for n in (first, first + 2, first + 4)]


def spoken(plan=None, flags=(), who=None, **lists):
    """{cause: Spoken} for a planned run of 30 min at effort 4 at AT, in the order shown."""
    planned = session(AT, **{"duration_min": 30, "effort": 4} | (plan or {}))
    found, _unknown = look_at(journal(who or person(), **lists), planned, AT).speaks(flags)
    return {one.cause: one for one in found}


CASES = {
    "a run longer than the longest": (
        {"duration_min": 60}, {"sessions": runs()}, "load_spike", "60 min is 50% above your longest in 30 days."),
    "back after a break": (
        {"effort": 6}, {"sessions": runs(first=20)}, "load_spike", "After 20 days off, restart shorter"),
    "a short night": ({}, {"nights": night(hours=6)}, "poor_sleep", "Your last night was 6 h."),
    "little to drink": ({}, {"drinks": drinks(800)}, "low_fluids", "You drank 800 ml in the day before running;"),
    "long since a meal": (
        {"hours_since_meal": 5}, {}, "low_fuel", "5 h since you ate. Have some carbohydrate 1-4 hours before running."),
    "the first heat": ({"air": "hot"}, {}, "heat", "In the first two weeks of hot weather"),
    "heat as usual": (
        {"air": "hot"}, {"sessions": session(AT - 20 * DAY, air="hot")}, "heat", "Choose a cooler hour, shade"),
    "the same muscle again": (
        {"muscles": ["calf", "shin"]}, {"sessions": HARD_LEGS}, "muscle_fatigue", "Give your calf and shin an easy day"),
}  # fmt: skip
NEAR_MISSES = {
    "a tenth longer": ({"duration_min": 44}, {"sessions": runs()}, "load_spike"),
    "thirteen days off": ({"effort": 6}, {"sessions": runs(first=13)}, "load_spike"),
    "back, but easy": ({"effort": 4}, {"sessions": runs(first=20)}, "load_spike"),
    "seven hours": ({}, {"nights": night(hours=7)}, "poor_sleep"),
    "enough to drink": ({}, {"drinks": drinks(1200)}, "low_fluids"),
    "too few drinks to tell": ({}, {"drinks": drinks(500, n=2)}, "low_fluids"),
    "four hours since a meal": ({"hours_since_meal": 4}, {}, "low_fuel"),
    "warm": ({"air": "warm"}, {}, "heat"),
    "another muscle": ({"muscles": ["chest"]}, {"sessions": HARD_LEGS}, "muscle_fatigue"),
}


@pytest.mark.parametrize(("plan", "lists", "cause", "text"), CASES.values(), ids=CASES)
def test_what_speaks_for_a_change(plan, lists, cause, text):
    assert spoken(plan, **lists)[cause].text.startswith(text)


@pytest.mark.parametrize(("plan", "lists", "cause"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_what_does_not_speak(plan, lists, cause):
    assert cause not in spoken(plan, **lists)


def test_each_thing_has_its_number_its_source_and_how_well_it_is_backed():
    one = spoken(nights=night(hours=6))["poor_sleep"]
    assert one.number == "6 h asleep; we count under 7 h (a published threshold)."
    assert [claim.source for claim in one.claims] == ["Doc 1: Why do muscles twitch after training?"]
    assert one.grade.label == "Disputed or thin"
    assert (
        spoken({"air": "hot"}, sessions=session(AT - 20 * DAY, air="hot"))["heat"].number == "You plan it in hot air."
    )


def test_at_most_three_the_best_supported_first():
    found = spoken(
        {"duration_min": 60, "air": "hot", "hours_since_meal": 6, "muscles": ["calf"]},
        sessions=[*runs(), HARD_LEGS],
        nights=night(hours=5),
        drinks=drinks(400),
    )
    assert list(found) == ["muscle_fatigue", "load_spike", "low_fuel"]


def test_every_rule_it_looks_at_is_a_rule_and_has_a_tip():
    for cause, plan in planned().items():
        rules = plan["tips"]
        assert set(rules) <= {*CAUSES[cause].exposed, *CAUSES[cause].watch}
        assert {tips()[tip][0]["id"] for wanted in rules.values() for tip in wanted} == {cause}


@pytest.mark.parametrize("condition", ["kidney_disease", "heart_failure", "fluid_limit"])
def test_nobody_is_told_to_drink_more_who_must_not(condition):
    assert "low_fluids" in spoken(drinks=drinks(800))
    assert "low_fluids" not in spoken(who=person(conditions=[condition]), drinks=drinks(800))


def test_with_diabetes_the_own_plan_goes_before_sugar():
    found = spoken({"hours_since_meal": 5}, who=person(conditions=["diabetes"]))
    assert found["low_fuel"].text.startswith("With diabetes, check glucose before, during and after running")


def test_the_plan_starts_now_and_entries_of_later_days_do_not_matter():
    assert "poor_sleep" not in spoken(nights=night(TODAY + DAY, hours=4))


# Through the front door
PLAN = {"activity": "run", "duration_min": "60", "effort": "5"}


def page_of(client, plan=()):
    response = client.get(reverse("before_training"), plan)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_from_today_to_what_speaks_now(mine, person):
    assert f'href="{reverse("before_training")}"' in mine.get(reverse("today")).content.decode()
    assert "For this session" not in page_of(mine)
    factories.night(person, person.calendar.date_of(timezone.now()), hours=5)
    page = page_of(mine, PLAN)
    assert "Your last night was 5 h." in page
    assert f'href="{reverse("source", args=["A25"])}"' in page


def test_nothing_to_say_says_so_and_what_was_not_recorded(mine):
    page = page_of(mine, PLAN)
    assert "Nothing in your entries speaks against it." in page
    assert "Not recorded, so not looked at:" in page
    assert "when you last ate" in page
    assert "when you last ate" not in page_of(mine, PLAN | {"hours_since_meal": "2"})


@pytest.mark.parametrize(
    ("minutes", "ml", "too_much"),
    [("60", 990, False), ("60", 1020, True), ("30", 1020, True), ("30", 900, False), ("240", 3900, False),
     ("240", 4100, True), ("90", 3000, True), ("10", 4500, True)],
)  # fmt: skip
@pytest.mark.parametrize("imperial", [False, True])
def test_a_plan_to_drink_too_much_is_never_called_clear(mine, person, minutes, ml, too_much, imperial):
    demo.start(person, timezone.now())
    person.refresh_from_db()
    person.units = "imperial" if imperial else "metric"
    person.save()
    typed = f"{ml / 29.5735295625:.0f}" if imperial else str(ml)
    page = page_of(mine, PLAN | {"duration_min": minutes, "fluid_ml_other": typed, "warm_up_min": "10", "air": "mild"})
    assert ("Do not drink that much" in page) == too_much
    assert not (too_much and "Nothing in your entries speaks against it." in page)
    assert not (too_much and "More to drink" in page)
    assert ("You plan more than 34 fl oz an hour" in page) == (too_much and imperial)


@pytest.mark.parametrize(("minutes", "against"), [("2", True), ("10", False)])
def test_a_plan_that_twinges_may_follow_is_not_called_clear(mine, person, minutes, against):
    demo.start(person, timezone.now())
    page = page_of(mine, PLAN | {"warm_up_min": minutes, "air": "mild"})
    assert ("Twinges may follow sessions like this." in page) == against
    assert ("This fits your calmer sessions." in page) != against
    assert not (against and "Nothing in your entries speaks against it." in page)


def test_what_is_missing_is_logged_and_leads_back(mine, person):
    import re

    address = re.search(r'href="([^"]+)">last night’s sleep', page_of(mine, PLAN))[1]
    today = person.calendar.date_of(timezone.now()).isoformat()
    response = mine.post(address, {"hours": "8", "date": today})
    assert response["Location"] == f"{reverse('before_training')}?activity=run&duration_min=60&effort=5"
    assert "last night’s sleep" not in page_of(mine, PLAN)


def test_a_plan_saves_nothing(mine, person):
    before = everything_of(person)
    page_of(mine, PLAN)
    assert everything_of(person) == before


def test_a_plan_that_is_not_one_is_told_and_kept(mine):
    page = page_of(mine, PLAN | {"duration_min": "2000"})
    assert "Minutes: enter 1 to 1,440. You typed 2000." in page
    assert 'value="2000"' in page
    assert "Choose what you did." in page_of(mine, {"duration_min": "60", "effort": "5"})


def test_an_emergency_is_shown_instead(mine, person):
    factories.episode(person, timezone.now() - timedelta(minutes=70), ongoing=True)
    factories.night(person, person.calendar.date_of(timezone.now()), hours=5)
    page = page_of(mine, PLAN)
    assert "flag--now" in page
    assert "You slept" not in page
    assert "How hard will it be" not in page


def test_the_session_is_logged_from_the_plan_without_its_effort(mine):
    page = page_of(mine, PLAN)
    link = f"{reverse('session_new')}?activity=run&duration_min=60"
    assert f'href="{link}"' in page
    form = mine.get(link).context["form"]
    assert (form["activity"].value(), form["duration_min"].value(), form["effort"].value()) == ("run", "60", None)


def test_a_stranger_hears_of_their_own_entries(theirs, person):
    factories.night(person, person.calendar.date_of(timezone.now()), hours=5)
    assert "Nothing in your entries speaks against it." in page_of(theirs, PLAN)


def test_a_long_journal_costs_no_more_queries(mine, person, django_assert_num_queries):

    def fill(weeks):
        at = [timezone.now() - timedelta(weeks=n) for n in weeks]
        Session.objects.bulk_create([Session(person=person, started_at=t, activity="run", duration_min=50) for t in at])
        Drink.objects.bulk_create([Drink(person=person, at=t, ml=300, kind="water") for t in at])

    fill(range(1, 53))
    page_of(mine, PLAN)  # the flags for a visit are kept from here on
    with captured() as queries:
        page_of(mine, PLAN)
    fill(range(53, 521))
    with django_assert_num_queries(len(queries)):
        page_of(mine, PLAN)
