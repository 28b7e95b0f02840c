"""What followed a session is known or not by one definition: Week, Guidance and the evidence agree on any journal."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guidance.analysis.analysis import up_to
from guidance.analysis.now import analysis_of, rows_for
from guidance.causes.counts import session_outcomes
from guidance.evidence.units import units_of
from journal.models import Day, Night
from journal.pages.week_numbers import dated, weeks_numbers
from journal.public import frames
from journal.reading.recent import outcomes_now
from tests import factories
from tests.examples import examples

HOUR = timedelta(hours=1)
hours_ago = st.integers(-30, 24 * 40)  # some lie ahead: mistakes that a journal can hold
sources = st.sampled_from([None, "manual", "fit"])
says = st.sampled_from([{}, {}, {"quiet_after": True}, {"aftermath": 0}, {"aftermath": 5}])
sessions = st.lists(st.tuples(hours_ago, sources, says), min_size=1, max_size=8)
others = st.lists(st.tuples(st.sampled_from(["drink", "night", "day", "episode"]), hours_ago, sources), max_size=6)


def keep(person, now, sessions, others):
    for ago, source, said in sessions:
        factories.session(person, now - ago * HOUR, source=source, **said)
    for kind, ago, source in others:
        at = now - ago * HOUR
        if kind in ("drink", "episode"):
            getattr(factories, kind)(person, at, source=source)
        elif kind == "night":
            Night.objects.get_or_create(
                person=person, date=person.calendar.date_of(at), defaults={"hours": 7, "source": source}
            )
        else:
            Day.objects.get_or_create(person=person, date=person.calendar.date_of(at), defaults={"stress": 3})


def of_weeks(person, now):
    """(sessions, of which it is known what followed) of the weeks."""
    rows = up_to(rows_for(person, now), now)
    starts = person.calendar.weeks_to(person.calendar.date_of(now), 9)
    followed = outcomes_now(person, rows.sessions, rows.episodes, now)
    last = person.calendar.date_of(now)
    on_dates = dated(person, starts, last)
    weeks = weeks_numbers(person, starts, rows.sessions, rows.episodes, followed, on_dates, last)
    return sum(week.sessions for week in weeks), sum(week.known for week in weeks)


def of_guidance(person, now):
    """The same of every cause that counts sessions: all say it alike."""
    found = {
        (
            compared.with_cause.sessions + compared.without.sessions + compared.exposure_unknown,
            compared.outcome_unknown,
        )
        for compared in (cause.compared for cause in analysis_of(person, now).causes if cause.is_counted)
    }
    ((known, unknown),) = found
    return known + unknown, known


def of_evidence(person, now):
    rows = up_to(rows_for(person, now), now)
    return len(rows.sessions), len(units_of(rows, frames(rows), session_outcomes(rows)).rows) if rows.sessions else 0


@pytest.mark.django_db
@examples(40)
@given(sessions, others)
def test_week_guidance_and_evidence_know_the_same_sessions(sessions, others):
    now = timezone.now()
    person = factories.person(str(uuid.uuid4()), time_zone="Europe/Oslo")
    keep(person, now, sessions, others)
    assert of_weeks(person, now) == of_guidance(person, now) == of_evidence(person, now)


def test_the_pages_say_it_alike(mine, person):
    """An imported session that nobody was asked about is unknown on the week's page as in Guidance."""
    now = timezone.now()
    for days, source in ((3, "fit"), (2, "manual")):
        factories.session(person, now - days * 24 * HOUR, source=source)
    factories.drink(person, now)
    week, guidance = (
        mine.get(url).content.decode() for url in ("/week/?week=" + str((now - 3 * 24 * HOUR).date()), "/guidance/")
    )
    assert "What followed is not known for 1 session." in week
    assert re.search("Sessions we can compare.*?1 of 8", guidance, re.DOTALL)
