"""Where what was read about a tip does not agree, in words."""

from django.utils.translation import gettext as _

from guidance.knowledge.load import by_id


def conflict_in_words(name: str) -> str:
    """Where what was read does not agree, and what we go by, for the id of a conflict of knowledge.json."""
    known = by_id("conflicts")[name]
    return _("We read different things about %(topic)s. What we go by: %(rule)s.") % {
        "topic": known["topic"],
        "rule": known["resolution"],
    }
