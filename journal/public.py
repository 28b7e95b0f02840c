"""The one door of the journal: all that `guidance` may import, and nothing else of the journal.

Rows (`Journal`) serve the red flags, which need no pandas; `frames` turns rows into tables for the analysis and
imports pandas only then. Decisions about guidance (a cause set aside, a flag answered) are part of the journal, so
they are written here, too.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import router
from django.http import QueryDict
from django.utils import timezone

from journal.accounts.addresses import whole_address
from journal.accounts.budget import within_budget
from journal.accounts.sharing import MOST as MOST_SHARED
from journal.accounts.sharing import end as end_shared
from journal.accounts.sharing import is_open as is_shared
from journal.accounts.sharing import open_shared, share, shared_by, sweep_shared
from journal.api.answers import answer, tag_of
from journal.bodymap import BACK as BODY_BACK
from journal.bodymap import DRAWN_AS
from journal.bodymap import FRONT as BODY_FRONT
from journal.calendar import (
    DAY,
    HOUR,
    MINUTE,
    Calendar,
    Span,
    days_from,
    is_known_date,
    is_known_moment,
    parse_date,
    shift,
)
from journal.emergency_numbers import emergency_number_in
from journal.files.document import BadFile
from journal.files.document import parse_file as parse_document
from journal.forms.fields import DayField
from journal.forms.plan import FlipForm, PlanForm
from journal.hosting.busy import unless_busy
from journal.hosting.metrics import count_kept, count_making
from journal.hosting.schema import refuse_older_schema
from journal.measures.drink_contents import ALCOHOL_SHARE, CAFFEINE_MG_PER_240_ML, alcohol_units, caffeine_mg
from journal.measures.fluid import around_session, day_up_to, total_ml
from journal.measures.heat import HOT_INDEX_C, HOT_WBGT_C, is_hot
from journal.measures.one_session import HARD_EFFORT, WARM_UP_MIN, ended_at, total_load
from journal.measures.signs import LEAST_LOW_SUGAR, LOW_SUGAR_ASKED, LOW_SUGAR_FLAG, REPEATS
from journal.measures.signs import NERVE as NERVE_SIGNS
from journal.measures.usual import LEAST as LEAST_USUAL
from journal.measures.usual import USUAL_DAYS, middle_half
from journal.measures.worked import with_muscles
from journal.models import Answer, Day, Episode, Intention, Person, Profile, SetAside
from journal.pages.aftermath import unanswered
from journal.reading.outcomes import Outcome, last_typed_on, link_episodes, outcomes
from journal.reading.recent import RecentRows, rows_since
from journal.reading.request import JournalRequest
from journal.reading.rows import Journal, columns, person_as_of, person_row, read
from journal.reading.thread import DrawnArm, Thread
from journal.recording import undo
from journal.recording.cramp_clock import AGO_MIN, BOUT_KINDS, Bout, bout_of, keep_bout
from journal.recording.trial_log import (
    answer_position,
    draw_arm,
    plan_more_sessions,
    skip_position,
    start_trial,
    stop_trial,
    trial_rows,
)
from journal.row import Row
from journal.vocabulary import (
    Activity,
    Air,
    Arm,
    Arms,
    BodyPart,
    Condition,
    DrinkKind,
    EpisodeKind,
    FlagAnswer,
    Helped,
    MedicineKind,
    ReliefMethod,
    Sex,
    Sign,
)
from journal.words import (
    ML_PER_FL_OZ,
    format_count,
    format_date,
    format_date_as,
    format_hours,
    format_minutes,
    format_place,
    format_rating,
    format_sessions,
    format_sign,
    format_temperature,
    format_twinges,
    format_volume,
    format_weight,
    not_recorded,
    one_line_break,
    per_language,
    zone_name,
)

if TYPE_CHECKING:  # what pages do not need is imported when it is asked for
    from numpy.typing import NDArray

    from journal.measures.arrays import Measures
    from journal.measures.tables import Frames

__all__ = [
    "AGO_MIN",
    "ALCOHOL_SHARE",
    "BODY_BACK",
    "BODY_FRONT",
    "BOUT_KINDS",
    "CAFFEINE_MG_PER_240_ML",
    "DAY",
    "DRAWN_AS",
    "HARD_EFFORT",
    "HOT_INDEX_C",
    "HOT_WBGT_C",
    "HOUR",
    "LEAST_LOW_SUGAR",
    "LEAST_USUAL",
    "LOW_SUGAR_ASKED",
    "LOW_SUGAR_FLAG",
    "MINUTE",
    "ML_PER_FL_OZ",
    "MOST_SHARED",
    "NERVE_SIGNS",
    "REPEATS",
    "USUAL_DAYS",
    "WARM_UP_MIN",
    "Activity",
    "Air",
    "Arm",
    "Arms",
    "BadFile",
    "BodyPart",
    "Bout",
    "Calendar",
    "Condition",
    "DayField",
    "DrawnArm",
    "DrinkKind",
    "EpisodeKind",
    "FlagAnswer",
    "Helped",
    "Journal",
    "JournalRequest",
    "MedicineKind",
    "Outcome",
    "Profile",
    "RecentRows",
    "ReliefMethod",
    "Row",
    "Sex",
    "Sign",
    "Span",
    "Thread",
    "alcohol_units",
    "answer",
    "answer_flag",
    "answer_position",
    "answers_since",
    "around_session",
    "bout_of",
    "bring_back",
    "caffeine_mg",
    "count_kept",
    "count_making",
    "day_up_to",
    "days_from",
    "draw_arm",
    "emergency_number_in",
    "end_shared",
    "ended_at",
    "episode_of",
    "episodes_of",
    "event_on",
    "flip_form",
    "format_count",
    "format_date",
    "format_date_as",
    "format_hours",
    "format_minutes",
    "format_place",
    "format_rating",
    "format_sessions",
    "format_sign",
    "format_temperature",
    "format_twinges",
    "format_volume",
    "format_weight",
    "frames",
    "graded",
    "is_hot",
    "is_known_date",
    "is_known_moment",
    "is_shared",
    "keep_bout",
    "keep_questions",
    "last_typed_on",
    "latest_day",
    "let_go",
    "link_episodes",
    "measured",
    "measured_before_rest_days",
    "measured_before_sessions",
    "middle_half",
    "not_recorded",
    "one_line_break",
    "open_shared",
    "outcomes",
    "parse_date",
    "parse_document",
    "per_language",
    "person_as_of",
    "person_named",
    "person_row",
    "plan_form",
    "plan_more_sessions",
    "read",
    "refuse_older_schema",
    "rows_since",
    "set_aside",
    "share",
    "shared_by",
    "shift",
    "skip_position",
    "start_trial",
    "stop_trial",
    "sweep_shared",
    "tag_of",
    "take_up",
    "total_load",
    "total_ml",
    "trial_rows",
    "unanswered",
    "whole_address",
    "with_entries",
    "with_muscles",
    "within_budget",
    "zone_name",
]


def frames(journal: Journal) -> "Frames":
    """The journal's tables for analysis: see `journal.measures.tables.tables`."""
    from journal.measures.tables import tables

    return tables(journal)


