"""The WSGI entry point that gunicorn serves."""

import os
import sys
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

from config.frames import in_one_chunk

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = in_one_chunk(get_wsgi_application())

from django.db import OperationalError  # noqa: E402 - after the settings

from config.databases import leave_databases  # noqa: E402
from journal.hosting.schema import OlderSchema, refuse_older_schema  # noqa: E402

with suppress(OperationalError):  # a database that does not answer yet is told by /health/
    try:
        refuse_older_schema()
    except OlderSchema as older:
        sys.exit(f"{older}")
    finally:
        leave_databases()  # workers are forked from here, and each opens its own
