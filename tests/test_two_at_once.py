"""Two requests of one person at the same moment: the second waits for the first, or finds what it has made."""

import json
import re
import time
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal import public
from journal.files import transfer
from journal.files.document import parse
from journal.files.transfer import import_journal
from tests import factories
from tests.journals import example, run


def document(**lists):
    return parse(json.dumps(example(**lists)).encode())


@pytest.fixture
def row_locks(monkeypatch):
    """Row locks stand in the queries as "FOR UPDATE", also on SQLite, which locks the whole file instead."""
    if not connection.features.has_select_for_update:
        monkeypatch.setattr(connection.features, "has_select_for_update", True)
        monkeypatch.setattr(connection.ops, "for_update_sql", lambda **_options: "/* FOR UPDATE */")


OF_THE_SIGN_IN = re.compile(r'FROM "journal_(profile|person)"')
# Each looks at what is there before it writes.
LOOK_FIRST = {
    "import": lambda person, mine, trial: import_journal(person, document(sessions=[run()])),
    "demo": lambda person, mine, trial: mine.post(reverse("demo_start")),
    "take up a tip": lambda person, mine, trial: public.take_up(person, "salt_after", "2026-06-20"),
    "flip": lambda person, mine, trial: public.draw_arm(person, trial.id, 2, lambda drawn: "do"),
    "answer a flip": lambda person, mine, trial: public.answer_position(person, trial.id, 1, True),
    "go on": lambda person, mine, trial: public.plan_more_sessions(person, trial.id, 36),
}


@pytest.mark.parametrize("name", LOOK_FIRST)
def test_the_persons_row_is_locked_before_their_entries_are_looked_at(name, person, mine, row_locks):
    trial = factories.trial(person, assignments=[{"position": 1, "arm": "do"}]) if name != "demo" else None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        LOOK_FIRST[name](person, mine, trial)
    queries = [query["sql"] for query in asked if '"journal_' in query["sql"]]
    lock = next(n for n, sql in enumerate(queries) if "FOR UPDATE" in sql or 'UPDATE "journal_profile"' in sql)
    looked = next(n for n, sql in enumerate(queries) if "SELECT" in sql and not OF_THE_SIGN_IN.search(sql))
    assert lock < looked


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one transaction write at a time anyway")
def test_the_same_file_brought_twice_at_once_is_added_once(monkeypatch):
    look = transfer.is_empty
    monkeypatch.setattr(transfer, "is_empty", lambda person: (look(person), time.sleep(0.3))[0])  # both have looked
    person, together, counts = factories.person("runner", time_zone="Europe/Oslo"), Barrier(2), []
    journal = document(
        sessions=[run() for _ in range(200)], nights=[{"id": str(uuid4()), "date": "2026-06-18", "hours": 7}]
    )

    factories.drink(person)  # into an empty journal the person's settings are written first, which locks the row, too

    def bring():
        together.wait()
        try:
            counts.append(import_journal(person, journal)["sessions"].added)
        finally:
            connection.close()

    threads = [Thread(target=bring) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 200]


NEW = {
    "session_new": {"activity": "run", "ended": "now", "duration_min": "30", "effort": "5", "fluid_ml": "300"},
    "twinge_new": {"kind": "cramp", "place": "calf-left", "began": "now"},
    "drink_new": {"ml": "250", "kind": "water", "when": "now"},
    "sleep_new": {"hours": "7", "date": "2026-06-18"},
    "checkin_new": {"stress": "4", "date": "2026-06-18"},
}


@pytest.mark.parametrize("name", NEW)
def test_a_form_whose_twin_is_saved_between_look_and_save_makes_one_entry(name, mine, person, monkeypatch):
    """The second tap looks, finds nothing, and when it saves the first tap's entry is there."""
    data = NEW[name] | {"id": uuid4()}
    first = mine.post(reverse(name), data)
    monkeypatch.setattr(QuerySet, "first", lambda found: None)
    second = mine.post(reverse(name), data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    [entry] = [
        entry
        for kind in ("sessions", "episodes", "drinks", "nights", "days")
        for entry in getattr(person, kind).all()
        if str(entry.id) == str(data["id"])
    ]
    assert entry.person == person
