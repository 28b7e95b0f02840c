"""Trials settled by a coin, as the journal keeps them: started, drawn, answered, stopped. All rules are guidance's.

An assignment is drawn when its session begins and never before, so a file holds no position that is still to come.
"""

from django.db import transaction

from journal.models import Profile, Trial
from journal.reading.rows import columns


def trial_rows(person):
    """The person's trials as rows, newest first."""
    return list(Trial.objects.of(person).newest_first().values(*columns("experiments")))


def next_position(assignments):
    """The position that is drawn next, from 1."""
    return max((drawn["position"] for drawn in assignments or ()), default=0) + 1


@transaction.atomic
def start_trial(person, trial_id, **fields):
    """A new trial. The same id twice is one trial."""
    _trial, made = Trial.objects.get_or_create(person=person, id=trial_id, defaults={"assignments": [], **fields})
    if made:
        person.touch()


@transaction.atomic
def draw_arm(person, trial_id, position, choose):
    """Draw a position's arm with `choose(assignments)`; nothing happens when it is drawn already."""
    trial = _locked(person, trial_id)
    drawn = trial.assignments or []
    if position == next_position(drawn):
        _keep(trial, [*drawn, {"position": position, "arm": choose(drawn)}])


@transaction.atomic
def answer_position(person, trial_id, position, followed, session_id=None):
    """What became of a drawn position: whether the arm was followed, and the session, None when there was none."""
    trial = _locked(person, trial_id)
    said = {"followed": followed} | ({"session": str(session_id)} if session_id else {})
    _keep(trial, [drawn | said if drawn["position"] == position else drawn for drawn in trial.assignments or []])


@transaction.atomic
def plan_more_sessions(person, trial_id, planned_sessions):
    """Go on to so many sessions."""
    trial = _locked(person, trial_id)
    trial.planned_sessions = planned_sessions
    trial.save(update_fields=["planned_sessions"])
    person.touch()


@transaction.atomic
def stop_trial(person, trial_id, ended_on):
    """End a trial. One that has ended stays as it is."""
    if Trial.objects.of(person).filter(id=trial_id, ended_on=None).update(ended_on=ended_on):
        person.touch()


def _locked(person, trial_id):
    # The person's row, too: draws and answers of one person come one after the other.
    Profile.objects.select_for_update().get(pk=person.pk)
    return Trial.objects.of(person).get(id=trial_id)


def _keep(trial, assignments):
    trial.assignments = assignments
    trial.save(update_fields=["assignments"])
    trial.person.touch()