def measured(frames: "Frames", at: datetime) -> "Measures":
    """The measures of every session and of the latest day: see `journal.measures.sessions.of_units`."""
    from journal.measures.sessions import of_units

    return of_units(frames, at)


def measured_before_sessions(frames: "Frames", found: "Measures") -> "Measures":
    """The measures of sessions from what came before each: see `journal.measures.before.before_sessions`."""
    from journal.measures.before import before_sessions

    return before_sessions(frames, found)


def measured_before_rest_days(frames: "Frames", dates: "NDArray[Any]") -> "Measures":
    """The measures of rest days from what came before: see `journal.measures.before.before_rest_days`."""
    from journal.measures.before import before_rest_days

    return before_rest_days(frames, dates)


def plan_form(data: QueryDict | None, person: Profile) -> PlanForm:
    """The bound or blank form that asks a person about a session that is planned: see `journal.forms.plan.PlanForm`."""
    return PlanForm(data, person=person)


def flip_form(data: QueryDict | None) -> FlipForm:
    """The bound or blank form that is asked before a coin falls: see `journal.forms.plan.FlipForm`."""
    return FlipForm(data)


def keep_questions(person: Profile, names: Sequence[str], on: date) -> None:
    """Keep the three questions that stand first in the person's forms; a setting, so no version is raised.

    Of two at once the first one stays.
    """
    before = Profile.objects.filter(pk=person.pk, questions_on=person.questions_on)
    keep = lambda: before.update(questions=list(names), questions_on=on)  # noqa: E731
    if unless_busy(keep, router.db_for_write(Profile)):
        person.questions, person.questions_on = list(names), on


