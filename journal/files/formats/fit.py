"""FIT, the files of watches and bike computers: each `session` message is a session.

No file is trusted to be whole. One cut off early has lost its session message, which stands last: it is rebuilt from
the records and laps. Several FIT files can be chained in one. Elapsed times of a month exist, so the timer counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from fitdecode import CrcCheck, DefaultDataProcessor, ErrorHandling, FitDataMessage, FitHeader, FitReader

from journal.calendar import SECOND
from journal.files.document import BadFile
from journal.files.formats.activities import activity_of
from journal.files.formats.bout import kilometres, rating, session_row, whole_minutes
from journal.files.formats.moments import seconds_between
from journal.files.formats.strength_sets import muscles_of_sets
from journal.files.found import Find, Finds, NoDay, NoEntries, OneFile, Refusal, Stopped
from journal.row import Row

# Sports that say little: their sub-sport says which.
_VAGUE = {"None", "generic", "training", "fitness_equipment"}
_NO_SESSION = {"transition", "multisport"}
_TRAINING = {"activity", "activity_summary"}  # what a FIT file is of; many others lie in an account's export


@dataclass
class _Part:
    """One FIT file of a chain."""

    kind: str = "activity"
    sport: Row = field(default_factory=dict)
    sessions: list[Row] = field(default_factory=list)
    records: list[datetime] = field(default_factory=list)  # the first and the last, of laps too
    metres: float | None = None
    sets: list[Row] = field(default_factory=list)


def read(file: OneFile) -> Finds:
    """The sessions of a FIT file. Raises BadFile when there is none, NoEntries when it is a file of another kind."""
    all_parts = list(_parts(file))
    parts = [part for part in all_parts if part.sessions or (part.records and part.kind in _TRAINING)]
    if not parts and any(part.kind not in _TRAINING for part in all_parts):
        kind = next(part.kind for part in all_parts if part.kind not in _TRAINING)
        raise NoEntries(
            _("%(file)s: this FIT file holds no session; it is one of %(kind)s") % {"file": file.name, "kind": kind}
        )
    if not parts:
        raise BadFile(_("%(file)s: this FIT file holds no session and no record of one") % {"file": file.name})
    _refuse_without_day(file.name, parts)
    for part in parts:
        yield from _sessions(file.name, part)


def _refuse_without_day(place: str, parts: list[_Part]) -> None:
    """Raise NoDay for a file of one session whose device did not know the date."""
    [session, *others] = [session for part in parts for session in part.sessions] or [{}]
    refused = _session(place, session, parts[0]) if session and not others else None
    if isinstance(refused, Refusal):
        raise NoDay(refused.text, activity_of(_sport(session)), whole_minutes(_length(session) or 0))


def _parts(file: OneFile) -> Iterator[_Part]:
    part = _Part()
    for frame in _frames(file):
        if isinstance(frame, FitHeader):
            yield part
            part = _Part()
        elif isinstance(frame, FitDataMessage):
            _take(part, frame)
    yield part


class _Types(DefaultDataProcessor):
    """Makes moments of seconds, and looks for nothing else in each of a hundred thousand fields."""

    def on_process_field(self, reader: Any, field_data: Any) -> None:
        """Nothing by the name of a field."""

    def on_process_unit(self, reader: Any, field_data: Any) -> None:
        """Nothing by its unit."""

    def on_process_message(self, reader: Any, data_message: Any) -> None:
        """Nothing by its message."""


def _frames(file: OneFile) -> Iterator[Any]:
    """Every frame up to the first that cannot be read."""
    try:
        lenient: Any = {"check_crc": CrcCheck.DISABLED, "error_handling": ErrorHandling.IGNORE}
        with FitReader(file.stream, processor=_Types(), **lenient) as frames:
            yield from frames
    except Stopped:
        raise
    except Exception:
        return


def _take(part: _Part, frame: FitDataMessage) -> None:
    """What a message adds to its part."""
    if frame.name == "record":
        _record(part, frame)
    elif frame.name == "lap":
        _lap(part, _values(frame))
    elif frame.name == "session":
        part.sessions.append(_values(frame))
    elif frame.name == "sport":
        part.sport = _values(frame)
    elif frame.name == "set":
        part.sets.append(_values(frame))
    elif frame.name == "file_id":
        part.kind = str(frame.get_value("type", fallback="activity"))


def _lap(part: _Part, lap: Row) -> None:
    """A lap says when it began and ended, and its sport, where nothing else does."""
    part.sport = part.sport or lap
    if not part.records:
        _pass_by(part, lap.get("start_time"))
    _pass_by(part, lap.get("timestamp"))


def _record(part: _Part, frame: FitDataMessage) -> None:
    if _pass_by(part, frame.get_value("timestamp", fallback=None)):
        metres = frame.get_value("distance", fallback=None)
        part.metres = metres if isinstance(metres, int | float) else part.metres


def _pass_by(part: _Part, moment: Any) -> bool:
    """Whether it is a moment, which may be the first or the last of the part."""
    if not isinstance(moment, datetime):
        return False
    part.records[1:] = [max([*part.records[1:], moment])]
    return True


def _values(frame: FitDataMessage) -> Row:
    return {field.name: field.value for field in frame.fields}


def _sessions(place: str, part: _Part) -> Iterator[Find]:
    if not part.sessions:
        start, end = part.records[0], part.records[-1]
        metres = kilometres(part.metres)
        yield session_row(place, "fit", start, seconds_between(start, end), _sport(part.sport), distance_km=metres)
    for session in part.sessions:
        if str(session.get("sport")) not in _NO_SESSION or len(part.sessions) == 1:
            yield _session(place, session, part)


def _session(place: str, session: Row, part: _Part) -> Find:
    start = session.get("start_time") or _start_by_its_end(session) or (part.records[0] if part.records else None)
    if not isinstance(start, datetime):
        return Refusal(
            "sessions",
            _("%(place)s: start_time: %(value)s is no date: the device only counted the seconds since it was "
              "switched on. Log the session by hand, on its day.")
            % {"place": place, "value": start},
        )  # fmt: skip
    return session_row(
        place,
        "fit",
        start,
        _length(session) or _recorded(part),
        _sport(session if session.get("sport") is not None else part.sport),
        distance_km=kilometres(_number(session, "total_distance")),
        temperature_c=_number(session, "avg_temperature"),
        effort=rating(_number(session, "workout_rpe")),
        muscles=muscles_of_sets(part.sets) if len(part.sessions) == 1 else None,
    )


def _start_by_its_end(session: Row) -> datetime | None:
    """The start of a session that only says when it ended, and how long it took."""
    end, seconds = session.get("timestamp"), _number(session, "total_elapsed_time")
    return end - seconds * SECOND if isinstance(end, datetime) and seconds else None


def _length(session: Row) -> float | None:
    """The timer's seconds. One that ran longer than the watch did is wrong: some say 7.6 times as much."""
    said = (_number(session, "total_timer_time"), _number(session, "total_elapsed_time"))
    return min((value for value in said if value and value > 0), default=None)


def _recorded(part: _Part) -> float:
    return seconds_between(part.records[0], part.records[-1]) if part.records else 0.0


def _sport(values: Row) -> str | None:
    sport, sub_sport = str(values.get("sport")), str(values.get("sub_sport"))
    chosen = sub_sport if sport in _VAGUE and sub_sport not in _VAGUE else sport
    return None if chosen in _VAGUE else chosen


def _number(values: Row, name: str) -> float | None:
    value = values.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
