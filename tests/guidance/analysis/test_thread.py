"""One thread: the finding, Today, the plan and the form of a session name the same cause with the same counts."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.calendar import HOUR
from journal.models import Session, Trial
from journal.recording import demo
from tests import factories
from tests.journal.forms.test_logging import new_id

COUNTS = r"Twinges followed \d+ of your \d+ [^.]+\."


@pytest.fixture
def full(person):
    demo.start(person, timezone.now())
    person.refresh_from_db()
    return person


def text(answer):
    shown = re.sub(r"<[^>]+>", "", answer.content.decode().partition("<main")[2])
    return re.sub(r"\s+", " ", unescape(shown))


def test_before_anything_can_be_compared_today_says_of_a_tip_what_guidance_says(mine, person):
    factories.session(person, timezone.now() - 30 * HOUR, warm_up_min=2, quiet_after=True)
    said = "With it, a twinge followed 0 of 1 session so far. Not enough entries yet."
    assert said in text(mine.get(reverse("guidance")))
    assert said in text(mine.get("/"))


def drawn(person, arm="do", **fields):
    """A running trial whose coin has fallen for the next session."""
    made = factories.trial(
        person, "no_post_stretch", started_on=timezone.now().date(), planned_sessions=40,
        assignments=[{"position": 1, "arm": arm}], **fields,
    )  # fmt: skip
    person.touch()
    return made


def test_the_finding_stands_on_today_with_the_counts_of_guidance(mine, full):
    found = re.search(COUNTS, text(mine.get(reverse("guidance"))))[0]
    today = text(mine.get("/"))
    assert found in today
    assert found in text(mine.get("/log/session/"))
    assert found in text(mine.get(reverse("before_training")))
    assert "You are trying this" in today  # the demo follows its tip


def test_after_a_flip_today_says_the_arm_and_the_form_asks_did_you(mine, full):
    trial = drawn(full)
    today = text(mine.get("/"))
    assert "Trial, session 1 of 40" in today
    assert "Coin: stretch after the session" in today
    page = mine.get("/log/session/")
    assert "Coin: Stretch after the session. Did you?" in text(page)
    name = f"coin-{trial.id}"
    assert f'name="{name}"' in page.content.decode()
    sent = {"id": new_id(page), "activity": "run", "duration_min": "45", "effort": "6", name: "1-1"}
    mine.post("/log/session/", sent)
    session = Session.objects.get(id=sent["id"])
    [kept] = Trial.objects.get(id=trial.id).assignments
    assert (kept["followed"], kept["session"]) == (True, str(session.id))
    assert "1 of 40" in text(mine.get(reverse("trials")))
    assert "Flip the coin before your next session" in text(mine.get("/"))


def test_who_did_not_do_it_says_so_and_an_unanswered_coin_waits(mine, full):
    trial = drawn(full, "usual")
    assert "Coin: no stretching" in text(mine.get("/")) or "Coin: as you usually do" in text(mine.get("/"))
    sent = {"activity": "run", "duration_min": "45", "effort": "6"}
    mine.post("/log/session/", sent | {"id": new_id(mine.get("/log/session/"))})
    assert "session" not in Trial.objects.get(id=trial.id).assignments[0]
    mine.post(
        "/log/session/", sent | {"id": new_id(mine.get("/log/session/")), "effort": "5", f"coin-{trial.id}": "1-0"}
    )
    assert Trial.objects.get(id=trial.id).assignments[0]["followed"] is False


@pytest.mark.parametrize("said", ["2-1", "x-1", "1-2", "", "1", pytest.param("9" * 5000 + "-1", id="digits")])
def test_a_made_up_answer_to_a_coin_changes_nothing(mine, full, said):
    trial = drawn(full)
    sent = {"id": new_id(mine.get("/log/session/")), "activity": "run", "duration_min": "45", "effort": "6"}
    mine.post("/log/session/", sent | {f"coin-{trial.id}": said})
    assert Session.objects.filter(id=sent["id"]).exists()
    assert Trial.objects.get(id=trial.id).assignments == [{"position": 1, "arm": "do"}]


def test_nobody_answers_the_coin_of_somebody_else(theirs, full):
    trial = drawn(full)
    sent = {"id": new_id(theirs.get("/log/session/")), "activity": "run", "duration_min": "45", "effort": "6"}
    theirs.post("/log/session/", sent | {f"coin-{trial.id}": "1-1"})
    assert Trial.objects.get(id=trial.id).assignments == [{"position": 1, "arm": "do"}]


def test_with_the_script_the_thread_comes_after_the_page(mine, full):
    mine.cookies["js"] = "1"
    page = mine.get("/").content.decode()
    assert 'class="thread' not in page
    assert f'hx-get="{reverse("guidance_tip")}"' in page
    assert 'class="thread' in mine.get(reverse("guidance_tip")).content.decode()


def test_pages_work_without_guidance(mine, full, settings):
    settings.THREAD = ""
    for address in ("/", "/log/session/"):
        page = mine.get(address)
        assert page.status_code == 200
        assert "thread" not in page.content.decode()
