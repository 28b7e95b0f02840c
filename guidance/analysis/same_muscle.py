"""Same muscle? How many twinges were in a muscle trained in the 72 h before, and how many would be so by chance.

Chance is the person's own: the muscles of their sessions are dealt anew to the same times, again and again, and the
twinges counted each time. Only sessions whose muscles are known (said, or usual for the activity) are looked at, so a
twinge with none of them in the 72 h before is left out, and told. Body parts and muscles are the same words. "Whole
body" as a muscle worked is every part but the head's; a twinge of the whole body is in no one muscle, so it is left
out, too.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.public import DAY, HOUR, BodyPart, Row, ended_at, format_count, format_twinges

SAME_MUSCLE_REACH = 72 * HOUR
LEAST = 5  # twinges, before two counts are set side by side: our line
DEALS = 1000
SEED = 72
WHOLE_BODY = BodyPart.WHOLE_BODY
OF_THE_HEAD = frozenset("head eyelid nose jaw face".split())
PARTS = [part for part in BodyPart.values if part != WHOLE_BODY]


@dataclass(frozen=True)
class SameMuscle:
    """`same` of `twinges` were in a muscle trained before; by chance `expected`, 95 of 100 deals from `low` to `high`.

    With fewer than LEAST twinges nothing was dealt: expected, low and high are 0.
    """

    twinges: int = 0
    same: int = 0
    expected: float = 0
    low: int = 0
    high: int = 0
    left_out: int = 0

    @property
    def more_needed(self) -> int:
        return max(0, LEAST - self.twinges)


def worked(muscles: list[str], part: str) -> bool:
    """Whether a session that names `muscles` trained the body part `part`."""
    return part in muscles or (WHOLE_BODY in muscles and part not in OF_THE_HEAD and part != WHOLE_BODY)


def same_muscle(sessions: list[Row], episodes: list[Row]) -> SameMuscle:
    """The SameMuscle of episode rows and of session rows with the muscles they worked, in any order."""
    naming = sorted((row for row in sessions if row["muscles"]), key=_in_order)
    starts = [row["started_at"] for row in naming]
    placed = [row for row in episodes if row["body_part"] != WHOLE_BODY]
    before = [(row["body_part"], _before(row["started_at"], naming, starts)) for row in placed]
    before = [(part, positions) for part, positions in before if positions]
    left_out = len(episodes) - len(before)
    same = sum(any(worked(naming[n]["muscles"], part) for n in positions) for part, positions in before)
    if len(before) < LEAST:
        return SameMuscle(len(before), same, left_out=left_out)
    if all(row["muscles"] == naming[0]["muscles"] for row in naming):  # every deal is the same
        return SameMuscle(len(before), same, float(same), same, same, left_out=left_out)
    return SameMuscle(len(before), same, *_by_chance(naming, before), left_out=left_out)


def _in_order(session: Row) -> tuple[datetime, int, list[str]]:
    """One order for the same sessions, however they come: a deal must not depend on it."""
    return session["started_at"], session["duration_min"], sorted(session["muscles"])


def _before(at: datetime, sessions: list[Row], starts: list[datetime]) -> list[Any]:
    """Positions of the sessions that began before the moment and ended less than 72 h before it."""
    near = range(
        bisect_left(starts, at - SAME_MUSCLE_REACH - DAY), bisect_right(starts, at)
    )  # a session lasts a day at most
    return [n for n in near if at < ended_at(sessions[n]) + SAME_MUSCLE_REACH]


def _by_chance(sessions: list[Row], before: list[tuple[str, list[int]]]) -> tuple[float, int, int]:
    """(mean, low, high) of the count when the sessions' muscles are dealt anew; 95 of 100 deals lie in the range."""
    import numpy as np  # pages that show nothing of the analysis do without it

    trained = np.array([[worked(row["muscles"], part) for part in PARTS] for row in sessions])
    of_pair = np.concatenate([np.full(len(positions), n) for n, (_part, positions) in enumerate(before)])
    part_of_pair = np.array([PARTS.index(part) for part, positions in before for _n in positions])
    session_of_pair = np.array([n for _part, positions in before for n in positions])
    starts = np.flatnonzero(np.diff(of_pair, prepend=-1))
    random = np.random.default_rng(SEED)
    row_of_session = np.arange(len(sessions)) * len(PARTS)
    deals = (random.permutation(row_of_session)[session_of_pair] for _deal in range(DEALS))
    hits = (trained.take(deal + part_of_pair) for deal in deals)
    counts = [np.count_nonzero(np.logical_or.reduceat(hit, starts)) for hit in hits]
    low, high = np.quantile(counts, [0.025, 0.975], method="inverted_cdf")
    return float(np.mean(counts)), int(low), int(high)


def sentence(found: SameMuscle) -> str:
    """What the page says of a SameMuscle."""
    if found.more_needed:
        return ngettext(
            "Not enough entries yet: %(n)s more twinge within 72 h of a session whose muscles are known.",
            "Not enough entries yet: %(n)s more twinges within 72 h of a session whose muscles are known.",
            found.more_needed,
        ) % {"n": found.more_needed}
    return _(
        "%(same)s of your %(twinges)s were in a muscle you had trained in the 72 h before; "
        "by chance it would be about %(expected)s (%(low)s to %(high)s)."
    ) % {
        "same": format_count(found.same),
        "twinges": format_twinges(found.twinges),
        "expected": format_count(found.expected),
        "low": format_count(found.low),
        "high": format_count(found.high),
    }


def left_out(found: SameMuscle) -> str:
    """How many twinges are not counted, and why; "" when all are."""
    if not found.left_out:
        return ""
    return ngettext(
        "Left out: %(n)s twinge without a session whose muscles are known in the 72 h before.",
        "Left out: %(n)s twinges without a session whose muscles are known in the 72 h before.",
        found.left_out,
    ) % {"n": format_count(found.left_out)}
