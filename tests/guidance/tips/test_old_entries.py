"""Tips come from the last two weeks; what is older gives none, and what was forgotten hides none."""

import pytest
from django.utils import timezone

from guidance.analysis.analysis import advise
from tests import factories
from tests.guidance.tips.test_tips import TIPS
from tests.guidance_rows import AT, DAY, HOUR, drink, episode, journal, session


def tips(at=AT, **lists):
    return [tip.id for tip in advise(journal(**lists), at).tips]


def test_a_tip_stays_for_two_weeks_and_no_longer():
    short = [session(AT - 2 * HOUR, warm_up_min=2, effort=7)]
    first = tips(sessions=short)
    assert "warmup_more" in first
    assert "warmup_more" in tips(AT + 13 * DAY, sessions=short)
    assert tips(AT + 15 * DAY, sessions=short) == []


def test_an_old_session_gives_none_beside_a_new_drink():
    old = [session(AT - 20 * DAY, warm_up_min=2, effort=7)]
    assert "warmup_more" not in tips(sessions=old, drinks=[drink(AT - HOUR)])
    states = {
        cause.id: cause.state for cause in advise(journal(sessions=old, drinks=[drink(AT - HOUR)]), AT).analysis.causes
    }
    assert states["poor_warmup"] == "exposed"  # what the last session was like is still told


@pytest.mark.parametrize("sign", ["hungry", "sweating", "swallowing_trouble", "numbness"])
def test_a_twinge_whose_end_was_forgotten_hides_no_tip(sign):
    short = [session(AT - 2 * HOUR, warm_up_min=2, effort=7)]
    forgotten = episode(AT - 60 * DAY, ongoing=True, signs=[sign])
    assert tips(sessions=short, episodes=[forgotten]) == tips(sessions=short)


def test_the_page_names_the_date_instead(mine, person):
    at = timezone.now() - 20 * DAY
    factories.session(person, at, warm_up_min=2, effort=7)
    page = mine.get("/guidance/").content.decode()
    assert "No tips now: they come from the last two weeks, and your last entry is from" in page
    assert f"{person.calendar.date_of(at).year}." in page


@pytest.mark.parametrize("scene", sorted(TIPS))
def test_no_tip_of_any_kind_comes_from_entries_of_over_two_weeks(scene):
    """Of a medicine that is being taken one may: it stands in the settings, not among the entries."""
    lists = dict(TIPS[scene][0])
    lists.pop("who", None)
    assert tips(AT + 15 * DAY, **lists) == []


def test_a_twinge_of_the_future_hides_no_tip(mine, person):
    factories.session(person, warm_up_min=2, effort=7)
    factories.episode(person, timezone.now() + 9 * DAY, ongoing=True)
    person.touch()
    assert "I’ll try this" in mine.get("/guidance/").content.decode()