def event_on(person: Profile, on: date) -> bool:
    """Whether the check-in of a date says that it is a day of a competition or the like."""
    return Day.objects.of(person).filter(date=on, event_day=True).exists()


def episode_of(person: Profile, entry_id: UUID) -> Row | None:
    """The row of the person's episode with this id, or None: somebody else's does not exist for them."""
    return Episode.objects.of(person).filter(id=entry_id).values(*columns("episodes")).first()


def episodes_of(person: Profile, entry_ids: list[UUID]) -> list[Row]:
    """The rows of the person's episodes with these ids, oldest first."""
    return list(Episode.objects.of(person).filter(id__in=entry_ids).oldest_first().values(*columns("episodes")))


def latest_day(frames: "Frames") -> date | None:
    """The newest date with any entry: see `journal.measures.sessions.latest_day`."""
    from journal.measures.sessions import latest_day

    return latest_day(frames)


def with_entries(frames: "Frames") -> "NDArray[Any]":
    """The dates on which the person typed anything: see `journal.measures.dates.with_entries`."""
    from journal.measures.dates import with_entries

    return with_entries(frames)


def graded(frames: "Frames", found: "Measures") -> "Measures":
    """The graded measures of sessions: see `journal.measures.scales.of_sessions`."""
    from journal.measures.scales import of_sessions

    return of_sessions(frames, found)


def person_named(name: str) -> Profile | None:
    """The Profile of the account with this name or e-mail address, or None."""
    account = Person.objects.named(name)
    return Profile.objects.of_account(account) if account else None


def answers_since(person: Profile, moment: datetime) -> list[Row]:
    """The person's answers to red flags since a moment, oldest first, as rows."""
    return list(Answer.objects.of(person).filter(at__gte=moment).oldest_first().values("id", "flag", "answer", "at"))


def answer_flag(person: Profile, flag: str, answer: str, at: datetime | None = None) -> str:
    """Keep the person's answer (a word of vocabulary.FlagAnswer) to a red flag; returns the text that undoes it.

    Two taps are one answer: the same word within a minute is not kept twice.
    """
    at = at or timezone.now()
    with person.writing():
        same = Answer.objects.of(person).filter(flag=flag, answer=answer).between(at - MINUTE, at + MINUTE)
        kept = same.first() or Answer.objects.create(person=person, flag=flag, answer=answer, at=at)
        kept.person = person
    return undo.token(person, [undo.made(kept)])


def set_aside(person: Profile, cause: str) -> None:
    """The person called a cause not relevant. Saying it twice is saying it once."""
    with person.writing():
        SetAside.objects.get_or_create(person=person, cause=cause, defaults={"at": timezone.now()})


def bring_back(person: Profile, cause: str) -> None:
    """The person wants to see the cause again."""
    with person.writing():
        SetAside.objects.of(person).filter(cause=cause).delete()


def take_up(person: Profile, tip: str, on: date | str) -> None:
    """The person follows a tip from a date on. While it is being followed, taking it up again changes nothing."""
    with person.writing():
        if not Intention.objects.of(person).filter(tip=tip, ended_on=None).exists():
            Intention.objects.create(person=person, tip=tip, started_on=on)


def let_go(person: Profile, tip: str, on: date | str) -> None:
    """The person stops following a tip on a date."""
    with person.writing():
        Intention.objects.of(person).filter(tip=tip, ended_on=None).update(ended_on=on)
