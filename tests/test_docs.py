"""The documents are true: every file they name is there, and every command README names exists."""

import ast
import importlib
import re
from numbers import Number

import numpy as np
import pytest
from django.core.management import get_commands

from tests import docs
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


def test_readme_opens_with_three_small_pictures():
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="[^"]+">', (ROOT / "README.md").read_text())
    sizes = {picture: (ROOT / picture).stat().st_size for picture in pictures}
    assert len(sizes) == 3
    assert {picture for picture, size in sizes.items() if size > 60_000} == set()


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


def test_every_document_that_the_code_cites_has_the_section_it_names():
    files = [
        *ROOT.glob("*.py"),
        *(path for top in ("config", "journal", "guidance", "tests") for path in (ROOT / top).rglob("*.py")),
    ]
    cited = {found for path in files for found in re.findall(r"(docs/[\w/-]+\.md)(?:, (\d))?", path.read_text())}
    assert ("docs/evidence.md", "6") in cited
    for name, section in cited:
        assert (ROOT / name).exists(), name
        assert not section or re.search(rf"^## {section} ", (ROOT / name).read_text(), re.M), (name, section)


CONSTANTS = docs.table(docs.sections("evidence.md")["7 Constants"])
METHOD = [
    *(
        f"guidance/evidence/{name}.py"
        for name in "averaging codings effects levels outcome_models sets units weigh".split()
    ),
    *(f"guidance/trials/{name}.py" for name in "statistics results outlook".split()),
    "guidance/statistics/logistic.py",
]


def constants(path):
    """{name: value} of the numbers in capitals that a module defines itself."""
    names = re.findall(r"^([A-Z_, ]+) = ", (ROOT / path).read_text(), re.M)
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    known = {name.strip(): getattr(module, name.strip()) for line in names for name in line.split(",")}
    return {name: value for name, value in known.items() if not name.startswith("_") and is_numbers(value)}


def is_numbers(value):
    values = value.values() if isinstance(value, dict) else np.atleast_1d(np.asarray(value, dtype=object))
    return all(isinstance(each, Number) for each in values)


def test_the_constants_of_the_method_are_those_of_the_code():
    told = {(docs.words(path)[0], docs.words(name)[0]): ast.literal_eval(value) for path, name, value in CONSTANTS}
    known = {(path, name): value for path in {path for path, _name in told} for name, value in constants(path).items()}
    for key, value in told.items():
        assert np.array_equal(known[key], value), key
    assert {key for key in known if key[0] in METHOD} - set(told) - {
        ("guidance/evidence/outcome_models.py", "ALWAYS")
    } == set()


def test_every_part_and_token_that_the_look_names_is_in_the_style_sheet():
    css = (ROOT / "static/css/twinge.css").read_text()
    named = docs.words((ROOT / "docs/look.md").read_text())
    classes = [name for name in named if re.fullmatch(r"\.[\w-]+", name)]
    tokens = [name for name in named if name.startswith("--")]
    assert (len(classes) > 25, len(tokens) > 15) == (True, True)
    assert [name for name in classes if not re.search(rf"{re.escape(name)}(\b|_)", css)] == []
    assert [name for name in tokens if f"{name}:" not in css] == []
