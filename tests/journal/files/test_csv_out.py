"""Entries as a table for spreadsheets."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from journal.files.formats.table import read_table
from journal.files.found import OneFile
from journal.reading.rows import columns
from tests import factories


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a, b\nc"])
def test_a_kind_is_a_table_without_formulas(person, capsys, note):
    factories.session(person, activity="run", duration_min=30, muscles=["calf"], effort=None, note=note)
    call_command("export_journal", "--person", "runner", "--csv", "sessions")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert (row["activity"], row["duration_min"], row["muscles"], row["effort"]) == ("run", "30", '["calf"]', "")
    assert row["note"] == (note if note.startswith("a") else f"'{note}")


@pytest.mark.parametrize("note", ["-5", "=1+1", "'tis", "'-5 it said", "plain"])
def test_our_own_reader_of_tables_gives_back_what_was_typed(mine, person, note):
    factories.session(person, note=note)
    content = mine.get("/settings/export/sessions.csv").content
    table = read_table(OneFile("sessions.csv", io.BytesIO(content)))
    assert list(table.columns(table.places("note")).values()) == [[note]]


def test_a_table_of_each_kind_has_every_column_and_is_offered_beside_the_journal(mine, person):
    drink = factories.drink(person, ml=250)
    page = mine.get("/settings/").content.decode()
    for kind in ("sessions", "drinks", "nights", "days", "episodes", "experiments"):
        assert f"/settings/export/{kind}.csv" in page
        answer = mine.get(f"/settings/export/{kind}.csv")
        assert answer["Content-Type"].startswith("text/csv")
        assert answer.content.decode().splitlines()[0].split(",") == list(columns(kind))
    rows = list(csv.DictReader(io.StringIO(mine.get("/settings/export/drinks.csv").content.decode())))
    assert [(row["id"], row["ml"]) for row in rows] == [(str(drink.id), "250")]
    assert mine.get("/settings/export/runs.csv").status_code == 404


def test_a_kind_that_is_none_is_refused(person):
    with pytest.raises(CommandError, match="--csv: 'runs' is not one of sessions, "):
        call_command("export_journal", "--person", "runner", "--csv", "runs")
