"""`make mutants ROOM=guidance/flags N=40 SEED=1`: small faults put into a room, and those that no test notices.

Each fault ("mutant") is made in a temporary copy of the project, where the tests of the room run against it; nothing in
the working tree is touched. A mutant that no test fails for has survived: a rule that may change unseen, or a change
that means the same. mutmut leaves decorated functions and everything outside functions alone, which is where most of
our thresholds stand; Cosmic Ray writes into the working tree. Hence a tool of our own.
"""

import argparse
import ast
import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Tests beside the room's own folder that are about it, too.
ALSO = {
    "guidance/causes": ["guidance/evidence"],
    "guidance/analysis": ["guidance/overview"],
    "journal/files": ["test_isolation.py"],
    "journal/forms": ["journal/accounts", "journal/pages"],
    "journal/measures": ["guidance/causes", "guidance/rewind"],
    "journal/pages": ["journal/forms"],
    "journal/reading": ["journal", "guidance/causes", "guidance/flags", "guidance/analysis", "guidance/overview"],
    "journal/recording": ["journal", "test_isolation.py", "guidance/trials", "guidance/cramp"],
    "journal/views": ["journal", "test_isolation.py", "guidance/cramp"],
}
COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "in": "not in", "not in": "in",
            "is": "is not", "is not": "is"}  # fmt: skip
SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
JOINED = {ast.And: ("and", "or"), ast.Or: ("or", "and"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&")}
# Without these decorators a module does not even load; calls of gettext hold sentences, which are no rules.
NEEDED = ("dataclass", "property", "cached_property", "classmethod", "staticmethod", "register")
SENTENCES = ("_", "gettext", "gettext_lazy", "ngettext")
WORDS = re.compile(r"[a-z_]+( [a-z_]+)+")


@dataclass(frozen=True)
class Mutant:
    """One change: `old` at the bytes from `start` on becomes `new`."""

    path: Path
    start: int
    old: bytes
    new: bytes

    def text(self):
        """The file with the change in it."""
        source = (ROOT / self.path).read_bytes()
        return source[: self.start] + self.new + source[self.start + len(self.old) :]

    def shown(self):
        """`file:line`, and the lines that differ."""
        source = (ROOT / self.path).read_bytes()
        line = source[: self.start].count(b"\n") + 1
        pair = [text.decode().splitlines() for text in (source, self.text())]
        lines = [text for text in difflib.unified_diff(*pair, n=0, lineterm="") if text[:2] not in ("--", "++", "@@")]
        return "\n".join([f"{self.path}:{line}", *(f"    {text}" for text in lines)])


def main():
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("room", help="a folder or a file, as guidance/flags")
    said.add_argument("--n", type=int, default=40, help="how many mutants")
    said.add_argument("--seed", type=int, default=1)
    said = said.parse_args()
    found = mutants_of(said.room)
    if not found:
        sys.exit(f"Nothing to change in {said.room!r}: give a folder of code such as guidance/flags.")
    chosen = random.Random(said.seed).sample(found, min(said.n, len(found)))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        survived = survivors(copy(Path(folder)), sorted(chosen, key=lambda m: (m.path, m.start)), tests_of(said.room))
    print(f"{said.room}: {len(chosen)} of {len(found)} mutants: {len(chosen) - survived} killed, {survived} survived.")


def survivors(folder, chosen, tests):
    """How many of the mutants no test fails for; each is printed as it is found."""
    began = time.monotonic()
    if not passes(folder, tests, timeout=600):
        sys.exit(f"The tests fail without any change, or take over 10 min: {' '.join(tests)}")
    timeout = 10 + 4 * (time.monotonic() - began)  # four times as long as without a change: it hangs
    count = 0
    for mutant in chosen:
        (folder / mutant.path).write_bytes(mutant.text())
        if passes(folder, tests, timeout):
            count += 1
            print(mutant.shown(), flush=True)
        shutil.copyfile(ROOT / mutant.path, folder / mutant.path)
    return count


def copy(folder):
    """The files of the project as they are in the working tree, without what git ignores; returns the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def tests_of(room):
    """The tests of a room, its own first."""
    folder = room if (ROOT / room).is_dir() else str(Path(room).parent)
    named = [folder, *ALSO.get(folder, [])]
    return [f"tests/{name}" for name in named if (ROOT / "tests" / name).exists()]


def passes(folder, tests, timeout):
    """Whether all tests pass in the folder, in `timeout` seconds."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not browser", *tests]
    run = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return run.wait(timeout) == 0
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return False


def mutants_of(room):
    """Every Mutant of the files in a room."""
    files = sorted((ROOT / room).rglob("*.py")) if (ROOT / room).is_dir() else [ROOT / room]
    return [mutant for file in files if "migrations" not in file.parts for mutant in _of_file(file)]


def _of_file(file):
    source = file.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _nodes(ast.parse(source)):
        for first, last, old, new in _changes(node):
            start = starts[first[0] - 1] + first[1]
            text = source[start : starts[last[0] - 1] + last[1]]
            # `old`: the sign between two operands, found in the text between them; None for the whole of it.
            if old is not None:
                at = re.search(rb"(?<!\w)%s(?!\w)" % re.escape(old.encode()), text) if old.isalpha() else None
                offset = at.start() if at else text.find(old.encode())
                start, text = start + offset, old.encode()
            yield Mutant(file.relative_to(ROOT), start, text, new.encode())


def _nodes(node):
    """The nodes of a tree without annotations, decorators, docstrings and sentences."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in SENTENCES:
        return
    yield node
    for name, value in ast.iter_fields(node):
        inner = value if isinstance(value, list) else [value]
        if name == "body" and inner and _is_text(inner[0]):
            inner = inner[1:]
        if name not in ("annotation", "returns", "decorator_list"):
            for child in inner:
                if isinstance(child, ast.AST):
                    yield from _nodes(child)


def _is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node):
    """(from, to, sign or None, new text) of each change of one node; places are (line, column)."""
    if isinstance(node, ast.Constant):
        for new in _constants(node.value):
            yield _start(node), _end(node), None, new
    elif isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for sign, left, right in zip(node.ops, operands, operands[1:], strict=False):
            old = SIGNS[type(sign)]
            yield _end(left), _start(right), old, COMPARED[old]
    elif isinstance(node, ast.BoolOp):
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield _end(left), _start(right), *JOINED[type(node.op)]
    elif isinstance(node, ast.BinOp) and type(node.op) in JOINED:
        yield _end(node.left), _start(node.right), *JOINED[type(node.op)]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield _start(node), _start(node.operand), "~" if isinstance(node.op, ast.Invert) else "not ", ""
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield _start(node), _end(node), None, "pass"
    elif isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            if not ast.unparse(decorator).startswith(NEEDED):
                line, column = _start(decorator)
                yield (line, column - 1), _end(decorator), None, ""


def _constants(value):
    if value in (True, False) and isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int):
        yield from (f"{value + 1}", f"({value - 1})")
    elif isinstance(value, float):
        yield from (f"{value * 1.25:g}", f"{value * 0.8:g}")
    elif isinstance(value, str) and WORDS.fullmatch(value):
        words = value.split()
        for n in range(len(words)):
            yield repr(" ".join(words[:n] + words[n + 1 :]))


def _start(node):
    return node.lineno, node.col_offset


def _end(node):
    return node.end_lineno, node.end_col_offset


if __name__ == "__main__":
    main()
