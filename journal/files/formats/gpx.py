"""GPX: each track with times is a session, from its first point to its last.

The time in `metadata` is when a file was made, which can be a week later, so it is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from journal.files.document import BadFile
from journal.files.formats.bout import session_row
from journal.files.formats.moments import iso_moment, seconds_between
from journal.files.formats.xml_events import events
from journal.files.found import Finds, NoEntries, OneFile, Refusal


@dataclass
class _Track:
    sport: str | None = None
    points: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def pass_by(self, moment: datetime | None) -> None:
        """A point's time, where it has one."""
        if moment:
            self.first = min(self.first or moment, moment)
            self.last = max(self.last or moment, moment)


def read(file: OneFile) -> Finds:
    """The sessions of a GPX file. Raises BadFile when no track has a time, NoEntries when there is no track."""
    tracks = [track for track in _tracks(file) if track.points]
    if not any(track.first for track in tracks):
        why = _("%(file)s: the file holds no track with times, so it does not say when; a route is a plan")
        raise (BadFile if tracks else NoEntries)(why % {"file": file.name})
    for n, track in enumerate(tracks, 1):
        place = file.name if len(tracks) == 1 else _("%(file)s, track %(n)s") % {"file": file.name, "n": n}
        if track.first and track.last:
            yield session_row(place, "gpx", track.first, seconds_between(track.first, track.last), track.sport)
        else:
            yield Refusal("sessions", _("%(place)s: its points have no time") % {"place": place})


def _tracks(file: OneFile) -> Iterator[_Track]:
    path: list[str] = []
    track = _Track()
    for what, name, _attributes, text in events(file):
        if what == "start":
            path.append(name)
            if name == "trk":
                track = _Track()
            track.points += name == "trkpt"
            continue
        path.pop()
        inside = path[-1] if path else ""
        if (inside, name) == ("trkpt", "time"):
            track.pass_by(iso_moment(text))
        elif (inside, name) == ("trk", "type"):
            track.sport = text
        elif name == "trk":
            yield track
