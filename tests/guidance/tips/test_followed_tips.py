"""Tips taken up without a trial: kept with their dates, stopped, marked on the week, and nothing concluded from them."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.flags.registry import open_flags
from guidance.knowledge.load import tips
from guidance.tips.followed_tips import WHY_NOTHING, going, in_words, tried_list
from guidance.tips.names import name_of
from journal.calendar import DAY, shift
from journal.files import document
from journal.files.transfer import export_journal
from journal.models import Intention
from journal.recording import demo
from tests import factories
from tests.guidance_rows import AT, episode, journal, row
from tests.guidance_rows import person as row_of_person

HTMX = {"HX-Request": "true"}
NAME = "Next time do 5-10 easy minutes, then moving stretches for the muscles you used."
TODAY = date(2026, 6, 18)


def press(client, name, tip="warmup_more", **headers):
    return client.post(reverse(name, args=[tip]), headers=headers)


def page(client, name, **data):
    return client.get(reverse(name), data).content.decode()


def stored(person):
    return list(Intention.objects.of(person).oldest_first().values_list("tip", "started_on", "ended_on"))


@pytest.fixture
def today(person):
    return person.calendar.date_of(timezone.now())


@pytest.fixture
def short_warm_up(person):
    """A session that brings the tip about the warm-up."""
    return factories.session(person, warm_up_min=3, effort=5)


def test_a_tip_is_taken_up_and_stopped_without_javascript(mine, person, short_warm_up, today):
    assert "I’ll try this" in page(mine, "guidance")
    answer = press(mine, "take_up")
    assert (answer.status_code, answer["Location"]) == (303, "/guidance/")
    assert stored(person) == [("warmup_more", today, None)]
    shown = page(mine, "guidance")
    assert f"You have been trying this since {today:%-d %B}." in shown
    assert "Stop" in shown
    assert str(WHY_NOTHING) in shown
    assert press(mine, "let_go").status_code == 303
    assert stored(person) == [("warmup_more", today, today)]
    assert "You have been trying this" not in page(mine, "guidance")


def test_with_javascript_the_changed_part_alone_comes_back(mine, short_warm_up):
    findings = press(mine, "take_up", **HTMX, **{"HX-Target": "findings"}).content.decode()
    assert findings.lstrip().startswith('<div id="findings">')
    card = press(mine, "let_go", **HTMX).content.decode()
    assert card.lstrip().startswith('<a class="thread')
    assert "You are trying this" not in card


def test_no_tip_is_followed_twice_at_once(mine, person, short_warm_up):
    press(mine, "take_up")
    press(mine, "take_up")
    assert len(stored(person)) == 1
    press(mine, "let_go")
    press(mine, "let_go")
    press(mine, "take_up")
    assert [ended is None for _tip, _started, ended in stored(person)].count(True) == 1


def test_a_stranger_sees_and_stops_nothing_of_mine(mine, theirs, person, today):
    factories.intention(person, started_on=today)
    press(theirs, "let_go")
    assert stored(person) == [("warmup_more", today, None)]
    assert NAME not in page(theirs, "guidance") + page(theirs, "week")


@pytest.mark.parametrize("name", ["take_up", "let_go"])
def test_what_is_no_tip_is_not_found_and_nothing_changes_by_looking(mine, person, name):
    assert press(mine, name, "moon").status_code == 404
    assert mine.get(reverse(name, args=["warmup_more"])).status_code == 405
    assert stored(person) == []


def test_what_was_taken_up_leaves_and_returns_with_the_journal(mine, person, short_warm_up):
    press(mine, "take_up")
    kept = export_journal(person)
    assert document.parse(json.dumps(document.dump(kept)).encode()).intentions == kept.intentions


def test_the_week_marks_what_is_being_tried(mine, person, today):
    factories.intention(person, started_on=shift(today, -40), ended_on=shift(today, -30))
    factories.intention(person, tip="sleep_caffeine", started_on=today)
    shown = page(mine, "week")
    assert re.findall(r"Trying (.+?):\s*<a", shown) == [f"since {today:%A} {today.day} {today:%B}"]
    assert "Have your last coffee or tea at least six hours before bed." in shown
    assert NAME in page(mine, "week", week=shift(today, -35))
    assert "Trying" not in page(mine, "week", week=shift(today, -60))


def test_a_tip_this_release_does_not_know_is_not_shown(mine, person, today):
    factories.intention(person, tip="from_the_future", started_on=today)
    assert "Trying" not in page(mine, "week")
    assert "Nothing yet." in page(mine, "guidance")


def test_marking_the_week_costs_no_query(mine, person, today, django_assert_num_queries):
    factories.intention(person, started_on=today)
    mine.get("/week/")  # the flags for a visit are kept from here on
    with django_assert_num_queries(7):  # sign-in three times, sessions, twinges, drinks, and all that has a date
        mine.get("/week/")


def test_the_demo_journal_is_trying_something(person):
    demo.start(person, timezone.now())
    assert [tip for tip, _started, ended in stored(person) if ended is None] == ["warmup_more"]
    demo.remove(person)
    assert stored(person) == []


# The words


def intention(tip="warmup_more", started_on=TODAY, ended_on=None):
    return row("intentions", tip=tip, started_on=started_on, ended_on=ended_on)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "expected"),
    [
        (TODAY - 3 * DAY, None, "since 15 June"),
        (TODAY.replace(year=2025), None, "since 18 June 2025"),
        (TODAY - 30 * DAY, TODAY, "19 May to 18 June"),
    ],
)
def test_dates_are_said_in_words(started_on, ended_on, expected):
    assert in_words(intention(started_on=started_on, ended_on=ended_on), TODAY) == expected


def test_what_goes_on_stands_first_then_the_newest():
    old = intention("sleep_caffeine", TODAY - 60 * DAY, TODAY - 50 * DAY)
    rows = [old, intention(started_on=TODAY - 40 * DAY), intention("alc_evening", TODAY - 9 * DAY, TODAY)]
    tried = tried_list(rows, row_of_person(), (), TODAY)
    assert [view.tip for view in tried.tried] == ["warmup_more", "alc_evening", "sleep_caffeine"]
    assert going(rows, TODAY) == {"warmup_more": "9 May"}


def test_a_long_list_is_cut_and_says_so():
    tried = tried_list([intention(ended_on=TODAY)] * 20, row_of_person(), (), TODAY)
    assert (len(tried.tried), tried.older) == (8, 12)


@pytest.mark.parametrize("tip", sorted(tips()))
def test_every_tip_has_a_name_without_blanks(tip):
    name = name_of(tip, row_of_person())
    assert name
    assert not re.search(r"[{}]", name)


@pytest.mark.parametrize(
    ("tip", "who", "flags"),
    [
        ("stress_drink", {"conditions": ["blood_thinners"]}, ()),
        ("fluid_sips", {"conditions": ["heart_failure"]}, ()),
        ("stress_drink", {"medicines": [{"kind": "antidepressant"}]}, ()),
        ("cold_shiver", {}, open_flags(journal(episodes=episode(kind="tic", several_muscles=True)), (), AT)),
    ],
)
def test_advice_that_is_not_for_somebody_now_is_not_repeated_by_its_name(tip, who, flags):
    assert name_of(tip, row_of_person(**who), flags) == f"A tip about: {tips()[tip][0]['name']}"
    assert name_of(tip, row_of_person()) != f"A tip about: {tips()[tip][0]['name']}"
    assert name_of(tip, row_of_person(), open_flags(journal(episodes=episode(pain=9)), (), AT)) is None
