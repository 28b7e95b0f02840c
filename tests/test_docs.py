"""The documents are true: every file they name is there, and every command README names exists."""

import re

import pytest
from django.core.management import get_commands

from tests.paths import ROOT

DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOP = r"(?:journal|guidance|templates|static|tests|config|docs)"


@pytest.mark.parametrize("file", DOCS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_and_path_leads_somewhere(file):
    text = file.read_text()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    paths = re.findall(rf"`({TOP}/[\w./-]*\w/?)`", text)
    gone = [link for link in links if not (file.parent / link).exists()]
    gone += [path for path in paths if not (ROOT / path).exists()]
    assert gone == []


def test_every_command_that_readme_names_exists():
    text = (ROOT / "README.md").read_text()
    named = set(re.findall(r"`manage\.py (\w+)", text))
    assert named - set(get_commands()) == set()
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"`make ([\w-]+)", text + (ROOT / "CONTRIBUTING.md").read_text()))
    assert {target for target in targets if not re.search(rf"^{target}:", makefile, re.M)} == set()


def test_every_room_stands_in_the_readme():
    text = (ROOT / "README.md").read_text()
    rooms = [
        path.parent.name
        for app in ("journal", "guidance")
        for path in (ROOT / app).glob("*/__init__.py")
        if path.parent.name not in ("migrations", "management", "templatetags", "views")
    ]
    assert [room for room in rooms if f"{room}/`" not in text] == []
