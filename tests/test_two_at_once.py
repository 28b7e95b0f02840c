"""Two requests of one person at the same moment: the second waits for the first, or finds what it has made."""

import json
import re
import time
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from journal import public
from journal.files import transfer
from journal.files.document import parse
from journal.files.transfer import import_journal
from journal.models import Profile, Reminder
from journal.reminders.tasks import claim, put_in_line
from tests import factories
from tests.journals import example, run
from tests.paths import ROOT
from tests.queries import captured


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
    with captured() as asked:
        LOOK_FIRST[name](person, mine, trial)
    queries = [query["sql"] for query in asked if '"journal_' in query["sql"]]
    lock = next(n for n, sql in enumerate(queries) if "FOR UPDATE" in sql or 'UPDATE "journal_profile"' in sql)
    looked = [n for n, sql in enumerate(queries) if "SELECT" in sql and not OF_THE_SIGN_IN.search(sql)]
    assert lock < min(looked, default=len(queries))


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one transaction write at a time anyway")
def test_workers_of_two_hosts_put_a_person_in_line_once_and_claim_a_date_once():
    account = factories.account_of(factories.person("runner", "runner@example.org", time_zone="Europe/Oslo"))
    now, together, told = timezone.now(), Barrier(4), []
    Reminder.objects.create(account=account, by_mail=True, due_at=now)

    def look():
        together.wait()
        try:
            told.append((put_in_line(now), claim(account, now.date(), "week")))
        finally:
            connections.close_all()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sum(column) for column in zip(*told, strict=True)] == [1, 1]
    assert DBTaskResult.objects.count() == 1


