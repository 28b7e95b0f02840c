"""Lists of past entries: 40 a page, none lost between pages, nobody else's."""

import csv
import re
from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.utils import timezone
from django.utils.html import escape

from journal.calendar import HOUR, MINUTE
from journal.files.csv_out import plain, safe
from journal.models import Drink
from tests import factories
from tests.factories import moment


def shown(page):
    return re.findall(r'href="/drink/([0-9a-f-]{36})/"', page.content.decode())


def test_older_entries_follow_page_by_page_even_when_times_are_shared(mine, person, stranger):
    for n in range(95):
        factories.drink(person, moment("2026-06-18 08:00") + timedelta(hours=n // 60))
    factories.drink(stranger, moment("2026-06-18 08:00"))
    pages, url = [], "/entries/drinks/"
    while url:
        page = mine.get(url)
        pages.append(shown(page))
        older = re.search(r'href="(/entries/drinks/\?before=[^"]+)"', page.content.decode())
        url = older and older[1]
    assert [len(page) for page in pages] == [40, 40, 15]
    mine_ids = {str(pk) for pk in Drink.objects.of(person).values_list("id", flat=True)}
    assert {pk for page in pages for pk in page} == mine_ids


@pytest.mark.parametrize("kind", ["sessions", "twinges", "drinks", "nights", "days"])
def test_every_kind_has_its_list(mine, person, kind):
    make = {"sessions": factories.session, "twinges": factories.episode, "drinks": factories.drink,
            "nights": factories.night, "days": factories.day}[kind]  # fmt: skip
    entry = make(person)
    assert str(entry.id) in mine.get(f"/entries/{kind}/").content.decode()


def test_nights_go_on_by_date(mine, person):
    for n in range(41):
        factories.night(person, date(2026, 6, 18) - timedelta(days=n))
    older = re.search(r'href="(/entries/nights/\?before=[^"]+)"', mine.get("/entries/nights/").content.decode())[1]
    assert mine.get(older).content.decode().count("/sleep/") == 1


@pytest.mark.parametrize("before", ["", "x", "2026-06-18T08:00:00+00:00", "2026-06-18T08:00:00,1", "%00,%00"])
def test_a_broken_mark_shows_the_newest(mine, person, before):
    factories.drink(person)
    assert len(shown(mine.get(f"/entries/drinks/?before={before}"))) == 1


def test_an_unknown_kind_is_404(mine):
    assert mine.get("/entries/steps/").status_code == 404


def test_a_session_with_a_logged_twinge_never_says_nothing_after(mine, person):
    calm = factories.session(person, timezone.now() - 26 * HOUR, quiet_after=True)
    twinged = factories.session(person, timezone.now(), quiet_after=True)
    factories.episode(person, twinged.started_at)
    for address in ("/", "/entries/sessions/"):
        page = mine.get(address).content.decode()
        said = {entry.id: "othing after" in page.split(str(entry.id))[1].split("</a>")[0] for entry in (calm, twinged)
                if str(entry.id) in page}  # fmt: skip
        assert said.get(twinged.id) is False
        assert said.get(calm.id, True) is True


def test_sessions_that_overlap_say_so_quietly(mine, person):
    at = moment("2026-06-18 08:00")
    factories.session(person, at, duration_min=60)
    factories.session(person, at + HOUR / 2, duration_min=10)
    factories.session(person, at + 2 * HOUR, duration_min=10)
    assert mine.get("/day/2026-06-18/").content.decode().count("verlaps another session") == 2


def test_sessions_that_overlap_say_so_quietly_on_their_day_and_in_the_list(mine, person, stranger):
    """Also over midnight; end to start is no overlap, and neither is somebody else's."""
    late = person.calendar.clock(date(2026, 6, 18), time(23, 30))
    factories.session(person, late, duration_min=60)
    factories.session(person, late + 45 * MINUTE, duration_min=30)  # on the 19th
    factories.session(person, late + 75 * MINUTE, duration_min=30)  # begins as that one ends
    factories.session(stranger, late + 80 * MINUTE)
    said = "overlaps another session"
    days = [mine.get(f"/day/2026-06-{day}/").content.decode().count(said) for day in (18, 19)]
    assert (days, mine.get("/entries/sessions/").content.decode().count(said)) == ([1, 1], 2)


def titles(page):
    return [month.title for month in page.context["months"]]


def lines(page):
    return [entry.title for month in page.context["months"] for entry in month.lines]


def test_months_are_headings_and_can_be_chosen(mine, person):
    for when in ("2026-05-31 22:30", "2026-06-01 08:00", "2026-04-18 08:00"):  # the first is 1 June in Oslo
        factories.session(person, moment(when))
    assert titles(mine.get("/entries/sessions/")) == ["June 2026", "April 2026"]
    assert len(lines(mine.get("/entries/sessions/?month=2026-06"))) == 2
    assert "You typed June." in mine.get("/entries/sessions/?month=June").content.decode()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/entries/sessions/?note=NEW shoes", 1),
        ("/entries/sessions/?activity=swim", 1),
        ("/entries/sessions/?activity=swim&note=shoes", 0),
        ("/entries/twinges/?kind=cramp", 1),
        ("/entries/twinges/?body_part=foot", 1),
        ("/entries/twinges/?body_part=foot&kind=cramp", 0),
        ("/entries/twinges/?kind=nonsense", 2),
        ("/entries/drinks/?kind=coffee", 1),
        ("/entries/days/?note=exam", 1),
        ("/entries/sessions/?muscles=calf", 1),
        ("/entries/sessions/?muscles=thigh_front", 0),
        ("/entries/sessions/?muscles=calf&activity=swim", 0),
        ("/entries/nights/?kind=nap", 1),
        ("/entries/nights/?kind=night", 2),
    ],
)
def test_a_list_is_narrowed_by_words_kind_part_and_activity(mine, person, stranger, address, found):
    factories.session(person, note="Tried new shoes today", muscles=["foot", "calf"])
    factories.session(person, timezone.now() - 30 * HOUR, activity="swim")
    factories.episode(person, kind="cramp", body_part="calf")
    factories.episode(person, timezone.now() - 2 * HOUR, kind="twitch", body_part="foot")
    factories.drink(person, kind="coffee")
    factories.drink(person, kind="water")
    factories.day(person, note="exam")
    for kind, on in ((None, 18), ("night", 17), ("nap", 17)):
        factories.night(person, date(2026, 6, on), kind=kind)
    factories.session(stranger, activity="swim", note="new shoes", muscles=["calf"])
    assert len(lines(mine.get(address))) == found


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("100%", "gave 100% today"),
        ("left_calf", "left_calf sore"),
        ("a.b", "a.b then"),
        ("(hot)", "very (hot) day"),
        ("c:\\d", "c:\\d"),
        ("ÉCOLE", "école, 400 m"),
        ("cafe", "Café au lait"),
        ("Café", "two cafes"),
        ("café", "cafe\u0301"),
        ("übung", "ÜBUNG"),
        ("tromsø", "TROMSØ"),
        ("бегай", "БЕГАЙ в парке"),
        ("달리기", "달리기 5 km"),
        ("strasse hot", "Hot Strasse"),
    ],
)
def test_a_note_is_found_however_it_was_written_and_by_nothing_else(mine, person, typed, note):
    factories.session(person, note=note)
    factories.session(person, timezone.now() - HOUR, note="1000 leftxcalf axb hot d ecol caf")
    answer = mine.get("/entries/sessions/", {"note": typed})
    assert len(lines(answer)) == 1
    assert f'value="{escape(typed)}"' in answer.content.decode()


