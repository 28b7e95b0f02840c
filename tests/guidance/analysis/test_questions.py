"""Your three questions: chosen by the first analysis after 84 days, anew every 84, first in the forms."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.analysis.analysis import Analysis, CauseAdvice
from guidance.analysis.questions import FIELDS, questions_of
from guidance.causes.counts import Comparison
from guidance.evidence.weigh import Evidence
from journal.calendar import DAY, HOUR
from journal.forms.your_three import ASKABLE
from tests import factories


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def keep(person, days):
    """Sessions of so many days, every third day, warm-up logged in every other one, half of them with a twinge."""
    for n, ago in enumerate(range(days, 0, -3)):
        at = timezone.now() - ago * DAY
        factories.session(person, at, warm_up_min=2 if n % 2 else None, quiet_after=None if n % 2 else True)
        if n % 2:
            factories.episode(person, at + 3 * HOUR)
    person.touch()


def suspect(name, probability, blanks=1, level="possible"):
    compared = Comparison(exposure_unknown=blanks)
    return CauseAdvice(name, name, "measured", "weak", (), evidence=Evidence(level, probability), compared=compared)


def chosen_of(*causes, aside=()):
    known = dict.fromkeys(("relief", "facts", "intentions", "sessions", "twinges", "since"))
    return questions_of(Analysis(causes=causes, aside=aside, **known))


def test_they_are_those_of_the_three_first_suspects_that_are_often_blank():
    four = (suspect("caffeine", 0.9), suspect("stress", 0.6), suspect("heat", 0.5), suspect("cold", 0.4),
            suspect("poor_sleep", 0.3), suspect("poor_warmup", 0.2))  # fmt: skip
    assert chosen_of(*four) == ["stress", "air", "hours"]
    assert chosen_of(*four, aside=("stress",)) == ["air", "hours", "warm_up_min"]


def test_what_is_never_blank_comes_last():
    assert chosen_of(suspect("stress", 0.9, blanks=0), suspect("heat", 0.2), suspect("poor_sleep", 0.1)) == [
        "air", "hours", "stress",
    ]  # fmt: skip


def test_every_question_is_one_that_a_form_can_ask_first():
    assert set(FIELDS.values()) <= set(ASKABLE)


@pytest.mark.parametrize(("days", "chosen"), [(80, False), (90, True)])
def test_the_first_analysis_after_84_days_chooses_them(mine, person, days, chosen):
    keep(person, days)
    mine.get(reverse("guidance"))
    person.refresh_from_db()
    assert (person.questions is not None, person.questions_on is not None) == (chosen, chosen)
    assert not chosen or (len(person.questions), person.questions_on) == (3, person.calendar.date_of(timezone.now()))


@pytest.mark.parametrize(("ago", "renewed"), [(83, False), (84, True)])
def test_they_are_chosen_anew_every_84_days(mine, person, ago, renewed):
    keep(person, 200)
    today = person.calendar.date_of(timezone.now())
    person.questions, person.questions_on = ["dairy"], today - timedelta(days=ago)
    person.save()
    mine.get(reverse("guidance"))
    person.refresh_from_db()
    assert (person.questions_on == today, person.questions != ["dairy"]) == (renewed, renewed)


@pytest.fixture
def three(person):
    person.questions, person.questions_on = ["air", "stress", "warm_up_min"], person.calendar.date_of(timezone.now())
    person.save()


@pytest.mark.parametrize("like", [False, True])
def test_they_stand_first_in_the_session_form_once_and_say_why(mine, person, three, like):
    session = factories.session(person)
    text = page(mine, reverse("session_new") + (f"?like={session.id}" if like else ""))
    names = list(dict.fromkeys(re.findall(r'name="([a-z_]+)" value', text.split("Your three questions")[1])))
    assert names[:2] == ["air", "warm_up_min"]
    assert text.count('name="air" value="cold"') == text.count('name="warm_up_min" value="5"') == 1
    assert "They are about what your entries point to first" in text


def test_they_stand_first_in_the_check_in_with_yesterday_before_them(mine, person, three):
    text = page(mine, reverse("checkin_new"))
    assert text.index("Your three questions") < text.index('name="stress" value="3"')
    yesterday = person.calendar.date_of(timezone.now() - DAY)
    assert f"?date={yesterday}" in text
    factories.day(person, yesterday)
    assert "Yesterday is missing" not in page(mine, reverse("checkin_new"))


def test_an_answer_given_on_top_is_saved_and_a_wrong_one_is_named(mine, person, three):
    data = {"activity": "run", "duration_min": "40", "effort": "5", "ended": "hour", "warm_up_min_other": "900"}
    assert "Warm-up, minutes" in " ".join(mine.post(reverse("session_new"), data).content.decode().split())
    mine.post(reverse("session_new"), data | {"warm_up_min_other": "7", "air": "cold"})
    from journal.models import Session

    assert Session.objects.values_list("warm_up_min", "air").get() == (7, "cold")


def test_before_they_are_chosen_the_forms_are_as_ever(mine, person):
    assert "Your three questions" not in page(mine, reverse("session_new"))
    assert "Your three questions" not in page(mine, reverse("checkin_new"))


def test_they_are_no_part_of_a_file(mine, person, three):
    assert "questions" not in mine.get(reverse("export_file")).json()["person"]
