"""The order of the house: which room may look into which, and what stays in one place."""

import ast
from pathlib import Path

import pytest

from tests.paths import ROOT

JOURNAL = sorted((ROOT / "journal").rglob("*.py"))
GUIDANCE = sorted((ROOT / "guidance").rglob("*.py"))
TEMPLATES = ROOT / "templates"

# Each room may import rooms of lower floors only. Files of an app's root are rooms of one file. The views of all rooms
# are the roof of the house: they may look into every room, and only addresses (urls.py) know them.
FLOORS = {
    "guidance": [
        ("cache", "knowledge", "statistics", "turns"),
        ("causes",),
        ("evidence", "flags"),
        ("tips",),
        ("trials", "cramp", "howto"),
        ("analysis",),
        ("rewind", "planning", "summary", "library", "api"),
        ("overview",),
        ("templatetags", "middleware", "management"),
        ("views",),
        ("urls", "apps"),
    ],
    "journal": [
        ("vocabulary", "calendar", "bodymap", "emergency_numbers", "row"),
        ("words", "model_fields", "measures"),
        ("models",),
        ("hosting",),
        ("accounts", "reading"),
        ("files",),
        ("recording",),
        ("forms",),
        ("pages",),
        ("reminders", "api"),
        ("public",),
        ("templatetags", "middleware", "management"),
        ("views",),
        ("urls", "apps"),
    ],
}
# In a room the order is the same everywhere: rules and words, then the page, then the views.
PAGES = {
    "page",
    "cards",
    "thread",
    "running_page",
    "better_page",
    "worth",
    "plan_page",
    "result_page",
    "signs",
    "sources",
    "cause",
    "own",
    "set_answer",
    "things_to_do",
    "at_once",
}


def imported(path, outermost_only=False):
    """Every module a file imports, wherever in it: {"journal.public", "journal.public.frames", ...}."""
    tree = ast.parse(path.read_text())
    found = set()
    for node in tree.body if outermost_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def under(modules, package):
    return {module for module in modules if module == package or module.startswith(f"{package}.")}


def room_of(module):
    """The app and the room of a module's dotted name; ("guidance", "views") for the views of every room."""
    app, *rest = module.split(".")
    return app, "views" if "views" in rest[:2] else (rest or ["__init__"])[0]


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def floor_of(app, room):
    return next((floor for floor, rooms in enumerate(FLOORS[app]) if room in rooms), None)


def arrows():
    """(importing module, imported module) inside an app, between different rooms."""
    for path in JOURNAL + GUIDANCE:
        here = module_of(path)
        for other in under(imported(path), here.split(".")[0]):
            if room_of(other) != room_of(here):
                yield here, other


def files_of(app):
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts and path.parent != ROOT / app]


def test_every_file_stands_in_a_room_of_the_table():
    homeless = [
        str(path.relative_to(ROOT))
        for path in JOURNAL + GUIDANCE
        if "migrations" not in path.parts and path.name != "__init__.py" and floor_of(*room_of(module_of(path))) is None
    ]
    assert homeless == []


def test_no_arrow_runs_up():
    up = [
        f"{here} imports {other}"
        for here, other in arrows()
        if "migrations" not in here
        and room_of(here)[1] != "__init__"
        and floor_of(*room_of(here)) <= floor_of(*room_of(other))
    ]
    assert up == []


