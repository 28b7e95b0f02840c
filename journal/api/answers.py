"""Answers to programs: JSON with a tag of its version, and problems in the form of RFC 9457."""

from collections.abc import Callable
from hashlib import sha256
from http.client import responses
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from journal.models import Profile

ROOT = "/api/"
PROBLEM = "application/problem+json"


class Problem(Exception):
    """What ends a request of a program. `more`: members of the answer, of a value `field`, `value` and `expected`."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> JsonResponse:
    """The answer that says what went wrong, and which value would be right where it is about one."""
    body = {"title": responses.get(status, "Error"), "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=PROBLEM, headers=headers)


def is_of_program(request: HttpRequest) -> bool:
    """Whether a request asks the interface for programs, whoever sends it."""
    return request.path_info.startswith(ROOT)


def problems_for_programs(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: what would be a page about trouble is a problem for a program, whatever it came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_of_program(request) or response.status_code < 400 or response["Content-Type"] == PROBLEM:
            return response
        kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
        return problem(response.status_code, _why(response.status_code), kept)

    return middleware


def _why(status: int) -> str:
    known = {
        404: _("There is nothing at this address."),
        405: _("This address does not take this method; Allow says which it takes."),
        413: _("The request is too long: at most 2 MB. Larger files come in by the browser, under Settings."),
        503: _("The database is busy or restarting. Nothing was saved: send it again in a moment."),
        507: _("The disk is full. Nothing was saved."),
    }
    return known.get(status) or _("This failed, and nothing was saved.")


def tag_of(person: Profile, *parts: Any) -> str:
    """The ETag of what depends on a person's journal as it is now, and on these parts."""
    said = repr((person.pk, person.journal_version, parts))
    return f'"{sha256(said.encode()).hexdigest()[:16]}"'


def answer(request: HttpRequest, body: Callable[[], Any] | Any, tag: str = "", status: int = 200) -> HttpResponse:
    """The body as JSON; with a tag, 304 for who has it already. `body`: may be a function, asked only when needed."""
    had = tags(request.headers.get("If-None-Match", "")) if request.method == "GET" else []
    if tag and not {tag, '"*"'}.isdisjoint(had):
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(body() if callable(body) else body, safe=False, status=status)
    if tag:
        response["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Authorization"])
    return response


def tags(header: str) -> list[str]:
    """The tags of If-Match or If-None-Match. What gzip calls weak on the way back is the same entry, too."""
    return [f'"{tag.strip().removeprefix("W/").strip(chr(34))}"' for tag in header.split(",")]
