"""The order of the house: who may import whom, and what stays in one place."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
JOURNAL = sorted((ROOT / "journal").rglob("*.py"))
GUIDANCE = sorted((ROOT / "guidance").rglob("*.py"))


def imported(path):
    """Every module a file imports, wherever in it: {"journal.door", "journal.door.frames", ...}."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def under(modules, package):
    return {module for module in modules if module == package or module.startswith(f"{package}.")}


def test_the_journal_never_imports_guidance():
    assert {path.name: under(imported(path), "guidance") for path in JOURNAL if under(imported(path), "guidance")} == {}


def test_guidance_reads_the_journal_through_its_door_only():
    past = {path.name: under(imported(path), "journal") - under(imported(path), "journal.door") for path in GUIDANCE}
    assert {name: modules for name, modules in past.items() if modules} == {}


def test_guidance_has_no_tables():
    assert not (ROOT / "guidance" / "models.py").exists()
    assert not (ROOT / "guidance" / "migrations").exists()


def test_only_the_analysis_imports_pandas():
    users = {str(path.relative_to(ROOT)) for path in JOURNAL + GUIDANCE if under(imported(path), "pandas")}
    assert users <= {
        "journal/frame.py",
        "journal/measures.py",
        "journal/windows.py",
        "guidance/exposures.py",
        "guidance/comparison.py",
        "guidance/facts.py",
        "guidance/advice.py",
    }


@pytest.mark.parametrize("path", JOURNAL + GUIDANCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_date_arithmetic_lives_in_the_calendar(path):
    if path.name != "calendar.py":
        assert not under(imported(path), "datetime.timedelta")
        assert not under(imported(path), "dateutil")


def test_nothing_is_marked_safe_by_hand():
    for path in JOURNAL + GUIDANCE:
        assert "mark_safe" not in path.read_text(), path.name
