"""The prose of knowledge.json: under which keys people's texts stand, and the file with other words in it."""

import json

from tests.paths import ROOT

# {correction id: what a document says that the app must not repeat}
DOCUMENTS_SAY = json.loads((ROOT / "tests/guidance/knowledge/documents_say.json").read_text(encoding="utf-8"))

PROSE = set(
    "text name heading first rest when tell wording in_list for_plan summary title document section sections topic "
    "resolution problem app_says_instead publisher note by_part disclaimer adults_only support_labels nobody_known "
    "thing do steps flip line said said_of_plan sides begins basis_labels level_labels urgency_labels "
    "counted plain general label tick evidence_labels year question instead time alt portion breathe_in breathe_out".split()
)


def reworded(part, say, key="", prose=False):
    """A part of the file with say(text) for every text that people see; ids and words of the format stay."""
    prose = prose or key in PROSE
    if isinstance(part, str):
        return say(part) if part and prose else part
    if isinstance(part, dict):
        return {name: reworded(inner, say, name, prose) for name, inner in part.items()}
    return [reworded(inner, say, key, prose) for inner in part] if isinstance(part, list) else part
