"""A tip as a page shows it: its claims, what outside sources say, whom it is not for, and since when it is tried."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from guidance.knowledge.citations import Claim, Reference, claims_by_section, references, supported
from guidance.knowledge.load import by_id, tips
from guidance.tips.followed_tips import going
from journal.public import Calendar

if TYPE_CHECKING:
    from guidance.tips.choose import Tip


@dataclass(frozen=True)
class TipView:
    """A tip on the page. `support`: what outside sources say; `conflicts`: where what was read does not agree.

    `since`: when the person took it up, "" when not; `can_follow`: whether that makes sense at all.
    """

    id: str
    cause: str
    cause_name: str
    text: str
    claims: tuple[Claim, ...]
    support: str
    references: tuple[Reference, ...]
    cautions: tuple[str, ...]
    conflicts: tuple[str, ...]
    since: str
    can_follow: bool


def tip_views(advice: Any, calendar: Calendar) -> tuple[TipView, ...]:
    """The TipViews of an Advice, in its order."""
    since = going(advice.analysis.intentions, calendar.date_of(advice.at))
    return tuple(tip_view(tip, since.get(tip.id, "")) for tip in advice.tips)


def tip_view(tip: "Tip", since: str = "") -> TipView:
    """The TipView of a Tip; `since`: the date in words when it was taken up."""
    return TipView(
        id=tip.id,
        cause=tip.cause,
        cause_name=by_id("causes")[tip.cause]["name"],
        text=tip.text,
        claims=claims_by_section(tip.claims),
        support=supported(tip.support),
        references=references(tip.references),
        cautions=tip.cautions,
        conflicts=tuple(conflict_in_words(name) for name in tip.conflicts),
        since=since,
        can_follow=not tips()[tip.id][1].get("for_the_moment"),
    )


def conflict_in_words(name: str) -> str:
    """Where what was read does not agree, and what we go by, for the id of a conflict of knowledge.json."""
    known = by_id("conflicts")[name]
    return _("We read different things about %(topic)s. What we go by: %(rule)s.") % {
        "topic": known["topic"],
        "rule": known["resolution"],
    }
