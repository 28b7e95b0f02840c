"""The site as the benchmarks serve it: Twinge's own, with one bare view to measure against."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path


@login_not_required
def bare(request):
    """What any answer costs here: the whole middleware, nothing else."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
handler404 = "journal.views.trouble.not_found"

settings.ROOT_URLCONF = "tests.bench_site"
if not django.apps.apps.ready:
    django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  (settings first)

application = get_wsgi_application()