NEW = {
    "session_new": {"activity": "run", "ended": "now", "duration_min": "30", "effort": "5", "fluid_ml": "300"},
    "twinge_new": {"kind": "cramp", "place": "calf-left", "began": "now"},
    "drink_new": {"ml": "250", "kind": "water", "when": "now"},
    "sleep_new": {"hours": "7", "date": "2026-06-18"},
    "checkin_new": {"stress": "4", "date": "2026-06-18"},
}


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(do)`: somebody else's write, `do()`, is what the next write has to wait for."""

    def come_first(do):
        def writing(person):
            monkeypatch.undo()
            do()
            return person.writing()

        monkeypatch.setattr(Profile, "writing", writing)

    return come_first


@pytest.mark.parametrize("name", NEW)
def test_a_form_whose_twin_is_saved_while_it_waits_makes_one_entry(name, mine, person, meanwhile):
    data, first = NEW[name] | {"id": uuid4()}, []
    meanwhile(lambda: first.append(mine.post(reverse(name), data)))
    second = mine.post(reverse(name), data)
    assert (first[0].status_code, second.status_code) == (302, 302)
    assert second["Location"] == first[0]["Location"]
    [entry] = [
        entry
        for kind in ("sessions", "episodes", "drinks", "nights", "days")
        for entry in getattr(person, kind).all()
        if str(entry.id) == str(data["id"])
    ]
    assert entry.person == person


def test_a_session_sent_again_after_it_was_deleted_takes_up_its_drink(mine, person):
    data = NEW["session_new"] | {"id": uuid4()}
    mine.post(reverse("session_new"), data)
    mine.post(reverse("entry_delete", args=["session", data["id"]]))
    assert mine.post(reverse("session_new"), data).status_code == 302
    assert (person.sessions.count(), person.drinks.count()) == (1, 1)


# Address, what is typed, and the sentence when the date has got its entry while the form waited.
TAKEN = {
    "sleep_new": ((), {"hours": "7", "date": "2026-06-18", "note": "as typed"}, "Your sleep of 2026-06-18 is logged"),
    "checkin_new": ((), {"stress": "4", "date": "2026-06-18", "note": "as typed"}, "2026-06-18 has a check-in already"),
    "day_fill": (("2026-06-18", "hours"), {"2026-06-18-hours_other": "7:25"}, "Your sleep of 2026-06-18 is logged"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_date_that_is_taken_meanwhile_is_said_and_what_was_typed_is_kept(name, mine, person, meanwhile):
    words, data, sentence = TAKEN[name]
    make = factories.day if name == "checkin_new" else factories.night
    meanwhile(lambda: make(person))
    answer = mine.post(reverse(name, args=words), data | {"id": uuid4()})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert ("as typed" in page) or ("7:25" in page)
    assert person.nights.count() + person.days.count() == 1


def test_an_edit_to_a_date_that_is_taken_meanwhile_is_said_too(mine, person, meanwhile):
    night = factories.night(person, date(2026, 6, 17))
    meanwhile(lambda: factories.night(person, date(2026, 6, 18)))
    answer = mine.post(reverse("sleep", args=[night.id]), {"hours": "5", "date": "2026-06-18", "note": "as typed"})
    assert (answer.status_code, "as typed" in answer.content.decode()) == (200, True)
    assert "Your sleep of 2026-06-18 is logged already" in answer.content.decode()
    assert sorted(night.date.day for night in person.nights.all()) == [17, 18]


EDITS = {
    "session": {"activity": "run", "duration_min": "30", "ended": "earlier", "started_at": "2026-06-17T10:00"},
    "twinge": {"kind": "cramp", "place": "calf-left", "began": "earlier", "started_at": "2026-06-17T10:00"},
    "drink": {"ml_other": "415", "kind": "water", "when": "earlier", "at": "2026-06-17T10:00"},
    "sleep": {"hours": "5", "date": "2026-06-18"},
    "checkin": {"stress": "9", "date": "2026-06-18"},
}
MAKE = {"twinge": factories.episode, "sleep": factories.night, "checkin": factories.day}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_what_is_deleted_meanwhile_says_so_and_keeps_what_was_typed(name, mine, person, meanwhile):
    entry = MAKE.get(name, getattr(factories, name, None))(person)
    meanwhile(lambda: mine.post(reverse("entry_delete", args=[name, entry.id])))
    answer = mine.post(reverse(name, args=[entry.id]), EDITS[name] | {"note": "as typed"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This entry has been deleted in the meantime, so nothing was saved." in page
    assert ("415" if name == "drink" else "as typed") in page
    assert not type(entry).objects.exists()


def test_an_answer_about_a_session_that_is_deleted_meanwhile_brings_nothing_back(mine, person, meanwhile):
    session = factories.session(person)
    away = lambda: mine.post(reverse("entry_delete", args=["session", session.id]))  # noqa: E731
    meanwhile(away)
    assert mine.post(reverse("aftermath", args=[session.id]), {"aftermath": "0"}).status_code == 404
    session.save(force_insert=True)
    meanwhile(away)
    fill = mine.post(reverse("session_fill", args=[session.id, "effort"]), {f"{session.id}-effort": "4"})
    assert "has been deleted in the meantime" in fill.content.decode()
    assert not person.sessions.exists()


def test_a_journal_that_is_deleted_meanwhile_is_not_begun_again(mine, person, meanwhile):
    meanwhile(lambda: mine.post(reverse("delete_account"), {"password": "a long passphrase"}))
    answer = mine.post(reverse("quick"), {"preset": "water-250", "id": uuid4()})
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert not Profile.objects.exists()


def test_writes_have_one_mechanism():
    """Nothing else raises a version or begins a transaction, but for several files at once and for leaving, around it.

    A new e-mail address, the list of browsers and what is shared are the account's alone; reminders are no part of the
    journal; the three questions of a form are a setting, and nobody waits for their being kept (busy).
    """
    sources = {path: path.read_text() for app in ("journal", "guidance") for path in (ROOT / app).rglob("*.py")}
    found = {path.name for path, text in sources.items() if re.search(r"\w\.touch\(\)|transaction\.atomic", text)}
    assert found == {
        "models.py",
        "import_journal.py",
        "leaving.py",
        "new_email.py",
        "schedule.py",
        "tasks.py",
        "busy.py",
        "devices.py",
        "sharing.py",
    }


def test_a_second_trial_of_a_cause_leads_to_the_one_that_runs(person):
    said = {"cause": "poor_warmup", "started_on": date(2026, 6, 18), "planned_sessions": 12}
    first, second = (public.start_trial(person, uuid4(), **said) for _ in range(2))
    assert first == second == person.trials.get().id


def test_two_taps_on_an_answer_are_one_answer(person):
    tokens = [public.answer_flag(person, "RF05", "better") for _ in range(2)]
    assert (len(tokens), person.answers.count()) == (2, 1)


def test_of_two_running_trials_in_a_file_the_older_comes_in_and_the_other_is_named(person):
    trials = [
        {"id": str(uuid4()), "cause": "poor_warmup", "started_on": day, "planned_sessions": 12}
        for day in ("2026-06-05", "2026-06-01")
    ]
    counts = import_journal(person, document(experiments=trials))["experiments"]
    assert counts.refused == ["experiments: a trial of poor_warmup is running already; end that one first"]
    assert person.trials.get().started_on == date(2026, 6, 1)
