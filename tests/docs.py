"""Reads the documents in docs/, so that tests can hold them against the code."""

import re

from tests.paths import ROOT


def sections(name):
    """{heading: text below it} of a document of docs/; examples in fences are left out."""
    text = re.sub(r"```.*?```", "", (ROOT / "docs" / name).read_text(), flags=re.S)
    parts = re.split(r"^#+ (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table(text):
    """The rows of the first table in a text, without its head: [[cell, ...], ...]."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def words(text):
    """What stands in backticks, in order."""
    return re.findall(r"`([^`]+)`", text)
