"""The thread: a coin that fell, else the tip that is followed, else the tip of the first finding, with its counts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.analysis.analysis import Advice, CauseAdvice
from guidance.analysis.answer import Reader, Step, step, step_of
from guidance.analysis.findings import begins_with, says, so_far, tips_to_do
from guidance.analysis.now import GuidanceNow, GuidanceRequest, TooMany
from guidance.analysis.set_answer import says_of_set
from guidance.evidence.levels import TOO_EARLY
from guidance.flags.one_voice import any_urgent
from guidance.knowledge.load import tips
from guidance.tips.followed_tips import going
from guidance.tips.names import name_of
from guidance.trials.results import TrialResult
from guidance.trials.running_page import LETTERS, arms_of, pause
from guidance.trials.switches import DO, switch_of
from journal.public import DrawnArm, Profile, RecentRows, Thread, person_row


def thread_for(request: GuidanceRequest) -> Thread | None:
    """The Thread of the signed-in person, None where there is none; a page does without rather than wait for it."""
    try:
        return thread_now(request.guidance)
    except TooMany:
        return None


def thread_of_person(person: Profile) -> Thread | None:
    """As `thread_for`, where no request asks."""
    return thread_now(GuidanceNow(RecentRows(person)))


def is_alarmed(person: Profile) -> bool:
    """Whether a flag for help today or now is open for a Profile: then nothing is counted, on pages and in mails."""
    return any_urgent(GuidanceNow(RecentRows(person)).flags)


def thread_now(now: GuidanceNow | None) -> Thread | None:
    """The Thread of the signed-in person; None where help is needed now or today, and where nothing is to be said.

    Raises TooMany as the Advice does.
    """
    if now is None or any_urgent(now.flags):
        return None
    advice, person = now.advice, now.recent.person
    reader = Reader(person_row(person), person.calendar, not person.hide_counts)
    if advice.relief_first:
        return _relief()
    return next((found for found in threads(advice, reader) if found), None)


def threads(advice: Advice, reader: Reader) -> Iterator[Thread | None]:
    """What a Thread can be, in turn; the first that there is is said."""
    yield _coin(advice, reader)
    yield _followed(advice, reader)
    for cause in begins_with(advice.analysis):
        if found := step_of(cause, advice, reader):
            yield _tip(cause, found, advice, reader, _("What your entries point to"))
    at_once, others = tips_to_do(advice)
    for tip in [tip for tip in advice.tips if tip in (*at_once, *others)][:1]:
        yield _tip(tip.cause, step(tip.id, tip.text, advice, reader), advice, reader, _("Worth trying next"))


def _relief() -> Thread:
    said = _("A twinge of yours is still going on. Tips come when it has eased.")
    return Thread("", _("Relief first"), _("Cramp right now"), said, reverse("cramp"), "timer")


def running(advice: Advice) -> list[TrialResult]:
    """The running trials that no open flag pauses."""
    return [trial for trial in advice.analysis.trials if trial.is_running and not pause(trial.cause, advice.flags)]


def _coin(advice: Advice, reader: Reader) -> Thread | None:
    """What the coins say for the next session, or that one is to be flipped."""
    trials = running(advice)
    drawn = [(trial, _drawn(trial, advice)) for trial in trials if trial.open_unit]
    trial = next((trial for trial in [*(found for found, _arm in drawn), *trials] if trial.may_draw or drawn), None)
    if trial is None:
        return None
    place = {"n": (trial.open_unit.position if trial.open_unit else trial.next_position), "all": trial.planned}
    return Thread(
        cause=trial.cause,
        tag=_("Trial, session %(n)s of %(all)s") % place,
        title=_coins(drawn) if drawn else _("Flip the coin before your next session"),
        text=_counts(trial.cause, advice, reader) or str(switch_of(trial.cause).name),
        url=reverse("before_training") if drawn else reverse("trial", args=[trial.id]),
        icon="coin",
        drawn=tuple(arm for _trial, arm in drawn if arm),
    )


def _coins(drawn: list[tuple[TrialResult, DrawnArm]]) -> str:
    """ "Coin: warm up first; water during the session", in the order of the trials."""
    titles = [arm.title[:1].lower() + arm.title[1:] for _trial, arm in drawn]
    return _("Coin: %(arms)s") % {"arms": "; ".join(titles)}


def _drawn(trial: TrialResult, advice: Advice) -> DrawnArm:
    unit = trial.open_unit
    assert unit is not None
    letter = LETTERS[unit.arm]
    title = next(arm.title for arm in arms_of(trial, advice) if arm.letter == letter)
    short = str(switch_of(trial.cause).do) if unit.arm == DO else title
    return DrawnArm(trial.id, unit.position, letter, short)


def _followed(advice: Advice, reader: Reader) -> Thread | None:
    """The tip that the person took up last."""
    since = going(advice.analysis.intentions, reader.calendar.date_of(advice.at))
    for tip in reversed(since):
        name = name_of(tip, reader.person, advice.flags)
        if name and tip in tips():
            cause = tips()[tip][0]["id"]
            return _tip(cause, step(tip, name, advice, reader), advice, reader, _("You are trying this"))
    return None


def _tip(cause: str, found: Step, advice: Advice, reader: Reader, tag: str) -> Thread:
    text = _counts(cause, advice, reader)
    where = reverse("cause", args=[cause])
    return Thread(cause, tag, found.text, text, where, "guide", cautions=found.cautions)


def _counts(cause: str, advice: Advice, reader: Reader) -> str:
    """What the entries say of a cause, as Guidance says it; "" of one that is never counted."""
    for together in advice.analysis.sets[:1]:
        if cause in together.causes:
            return "".join(text for text, _stands_out in says_of_set(together.causes))
    found = _advised(cause, advice)
    if not found or not found.is_counted:
        return ""
    if found.level == TOO_EARLY:
        return so_far(found, reader.counts)
    return "".join(text for text, _stands_out in says(found, reader.counts))


def _advised(cause: str, advice: Advice) -> CauseAdvice | None:
    return next((found for found in advice.analysis.causes if found.id == cause), None)
