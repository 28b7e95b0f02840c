"""Pages read no more than the last weeks of a journal: what opens a red flag must be among it, however far back it lies."""

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.flags.registry import for_people, open_flags
from journal.files.transfer import import_journal
from tests.guidance.flags.test_every_red_flag import EACH, eyelid, prepared
from tests.guidance_rows import AT, DAY, journal


def reaches_back(lists):
    """Whether it holds more than the episodes and sessions of the last day, which any page reads."""
    rows = [row for kind in ("episodes", "sessions") for row in many(lists.get(kind, []))]
    return bool(lists.keys() & {"drinks", "nights", "days"}) or any(AT - row["started_at"] > DAY for row in rows)


def many(rows):
    return rows if isinstance(rows, list) else [rows]


OPENING = [
    (flag, n) for flag, (_now, opening, _below) in EACH.items() for n in range(len(opening)) if reaches_back(opening[n])
]


def far(days_ago, **said):
    """Three prepared sessions with cramps, the first so many days ago; the usual one 29 days before each."""
    lists = prepared([days_ago, 10, 5], **said)
    usual = lists["sessions"][0]
    return lists | {
        "sessions": [usual | {"started_at": lists["sessions"][1]["started_at"] - 29 * DAY}, *lists["sessions"][1:]]
    }


FARTHEST = {
    "cramps of four weeks, each session against the 30 days before": far(27),
    "eyelids of four months": {"episodes": eyelid([29, 60, 91, 121])},
}


def shown(client):
    return [flag.id for flag in client.get(reverse("settings")).context["flags"]]


def expected(lists):
    lists = dict(lists)
    return [flag.id for flag in for_people(open_flags(journal(lists.pop("who", None), **lists), (), AT))]


def bring(person, lists):
    lists = dict(lists)
    import_journal(person, journal(lists.pop("who", None), **lists))
    person.refresh_from_db()


@pytest.mark.parametrize(("flag", "n"), OPENING)
def test_a_page_shows_what_all_entries_open(flag, n, mine, person, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    lists = EACH[flag][1][n]
    bring(person, lists)
    assert shown(mine) == expected(lists) != []


@pytest.mark.parametrize("case", FARTHEST)
def test_the_farthest_entries_count(case, mine, person, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    bring(person, FARTHEST[case])
    assert shown(mine) == expected(FARTHEST[case]) != []
