"""What has not come yet: refused on import as in forms, left out of an export with a word, named among the entries."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from journal.models import Drink, Session
from journal.recording import undo
from tests import factories
from tests.journal.files.test_imports import command
from tests.journals import example, run
from tests.queries import captured


def soon(**ahead):
    return (timezone.now() + timedelta(**ahead)).isoformat()


def a_drink(at):
    return {"id": str(uuid.uuid4()), "at": at, "ml": 250, "kind": "water"}


LATE = {
    "a session": (lambda: {"sessions": [run(started_at=soon(minutes=11))]}, "sessions[0].started_at:"),
    "a session's end": (lambda: {"sessions": [run(started_at=soon(minutes=-5))]}, "sessions[0].duration_min:"),
    "a drink": (lambda: {"drinks": [a_drink(soon(hours=-1)), a_drink(soon(days=365))]}, "drinks[1].at:"),
    "a night": (lambda: {"nights": [{"id": str(uuid.uuid4()), "date": soon(days=2)[:10], "hours": 7}]}, "nights[0].date:"),
    "an answer": (
        lambda: {"answers": [{"id": str(uuid.uuid4()), "flag": "RF05", "answer": "better", "at": soon(days=9)}]},
        "answers[0].at:"),
    "a trial's end": (
        lambda: {"experiments": [{"id": str(uuid.uuid4()), "cause": "poor_warmup", "started_on": "2026-01-01",
            "ended_on": soon(days=9)[:10], "planned_sessions": 16}]},
        "experiments[0].ended_on:"),
    "a medicine": (
        lambda: {"person": {"time_zone": "UTC", "medicines": [{"name": "Tablets", "started_on": soon(days=9)[:10]}]}},
        "person.medicines[0].started_on:"),
    "a move": (
        lambda: {"person": {"time_zone": "UTC", "moves": [{"from": soon(hours=1), "time_zone": "Asia/Tokyo"}]}},
        "person.moves[0].from:"),
}  # fmt: skip


@pytest.mark.parametrize("name", LATE)
def test_a_file_of_the_future_is_refused_by_name_and_nothing_is_kept(name, person, mine, tmp_path):
    lists, place = LATE[name]
    content = json.dumps(example() | lists())
    (tmp_path / "mine.json").write_text(content)
    with pytest.raises(CommandError, match=r"up to (now|today), 20") as refused:
        call_command("import_journal", tmp_path / "mine.json", "--person", "runner")
    assert place in str(refused.value)
    page = mine.post("/settings/import/", {"file": SimpleUploadedFile("mine.json", content.encode()), "do": "import"})
    assert place in page.content.decode()
    assert (Session.objects.count(), Drink.objects.count()) == (0, 0)


def test_clocks_may_differ_by_ten_minutes(person, tmp_path):
    (tmp_path / "mine.json").write_text(json.dumps(example(drinks=[a_drink(soon(minutes=9))])))
    call_command("import_journal", tmp_path / "mine.json", "--person", "runner")
    assert Drink.objects.count() == 1


@pytest.fixture
def ahead(person):
    """A drink that a file of earlier times brought, a year ahead, beside one of today."""
    factories.drink(person, timezone.now() - timedelta(hours=1), ml=111)
    return factories.drink(person, timezone.now() + timedelta(days=365), ml=222)


def test_an_export_leaves_it_out_and_says_so(mine, ahead, capsys):
    assert [drink["ml"] for drink in mine.get("/settings/export/").json()["drinks"]] == [111]
    assert "1 entry has not come yet and is not in the file." in mine.get("/settings/").content.decode()
    call_command("export_journal", "--person", "runner")
    told = capsys.readouterr()
    assert [drink["ml"] for drink in json.loads(told.out)["drinks"]] == [111]
    assert "1 entry has not come yet and is not in the file." in told.err


def test_the_list_of_entries_names_it(mine, ahead):
    assert mine.get("/entries/drinks/").content.decode().count("not come yet: correct it") == 1


# Of every kind, on one page


def everything_ahead(person):
    """One of each kind that has not come yet, or that would end later than now; gives them by the format's kinds."""
    later, on = timezone.now() + timedelta(days=365), (timezone.now() + timedelta(days=365)).date()
    person.medicines = [{"name": "Tablets", "started_on": str(on)}]
    person.moves = [{"from": later.isoformat(), "time_zone": "Asia/Tokyo"}]
    person.save()
    started = timezone.now() - timedelta(hours=1)
    return [
        factories.session(person, later),
        factories.session(person, started, duration_min=900),  # ends tomorrow
        factories.drink(person, later),
        factories.night(person, on),
        factories.day(person, on),
        factories.episode(person, started, ended_at=later),
        factories.trial(person, started_on=on),
        factories.trial(person, "caffeine", ended_on=on),
        factories.answer(person, at=later),
        factories.set_aside(person, at=later),
        factories.intention(person, started_on=on),
    ]


def test_what_has_not_come_yet_stands_in_one_list_each_with_the_way_to_mend_it(mine, person, stranger):
    everything_ahead(stranger)
    assert "Nothing to correct" in mine.get("/entries/to-correct/").content.decode()
    made = everything_ahead(person)
    factories.session(person)
    page = mine.get("/entries/to-correct/").content.decode()
    for entry in made:
        assert f"{entry.id}/" in page, entry
    assert page.count("<li>") == len(made) + 2  # a medicine and a move
    for address in ("/settings/medicines/", "/settings/time-zones/"):
        assert f'href="{address}"' in page


