"""What a person does as a rule: which sessions Today offers, and what each is usually answered."""

from datetime import timedelta

from journal.measures.habit import UsualSession, usual_answers, usual_sessions
from tests.guidance_rows import AT, DAY, journal, session

MONDAY = AT - timedelta(days=AT.weekday())  # of this week


def on(weekday, weeks_ago, **fields):
    return session(MONDAY + (weekday - 7 * weeks_ago) * DAY, **fields)


RUNS = [on(2, n, activity="run", duration_min=45, muscles=["calf"]) for n in (4, 3, 2, 1)]
LONG_RUNS = [on(6, n, activity="run", duration_min=90) for n in (4, 3, 2)]
STRENGTH = [on(0, n, activity="strength", duration_min=60) for n in (3, 2, 1)]
RIDE, SWIM = [on(5, 1, activity="cycle", duration_min=120)], [on(4, 2, activity="swim", duration_min=30)]


def usual(weekday, *rows):
    held = journal(sessions=[row for some in rows for row in some])
    return [(one.activity, one.minutes) for one in usual_sessions(held.sessions, held.calendar, weekday)]


def test_what_is_done_on_this_weekday_stands_first_with_its_minutes():
    everything = (RUNS, LONG_RUNS, STRENGTH, RIDE, SWIM)
    assert usual(2, *everything) == [("run", 45), ("strength", 60), ("cycle", 120)]
    assert usual(6, *everything) == [("run", 90), ("strength", 60), ("cycle", 120)]
    assert usual(0, *everything) == [("strength", 60), ("run", 45), ("cycle", 120)]
    assert usual(4, *everything) == [("swim", 30), ("run", 45), ("strength", 60)]


def test_without_sessions_nothing_is_usual():
    assert usual(0) == []


def test_the_muscles_are_those_of_the_last_time_any_were_ticked():
    held = journal(sessions=[*RUNS, on(3, 0, activity="run", muscles=None)])
    assert usual_sessions(held.sessions, held.calendar, 2) == [UsualSession("run", 45, ["calf"])]


def test_an_answer_is_usual_from_three_on_and_a_word_when_more_than_half_say_it():
    said = [(8, "mild"), (0, "mild"), (8, "cold"), (None, None)]
    rows = [on(2, n, activity="run", warm_up_min=a, air=b) for n, (a, b) in enumerate(said)]
    assert usual_answers(rows, "run") == {"warm_up_min": 8, "air": "mild"}
    assert usual_answers(rows[:2], "run") == {}
    assert usual_answers(rows, "swim") == {}
    assert usual_answers([*rows, on(2, 5, air="cold"), on(1, 5, air=None)]).keys() == {"warm_up_min"}


def test_no_warm_up_can_be_the_habit():
    rows = [on(2, n, warm_up_min=0) for n in range(3)]
    assert usual_answers(rows) == {"warm_up_min": 0}
