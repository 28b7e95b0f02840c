"""Every query on the journal's tables names the person: the law that lets them be spread over many database nodes."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from journal.files.document import dump
from journal.files.transfer import export_journal
from journal.models import KINDS, Import, ImportedRow, Profile, SavedMapping
from tests.queries import captured
from tests.test_isolation import FORMS, PATTERNS, addresses, ids  # noqa: F401 - the fixture

TABLES = "|".join(model._meta.db_table for model in (Profile, Import, ImportedRow, SavedMapping, *KINDS.values()))
ON_ENTRIES = re.compile(rf'(?:FROM|JOIN|INTO|UPDATE) "({TABLES})"')
NAMED = re.compile(r'"person_id" (?:= |IN \()|"person_id", "\w+"\."id"\) (?:IN \(|= )\(\d')


def nameless(queries):
    """The queries on entries that do not say whose; an insert says it in its columns."""
    asked = [query["sql"] for query in queries if ON_ENTRIES.search(query["sql"])]
    return [sql for sql in asked if not (NAMED.search(sql) or (sql.startswith("INSERT") and '"person_id"' in sql))]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_page_asks_for_one_persons_rows(name, person, ids, mine):  # noqa: F811 - the fixture
    with captured() as seen:
        for address in addresses(name, ids):
            mine.get(address)
            mine.post(address, FORMS.get(name, {}))
    assert nameless(seen) == []


def test_every_command_asks_for_one_persons_rows(person, ids, tmp_path):  # noqa: F811 - the fixture
    file = tmp_path / "journal.json"
    file.write_text(json.dumps(dump(export_journal(person))))
    with captured() as seen:
        call_command("export_journal", person="runner", output=tmp_path / "out.json")
        call_command("import_journal", str(file), person="runner")
        call_command("import_journal", str(file), person="other", create=True)
        call_command("guide", person="runner")
    assert nameless(seen) == []
    asked = {table for query in seen for table in ON_ENTRIES.findall(query["sql"])}
    assert asked == set(TABLES.split("|"))


def test_deleting_everything_asks_for_one_persons_rows(person, ids, mine):  # noqa: F811 - the fixture
    with captured() as seen:
        mine.post(reverse("delete_account"), {"password": "a long passphrase"})
    assert nameless(seen) == []
