"""What a reader of a format finds in a file: plain rows in the journal's words, and what it could not take."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from journal.files.document import MAX_ENTRIES, BadFile
from journal.reading.rows import Journal
from journal.row import Row


class NoDay(BadFile):
    """A file of one session of which nobody but the person knows the day.

    `activity`, `minutes`: what it says, to log it with its day.
    """

    def __init__(self, text: str, activity: str, minutes: int) -> None:
        super().__init__(text)
        self.activity, self.minutes = activity, minutes


class NoEntries(BadFile):
    """A file of a known format that is about something else: among others it is just not read."""


@dataclass(frozen=True)
class OneFile:
    """A file to read: its name, for showing only, and its bytes from the start."""

    name: str
    stream: BinaryIO


class Stopped(Exception):
    """Raised by a file that is watched: it is not to be read on."""


class Watched(io.RawIOBase):
    """A file that tells how far it was read."""

    def __init__(self, stream: BinaryIO, tick: Callable[[int], None]) -> None:
        self.stream, self.tick = stream, tick

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        data = self.stream.read(-1 if size is None else size)
        self.tick(self.stream.tell())
        return data

    def readinto(self, buffer: Any) -> int:
        """The next bytes, into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, position: int, whence: int = 0) -> int:
        """Go to a place."""
        return self.stream.seek(position, whence)

    def tell(self) -> int:
        """Where it stands."""
        return self.stream.tell()

    def seekable(self) -> bool:
        """Archives are read back and forth."""
        return True

    def readable(self) -> bool:
        """Yes."""
        return True


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One entry as a file tells it.

    `place`: where it stands ("activities.csv, row 18"). `values`: by the journal format's names, `source` and
    `source_id` among them, `id` not. A moment without an offset is one of a clock whose zone the file does not say.
    """

    kind: str
    place: str
    values: Row


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken, in one sentence that names its place and what would be right."""

    kind: str
    text: str


@dataclass(frozen=True)
class Remark:
    """What else is told about a file: what was left out of it, how it was read."""

    text: str


Find = FoundRow | Refusal | Remark
Finds = Iterator[Find]


@dataclass
class Found:
    """All that a file holds. `journal` when it is one of our own format; then the lists are empty."""

    rows: list[FoundRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    journal: Journal | None = None

    def take(self, finds: Iterable[Find]) -> None:
        """Add what a reader yields."""
        for find in finds:
            if isinstance(find, FoundRow):
                if len(self.rows) == MAX_ENTRIES:
                    raise BadFile(_("it holds more than %(most)s entries; bring it in parts") % {"most": MAX_ENTRIES})
                self.rows.append(find)
            elif isinstance(find, Refusal):
                self.refused.append(find)
            elif find.text not in self.remarks:
                self.remarks.append(find.text)
