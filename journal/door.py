"""The one door of the journal: all that `guidance` may import, and nothing else of the journal.

Rows (`Journal`) serve the red flags, which need no pandas; `frames` turns rows into tables for the analysis and
imports pandas only then. Decisions about guidance (a cause set aside, a flag answered) are part of the journal, so
they are written here, too.
"""

from django.db import transaction
from django.utils import timezone

from journal import bodymap, bouts, contents, document, recent, undo, vocabulary, words
from journal.calendar import DAY, HOUR, MINUTE, Calendar, days_from, parse_date, shift
from journal.forms.plan import PlanForm
from journal.heat import HOT_INDEX_C, HOT_WBGT_C, is_hot
from journal.models import Answer, Episode, Intention, Person, SetAside
from journal.outcomes import Outcome, link_episodes, outcomes
from journal.rows import Journal, columns, person_row, read

__all__ = [
    "DAY",
    "HOT_INDEX_C",
    "HOT_WBGT_C",
    "HOUR",
    "MINUTE",
    "Calendar",
    "Journal",
    "Outcome",
    "PlanForm",
    "answer_flag",
    "answers_since",
    "bodymap",
    "bouts",
    "bring_back",
    "contents",
    "days_from",
    "document",
    "episode_of",
    "frames",
    "is_hot",
    "let_go",
    "link_episodes",
    "outcomes",
    "parse_date",
    "person_named",
    "person_row",
    "read",
    "recent",
    "set_aside",
    "shift",
    "take_up",
    "vocabulary",
    "words",
]


def frames(journal):
    """The journal's tables for analysis: see `journal.frame.tables`."""
    from journal.frame import tables

    return tables(journal)


def episode_of(person, entry_id):
    """The row of the person's episode with this id, or None: somebody else's does not exist for them."""
    return Episode.objects.of(person).filter(pk=entry_id).values(*columns("episodes")).first()


def person_named(name):
    """The Person with this name or e-mail address, or None."""
    return Person.objects.named(name)


def answers_since(person, moment):
    """The person's answers to red flags since a moment, oldest first, as rows."""
    return list(Answer.objects.of(person).filter(at__gte=moment).oldest_first().values("id", "flag", "answer", "at"))


@transaction.atomic
def answer_flag(person, flag, answer, at=None):
    """Keep the person's answer (a word of vocabulary.FlagAnswer) to a red flag; returns the text that undoes it."""
    kept = Answer.objects.create(person=person, flag=flag, answer=answer, at=at or timezone.now())
    person.touch()
    return undo.token(person, [undo.absent(kept)])


@transaction.atomic
def set_aside(person, cause):
    """The person called a cause not relevant. Saying it twice is saying it once."""
    SetAside.objects.get_or_create(person=person, cause=cause, defaults={"at": timezone.now()})
    person.touch()


@transaction.atomic
def bring_back(person, cause):
    """The person wants to see the cause again."""
    SetAside.objects.of(person).filter(cause=cause).delete()
    person.touch()


@transaction.atomic
def take_up(person, tip, on):
    """The person follows a tip from a date on. While it is being followed, taking it up again changes nothing."""
    person.touch()  # first: it locks the person's row, so two taps at once wait for each other
    if not Intention.objects.of(person).filter(tip=tip, ended_on=None).exists():
        Intention.objects.create(person=person, tip=tip, started_on=on)


@transaction.atomic
def let_go(person, tip, on):
    """The person stops following a tip on a date."""
    Intention.objects.of(person).filter(tip=tip, ended_on=None).update(ended_on=on)
    person.touch()
