"""When something is missing or the line is down."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from journal.hosting.schema import missing_migrations

HEALTH = "/health/"


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def bad_request(request, exception=None):
    """Without the request: what cannot be read of it may be what the other pages need."""
    return HttpResponse(render_to_string("400.html"), status=400)


def health_of_any_host(get_response):
    """Whoever watches over a host asks by its number or by no name: answered before the name is looked at."""

    def middleware(request):
        return health(request) if request.path_info == HEALTH else get_response(request)

    return middleware


@login_not_required
@require_safe
def health(request):
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
def service_worker(request):
    """Served from the root, so that it may answer for every page."""
    return HttpResponse(render_to_string("sw.js"), content_type="text/javascript")
