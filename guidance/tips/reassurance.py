"""What the documents say to calm somebody with harmless twitches, with the signs that would change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from guidance.flags.one_voice import any_urgent, may_say
from guidance.flags.twitches import PAINFUL
from guidance.knowledge.citations import Claim, claims_by_section
from guidance.knowledge.load import by_id
from guidance.tips.recent_events import is_near
from journal.public import DAY, Row

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

TWITCH_REACH = 7 * DAY  # how long a twitch is talked about: our line
WHAT_IT_IS, WORRY = "E01", "E10"


@dataclass(frozen=True)
class Reassurance:
    """`texts`: what a twitch is and why watching it keeps it alive; `corrected`: which signs would change that.

    While a flag asks for a visit there are no `texts`: nothing is called harmless, but the signs still stand there.
    """

    texts: tuple[str, ...]
    corrected: str
    claims: tuple[Claim, ...]


def reassurance(episodes: list[Row], flags: "Sequence[Flag]", at: datetime) -> Reassurance | None:
    """The Reassurance when all twinges of the last week are benign twitches and no flag is urgent, else None.

    Benign: a twitch without pain of 4 or more and without any sign. `episodes`: rows; `flags`: open Flags.
    """
    recent = [row for row in episodes if is_near(row, at, TWITCH_REACH)]
    if any_urgent(flags) or not recent or not all(map(_benign, recent)):
        return None
    known = [by_id("explainers")[name] for name in (WHAT_IT_IS, WORRY) if may_say(name, flags)]
    return Reassurance(
        texts=tuple(entry["text"] for entry in known),
        corrected=by_id("corrections")["U02"]["app_says_instead"],
        claims=claims_by_section([claim for entry in known for claim in entry["claims"]]),
    )


def _benign(row: Row) -> bool:
    return row["kind"] == "twitch" and not row["signs"] and (row["pain"] or 0) < PAINFUL
