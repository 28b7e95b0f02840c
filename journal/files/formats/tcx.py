"""TCX, Garmin's Training Center XML: each `Activity` is a session.

`Time` counts only inside a track point (a file's last one can be the day its program was built), and a session needs no
position: pools and treadmills have none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from journal.files.formats.bout import kilometres, session_row
from journal.files.formats.moments import iso_moment, seconds_between
from journal.files.formats.xml_events import events
from journal.files.found import Finds, NoEntries, OneFile, Refusal


@dataclass
class _Activity:
    sport: str | None
    starts: list[datetime] = field(default_factory=list)
    points: list[datetime] = field(default_factory=list)
    id: list[datetime] = field(default_factory=list)  # most devices name an activity by its start
    seconds: float = 0.0
    metres: float = 0.0


def read(file: OneFile) -> Finds:
    """The sessions of a TCX file. Raises BadFile."""
    count = 0
    for count, activity in enumerate(_activities(file), 1):  # noqa: B007 - how many there were
        if not (starts := activity.starts or activity.points or activity.id):
            yield Refusal("sessions", _("%(file)s: the activity has no start time") % {"file": file.name})
            continue
        seconds = activity.seconds or seconds_between(min(starts), max(activity.points, default=min(starts)))
        yield session_row(
            file.name, "tcx", min(starts), seconds, activity.sport, distance_km=kilometres(activity.metres)
        )
    if not count:
        raise NoEntries(
            _("%(file)s: the file holds no activity; a course is a plan, not a session") % {"file": file.name}
        )


def _activities(file: OneFile) -> Iterator[_Activity]:
    path: list[str] = []
    activity = _Activity(None)
    for what, name, attributes, text in events(file):
        if what == "start":
            path.append(name)
            if name == "Activity":
                activity = _Activity(attributes.get("Sport"))
            elif name == "Lap":
                _keep(activity.starts, attributes.get("StartTime", ""))
            continue
        path.pop()
        _take(activity, path[-1] if path else "", name, text)
        if name == "Activity":
            yield activity


def _take(activity: _Activity, parent: str, name: str, text: str) -> None:
    """What the end of an element adds to its activity."""
    if (parent, name) == ("Trackpoint", "Time"):
        _keep(activity.points, text)
    elif (parent, name) == ("Activity", "Id"):
        _keep(activity.id, text)
    elif (parent, name) == ("Lap", "TotalTimeSeconds"):
        activity.seconds += _number(text)
    elif (parent, name) == ("Lap", "DistanceMeters"):
        activity.metres += _number(text)


def _keep(moments: list[datetime], text: str) -> None:
    """Keep the earliest and the latest of the moments seen."""
    if moment := iso_moment(text):
        moments[:] = [min([*moments, moment]), max([*moments, moment])]


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return value if 0 < value < 1e9 else 0.0
