"""The newest rows of a request: whatever asks first, everybody gets the same, and each kind is read once."""

import pytest
from django.utils import timezone

from journal.calendar import DAY
from journal.reading.recent import RECENT_REACH, RecentRows
from tests import factories

WIDE = {"episodes": 100 * DAY, "sessions": 100 * DAY}


@pytest.fixture
def entries(person):
    for n in (1, 20, 50):
        factories.session(person, timezone.now() - n * DAY)
        factories.episode(person, timezone.now() - n * DAY)
    return person


def counts(journal):
    return len(journal.sessions), len(journal.episodes)


@pytest.mark.parametrize(
    ("order", "queries"), [((RECENT_REACH, WIDE, RECENT_REACH), 4), ((WIDE, RECENT_REACH, WIDE), 2)]
)
def test_the_order_of_the_questions_does_not_matter(entries, order, queries, django_assert_num_queries):
    recent = RecentRows(entries)
    with django_assert_num_queries(queries):
        found = [counts(recent.journal(reaches)) for reaches in order]
    assert found == [(3, 3) if reaches is WIDE else (2, 2) for reaches in order]


def test_a_twinge_that_is_still_going_on_is_always_there(entries):
    factories.episode(entries, timezone.now() - 90 * DAY, ongoing=True)
    assert counts(RecentRows(entries).journal()) == (2, 3)


def test_a_write_is_seen_within_the_request(entries):
    recent = RecentRows(entries)
    assert counts(recent.journal()) == (2, 2)
    factories.session(entries, timezone.now())
    entries.touch()
    entries.refresh_from_db(fields=["journal_version"])
    assert counts(recent.journal()) == (3, 2)