def test_all_entries_lead_to_what_is_to_be_corrected_only_where_something_is(mine, person, stranger):
    everything_ahead(stranger)
    factories.drink(person)
    link = 'href="/entries/to-correct/"'
    assert link not in mine.get("/entries/drinks/").content.decode()
    with person.writing():
        factories.intention(person, started_on=timezone.now().date() + timedelta(days=3))
    assert link in mine.get("/entries/drinks/").content.decode()


def test_what_no_form_changes_can_be_removed_and_brought_back(mine, person):
    for entry in everything_ahead(person)[6:]:
        kind = undo.kind_of(entry)
        done = mine.post(f"/{kind}/{entry.id}/delete/", follow=True)
        assert not type(entry).objects.filter(id=entry.id).exists()
        token = re.search(r'name="token" value="([^"]+)"', done.content.decode())[1]
        mine.post("/undo/", {"token": token})
        assert type(entry).objects.of(person).count() >= 1


def test_an_export_of_all_kinds_is_taken_in_again(mine, person, stranger, capsys, tmp_path):
    made = everything_ahead(person)
    factories.drink(person, ml=111)
    call_command("export_journal", "--person", "runner", "--output", tmp_path / "mine.json")
    assert f"{len(made) + 2} entries have not come yet" in capsys.readouterr().err
    document = json.loads((tmp_path / "mine.json").read_text())
    assert document["person"]["medicines"] == [{"name": "Tablets"}]
    assert {kind: len(rows) for kind, rows in document.items() if isinstance(rows, list) and rows} == {"drinks": 1}
    call_command("import_journal", tmp_path / "mine.json", "--person", "stranger")
    assert Drink.objects.of(stranger).count() == 1


def test_whether_anything_is_to_be_corrected_is_asked_once_until_the_next_write(mine, person):
    factories.drink(person)

    def asked():
        with captured() as found:
            mine.get("/entries/drinks/")
        return sum("UNION" in query["sql"] for query in found)

    assert [asked(), asked()] == [1, 0]
    with person.writing():
        factories.drink(person, timezone.now() + timedelta(days=3), ml=500)
    assert [asked(), asked()] == [0, 0]  # the list shows it
    with person.writing():
        Drink.objects.of(person).filter(ml=500).delete()
        factories.trial(person, started_on=timezone.now().date() + timedelta(days=3))
    assert [asked(), asked()] == [1, 1]


def test_a_list_of_years_of_mistakes_costs_no_more(mine, person):
    def cost():
        with captured() as found:
            mine.get("/entries/to-correct/")
        return len(found)

    factories.drink(person, timezone.now() + timedelta(days=9))
    cost()
    before = cost()
    for n in range(30):
        factories.drink(person, timezone.now() + timedelta(days=10 + n))
    assert cost() == before


@pytest.mark.parametrize(
    ("address", "said", "sentence"),
    [
        ("/log/session/", {"activity": "run", "duration_min": "600", "ended": "earlier"}, "It would end at"),
        (
            "/log/twinge/",
            {"kind": "cramp", "place": "calf-left", "began": "at", "lasted_other": "600"},
            "it would end at",
        ),
        ("/log/sleep/", {"hours": "7", "date": "2999-01-01"}, "Date: enter a date up to today"),
        (
            "/log/drink/",
            {"ml": "250", "kind": "water", "when": "earlier", "at": "2190-01-01T10:00"},
            "has not come yet",
        ),
    ],
)
def test_a_refusal_of_what_has_not_come_yet_names_the_zone(mine, person, address, said, sentence):
    start = f"{person.calendar.local(timezone.now() - timedelta(minutes=5)):%Y-%m-%dT%H:%M}"
    page = mine.post(address, said | {"started_at": start}).content.decode()
    assert sentence in page
    assert "Your clock is that of Europe/Berlin" in page


def test_it_is_told_by_the_clock_of_the_person_who_brings_it_and_names_the_zone(mine, person, tmp_path):
    content = json.dumps(example(drinks=[a_drink("2199-06-18T12:00:00+00:00")]))  # of Oslo
    table = "Begin,Amount\n2199-06-18T12:00:00Z,300\n"
    mapping = {"format": "twinge-mapping", "name": "Mine", "kind": "drinks", "columns": {
        "start": "Begin", "amount": "Amount"}}  # fmt: skip
    (tmp_path / "mapping.json").write_text(json.dumps(mapping))
    person.time_zone = "Asia/Tokyo"
    person.save()
    told = r"'2199-06-18 21:00' does not fit; it must be a time up to now, 20\S+ \S+ by the clock of Asia/Tokyo"
    (tmp_path / "mine.csv").write_text(table)
    assert re.search(told, command(tmp_path / "mine.csv", mapping=tmp_path / "mapping.json")[1])
    (tmp_path / "mine.json").write_text(content)
    with pytest.raises(CommandError, match=told):
        command(tmp_path / "mine.json")
    page = mine.post("/settings/import/", {"file": SimpleUploadedFile("mine.json", content.encode()), "do": "import"})
    assert re.search(told.replace("'", "&#x27;"), page.content.decode())


def test_a_date_of_the_future_names_the_zone_whose_today_it_is(person, tmp_path):
    (tmp_path / "mine.json").write_text(json.dumps(example() | LATE["a night"][0]()))
    with pytest.raises(CommandError, match=r"it must be a date up to today, 20\S+ in Europe/Oslo"):
        call_command("import_journal", tmp_path / "mine.json", "--person", "runner")
