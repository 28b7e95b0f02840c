"""The site as torture serves it: Twinge's own, without the limits on how often somebody may ask."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ACCOUNT_RATE_LIMITS = {}
application = get_wsgi_application()
