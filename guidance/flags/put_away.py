"""What stands in the place of a page of tips, findings, counts or coins while a flag for help today or now is open."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from guidance.flags.registry import for_people


def put_away(request: Any) -> HttpResponse:
    """The page that says so, and leads to the most urgent flag."""
    flag = for_people(request.guidance.flags)[0]
    return render(request, "guidance/flags/put_away.html", {"flag": flag, "place": "guidance"})
