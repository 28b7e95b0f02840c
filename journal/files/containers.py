"""Files out of archives: `.gz`, and `.zip` nested once. Names inside are shown, never used as paths."""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from journal.files.document import BadFile
from journal.files.found import OneFile

MOST_ENTRIES = 50_000
MOST_UNPACKED = 4 * 1024**3
MOST_OF_A_ZIP_INSIDE = 1024**3
# A long run of one letter packs 1000:1, real exports 20:1; small files may do as they like.
MOST_RATIO, RATIO_FROM = 200, 16 * 1024**2
NESTED = 2
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_CHUNK = 1024 * 1024
_TABLES = (".csv", ".json", ".xml")
_BROKEN = (OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zlib.error, zipfile.BadZipFile)


class _Counted:
    """A stream that refuses to give more than it may, and can only go back to its start."""

    def __init__(self, stream: BinaryIO, name: str, most: int) -> None:
        self.stream, self.name, self.most, self.left = stream, name, most, most

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.stream.read(size if 0 <= size <= self.left else self.left + 1)
        except BadFile:
            raise
        except _BROKEN as error:
            raise _not_unpacked(self.name, error) from None
        self.left -= len(data)
        if self.left < 0:
            raise BadFile(_("%(file)s: it unpacks to far more than an export has") % {"file": self.name})
        return data

    def seek(self, position: int) -> int:
        self.left = self.most
        return self.stream.seek(position)

    def close(self) -> None:
        self.stream.close()


def _not_unpacked(name: str, error: Exception) -> BadFile:
    return BadFile(_("%(file)s: it cannot be unpacked: %(why)s") % {"file": name, "why": str(error)[:100]})


def _counted(name: str, stream: BinaryIO, most: int) -> OneFile:
    return OneFile(name, cast("BinaryIO", _Counted(stream, name, most)))


def head_of(file: OneFile, size: int = 64 * 1024) -> bytes:
    """The first bytes of a file, which is then at its start again."""
    data = file.stream.read(size)
    file.stream.seek(0)
    return data


def members(file: OneFile, size: int, depth: int = 0) -> Iterator[OneFile | BadFile]:
    """The files that a file of `size` bytes holds: itself when it is no archive.

    Tables come first: they name the others. One that cannot be unpacked comes as its BadFile. Each is to be read before
    the next is asked for. Raises BadFile when the file itself cannot be opened.
    """
    head = head_of(file, 4)
    if head.startswith(_GZIP):
        most = min(MOST_UNPACKED, max(RATIO_FROM, MOST_RATIO * size))
        yield _counted(file.name.removesuffix(".gz"), cast("BinaryIO", gzip.GzipFile(fileobj=file.stream)), most)
    elif head.startswith(_ZIP):
        if depth == NESTED:
            raise BadFile(_("%(file)s: a zip in a zip in a zip is not read") % {"file": file.name})
        if depth:
            with tempfile.SpooledTemporaryFile(max_size=RATIO_FROM) as spool:
                _copy(file, cast("BinaryIO", spool))
                yield from _of_zip(OneFile(file.name, cast("BinaryIO", spool)), depth)
        else:
            yield from _of_zip(file, depth)
    else:
        yield file


def _copy(file: OneFile, spool: BinaryIO) -> None:
    """Copy a zip inside a zip to where its reader can go back and forth: memory when it is small, else the disk."""
    copied = 0
    while data := file.stream.read(_CHUNK):
        copied += len(data)
        if copied > MOST_OF_A_ZIP_INSIDE:
            raise BadFile(_("%(file)s: a zip inside a zip may have 1 GB at most") % {"file": file.name})
        spool.write(data)
    spool.seek(0)


def _of_zip(file: OneFile, depth: int) -> Iterator[OneFile | BadFile]:
    try:
        archive = zipfile.ZipFile(file.stream)
    except _BROKEN as error:
        raise _not_unpacked(file.name, error) from None
    with archive:
        listed = [member for member in archive.infolist() if not member.is_dir() and not _hidden(member.filename)]
        _bounded(file.name, listed)
        for member in sorted(listed, key=lambda member: not member.filename.lower().endswith(_TABLES)):
            try:
                yield from _member(archive, member, depth)
            except BadFile as bad:
                yield bad


def _hidden(name: str) -> bool:
    """Whether a system wrote it for itself."""
    return "__MACOSX" in name or name.rpartition("/")[2].startswith(".")


def _bounded(name: str, listed: list[zipfile.ZipInfo]) -> None:
    if len(listed) > MOST_ENTRIES:
        raise BadFile(
            _("%(file)s: it holds %(count)s files; at most %(most)s are read")
            % {"file": name, "count": len(listed), "most": MOST_ENTRIES}
        )
    if sum(member.file_size for member in listed) > MOST_UNPACKED:
        raise BadFile(_("%(file)s: it unpacks to more than %(most)s GB") % {"file": name, "most": MOST_UNPACKED >> 30})


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[OneFile | BadFile]:
    shown = "".join(letter if letter.isprintable() else "?" for letter in member.filename.rpartition("/")[2][:100])
    most = min(member.file_size, max(RATIO_FROM, MOST_RATIO * member.compress_size))
    try:
        stream = archive.open(member)
    except _BROKEN as error:
        raise _not_unpacked(shown, error) from None
    with stream:
        yield from members(_counted(shown, cast("BinaryIO", stream), most), member.file_size, depth + 1)
