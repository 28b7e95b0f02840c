"""What the app may say about health: `knowledge.json`, read once. Nothing else in the code makes such a statement.

Its parts are handed out as the plain dicts of the file, so a new cause, tip or flag is an edit of that file. A
translation is a file beside it, `knowledge.de.json`, with the same ids: such texts are reviewed as a whole, not
sentence by sentence.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from guidance.knowledge.schema import Cause, Knowledge
from journal.public import per_language

FILE = Path(__file__).with_name("knowledge.json")
# Causes that every person sees; the others only open red flags or guard tips.
SHOWN_MODES = ("measured", "asked", "diet")
# Outside evidence, best first; the order of tips.
GRADES = ("strong", "moderate", "weak", "plausible-only", "contradicted")
# Urgency of red flags, most urgent first.
URGENCIES = ("emergency_now", "same_day", "book_visit", "info")


@per_language
def load() -> Knowledge:
    """The whole file as a dict, in the language of the moment when there is a file for it."""
    language = (get_language() or "").split("-")[0]
    translated = FILE.with_suffix(f".{language}.json")
    return json.loads((translated if translated.exists() else FILE).read_text(encoding="utf-8"))


def _part(name: str) -> list[Any]:
    whole: Mapping[str, Any] = load()
    return whole[name]


@per_language
def by_id(part: str) -> dict[str, Any]:
    """{id: entry} of one list of the file: "claims", "causes", "red_flags", "documents", "references", ..."""
    return {entry["id"]: entry for entry in _part(part)}


def cause_ids() -> list[str]:
    """The ids of all causes, in the file's order."""
    return list(by_id("causes"))


def flag_ids() -> list[str]:
    """The ids of all red flags, in the file's order."""
    return list(by_id("red_flags"))


def shown_causes() -> list[Cause]:
    """The causes every person sees, in the file's order."""
    return [cause for cause in load()["causes"] if cause["mode"] in SHOWN_MODES]


@per_language
def tips() -> dict[str, tuple[Cause, Any]]:
    """{tip id: (cause, tip)} over all causes."""
    return {tip["id"]: (cause, tip) for cause in load()["causes"] for tip in cause["tips"]}


@per_language
def rules() -> dict[str, Any]:
    """{rule id: rule} over all causes."""
    return {rule["id"]: rule for cause in load()["causes"] for rule in cause["exposure"]["rules"]}


def document_number(claim: Mapping[str, Any]) -> int:
    """1 or 2: which of the two documents a claim (a dict of the file) comes from."""
    titles = [document["title"] for document in load()["documents"]]
    return titles.index(claim["document"]) + 1


def document_of(claim_id: str) -> int:
    """1 or 2: which of the two documents a claim comes from, by its id."""
    return document_number(by_id("claims")[claim_id])


@per_language
def naming(claim_id: str) -> dict[str, list[Any]]:
    """{"causes": [...], "tips": [...], "red_flags": [...], "explainers": [...], "corrections": [...],
    "ask_the_doctor": [...], "conflicts": [...], "relief": [...], "prevention": [...], "how_to": [...],
    "which_kind": [...]}: the entries of each kind that name the claim."""
    whole = ("causes", "red_flags", "explainers", "corrections", "ask_the_doctor")
    found: dict[str, list[Any]] = {part: _with_claim(_part(part), claim_id) for part in whole}
    found["tips"] = _with_claim([tip for _cause, tip in tips().values()], claim_id)
    found["conflicts"] = [entry for entry in load()["conflicts"] if claim_id in entry["between"]]
    found["relief"] = _with_claim(relief_steps(), claim_id)
    found["prevention"] = _with_claim(prevention_items(), claim_id)
    found["how_to"] = [page for page in load()["how_to"] if _with_claim(sourced(page), claim_id)]
    found["which_kind"] = [known for known in [load()["which_kind"]] if _with_claim(sourced(known), claim_id)]
    return found


def sourced(part: Any) -> Iterator[Any]:
    """Every text of a part of the file, however deep, that names what it rests on."""
    if isinstance(part, dict):
        if "claims" in part:
            yield part
        yield from (text for inner in part.values() for text in sourced(inner))
    elif isinstance(part, list):
        yield from (text for inner in part for text in sourced(inner))


def _with_claim(entries: Iterable[Any], claim_id: str) -> list[Any]:
    return [entry for entry in entries if claim_id in entry.get("claims", ())]


def prevention_items() -> list[Any]:
    """The checklist of prevention: the whole, and its items."""
    checklist = load()["prevention_checklist"]
    return [checklist, *checklist["items"]]


def cautions(ids: Iterable[str]) -> list[Any]:
    """The cautions of these ids, as dicts of the file, each once."""
    known = by_id("cautions")
    return [known[caution] for caution in dict.fromkeys(ids)]


def relief_steps() -> list[Any]:
    """Every step of relief, over all kinds of episode."""
    relief: Mapping[str, Any] = load()["relief"]
    return [relief["before"], *(step for kind in ("cramp", "twitch", "tremor", "night") for step in relief[kind])]


@per_language
def how_to_of(tip_id: str) -> Any:
    """The how-to page that shows how a tip is done, as a dict of the file, or None."""
    return next((known for known in load()["how_to"] if tip_id in known["tips"]), None)
