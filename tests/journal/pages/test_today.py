"""Today: the usual sessions, and what the first days show."""

import re

from django.utils import timezone

from journal.calendar import DAY, HOUR
from tests import factories


def today(client):
    return re.sub(r"\s+", " ", client.get("/").content.decode())


def test_up_to_three_usual_sessions_open_their_filled_in_form(mine, person):
    now = timezone.now()
    for activity, times, minutes in (("run", 4, 45), ("strength", 3, 60), ("cycle", 2, 90), ("swim", 1, 30)):
        for n in range(times):
            factories.session(person, now - (7 * n + 1) * DAY - HOUR, activity=activity, duration_min=minutes)
    person.touch()
    page = today(mine)
    chips = re.findall(r'class="usual" href="/log/session/\?usual=(\w+)">.*?<b>([^<]+)</b><small>([^<]+)</small>', page)
    assert chips == [("run", "Run", "45 min"), ("strength", "Strength", "1 h"), ("cycle", "Cycle", "1 h 30")]
    assert 'class="usual usual--other" href="/log/session/"' in page


def test_the_first_days_show_what_ten_entries_will(mine, person):
    told = ("What ten entries will show", "Log your first twinge when it comes", 'id="h-wk"', "Look at a made-up")
    assert [text in today(mine) for text in told] == [True, True, False, True]
    for n in range(9):
        factories.session(person, timezone.now() - (n + 1) * DAY)
    person.touch()
    assert [text in today(mine) for text in told] == [True, True, True, False]
    factories.episode(person, timezone.now() - 5 * HOUR)
    person.touch()
    assert [text in today(mine) for text in told] == [False, False, True, False]


def test_a_journal_that_rested_for_months_is_not_in_its_first_days(mine, person):
    for n in range(10):
        factories.session(person, timezone.now() - (200 + n) * DAY)
    person.touch()
    page = today(mine)
    assert "What ten entries will show" not in page
    assert 'class="usual usual--other" href="/log/session/"' in page
