"""Numbers for the one who watches over the host."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from journal.hosting.metrics import exposition


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For "Authorization: Bearer" and METRICS_TOKEN; for everybody else, and without one, there is no such page."""
    said = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
