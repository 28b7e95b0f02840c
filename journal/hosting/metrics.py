"""What a host's watchers may know, for Prometheus: numbers by view and by kind, of no person.

Only with METRICS_TOKEN set. The processes of one server add up through files in `PROMETHEUS_MULTIPROC_DIR`, which
config/gunicorn.py sets before anything here is loaded.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from journal.hosting.worker import worker_runs

BY_VIEW = ("view", "method")
REQUESTS = Counter("twinge_requests", "Requests answered.", (*BY_VIEW, "status"))
LATENCY = Histogram("twinge_request_seconds", "Time to an answer.", BY_VIEW, buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10))
QUERIES = Histogram(
    "twinge_request_queries", "Database queries a request.", BY_VIEW, buckets=(0, 5, 10, 15, 20, 40, 80)
)
REFUSED = Counter("twinge_sign_ins_refused", "Sign-ins with a wrong passphrase, a wrong code, or too many tries.")
IMPORTS = Counter("twinge_imports", "Files that came in, by the end of their names.", ("format",))
KEPT = Counter("twinge_kept", "Looked up in what was worked out before.", ("what", "found"))
MAKING = Histogram("twinge_making_seconds", "Time to work out what was not kept.", ("what",),
                   buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10))  # fmt: skip


class NowCollector(Collector):
    """What is counted when it is asked for: tasks that wait, and whether a worker runs."""

    def collect(self) -> list[GaugeMetricFamily]:
        waiting = DBTaskResult.objects.ready().count()
        return [
            GaugeMetricFamily("twinge_tasks_waiting", "Tasks that wait for the worker.", waiting),
            GaugeMetricFamily("twinge_worker_up", "1 while a worker runs.", int(worker_runs())),
        ]


def measured_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts requests, their time and their queries by the name of the view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began, asked = monotonic(), [0]

        def count(execute: Any, *query: Any) -> Any:
            asked[0] += 1
            return execute(*query)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(count))
            response = get_response(request)
        found = request.resolver_match
        view, method = (found.url_name if found else None) or "none", _known(request.method)
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        LATENCY.labels(view, method).observe(monotonic() - began)
        QUERIES.labels(view, method).observe(asked[0])
        return response

    return middleware


def _known(method: str | None) -> str:
    """Anybody can make a method up; each would be a number of its own."""
    return method if method in ("GET", "HEAD", "POST", "PUT", "DELETE") else "other"


def count_kept(what: str, found: bool) -> None:
    """Count a look at what is kept under a word such as "analysis:3"."""
    if settings.METRICS_TOKEN:
        KEPT.labels(what.partition(":")[0], "yes" if found else "no").inc()


def count_making(what: str, seconds: float) -> None:
    """Count how long it took to make it."""
    if settings.METRICS_TOKEN:
        MAKING.labels(what.partition(":")[0]).observe(seconds)


def sign_in_refused(**_said: Any) -> None:
    """Receiver of `user_login_failed` and, of the second step, `authentication_failed`."""
    REFUSED.inc()


def import_made(instance: Any, created: bool, **_said: Any) -> None:
    """Receiver of `post_save` of an Import: counted by the last part of the file's name, where it is one we know."""
    if created:
        end = instance.name.lower().removesuffix(".gz").rpartition(".")[2]
        IMPORTS.labels(end if end in ("json", "fit", "tcx", "gpx", "zip", "csv", "xml") else "other").inc()


def exposition() -> bytes:
    """All of it in Prometheus' text format, of all processes of this server."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    now = CollectorRegistry()
    now.register(NowCollector())
    return generate_latest(registry) + generate_latest(now)
