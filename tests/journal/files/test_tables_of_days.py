"""Check-ins out of a table: they have no column for a source, and come in, again and back out like other entries."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from journal.models import Day, Import
from tests import factories
from tests.journal.files.test_imports import command

TABLE = "Date,Stress\n2026-06-17,4\n2026-06-18,6\n2026-06-19,11\n"
MAPPING = {"format": "twinge-mapping", "name": "Mine", "kind": "days", "columns": {"date": "Date", "stress": "Stress"}}


def stored():
    return sorted((day.date.day, day.stress, day.dairy) for day in Day.objects.all())


@pytest.fixture
def table(tmp_path):
    (tmp_path / "days.csv").write_text(TABLE)
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING))
    return lambda: "".join(command(tmp_path / "days.csv", mapping=tmp_path / "mapping.json"))


def test_from_the_command_line(person, table):
    factories.day(person, date(2026, 6, 17), stress=None, dairy=True)
    told = table()
    assert "days: 1 added, 1 filled" in told
    assert "11 does not fit; it must be a whole number from 0 to 10" in told
    assert stored() == [(17, 4, True), (18, 6, None)]
    assert "days: 0 added, 0 filled, 2 already there" in table()
    made = Import.objects.get()
    command(undo=str(made.id))
    assert stored() == [(17, None, True)]


def test_on_the_pages(mine, person):
    mine.post("/settings/import/", {"file": SimpleUploadedFile("days.csv", TABLE.encode())})
    said = {"column-0": "days.date.", "column-1": "days.stress.", "name": "Mine"}
    shown = mine.post("/settings/import/columns/", said)
    assert shown.status_code == 302
    assert "18 June 2026" in mine.get("/settings/import/check/").content.decode()
    assert mine.post("/settings/import/check/", {"do": "save"}).status_code == 302
    assert stored() == [(17, 4, None), (18, 6, None)]
