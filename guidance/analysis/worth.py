"""Whether a trial is worth starting for the signed-in person, as every page that offers one has to know."""

from guidance.analysis.now import GuidanceNow
from guidance.trials.better_page import Worth, worth_starting
from journal.public import person_row


def worth_of(now: GuidanceNow, cause: str) -> Worth:
    """The Worth of a trial of a cause that can be switched."""
    return worth_starting(cause, person_row(now.recent.person), now.advice, now.outlook)
