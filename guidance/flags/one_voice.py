"""One voice: what no page says while a red flag is open.

The table is knowledge.json's `one_voice`: what each text has people do, what each flag forbids at its urgency. Pages
ask `voice` (or `may_say`) before they say a tip, a step of relief or a plan of a trial.
"""

from dataclasses import replace

from guidance.knowledge.load import load
from guidance.knowledge.texts import filled
from journal.public import per_language

DRINK = "drink"


def may_say(text_id, flags):
    """Whether a text (the id of a tip, a step or an explainer, or "trial:cause") may be said, in whatever words."""
    return voice(text_id, "said", flags) is not None


def voice(text_id, text, flags):
    """A text as it may be said while these flags are open: itself, what is said instead of its drinks, or None."""
    against = forbidden(flags)
    barred = _does().get(text_id, frozenset()) & against
    if "all" in against:
        return None
    if barred == {DRINK}:
        return load()["one_voice"]["instead"].get(text_id)
    return None if barred else text


def any_urgent(flags):
    """Whether a flag for help today or now is open: then there are no tips, findings, counts or coins anywhere."""
    return any(flag.is_urgent for flag in flags)


def forbidden(flags):
    """What the open flags forbid, taken together: words of `one_voice.does`, and "all"."""
    table = load()["one_voice"]["forbids"]
    return frozenset(word for flag in flags for word in table[flag.id].get(flag.urgency, ()))


def in_one_voice(flags, person):
    """Open flags whose words do not contradict each other: with one that says to stop drinking, sugar is no drink."""
    if DRINK not in forbidden(flags):
        return flags
    instead = load()["one_voice"]["instead"]
    return [replace(flag, wording=filled(instead[flag.id], person)) if flag.id in instead else flag for flag in flags]


@per_language
def _does():
    """{text id: what it has people do}."""
    found = {}
    for action, texts in load()["one_voice"]["does"].items():
        for text in texts:
            found[text] = found.get(text, frozenset()) | {action}
    return found
