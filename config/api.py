"""The interface for programs, put together: the journal's addresses and guidance's, one way in, one form of trouble."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from guidance.analysis.now import TooMany
from guidance.api.views import router as guidance
from journal.api.answers import PROBLEM, Problem, problem
from journal.api.auth import Bearer, too_many, unknown
from journal.api.schemas import FieldProblem
from journal.api.views import entries, imports, log, week
from journal.files.document import BadFile
from journal.files.document_values import BadValue
from journal.models import Profile

PREFIX = "/api/v1/"

api = NinjaAPI(
    title="Twinge",
    version="1",
    description="A journal of twitches and cramps, for programs of one's own. What was not recorded is null, never 0.",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
)
for router in (entries.router, week.router, log.router, imports.router, guidance):
    api.add_router("", router)


def document() -> dict[str, Any]:
    """The OpenAPI document, the same wherever Twinge is hosted: addresses begin at its root.

    Every address can answer with a problem, so that is said once and referred to.
    """
    found = dict(api.get_openapi_schema(path_prefix=PREFIX))
    problem = {"description": "What went wrong", "content": {PROBLEM: {"schema": FieldProblem.json_schema()}}}
    found["components"]["responses"] = {"Problem": problem}
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["responses"]["4XX"] = {"$ref": "#/components/responses/Problem"}
    return found


@login_not_required
@require_safe
@cache_control(max_age=3600)
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document())


def urlpatterns() -> list[Any]:
    """The addresses. Who asks without a token is answered 401, and is not sent to a page to sign in."""
    # ninja names one for each method, all of them the same.
    ours = {one.name: one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"}
    for one in ours.values():
        login_not_required(one.callback)
    return [path("openapi.json", openapi, name="api_document"), *ours.values()]


def told(make: Callable[[HttpRequest, Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    """A handler that answers an exception with the Problem that `make` makes of it."""

    def handler(request: HttpRequest, error: Any) -> HttpResponse:
        made = make(request, error)
        return problem(made.status, made.detail, made.headers, **made.more)

    return handler


def _bad_value(_request: HttpRequest, bad: BadValue) -> Problem:
    return Problem(422, str(bad), field=bad.place, value=bad.shown, expected=bad.expected)


def _bad_query(request: HttpRequest, error: ValidationError) -> Problem:
    """The first value of an address or header that does not fit."""
    first = error.errors[0]
    name = str(first["loc"][-1])
    expected = "given" if first["type"] == "missing" else first["msg"].removeprefix("Input should be ")
    return _bad_value(request, BadValue(name, request.GET.get(name, request.headers.get(name)), expected))


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], Problem]] = {
    Problem: lambda _request, problem: problem,
    BadValue: _bad_value,
    BadFile: lambda _request, bad: Problem(400, str(bad)),
    ValidationError: _bad_query,
    AuthenticationError: lambda _request, _error: unknown(),
    Profile.DoesNotExist: lambda _request, _error: unknown(),  # the account was deleted meanwhile
    TooMany: lambda _request, _error: too_many(),
}
for _kind, _make in HANDLERS.items():
    api.add_exception_handler(_kind, told(_make))
