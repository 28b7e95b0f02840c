"""The site as the benchmarks serve it: Twinge's own, with one bare view to measure against."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

from config.wsgi import application  # noqa: F401

settings.ROOT_URLCONF = "tests.bench.site"
settings.ACCOUNT_RATE_LIMITS = {}  # nobody asks for so many PDFs a minute but a benchmark

from django.contrib.auth.decorators import login_not_required  # noqa: E402  (apps must be loaded first)
from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


@login_not_required
def bare(request):
    """What any answer costs here: the whole middleware for somebody not signed in, no query, nothing else."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
handler404 = "journal.views.system.not_found"
