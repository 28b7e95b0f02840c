"""One voice: what no page says while a red flag is open.

The table is knowledge.json's `one_voice`: what each text has people do, what each flag forbids at its urgency. Pages
ask `voice` (or `may_say`) before they say a tip, a step of relief or a plan of a trial.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.knowledge.load import load
from guidance.knowledge.texts import filled
from journal.public import Row, per_language

if TYPE_CHECKING:
    from guidance.flags.registry import Flag

DRINK = "drink"


def may_say(text_id: str, flags: "Sequence[Flag]") -> bool:
    """Whether a text (the id of a tip, a step or an explainer, or "trial:cause") may be said, in whatever words."""
    return voice(text_id, "said", flags) is not None


def voice(text_id: str, text: str, flags: "Sequence[Flag]") -> str | None:
    """A text as it may be said while these flags are open: itself, what is said instead of its drinks, or None."""
    against = forbidden(flags)
    barred = _does().get(text_id, frozenset()) & against
    if "all" in against:
        return None
    if barred == {DRINK}:
        return load()["one_voice"]["instead"].get(text_id)
    return None if barred else text


def any_urgent(flags: "Sequence[Flag]") -> bool:
    """Whether a flag for help today or now is open: then there are no tips, findings, counts or coins anywhere."""
    return any(flag.is_urgent for flag in flags)


def forbidden(flags: "Sequence[Flag]") -> frozenset[str]:
    """What the open flags forbid, taken together: words of `one_voice.does`, and "all"."""
    table: Mapping[str, Mapping[str, Sequence[str]]] = load()["one_voice"]["forbids"]  # type: ignore[assignment]
    return frozenset(word for flag in flags for word in table[flag.id].get(flag.urgency, ()))


def in_one_voice(flags: "Sequence[Flag]", person: Row) -> "Sequence[Flag]":
    """Open flags whose words do not contradict each other: with one that says to stop drinking, sugar is no drink."""
    if DRINK not in forbidden(flags):
        return flags
    instead = load()["one_voice"]["instead"]
    return [replace(flag, wording=filled(instead[flag.id], person)) if flag.id in instead else flag for flag in flags]


@per_language
def _does() -> dict[str, frozenset[str]]:
    """{text id: what it has people do}."""
    found: dict[str, frozenset[str]] = {}
    for action, texts in load()["one_voice"]["does"].items():
        for text in texts:
            found[text] = found.get(text, frozenset()) | {action}
    return found
