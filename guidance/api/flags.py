"""The open red flags, as every write of a program is answered with."""

from guidance.analysis.now import GuidanceRequest
from guidance.flags.registry import for_people
from journal.public import Row


def open_flags_told(request: GuidanceRequest) -> list[Row]:
    """The open Flags that people see, most urgent first: id, urgency, name, and the first line of what to do."""
    return [
        {"id": flag.id, "urgency": flag.urgency, "name": flag.name, "first_line": flag.first or flag.name}
        for flag in for_people(request.guidance.flags)
    ]
