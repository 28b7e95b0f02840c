"""XML as a stream of events in flat memory: no DTD, no entity, no network, a limit on depth.

Names come without prefixes, declared or not. What watches and phones write wrong is mended on the way: spaces before
the declaration, control characters, and the DTD of Apple's exports, which no reader accepts.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser
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


class _Collect(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.depth, self.text = 0, ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        self.depth, self.text = self.depth + 1, ""
        if self.depth > MOST_DEPTH:
            raise BadFile(_("it is nested more than %(most)s deep") % {"most": MOST_DEPTH})
        values = dict(attrs.items())
        if any(":" in key for key in values):
            values = {_local(key): value for key, value in values.items()}
        self.events.append(("start", _local(name), values, ""))

    def characters(self, content: str) -> None:
        if len(self.text) < MOST_TEXT:
            self.text += content

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        self.depth -= 1
        self.events.append(("end", _local(name), {}, self.text.strip()))
        self.text = ""


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def events(file: OneFile) -> Iterator[Event]:
    """The events of an XML file, as they are read. Raises BadFile with one sentence."""
    parser, collect = make_parser(), _Collect()
    parser.forbid_dtd = True
    parser.setContentHandler(collect)
    try:
        for chunk in mended(file.stream):
            parser.feed(chunk)
            yield from collect.events
            collect.events.clear()
        parser.close()
        yield from collect.events
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
