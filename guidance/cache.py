"""What is worked out from a person's journal and kept until a write or the next day.

What is said of a shorter time than a day ("the last 24 hours") is kept only until the next entry leaves its window: see
`guidance.analysis.now.steps_of_day`, whose step is part of the name it is kept under. Open red flags are never kept.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from django.core.cache import caches
from django.utils.translation import get_language

from journal.public import Profile, count_kept, count_making

TIMEOUT_S = 24 * 60 * 60  # the day is part of the key, so nothing is looked up for longer
_LOCKS = [Lock() for _ in range(64)]


def kept(what: str, person: Profile, at: datetime, make: Callable[..., Any]) -> Any:
    """What `make()` gives (anything but None), made once per person, journal version, language and day.

    `what`: a word for it; `at`: an aware moment. Two views that ask at once make it once.
    """
    cache = caches["analysis"]
    key = f"{what}:{person.pk}:{person.journal_version}:{get_language()}:{person.calendar.date_of(at)}"
    found = cache.get(key)
    count_kept(what, found is not None)
    if found is None:
        with _LOCKS[hash(key) % len(_LOCKS)]:
            if (found := cache.get(key)) is None:  # else made by another view while this one waited
                began = monotonic()
                found = make()
                count_making(what, monotonic() - began)
                cache.set(key, found, timeout=TIMEOUT_S)
    return found
