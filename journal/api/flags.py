"""What every write is answered with: the red flags that are open."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from journal.row import Row


def open_flags(request: HttpRequest) -> list[Row]:
    """The red flags that are open now, as `schemas.OpenFlag` has them; none where nobody tells (`OPEN_FLAGS`)."""
    return import_string(settings.OPEN_FLAGS)(request) if settings.OPEN_FLAGS else []
