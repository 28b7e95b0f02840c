"""What has not come yet: refused on import as in forms, left out of an export with a word, named among the entries."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from journal.models import Drink, Session
from tests import factories
from tests.journals import example, run


def soon(**ahead):
    return (timezone.now() + timedelta(**ahead)).isoformat()


def a_drink(at):
    return {"id": str(uuid.uuid4()), "at": at, "ml": 250, "kind": "water"}


LATE = {
    "a session": (lambda: {"sessions": [run(started_at=soon(minutes=11))]}, "sessions[0].started_at:"),
    "a session's end": (lambda: {"sessions": [run(started_at=soon(minutes=-5))]}, "sessions[0].duration_min:"),
    "a drink": (lambda: {"drinks": [a_drink(soon(hours=-1)), a_drink(soon(days=365))]}, "drinks[1].at:"),
    "a night": (lambda: {"nights": [{"id": str(uuid.uuid4()), "date": soon(days=2)[:10], "hours": 7}]}, "nights[0].date:"),
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
