"""docs/openapi.json is what the interface does: compared as a whole, and the answers with it."""

import json

from config.api import document
from tests.paths import ROOT

KEPT = ROOT / "docs" / "openapi.json"


def test_the_document_that_is_kept_is_the_one_that_is_served(client):
    """After a change: make openapi."""
    served = client.get("/api/v1/openapi.json")
    assert served.json() == json.loads(KEPT.read_text())
    assert served.json() == json.loads(json.dumps(document()))


def test_every_address_asks_for_a_token(client):
    paths = document()["paths"]
    assert [
        path for path, methods in paths.items() for one in methods.values() if one["security"] != [{"Bearer": []}]
    ] == []
    for path in paths:
        answer = client.get(path.replace("{key}", "3f0c1c7e-8a52-4b55-9d0e-6f4f0c1b2a3d"))
        assert answer.status_code in (401, 405), path