def test_the_same_drinks_of_a_day_share_a_row_with_a_way_to_each(mine, person):
    for hour, ml in ((8, 250), (10, 250), (12, 500)):
        factories.drink(person, moment(f"2026-06-18 {hour:02}:00"), ml=ml)
    factories.drink(person, moment("2026-06-17 08:00"), ml=250)
    page = mine.get("/entries/drinks/")
    assert lines(page) == ["Water", "2 × Water", "Water"]
    assert len(shown(page)) == 4


def test_no_line_ends_inside_a_length(mine, person):
    factories.session(person, moment("2026-06-18 08:00"), duration_min=145)
    assert "<b>Run, 2\u00a0h\u00a025</b>" in mine.get("/entries/sessions/").content.decode()


def test_what_is_shown_comes_as_a_table_without_formulas(mine, person):
    for n, note in enumerate(["=1+1", "+49", "-5", "@me", "\tx", "fine, really"]):
        factories.session(person, moment("2026-06-18 08:00") + n * HOUR, note=note)
    factories.session(person, moment("2026-05-18 08:00"))
    answer = mine.get("/entries/sessions/?month=2026-06&as=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(StringIO(answer.content.decode()))
    assert head == ["Date", "Time", "What", "Details", "Note"]
    assert [row[4] for row in reversed(rows)] == ["'=1+1", "'+49", "'-5", "'@me", "'\tx", "fine, really"]
    assert {row[0] for row in rows} == {"2026-06-18"}
    for cell in ("\rx", " =1+1", "\uff1d1+1", "' -5"):
        assert (safe(cell), plain(safe(cell))) == (f"'{cell}", cell)
