"""What the last entries meet of a cause, in the sentences of its rules: those that count, and those for information."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidance.analysis.analysis import CauseAdvice
from guidance.causes.labels import to_log
from guidance.causes.person_limits import Body
from guidance.causes.registry import CAUSES, NOT_EXPOSED
from guidance.causes.rule_texts import said
from guidance.knowledge.load import by_id
from guidance.tips.eligibility import not_said
from journal.public import Row


@dataclass(frozen=True)
class RulesSaid:
    """`rules`: of those that count; `told`: (label, sentences) of what is for information, each kind by itself."""

    rules: tuple[str, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]


def rules_said(cause: CauseAdvice, body: Body, person: Row) -> RulesSaid:
    """The RulesSaid of a CauseAdvice for a person's row."""
    imperial, values = person["units"] == "imperial", cause.values or {}
    say = lambda rules: tuple(said(rule, values, body, imperial) for rule in rules)  # noqa: E731
    return RulesSaid(say(cause.rules), tuple((label, say(held)) for label, held in _told(cause) if held))


def _told(cause: CauseAdvice) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _("Worth watching, not counted"), cause.watch
    yield _("From the twinge itself, not counted"), cause.episode_only
    yield _("For information, not counted"), cause.information


def line_of_cause(cause: CauseAdvice, body: Body, person: Row) -> str:
    """The one line that a list shows of a cause: what the last entries meet of it, or what to log; "" for neither."""
    found = rules_said(cause, body, person)
    if found.rules:
        return found.rules[0]
    if found.told and (cause.watch or cause.episode_only or not cause.is_counted):
        return found.told[0][1][0]
    return "" if cause.state == NOT_EXPOSED else _("Log %(what)s.") % {"what": what_to_log(cause.id, person)[0]}


def what_to_log(cause: str, person: Row) -> tuple[str, str]:
    """As `to_log`, without the names of foods that are not for a person's row."""
    what, form = to_log(cause)
    hidden = CAUSES[cause].foods and not_said(by_id("causes")[cause], person)
    return (_("your check-in") if hidden else what), form
