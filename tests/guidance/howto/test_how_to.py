"""How-to pages: what is on them rests on a source, and what is not for somebody is not shown to them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.howto.doctor import questions_for
from guidance.howto.page import how_to_names, pace_of
from guidance.knowledge.load import by_id, how_to_of, load, sourced, tips
from guidance.library.usages import uses_of
from journal.calendar import HOUR
from journal.recording import demo
from journal.vocabulary import Activity, EpisodeKind
from tests import factories
from tests.guidance.knowledge.test_acceptance import text_of
from tests.paths import ROOT

NAMES = [name for name, _title in how_to_names()]
FOODS = ["Magnesium", "Potassium", "Calcium", "Phosphorus", "Vitamin D"]
DRINKS = ["The day before", "During", "After much sweat"]


def page(client, name, **asked):
    return text_of(client.get(reverse("how_to", args=[name]), asked))


def noted(person, *conditions, medicines=()):
    person.conditions, person.medicines = list(conditions), list(medicines)
    person.save()
    person.touch()


def test_every_text_rests_on_a_claim_or_a_source_that_exists():
    texts = [*sourced(load()["how_to"]), *sourced(load()["which_kind"]), *sourced(load()["ask_the_doctor"])]
    assert len(texts) > 70
    for text in texts:
        assert text["claims"] or text["refs"], text["text"]
        assert set(text["claims"]) <= set(by_id("claims"))
        assert set(text["refs"]) <= set(by_id("references"))


def test_the_sources_say_which_how_to_pages_and_questions_use_a_statement(client, db):
    places = {
        **{reverse("how_to", args=[known["id"]]): known for known in load()["how_to"]},
        reverse("twinge_new"): load()["which_kind"],
        reverse("summary"): load()["ask_the_doctor"],
    }
    for claim in by_id("claims"):
        named = {url for url, part in places.items() if any(claim in text["claims"] for text in sourced(part))}
        assert named <= {use.url for use in uses_of(claim)}, claim
    assert "How it is done: Six stretches" in text_of(client.get(reverse("sources")))
    assert "How it is done: Six stretches" in text_of(client.get(reverse("source", args=["B39"])))


def test_pages_name_tips_activities_kinds_and_drawings_that_exist():
    drawn = set(re.findall(r'<symbol id="f-(\w+)"', (ROOT / "static/img/figures.svg").read_text()))
    for known in load()["how_to"]:
        parts = known.get("parts", [])
        named = {*known["tips"], *known.get("with_conditions", ()), *(part["tip"] for part in parts if "tip" in part)}
        assert named <= set(tips())
        assert {part["picture"]["drawing"] for part in parts if "picture" in part} <= drawn
    plans = by_id("how_to")["warm-up"]["warm_up"]["plans"]
    assert sorted(word for plan in plans for word in plan["activities"]) == sorted(Activity.values)
    assert {kind for one in load()["ask_the_doctor"] for kind in one["kinds"]} <= set(EpisodeKind.values)


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_reads_every_page_with_whom_it_is_not_for(client, db, name):
    shown = page(client, name)
    assert by_id("how_to")[name]["lead"]["text"] in shown
    assert "Where each part comes from" in shown


def test_a_page_that_does_not_exist_is_a_404(client, db):
    assert client.get(reverse("how_to", args=["juggling"])).status_code == 404


@pytest.mark.parametrize(
    ("conditions", "medicines", "left"),
    [
        ((), (), FOODS),
        (("kidney_disease",), (), []),
        (("heart_disease",), (), ["Magnesium", "Calcium", "Phosphorus", "Vitamin D"]),
        ((), ("diuretic",), ["Magnesium", "Calcium", "Phosphorus", "Vitamin D"]),
    ],
)
def test_a_list_of_foods_is_withheld_where_it_could_harm(mine, person, conditions, medicines, left):
    noted(person, *conditions, medicines=[{"name": "x", "kind": kind} for kind in medicines])
    answer = mine.get(reverse("how_to", args=["foods"]))
    assert [part.title for part in answer.context["page"].parts] == left
    kidney = "ask your kidney team which foods suit you"
    assert (kidney in text_of(answer)) == ("kidney_disease" in conditions)


@pytest.mark.parametrize("condition", ["kidney_disease", "heart_failure", "heart_disease", "fluid_limit"])
def test_nobody_whose_doctor_limits_drinks_is_told_to_drink(mine, person, condition):
    assert all(part in page(mine, "drinking") for part in DRINKS)
    noted(person, condition)
    shown = [part.title for part in mine.get(reverse("how_to", args=["drinking"])).context["page"].parts]
    assert shown == ["Just before", "When it is hot", "Too much"]


def test_who_drank_plenty_is_told_no_more(mine, person):
    factories.session(person, timezone.now() - HOUR, duration_min=60)
    factories.drink(person, at=timezone.now() - HOUR / 2, ml=3500)
    person.touch()
    shown = page(mine, "drinking")
    assert "For now: your last entries show that you drank enough." in shown
    assert "Begin the day before" not in shown
    assert "Drink nothing more and get help today." in shown


def test_a_leg_that_may_hold_a_clot_is_not_massaged(mine, person):
    noted(person, "blood_thinners")
    shown = mine.get(reverse("how_to", args=["massage"]))
    assert [part.id for part in shown.context["page"].parts] == ["look"]


@pytest.mark.parametrize(
    ("activity", "minutes", "steps"),
    [
        ("run", 5, ["3 min", "2 min"]),
        ("run", 10, ["5 min", "5 min"]),
        ("swim", 20, ["15 min", "5 min"]),
    ],
)
def test_a_warm_up_is_planned_for_an_activity_and_its_minutes(client, db, activity, minutes, steps):
    answer = client.get(reverse("how_to", args=["warm-up"]), {"activity": activity, "minutes": minutes})
    found = answer.context["page"].warm_up.steps
    assert [time for time, _text in found] == steps
    assert ("Swing your arms and roll" in found[1][1]) == (activity == "swim")


def test_minutes_that_are_no_choice_are_named(client, db):
    assert "7" in page(client, "warm-up", activity="run", minutes="7")
    assert client.get(reverse("how_to", args=["warm-up"]), {"minutes": "7"}).context["page"].warm_up.steps == ()


def test_with_heart_disease_a_longer_start_stands_in_place_of_the_plan(mine, person):
    noted(person, "heart_disease")
    shown = page(mine, "warm-up")
    assert "ease in over about 10 minutes" in shown
    assert "Your warm-up" not in shown


def test_breathing_keeps_the_pace_of_the_style_sheet():
    pace, css = pace_of(by_id("how_to")["breathing"]["pace"]), (ROOT / "static/css/twinge.css").read_text()
    assert f"animation:breathe {pace.in_s + pace.out_s}s" in css
    assert f"cubic-bezier(.45,0,.55,1) {pace.breaths}}}" in css
    assert "0%,100%{transform:scale(.5)}50%{" in css  # as long in as out
    assert pace.in_s == pace.out_s
    assert css.count("animation-delay:") >= pace.minutes - 1


@pytest.mark.parametrize("name", [*NAMES, None])
def test_an_alarm_puts_them_away(mine, person, name):
    factories.episode(person, timezone.now() - HOUR, kind="twitch", signs=["dark_urine"])
    person.touch()
    address = reverse("how_to", args=[name]) if name else reverse("how_tos")
    assert "Put away for now" in text_of(mine.get(address))
    assert "Not sure which?" not in text_of(mine.get(reverse("twinge_new")))


def test_tips_and_causes_lead_to_how_it_is_done(mine, person):
    demo.start(person, timezone.now())
    assert (
        reverse("how_to", args=["stretching"]) in mine.get(reverse("cause", args=["no_post_stretch"])).content.decode()
    )
    assert reverse("how_tos") in mine.get(reverse("guidance")).content.decode()


def test_each_thing_to_do_leads_to_how_it_is_done(mine, person):
    demo.start(person, timezone.now())
    answer = mine.get(reverse("guidance"))
    page = answer.context["page"]
    steps = [page.answer.step, *(todo.step for todo in page.todos if todo.step)]
    shown = [guide["id"] for step in steps if (guide := how_to_of(step.tip))]
    assert shown
    assert all(f'href="{reverse("how_to", args=[guide])}"' in answer.content.decode() for guide in shown)


def test_three_questions_on_the_form_tell_the_kinds_apart(mine):
    shown = text_of(mine.get(reverse("twinge_new")))
    assert all(pair["ask"]["text"] in shown for pair in load()["which_kind"]["questions"])


@pytest.mark.parametrize(
    ("kinds", "medicines", "ids"),
    [((), False, ["QD7"]), (("cramp",), False, ["QD1", "QD7"]), (("cramp", "tic"), True, ["QD1", "QD4", "QD6", "QD7"])],
)
def test_what_to_ask_fits_what_was_logged(kinds, medicines, ids):
    texts = [one["text"] for one in load()["ask_the_doctor"] if one["id"] in ids]
    assert [question.text for question in questions_for(kinds, medicines)] == texts
