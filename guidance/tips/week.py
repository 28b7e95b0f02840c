"""What a week suggests: the tip of each measure that lies outside the usual on the side that the documents name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guidance.knowledge.load import load, tips
from guidance.tips.names import name_of
from journal.public import Row

if TYPE_CHECKING:
    from guidance.flags.registry import Flag


def suggested(out: Sequence[tuple[str, str]], person: Row, flags: "Sequence[Flag]") -> list[tuple[str, str]]:
    """(name of a tip, id of its cause) for a person's row. `out`: keys of the week's measures, "above" or "below"."""
    table = load()["week_suggests"]
    found = [table[key][way] for key, way in out if way in table.get(key, {})]
    return [(name, tips()[tip_id][0]["id"]) for tip_id in found if (name := name_of(tip_id, person, flags))]
