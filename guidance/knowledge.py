"""What the app may say about health: `knowledge.json`, read once. Nothing else in the code makes such a statement.

Its parts are handed out as the plain dicts of the file, so a new cause, tip or flag is an edit of that file.
"""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("knowledge.json")
# Causes that every person sees; the others only open red flags or guard tips.
SHOWN_MODES = ("measured", "asked", "diet")
# Outside evidence, best first; the order of tips.
GRADES = ("strong", "moderate", "weak", "plausible-only", "contradicted")
# Urgency of red flags, most urgent first.
URGENCIES = ("emergency_now", "same_day", "book_visit", "info")


@cache
def load():
    """The whole file as a dict."""
    return json.loads(FILE.read_text(encoding="utf-8"))


@cache
def by_id(part):
    """{id: entry} of one list of the file: "claims", "causes", "red_flags", "documents", "references", ..."""
    return {entry["id"]: entry for entry in load()[part]}


def shown_causes():
    """The causes every person sees, in the file's order."""
    return [cause for cause in load()["causes"] if cause["mode"] in SHOWN_MODES]


@cache
def tips():
    """{tip id: (cause, tip)} over all causes."""
    return {tip["id"]: (cause, tip) for cause in load()["causes"] for tip in cause["tips"]}


def document_number(claim):
    """1 or 2: which of the two documents a claim (a dict of the file) comes from."""
    titles = [document["title"] for document in load()["documents"]]
    return titles.index(claim["document"]) + 1


@cache
def naming(claim_id):
    """{"causes": [...], "tips": [...], "red_flags": [...], "explainers": [...], "corrections": [...],
    "conflicts": [...], "relief": [...]}: the entries of each kind that name the claim."""
    found = {part: _with_claim(load()[part], claim_id) for part in ("causes", "red_flags", "explainers", "corrections")}
    found["tips"] = _with_claim([tip for _cause, tip in tips().values()], claim_id)
    found["conflicts"] = [entry for entry in load()["conflicts"] if claim_id in entry["between"]]
    found["relief"] = _with_claim(relief_steps(), claim_id)
    return found


def _with_claim(entries, claim_id):
    return [entry for entry in entries if claim_id in entry.get("claims", ())]


def relief_steps():
    """Every step of relief, over all kinds of episode."""
    relief = load()["relief"]
    return [relief["before"], *(step for kind in ("cramp", "twitch", "tremor", "night") for step in relief[kind])]
