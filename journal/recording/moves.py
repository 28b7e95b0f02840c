"""The zones that a person's journal has lived in: moving on, taking a move back, and correcting a wrong zone.

Moving on changes nothing that was logged before; a correction shows the entries of its stretch on another clock.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from journal.calendar import MOST_MOVES, known_moves, stored_moves
from journal.files.transfer import is_empty
from journal.models import Profile

# (moment, zone name) of each.
Moves = list[tuple[datetime, str]]


def begin_in(person: Profile, zone: str) -> bool:
    """Set the zone of a journal without entries and moves, where nothing can change; False when there are some."""
    with person.writing():
        person.refresh_from_db(fields=["moves"])
        if person.moves or not is_empty(person):
            return False
        person.time_zone = zone
        person.save(update_fields=["time_zone"])
    return True


def move_on(person: Profile, at: datetime, zone: str) -> bool:
    """From a moment on the person's clock is that of a zone, until the next move; False when there are MOST_MOVES."""
    return _change(person, lambda moves: [*_without(moves, at), (at, zone)])


def take_back(person: Profile, at: datetime) -> None:
    """The move of this moment never was: its stretch belongs to the zone before it."""
    _change(person, lambda moves: _without(moves, at))


def correct(person: Profile, at: datetime | None, zone: str) -> None:
    """The zone from the move of this moment on, or the first zone (None), was set wrong: it is `zone`."""
    if at is None:
        with person.writing():
            person.time_zone = zone
            person.save(update_fields=["time_zone"])
    else:
        move_on(person, at, zone)


def _without(moves: Moves, at: datetime) -> Moves:
    return [move for move in moves if move[0] != at]


def _change(person: Profile, change: Callable[[Moves], Moves]) -> bool:
    """Whether the moves were changed: a journal cannot grow beyond MOST_MOVES."""
    with person.writing():
        person.refresh_from_db(fields=["moves"])
        before = known_moves(person.moves)
        after = change(before)
        if len(after) > max(MOST_MOVES, len(before)):
            transaction.set_rollback(True)
            return False
        person.moves = stored_moves(after)
        person.save(update_fields=["moves"])
    return True
