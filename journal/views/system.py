"""When something is missing or the line is down."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls.exceptions import Resolver404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from journal.hosting.schema import missing_migrations

HEALTH = "/health/"


def not_found(request: HttpRequest, exception: Http404 | Resolver404 | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: DisallowedHost | None = None) -> HttpResponse:
    """Without the request: what cannot be read of it may be what the other pages need."""
    return HttpResponse(render_to_string("400.html"), status=400)


def health_of_any_host(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever watches over a host asks by its number or by no name: answered before the name is looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return health(request) if request.path_info == HEALTH else get_response(request)

    return middleware


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration that this code knows, 503 otherwise."""
    try:
        missing = missing_migrations()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    if missing:
        return JsonResponse({"status": "database is older than this code"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@cache_control(max_age=3600)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it may answer for every page."""
    return HttpResponse(render_to_string("sw.js"), content_type="text/javascript")
