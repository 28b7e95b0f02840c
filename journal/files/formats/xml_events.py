"""XML as a stream of events in flat memory: no DTD, no entity, no network, a limit on depth.

Names come without prefixes, declared or not. What watches and phones write wrong is mended on the way: spaces before
the declaration, control characters, and the DTD of Apple's exports, which no reader accepts.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.utils.translation import gettext as _

from journal.files.document import BadFile
from journal.files.found import OneFile

CHUNK = 256 * 1024
MOST_DEPTH = 60  # GPX with every known extension goes to 8
MOST_TEXT = 10_000  # of one element
_CONTROL = bytes(set(range(32)) - {9, 10, 13})
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, where control characters are halves of letters

# ("start", name, attributes, "") or ("end", name, {}, text)
Event = tuple[str, str, dict[str, str], str]


# Whether the start of an element, by its name and attributes, is asked for.
Wanted = Callable[[str, dict[str, str]], bool]


class _Reader(DefusedExpatParser):
    """Collects events as expat finds them, without the objects that SAX makes of every element."""

    def __init__(self, wanted: Wanted | None) -> None:
        super().__init__(forbid_dtd=True)
        self.wanted, self.events, self.depth = wanted, list[Event](), 0
        self.text = _Text()
        self.setContentHandler(self.text)

    def start_element(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        self.depth, self.text.seen = self.depth + 1, ""
        if self.depth > MOST_DEPTH:
            raise BadFile(_("it is nested more than %(most)s deep") % {"most": MOST_DEPTH})
        if self.wanted and not self.wanted(name, attrs):
            return
        if ":" in "".join(attrs):
            attrs = {_local(key): value for key, value in attrs.items()}
        self.events.append(("start", _local(name), attrs, ""))

    def end_element(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if not self.wanted or self.wanted(name, {}):
            self.events.append(("end", _local(name), {}, self.text.seen.strip()))
        self.text.seen = ""


class _Text(ContentHandler):
    """The text of the element that was begun last."""

    seen = ""

    def characters(self, content: str) -> None:
        if len(self.seen) < MOST_TEXT:
            self.seen += content


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def events(file: OneFile, wanted: Wanted | None = None) -> Iterator[Event]:
    """The events of an XML file, as they are read. Raises BadFile with one sentence.

    `wanted`: which elements are asked for, of a file with millions of others; ends are told without attributes.
    """
    reader = _Reader(wanted)
    try:
        for chunk in mended(file.stream):
            reader.feed(chunk)
            yield from reader.events
            reader.events.clear()
        reader.close()
        yield from reader.events
    except SAXParseException as error:
        where = {"file": file.name, "line": error.getLineNumber(), "why": error.getMessage()}
        raise BadFile(_("%(file)s: line %(line)s: this is not whole XML: %(why)s") % where) from None
    except DefusedXmlException:
        raise BadFile(_("%(file)s: XML with a document type or entities is not read") % {"file": file.name}) from None
    except (LookupError, ValueError) as error:  # an encoding that is not known, or not as declared
        raise BadFile(_("%(file)s: this cannot be read as XML: %(why)s") % {"file": file.name, "why": error}) from None


def mended(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of an XML file in chunks, mended as the module says."""
    first = stream.read(CHUNK)
    wide = first.startswith(_WIDE)
    first = first if wide else first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"<!DOCTYPE" in first and b"<HealthData" in (head := first + stream.read(CHUNK)):
        first = head[: head.index(b"<!DOCTYPE")] + head[head.index(b"<HealthData") :]
    while first:
        yield first if wide else first.translate(None, _CONTROL)
        first = stream.read(CHUNK)
