"""What else there is to do: at most three things, each with its count and one button."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.analysis.analysis import Advice, CauseAdvice
from guidance.analysis.answer import Answer, Reader, Step, step
from guidance.analysis.findings import says, so_far, tips_to_do
from guidance.analysis.relief_counts import Eased, caution_of
from guidance.causes.labels import Pieces
from guidance.evidence.levels import TOO_EARLY
from guidance.evidence.wording import LEVEL_WORDS
from guidance.library.own import coin_offer
from guidance.tips.choose import Tip
from guidance.trials.better_page import Worth
from guidance.trials.running_page import running_lines
from journal.public import ReliefMethod

MOST, MOST_WITHOUT_A_FINDING = 3, 2


@dataclass(frozen=True)
class Todo:
    """A thing to do: what, its count, and one button: a tip that is taken up (`step`), or a link. `cause`: its id."""

    title: str
    says: Pieces
    cause: str = ""
    step: Step | None = None
    button: str = ""
    url: str = ""


def things_to_do(
    advice: Advice, first: Answer | None, on_top: set[str], reader: Reader, worth: Callable[[str], Worth]
) -> tuple[Todo, ...]:
    """The Todos beside the answer that comes first, at most MOST, what cannot wait before all else.

    `on_top`: ids of the causes that the answer names; `worth`: the Worth of a trial of a cause.
    """
    said = first.step.tip if first and first.step else ""
    cannot_wait, fitting = (
        [tip for tip in listed if tip.id != said and not advice.relief_first] for listed in tips_to_do(advice, on_top)
    )
    found = [
        *(_of_tip(advice, tip, reader) for tip in cannot_wait),
        *_running(advice),
        *(_coin(advice, first, reader, worth) if first else ()),
        *(_of_tip(advice, tip, reader) for tip in fitting),
        *(_relief(advice.analysis.relief) if not advice.relief_first else ()),
    ]
    return tuple(found[: MOST if on_top else MOST_WITHOUT_A_FINDING])


def _of_tip(advice: Advice, tip: Tip, reader: Reader) -> Todo:
    cause = next((cause for cause in advice.analysis.causes if cause.id == tip.cause), None)
    return Todo(tip.text, _count(cause, reader) if cause else (), tip.cause, step(tip.id, tip.text, advice, reader))


def _count(cause: CauseAdvice, reader: Reader) -> Pieces:
    """What the entries say of a tip's cause, and how sure that is."""
    word = str(LEVEL_WORDS[cause.level][1])
    if not cause.is_counted:
        return ((_("From your last entries; not compared with your sessions."), False),)
    if cause.level != TOO_EARLY:
        return (*says(cause, reader.counts), (f" {word}.", False))
    return ((so_far(cause, reader.counts), False),)


def _running(advice: Advice) -> Iterator[Todo]:
    """The trials that are running, which may not be drawn for an hour: the coin waits on their page."""
    for line in running_lines(advice):
        yield Todo(line.title, ((line.text, False),), button=_("Flip the coin"), url=line.url)


def _coin(advice: Advice, first: Answer, reader: Reader, worth: Callable[[str], Worth]) -> Iterator[Todo]:
    """A trial of the cause that comes first, or a better one, where nothing speaks against it and none is running."""
    if any(trial.is_running for trial in advice.analysis.trials):
        return
    cause = next(cause for cause in advice.analysis.causes if cause.id == first.cause)
    offer = coin_offer(cause, advice, reader, worth)
    if offer is None or not offer.url:
        return
    if offer.against:
        yield Todo(offer.title, ((offer.text, False),), offer.cause, button=offer.button, url=offer.url)
        return
    compared = cause.compared.with_cause.sessions + cause.compared.without.sessions
    count = ngettext("%(n)s session is compared so far.", "%(n)s sessions are compared so far.", compared)
    said = ((count % {"n": compared}, False), (f" {offer.text}", False))
    yield Todo(offer.title, said, first.cause, button=offer.button, url=offer.url)


def _relief(relief: tuple[Eased, ...]) -> Iterator[Todo]:
    """What helped this person most often, from enough tries, if more often than not; never a medicine."""
    best = next((found for found in relief if found.enough and not caution_of(found.method)), None)
    if best is None or 2 * best.helped < best.answered:
        return
    method = str(ReliefMethod(best.method).label)
    title = _("What has helped you: %(method)s") % {"method": method.lower()}
    count = ngettext("It helped %(n)s of %(of)s time.", "It helped %(n)s of %(of)s times.", best.answered)
    said = count % {"n": best.helped, "of": best.answered}
    yield Todo(title, ((said, False),), button=_("See the steps"), url=reverse("cramp"))
