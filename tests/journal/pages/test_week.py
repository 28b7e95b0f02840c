"""The week: its numbers, its words, its gaps, and what it costs."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from journal.calendar import NOON, shift
from journal.measures.usual import usual_weeks
from journal.models import Profile
from journal.pages.sparkline import spark
from journal.pages.week import week_page
from journal.pages.week_numbers import dated, weeks_numbers
from journal.reading.outcomes import Outcome, last_typed_on, link_episodes, outcomes
from journal.reading.rows import read
from tests import factories
from tests.factories import moment
from tests.paths import ROOT, SHARED
from tests.queries import captured

REAL = SHARED / "data" / "journals"
HOUR = timedelta(hours=1)


def numbers(person, day, weeks=1):
    """The WeekNumbers of the week that holds a day, and of those before it."""
    starts = person.calendar.weeks_to(day, weeks)
    rows = read(person, since=moment("1990-01-01 00:00"))
    followed = outcomes(rows.sessions, rows.episodes, person.calendar, last_typed_on(rows))
    last = shift(starts[-1], 6)
    on_dates = dated(person, starts, last)
    return weeks_numbers(person, starts, rows.sessions, rows.episodes, followed, on_dates, last)


def page(person, day, at):
    starts = person.calendar.weeks_to(day, 9)
    rows = read(person, since=moment("1990-01-01 00:00"))
    return week_page(person, starts, at, rows.sessions, rows.episodes)


def metrics(page):
    return {metric.key: (metric.value, metric.unit, metric.compared) for metric in page.metrics}


def test_counts_can_be_hidden(mine, person):
    """The numbers of twinges go, the days on which they came and all other numbers stay."""
    for n in (1, 2, 3):
        factories.episode(person, timezone.now() - n * HOUR / 60)
    shown = mine.get("/week/").content.decode()
    person.hide_counts = True
    person.save()
    hidden = mine.get("/week/").content.decode()
    for said in ("3 twinges", "3 cramp", "Twinges after sessions", "Other twinges", "×3", "3 this week"):
        assert (said in shown, said in hidden) == (True, False), said
    assert "k-kink" in hidden


def test_counts_carry_their_denominators(person):
    for n in range(11):
        said = {"quiet_after": True} if n > 4 else {"source": "fit"}
        factories.session(person, moment("2026-06-15 05:00") + n * 12 * HOUR, effort=6, **said)
    for n in (0, 1, 2):
        factories.episode(person, moment("2026-06-15 06:10") + n * 12 * HOUR)
    week = numbers(person, date(2026, 6, 18))[0]
    assert (week.sessions, week.known, week.twinges_after, week.other_twinges) == (11, 9, 3, 0)
    assert week.twinges_per_session == 3 / 9
    shown = metrics(page(person, date(2026, 6, 18), moment("2026-06-21 20:00")))["twinge"]
    assert shown[:2] == ("3", "after 11 sessions, not known for 2")


def test_what_was_not_logged_is_a_gap_and_never_a_zero(person):
    week = numbers(person, date(2026, 6, 18))[0]
    assert (week.load, week.fluid_ml, week.sleep_hours, week.stress) == (None,) * 4
    assert (week.twinges_per_session, week.long_warm_up_share, week.empty) == (None, None, True)
    empty = page(person, date(2026, 6, 18), moment("2026-06-21 20:00"))
    assert (metrics(empty), len(empty.never)) == ({}, 6)
    factories.night(person, date(2026, 6, 2), hours=7)
    logged = page(person, date(2026, 6, 18), moment("2026-06-21 20:00"))
    assert {name: value for name, (value, _unit, _compared) in metrics(logged).items()} == {"sleep": "Not recorded"}
    assert "Sleep" not in logged.never


def test_a_session_without_effort_has_no_load_and_one_without_warm_up_is_not_counted(person):
    factories.session(person, moment("2026-06-16 15:00"), effort=None, warm_up_min=5)
    factories.session(person, moment("2026-06-17 15:00"), effort=7, duration_min=60, warm_up_min=4)
    factories.session(person, moment("2026-06-18 15:00"), effort=0, warm_up_min=None)
    week = numbers(person, date(2026, 6, 18))[0]
    assert (week.load, week.without_effort, week.long_warm_ups, week.known_warm_ups) == (420, 1, 1, 2)


def test_means_are_over_what_was_logged(person):
    factories.drink(person, moment("2026-06-16 08:00"), ml=500)
    factories.drink(person, moment("2026-06-16 12:00"), ml=1000)
    factories.drink(person, moment("2026-06-18 21:59"), ml=700)  # 23:59 in Oslo
    factories.drink(person, moment("2026-06-18 22:01"), ml=300)  # the day after
    factories.night(person, date(2026, 6, 15), hours=6)
    factories.night(person, date(2026, 6, 21), hours=7.5)
    factories.night(person, date(2026, 6, 22), hours=1)  # next week
    factories.day(person, date(2026, 6, 17), stress=0)
    factories.day(person, date(2026, 6, 18), stress=7)
    factories.day(person, date(2026, 6, 19), stress=None, salty=True)
    week = numbers(person, date(2026, 6, 18))[0]
    assert (week.fluid_ml, week.fluid_days, week.sleep_hours, week.nights) == (2500 / 3, 3, 6.75, 2)
    assert (week.stress, week.stress_days) == (3.5, 2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([9, 1, 2, 3, 4, 99], (1, 4)),  # the week itself and older ones do not count
        ([None, None, 2, 3, None], (2, 3)),
        ([None, None, None, 3, 5], None),  # one week is no usual
        ([0, 0, 0, 0, 0], (0, 0)),
    ],
)
def test_the_usual_is_the_range_of_the_last_four_full_weeks(values, expected):
    assert usual_weeks(values) == expected


def test_a_gap_breaks_the_line_of_the_chart():
    chart = spark([1.0, None, 3.0, 2.0], (1.0, 3.0), from_zero=True)
    assert ([point.now for point in chart.points], len(chart.strokes)) == ([False, False, True], 1)
    assert spark([None, None], None, from_zero=True) is None


@pytest.mark.parametrize(
    ("values", "over"), [([1.0, 2.0], [False, True]), ([2.0, 1.0], [True, False]), ([1.0, 1.0], [True, True])]
)
def test_a_label_stands_where_the_line_is_not_and_keeps_off_the_ring(values, over):
    points = spark(values, None, from_zero=False).points
    assert [float(point.label_y) < float(point.y) for point in points] == over
    assert abs(float(points[-1].label_y) - float(points[-1].y)) >= 12


def test_a_running_week_says_already_above_and_does_not_say_below(person):
    for week in range(1, 5):
        factories.session(person, moment("2026-06-16 15:00") - week * 7 * 24 * HOUR, effort=5, duration_min=60)
    small = factories.session(person, moment("2026-06-16 15:00"), effort=1, duration_min=30)
    at = moment("2026-06-17 12:00")
    assert metrics(page(person, date(2026, 6, 17), at))["load"][2] == "So far; usually 300 by the end of the week"
    small.delete()
    factories.session(person, moment("2026-06-16 15:00"), effort=9, duration_min=60)
    assert metrics(page(person, date(2026, 6, 17), at))["load"][2] == "Already more than usual (usually 300)"
    assert (
        metrics(page(person, date(2026, 6, 17), moment("2026-07-20 12:00")))["load"][2]
        == "More than usual (usually 300)"
    )


def test_a_usual_range_of_twinges_is_said_in_sessions_and_never_in_parts_of_one(person):
    for week in range(5):
        factories.session(person, moment("2026-06-16 15:00") - week * 7 * 24 * HOUR, quiet_after=bool(week) or None)
    factories.episode(person, moment("2026-06-16 16:30"))
    shown = metrics(page(person, date(2026, 6, 17), moment("2026-06-21 20:00")))["twinge"]
    assert shown == ("1", "after 1 session", "More than usual (usually 0 after 10 sessions)")


def test_values_stand_on_the_charts(person):
    for week, hours in enumerate([6, 7, 8]):
        factories.night(person, date(2026, 6, 16) - timedelta(days=7 * week), hours=hours)
    (sleep,) = page(person, date(2026, 6, 17), moment("2026-06-21 20:00")).metrics
    assert [point.label for point in sleep.spark.points] == ["8 h", "", "6 h"]


def test_a_week_out_of_the_usual_suggests_what_the_documents_advise(mine, person):
    today = timezone.now().date()
    assert "two full weeks are needed to compare" in mine.get("/week/").content.decode()
    for week in range(1, 5):
        factories.night(person, today - timedelta(days=7 * week), hours=8)
    factories.night(person, today, hours=4)
    person.touch()
    assert "Plan at least seven hours on the next two nights." in mine.get("/week/").content.decode()


def test_the_same_numbers_stand_in_the_table(person):
    factories.session(person, moment("2026-06-16 15:00"), effort=7, duration_min=60, warm_up_min=5)
    factories.night(person, date(2026, 6, 16), hours=6.5)
    table = dict(page(person, date(2026, 6, 17), moment("2026-06-17 12:00")).table)
    assert {name: cells[:2] for name, cells in table.items()} == {
        "Sessions": ["1", "none logged"],
        "Twinges after a session": ["not recorded", "not recorded"],
        "Other twinges": ["0", "not recorded"],
        "Training load, min × effort": ["420", "not recorded"],
        "Warm-ups of 5 min or more": ["1 of 1", "not recorded"],
        "Fluid, litres a day": ["not recorded", "not recorded"],
        "Sleep, a night": ["6 h 30", "not recorded"],
        "Stress, 0 to 10": ["not recorded", "not recorded"],
    }


def test_imperial_people_read_fluid_ounces(person):
    person.units = "imperial"
    factories.drink(person, moment("2026-06-16 08:00"), ml=1000)
    assert metrics(page(person, date(2026, 6, 17), moment("2026-06-17 12:00")))["water"][:2] == (
        "34",
        "fl oz a day, 1 of 7 days logged",
    )


# What followed a session


@pytest.mark.parametrize(
    ("minutes_after_start", "linked"),
    [(-46, False), (-45, True), (0, True), (50 + 24 * 60, True), (50 + 24 * 60 + 1, False)],
)
def test_an_episode_belongs_to_the_session_within_24_hours(person, minutes_after_start, linked):
    session = factories.session(person, moment("2026-06-16 15:00"))
    factories.episode(person, moment("2026-06-16 15:00") + timedelta(minutes=minutes_after_start))
    rows = read(person, since=moment("1990-01-01 00:00"))
    assert link_episodes(rows.sessions, rows.episodes) == [session.id if linked else None]


def test_it_belongs_to_the_nearest_earlier_session(person):
    factories.session(person, moment("2026-06-16 08:00"))
    later = factories.session(person, moment("2026-06-16 15:00"))
    factories.episode(person, moment("2026-06-16 17:00"))
    rows = read(person, since=moment("1990-01-01 00:00"))
    assert link_episodes(rows.sessions, rows.episodes) == [later.id]


@pytest.mark.parametrize(
    ("fields", "last_typed_on", "expected"),
    [
        ({}, None, Outcome.UNKNOWN),
        ({}, date(2026, 6, 16), Outcome.UNKNOWN),  # the same day tells nothing
        ({}, date(2026, 6, 17), Outcome.CALM),
        ({"quiet_after": True}, None, Outcome.CALM),
        ({"aftermath": 0}, None, Outcome.CALM),
        ({"aftermath": 5}, None, Outcome.FELT),
    ],
)
def test_no_answer_and_no_later_entry_is_unknown_and_not_calm(person, fields, last_typed_on, expected):
    factories.session(person, moment("2026-06-16 15:00"), **fields)
    rows = read(person, since=moment("1990-01-01 00:00"))
    assert list(outcomes(rows.sessions, [], person.calendar, last_typed_on).values()) == [expected]


# The page


def test_the_week_page_has_words_for_every_drawing(mine, person, stranger):
    factories.session(person, timezone.now(), effort=6)
    factories.episode(person, timezone.now())
    factories.session(stranger, activity="climb")
    text = mine.get("/week/").content.decode()
    assert "1 twinge" in text
    assert "climb" not in text
    assert re.search(r'<span class="vh">today: .*load 300', text)
    assert "The same numbers as a table" in text


def test_weeks_are_turned_by_links_and_the_next_one_is_not_here_yet(mine, person):
    text = mine.get("/week/?week=2026-06-18").content.decode()
    assert ('href="?week=2026-06-08"' in text, 'href="?week=2026-06-22"' in text) == (True, True)
    assert 'aria-disabled="true"' in mine.get("/week/").content.decode()
    assert mine.get("/week/?week=2199-01-01").status_code == 404
    assert mine.get("/week/?week=nonsense").status_code == 200


def test_htmx_gets_the_week_alone(mine):
    answer = mine.get("/week/?week=2026-06-18", headers={"HX-Request": "true", "HX-Target": "week"})
    text = answer.content.decode()
    assert (text.lstrip().startswith('<div id="week"'), "<title>15 to 21 June 2026 - Twinge</title>" in text) == (
        True,
        True,
    )


# Real journals: numbers counted by hand from the files


@pytest.mark.skipif(not REAL.exists(), reason="the real journals are not beside this checkout")
@pytest.mark.django_db
def test_a_real_week_has_the_numbers_counted_by_hand():
    call_command("import_journal", str(REAL / "pmdata-p12.json"), person="p12", create=True)
    person = Profile.objects.get()
    weeks = numbers(person, date(2020, 3, 9), weeks=4)
    found = [(w.sessions, w.load, w.fluid_ml, w.fluid_days, w.sleep_hours, w.nights, w.stress) for w in weeks]
    assert found == [
        (3, 1320, 7000 / 3, 3, 6.0, 3, 5.0),
        (1, 480, 2562.5, 4, 6.0, 3, 5.0),
        (2, 780, 2250.0, 1, 4.5, 2, 5.0),
        (1, 350, 2750.0, 1, 6.0, 1, 5.0),
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the real journals are not beside this checkout")
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["p01", "p07", "p12"])
def test_every_page_opens_on_a_real_journal(name):
    call_command("import_journal", str(REAL / f"pmdata-{name}.json"), person=name, create=True)
    client = Client()
    factories.sign_in(client, Profile.objects.get())
    for url in ("/", "/week/", "/week/?week=2020-03-10", "/day/2020-03-10/", "/guidance/", "/entries/sessions/"):
        assert client.get(url).status_code == 200, url


# What it costs


def fill(person, weeks):
    """So many weeks of sessions, drinks, nights, check-ins and twinges, up to yesterday."""
    now = timezone.now()
    for n in range(1, weeks * 7 + 1):
        at = now - n * 24 * HOUR
        factories.session(person, at, quiet_after=True)
        factories.episode(person, at + HOUR)
        factories.drink(person, at)
        factories.night(person, person.calendar.date_of(at))
        factories.day(person, person.calendar.date_of(at))


def queries(client, url):
    with captured() as found:
        assert client.get(url).status_code == 200
    return len(found)


PAGES = [
    "/",
    "/week/",
    "/guidance/",
    "/entries/sessions/",
    "/entries/drinks/",
    "/log/session/",
    "/log/twinge/",
    "/settings/",
]


@pytest.mark.parametrize("url", PAGES)
def test_a_long_journal_costs_no_more_queries_than_a_short_one(mine, person, url):
    mine.cookies["js"] = "1"  # without the script pages bring the thread along, which costs an analysis
    Profile.objects.filter(pk=person.pk).update(
        questions_on=timezone.now().date()
    )  # else the first analysis chooses them
    fill(person, 1)
    person.touch()
    short = [queries(mine, url), queries(mine, url)]
    fill_more(person)
    person.touch()
    long = [queries(mine, url), queries(mine, url)]
    assert long == short
    assert long[1] <= 8  # with a recent twinge the check-ins are read, too: contact with a poison goes with any kind


def fill_more(person):
    """Thirty more weeks before the first one, for the cost alone."""
    from journal.models import Day, Drink, Episode, Night, Session

    for model in (Session, Episode, Drink, Night, Day):
        copies = []
        for entry in model.objects.of(person):
            for week in range(1, 31):
                fields = {f.name: getattr(entry, f.name) for f in model._meta.concrete_fields if f.name != "id"}
                copies.append(model(**fields | {model.WHEN: fields[model.WHEN] - timedelta(days=7 * week)}))
        model.objects.bulk_create(copies)


def test_logging_a_session_takes_at_most_fifteen_queries(mine, person):
    """Three of them keep the sentence "Saved" on the server, one looks for the same session in the same minute."""
    form_id = re.search(r'name="id" value="([0-9a-f-]{36})"', mine.get("/log/session/").content.decode())[1]
    with captured() as found:
        mine.post("/log/session/", {"id": form_id, "activity": "run", "duration_min": "50", "effort": "7"})
    assert len(found) <= 15


def test_today_week_and_forms_leave_pandas_unloaded(tmp_path):
    """In a process of its own: the pages of the journal and the red flags do without the analysis."""
    script = tmp_path / "serve.py"
    script.write_text(
        "import sys, django\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0); call_command('createcachetable')\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
        "from django.test import Client\n"
        "from django.utils import timezone\n"
        "from journal.models import Episode\n"
        "from tests import factories\n"
        "person = factories.person('a')\n"
        "Episode.objects.create(person=person, started_at=timezone.now(), kind='cramp', body_part='calf', pain=10)\n"
        "client = Client()\n"
        "factories.sign_in(client, person)\n"
        "client.cookies['js'] = '1'\n"  # without the script the thread is part of the page
        "pages = ['/', '/week/', '/log/session/', '/log/twinge/', '/entries/twinges/', '/settings/']\n"
        "print([client.get(url).status_code for url in pages], 'RF03' in client.get('/').content.decode(), 'pandas' in sys.modules)\n"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "x" * 50,
        "LOCAL": "1",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
    }
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip().splitlines()[-1] == "[200, 200, 200, 200, 200, 200] True False", done.stderr[-2000:]


def test_what_has_not_come_yet_changes_nothing_of_the_week(mine, person):
    now = timezone.now()
    factories.session(person, now - 2 * HOUR, quiet_after=True)
    before = re.sub("csrf.*", "", mine.get("/week/").content.decode())
    last = person.calendar.week_of(person.calendar.date_of(now))[-1]
    ahead = max(last, shift(person.calendar.date_of(now), 1))
    factories.session(person, now + 9 * HOUR)
    factories.episode(person, now + 9 * HOUR)
    factories.drink(person, person.calendar.clock(ahead, NOON))
    factories.night(person, ahead)
    factories.day(person, ahead)
    factories.intention(person, started_on=ahead)
    person.touch()
    assert re.sub("csrf.*", "", mine.get("/week/").content.decode()) == before
