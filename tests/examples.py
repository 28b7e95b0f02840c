"""How many examples a law is tried on that is slower, or finds less, than others."""

from hypothesis import settings

USUAL = 100  # hypothesis' own number; a profile of conftest.py sets another
LEAST = 5


def examples(number, **more):
    """Hypothesis settings for so many examples in a usual run, and in proportion under another profile."""
    scaled = round(number * settings.default.max_examples / USUAL)
    return settings(max_examples=max(scaled, min(number, LEAST)), deadline=None, **more)
