"""Entries as a table for spreadsheets."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a, b\nc"])
def test_a_kind_is_a_table_without_formulas(person, capsys, note):
    factories.session(person, activity="run", duration_min=30, muscles=["calf"], effort=None, note=note)
    call_command("export_journal", "--person", "runner", "--csv", "sessions")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert (row["activity"], row["duration_min"], row["muscles"], row["effort"]) == ("run", "30", '["calf"]', "")
    assert row["note"] == (note if note.startswith("a") else f"'{note}")


def test_a_kind_that_is_none_is_refused(person):
    with pytest.raises(CommandError, match="--csv: 'runs' is not one of sessions, "):
        call_command("export_journal", "--person", "runner", "--csv", "runs")
