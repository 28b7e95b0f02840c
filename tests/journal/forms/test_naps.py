"""Naps: any number a date beside the one night, in forms, lists and files, and never counted as the night."""

import json
import uuid
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from guidance.analysis.analysis import advise
from journal.calendar import shift
from journal.models import Night
from journal.reading.rows import read
from tests import factories
from tests.guidance_rows import AT, DAY, TODAY, journal, night, session
from tests.journals import example

ON = date(2026, 6, 18)


def log(client, **said):
    return client.post("/log/sleep/", {"id": str(uuid.uuid4()), "date": str(ON), "hours": "7"} | said)


def kept():
    return sorted((night.kind or "", night.hours) for night in Night.objects.all())


def test_a_date_has_one_night_and_any_number_of_naps(mine, person):
    log(mine)
    for hours in ("0:20", "1:30"):
        assert log(mine, hours=hours, kind="on").status_code == 302
    assert kept() == [("", 7), ("nap", 1 / 3), ("nap", 1.5)]
    assert "Your sleep of 2026-06-18 is logged already." in log(mine).content.decode()
    day = mine.get(f"/day/{ON}/").content.decode()
    assert [day.count(said) for said in ("Nap, 20 min", "Nap, 1 h 30", "Sleep, 7 h")] == [1, 1, 1]
    assert mine.get("/entries/nights/").content.decode().count("Nap, ") == 2


def test_the_same_nap_twice_is_asked_about_and_one_form_is_one_nap(mine, person):
    form = {"id": str(uuid.uuid4()), "date": str(ON), "hours": "0:20", "kind": "on"}
    for _twice in range(2):
        mine.post("/log/sleep/", form)
    asked = log(mine, hours="0:20", kind="on")
    assert "You logged exactly this for the same time already." in asked.content.decode()
    assert len(kept()) == 1
    log(mine, hours="0:20", kind="on", again="yes")
    assert len(kept()) == 2


def test_a_nap_leads_to_a_form_of_its_own_where_the_night_is_there(mine, person):
    slept = factories.night(person, ON)
    entry = mine.get(f"/log/sleep/?date={ON}", follow=True).content.decode()
    assert f'href="/log/sleep/?nap=1&amp;date={ON}"' in entry
    asked = mine.get(f"/log/sleep/?nap=1&date={ON}").content.decode()
    assert 'name="kind" value="nap" id="kind" checked' in asked
    assert str(slept.id) not in asked


def test_a_nap_becomes_the_night_only_where_there_is_none(mine, person):
    nap = factories.night(person, ON, hours=0.5, kind="nap")
    factories.night(person, ON)
    url = f"/sleep/{nap.id}/"
    page = mine.get(url).content.decode()
    assert "Change a nap" in page
    said = {"date": str(ON), "hours": "0.5", "kind": ""}
    assert "is logged already" in mine.post(url, said).content.decode()
    assert mine.post(url, said | {"date": str(shift(ON, -1))}).status_code == 302
    assert kept() == [("", 0.5), ("", 7)]


def test_a_kind_that_a_file_said_stays_as_it_is(mine, person):
    told = factories.night(person, ON, kind="night")
    mine.post(f"/sleep/{told.id}/", {"date": str(ON), "hours": "6"})
    assert kept() == [("night", 6)]


def test_the_database_keeps_to_it(person):
    factories.night(person, ON)
    factories.night(person, ON, kind="nap")
    factories.night(person, ON, kind="nap")
    for kind in (None, "night"):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.night(person, ON, kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.night(person, shift(ON, 1), kind="siesta")


def a_sleep(**said):
    return {"id": str(uuid.uuid4()), "date": str(ON), "hours": 7} | said


def test_naps_come_in_by_files_and_go_out_again(person, tmp_path, capsys):
    nights = [a_sleep(), a_sleep(kind="nap", hours=0.5), a_sleep(kind="nap", hours=1)]
    (tmp_path / "mine.json").write_text(json.dumps(example(nights=nights)))
    for _twice in range(2):
        call_command("import_journal", tmp_path / "mine.json", "--person", "runner")
    assert "nights: 0 added, 0 filled, 3 already there, 0 refused" in capsys.readouterr().out
    call_command("export_journal", "--person", "runner")
    by_id = lambda sleeps: sorted(sleeps, key=lambda sleep: sleep["id"])  # noqa: E731
    assert by_id(json.loads(capsys.readouterr().out)["nights"]) == by_id(nights)


def test_a_second_night_of_a_date_is_refused_by_file_with_naps_beside_it(person, tmp_path, capsys):
    factories.night(person, ON, kind="nap")
    for name, sleep in (("one", a_sleep()), ("two", a_sleep(kind="night"))):
        (tmp_path / name).write_text(json.dumps(example(nights=[sleep])))
        call_command("import_journal", tmp_path / name, "--person", "runner")
    assert "1 added" in (told := capsys.readouterr().out)
    assert "0 added, 0 filled, 0 already there, 1 refused" in told


def test_week_and_today_count_the_night_alone(mine, person):
    today = person.calendar.date_of(timezone.now())
    factories.night(person, today, hours=6)
    factories.night(person, today, hours=2, kind="nap")
    week = mine.get("/week/").content.decode()
    assert "<b>6 h</b><span>a night, 1 of 7 logged</span>" in week
    assert len(read(person).nights) == 2


def test_naps_change_nothing_in_guidance_but_that_something_was_logged():
    """Short nights, naps or none: the causes of the night look at the nights."""
    lists = {
        "sessions": [session(AT - (3 * n + 1) * DAY, quiet_after=True) for n in range(12)],
        "nights": [night(TODAY - n * DAY, hours=5 if n % 2 else 8.5) for n in range(40)],
    }
    naps = [night(TODAY - n * DAY, hours=0.3, kind="nap", woken_by_legs=True, urge_to_move=True) for n in range(40)]
    plain, rested = (
        advise(journal(**lists | {"nights": nights}), AT) for nights in (lists["nights"], naps + lists["nights"])
    )
    assert {cause.id: (cause.state, cause.values, cause.compared) for cause in plain.analysis.causes} == {
        cause.id: (cause.state, cause.values, cause.compared) for cause in rested.analysis.causes
    }
    assert (plain.flags, plain.tips) == (rested.flags, rested.tips)


@pytest.mark.parametrize("typed", ["06/07/2026", "7 Jun 2026", "2026-02-30", "yesterday"])
def test_a_date_that_can_be_two_or_is_none_is_refused_with_what_was_typed(mine, person, typed):
    page = mine.post("/log/sleep/", {"hours": "7", "date": typed}).content.decode()
    assert f"Date: enter a date from 1901 on, such as 2026-06-18. You typed {typed}." in page
    assert not person.nights.exists()
