"""`make openapi`: writes docs/openapi.json, the document of the interface for programs, anew."""

import json
import os

import django

from tests.paths import ROOT

KEPT = ROOT / "docs" / "openapi.json"


def write():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.api import document

    KEPT.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write()
