"""docs/openapi.json is what the interface does, and docs/api.md names all of it."""

import json

from config.api import PREFIX, document
from journal.accounts.tokens import MAY
from journal.models import KINDS
from tests import docs
from tests.openapi import KEPT
from tests.paths import ROOT


def test_the_document_that_is_kept_is_the_one_that_is_served(client):
    """After a change: make openapi."""
    served = client.get("/api/v1/openapi.json")
    assert served.json() == json.loads(KEPT.read_text())
    assert served.json() == json.loads(json.dumps(document()))


def test_every_address_asks_for_a_token(client):
    paths = document()["paths"]
    open_to_all = [path for path, ways in paths.items() for one in ways.values() if one["security"] != [{"Bearer": []}]]
    assert open_to_all == []
    for path in paths:
        answer = client.get(path.replace("{key}", "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d"))
        assert answer.status_code in (401, 405), path


def test_the_guide_names_every_scope_and_every_address_but_the_lists_of_the_format():
    text = (ROOT / "docs" / "api.md").read_text()
    assert [docs.words(scope)[0] for scope, _may in docs.table(text)] == list(MAY)
    named = {path.removeprefix(PREFIX).split("/")[0] for path in document()["paths"]} - set(KINDS)
    assert {word for word in named if f"/{word}" not in text} == set()
