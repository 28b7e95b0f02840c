"""The first dates there are: known or refused alike by page, form, file and export."""

import json
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from journal.models import Drink, Night
from tests import factories
from tests.journals import example


def by_page(client, on):
    return client.get(f"/day/{on}/").status_code == 200


def by_form(client, on):
    client.post("/log/sleep/", {"id": str(uuid.uuid4()), "hours": "7", "date": on})
    return Night.objects.filter(date=date.fromisoformat(on)).delete()[0] == 1


def by_file(client, on):
    nights = [{"id": str(uuid.uuid4()), "date": on, "hours": 7}]
    file = SimpleUploadedFile("mine.json", json.dumps(example(nights=nights)).encode())
    client.post("/settings/import/", {"file": file, "do": "import"})
    return Night.objects.filter(date=date.fromisoformat(on)).delete()[0] == 1


@pytest.mark.parametrize(
    ("on", "known"), [("1899-12-31", False), ("1900-06-18", False), ("1900-12-31", False), ("1901-01-01", True)]
)
def test_a_date_is_known_or_refused_alike(mine, person, on, known):
    assert [ask(mine, on) for ask in (by_page, by_form, by_file)] == [known] * 3


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Amsterdam"])
def test_the_first_moment_comes_out_of_an_export_and_in_again(mine, person, stranger, zone, tmp_path):
    person.time_zone = zone
    person.save()
    drinks = [{"id": str(uuid.uuid4()), "at": at, "ml": 250, "kind": "water"} for at in ("1901-01-02T00:00:00+00:00",)]
    (tmp_path / "one.json").write_text(json.dumps(example(drinks=drinks)))
    call_command("import_journal", tmp_path / "one.json", "--person", "runner")
    call_command("export_journal", "--person", "runner", "--output", tmp_path / "two.json")
    call_command("import_journal", tmp_path / "two.json", "--person", "stranger")
    assert Drink.objects.of(stranger).count() == 1
    assert by_page(mine, person.calendar.date_of(Drink.objects.of(person).get().at).isoformat())


def test_a_moment_before_the_first_is_refused_by_form_and_file(mine, person):
    page = mine.post("/log/drink/", {"ml": "250", "kind": "water", "when": "earlier", "at": "1901-01-02T10:00"})
    assert "enter a date and a time such as" in page.content.decode()
    drinks = [{"id": str(uuid.uuid4()), "at": "1901-01-01T23:59:00+00:00", "ml": 250, "kind": "water"}]
    file = SimpleUploadedFile("mine.json", json.dumps(example(drinks=drinks)).encode())
    assert "drinks[0].at" in mine.post("/settings/import/", {"file": file, "do": "import"}).content.decode()
    assert not Drink.objects.exists()
    assert factories.drink(person).pk
