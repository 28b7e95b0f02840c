"""The six fixed words for how sure the entries make us, and how many entries are missing (docs/evidence.md, 4)."""

from math import ceil

from guidance.causes.counts import LEAST_UNITS

TOO_EARLY, NO_SIGN, POSSIBLE = "too_early", "no_sign", "possible"
LIKELY, OPPOSITE, CONFIRMED = "likely", "opposite", "confirmed"
# Strongest personal evidence first.
ORDER = (CONFIRMED, LIKELY, POSSIBLE, NO_SIGN, OPPOSITE, TOO_EARLY)
STANDING = (CONFIRMED, LIKELY, POSSIBLE)  # those that say a cause may raise the risk

POSSIBLE_FROM, LIKELY_FROM, OPPOSITE_FROM, CONFIRMED_FROM = 0.35, 0.80, 0.80, 0.95
LEAST_SESSIONS, LEAST_TWINGED = 8, 2  # with fewer nothing is fitted


def level(raises: float | None, lowers: float | None, side: int, trial: float | None = None) -> str:
    """The word for a cause.

    `raises`, `lowers`: probabilities that it raises and lowers the risk, None when not fitted. `side`: units on its
    thinner side. `trial`: the probability after a trial, which alone can confirm.
    """
    if trial is not None and trial >= CONFIRMED_FROM:
        return CONFIRMED
    if raises is None or side < LEAST_UNITS:
        return TOO_EARLY
    if raises >= LIKELY_FROM:
        return LIKELY
    if lowers is not None and lowers >= OPPOSITE_FROM:
        return OPPOSITE
    return POSSIBLE if raises >= POSSIBLE_FROM else NO_SIGN


def more_needed(sides: tuple[int, int], sessions: int, twinged: int) -> int:
    """Units missing until a cause can be weighed, at the person's own rates; 0 when none is.

    `sides`: units (with, without) the cause. `sessions`, `twinged`: how many are known, and followed by a twinge.
    """
    return max(
        LEAST_SESSIONS - sessions,
        _missing(min(sides), sum(sides), LEAST_UNITS),
        _missing(twinged, sessions, LEAST_TWINGED),
        0,
    )


def twinges_needed(twinged: int) -> int:
    """Sessions or days with a twinge missing before anything can be set side by side."""
    return max(0, LEAST_TWINGED - twinged)


def _missing(count: int, among: int, least: int) -> int:
    """Units until `count` of `among` has grown to `least`; without any yet the rate is not known, so: at least."""
    if count >= least:
        return 0
    return ceil((least - count) * among / count) if count else least