@pytest.mark.parametrize("path", GUIDANCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_never_import_pages(path):
    if path.stem in PAGES | {"views", "urls"} or "management" in path.parts:
        return
    pages = {module for module in under(imported(path), "guidance") if PAGES & set(module.split(".")[2:3])}
    assert pages == set()


def test_the_journal_never_imports_guidance():
    assert {path.name: under(imported(path), "guidance") for path in JOURNAL if under(imported(path), "guidance")} == {}


def test_guidance_reads_the_journal_through_its_door_only():
    past = {path.name: under(imported(path), "journal") - under(imported(path), "journal.public") for path in GUIDANCE}
    assert {name: modules for name, modules in past.items() if modules} == {}


def test_the_door_hands_out_functions_types_and_numbers_only():
    from types import ModuleType

    from django import forms

    from journal import public

    handed = {name: getattr(public, name) for name in public.__all__}
    assert {name for name, value in handed.items() if isinstance(value, ModuleType)} == set()
    assert {n for n, value in handed.items() if isinstance(value, type) and issubclass(value, forms.BaseForm)} == set()
    asked = {
        module.removeprefix("journal.public.")
        for path in GUIDANCE
        for module in under(imported(path), "journal.public")
    }
    by_attribute = {
        node.attr
        for path in GUIDANCE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "public"
    }
    for_type_checkers = {
        alias.name
        for block in ast.parse((ROOT / "journal/public.py").read_text()).body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert (asked | by_attribute) - set(public.__all__) - for_type_checkers == {"journal.public"}


def test_guidance_has_no_tables():
    assert not (ROOT / "guidance" / "models.py").exists()
    assert not (ROOT / "guidance" / "migrations").exists()


def reached(start):
    """Every module of ours that importing `start` runs, by the imports that stand outside functions."""
    files = {module_of(path): path for path in JOURNAL + GUIDANCE}
    seen, left = set(), [start]
    while left:
        module = left.pop()
        while module and module not in files:
            module = module.rpartition(".")[0]
        if module and module not in seen:
            seen.add(module)
            left += [other for app in ("journal", "guidance") for other in under(imported(files[module], True), app)]
    return {module: files[module] for module in seen}


@pytest.mark.parametrize(
    "path", [p for p in JOURNAL if room_of(module_of(p))[1] == "views"], ids=lambda path: path.stem
)
def test_no_view_of_the_journal_reaches_pandas(path):
    """Logging must stay quick and small: pandas costs a worker 60 MB and half a second."""
    users = {name for name, file in reached(module_of(path)).items() if under(imported(file, True), "pandas")}
    assert users == set()


def test_flags_on_every_page_do_not_load_pandas():
    found = reached("guidance.flags.open_flags")
    assert {name for name, file in found.items() if under(imported(file, True), "pandas")} == set()


@pytest.mark.parametrize("path", JOURNAL + GUIDANCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_date_arithmetic_lives_in_the_calendar(path):
    if path.name != "calendar.py":
        assert not under(imported(path), "datetime.timedelta")
        assert not under(imported(path), "dateutil")


def test_nothing_is_marked_safe_by_hand():
    for path in JOURNAL + GUIDANCE:
        assert "mark_safe" not in path.read_text(), path.name


def test_templates_and_tests_stand_in_folders_of_the_same_names():
    rooms = {app: {path.name for path in (ROOT / app).iterdir() if (path / "__init__.py").exists()} for app in FLOORS}
    for base in (TEMPLATES, ROOT / "tests"):
        for app in FLOORS:
            folders = {path.name for path in (base / app).iterdir() if path.is_dir() and path.name != "__pycache__"}
            assert folders - rooms[app] == set(), Path(base.name, app)
            assert [path.name for path in (base / app).glob("*.html")] == []


@pytest.mark.parametrize("path", sorted(path for path in TEMPLATES.rglob("*") if path.is_file()), ids=lambda p: p.name)
def test_no_line_of_a_template_is_over_120_characters(path):
    assert [(number, line) for number, line in enumerate(path.read_text().split("\n"), 1) if len(line) > 120] == []


def test_every_law_follows_the_profile_of_hypothesis():
    own = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if path.name not in ("conftest.py", "examples.py", "test_house.py")
    ]
    assert [path.name for path in own if "max_examples" in path.read_text()] == []


@pytest.mark.parametrize("path", JOURNAL + GUIDANCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_translated_while_modules_load(path):
    """A text translated at import keeps the language of whoever came first."""
    text = path.read_text()
    if "gettext as _\n" in text or "ngettext" in text:
        assert list(translated_at_import(ast.parse(text))) == []


def translated_at_import(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and getattr(child.func, "id", "") in ("_", "gettext", "ngettext"):
            yield child.lineno
        yield from translated_at_import(child)


@pytest.mark.parametrize("path", JOURNAL + GUIDANCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_field_says_what_its_list_holds(path):
    """`tuple[Bar, ...]`, not `tuple`: who fills a template knows what comes."""
    bare = {"tuple", "list", "dict", "set", "Callable"}
    fields = [
        node
        for holder in ast.walk(ast.parse(path.read_text()))
        if isinstance(holder, ast.ClassDef)
        for node in holder.body
        if isinstance(node, ast.AnnAssign)
    ]
    names = {ast.unparse(field.target) for field in fields if bare & set(ast.unparse(field.annotation).split(" | "))}
    assert names == set()
