"""FIT files of a test's own making, message by message."""

import struct

EPOCH = 631_065_600  # 31 December 1989, in seconds of 1970
AT = 1_150_000_000  # 10 June 2026, in seconds of FIT
ENUM, BYTE, SHORT, LONG = (0x00, "B"), (0x02, "B"), (0x84, "H"), (0x86, "I")


def fit(*messages):
    """The bytes of a FIT file of messages: (number, [(field, kind, value)])."""
    data = b""
    for number, fields in messages:
        sizes = [(field, struct.calcsize(kind[1]), kind[0]) for field, kind, _value in fields]
        data += struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields)) + b"".join(bytes(size) for size in sizes)
        data += b"\0" + b"".join(struct.pack(f"<{kind[1]}", value) for _field, kind, value in fields)
    return bytes([12, 16, 0, 0]) + struct.pack("<I", len(data)) + b".FIT" + data + b"\0\0"


ACTIVITY = (0, [(0, ENUM, 4)])


def session(start=AT, seconds=1800, sport=1):
    return (18, [(253, LONG, start + seconds), (2, LONG, start), (8, LONG, seconds * 1000), (5, ENUM, sport)])


def lap(start, seconds=600, sport=1):
    return (19, [(253, LONG, start + seconds), (2, LONG, start), (25, ENUM, sport)])


def record(at):
    return (20, [(253, LONG, at)])
