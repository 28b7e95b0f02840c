"""A file by browser: shown first, saved on a yes, taken back by one tap."""

import os
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from journal.files import tasks, waiting
from journal.files.found import Found
from journal.hosting.worker import beat, stopped, take_up_again
from journal.models import Import, ImportedRow, Profile, SavedMapping, Session
from journal.views import imports as views
from tests import factories
from tests.journal.files import fit_files
from tests.journal.files.test_formats import REAL, RUN, SWIM, real, zipped
from tests.journal.files.test_imports import a_run, come
from tests.tasks import work

ZIP = zipped({"run.gpx": RUN, "swim.tcx": SWIM, "broken.gpx": RUN[:-9]})


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


def bring(client, content=ZIP, name="watch.zip"):
    return client.post(reverse("import_file"), {"file": SimpleUploadedFile(name, content), "do": "check"}, follow=True)


def test_a_file_is_shown_and_nothing_is_saved_before_a_yes(mine, person):
    page = bring(mine).content.decode()
    assert "watch.zip: 2 sessions, from Thursday 18 June 2026 to Friday 19 June 2026" in page
    assert "Run, Thursday 18 June 2026, 18:15, 30 min" in page
    assert "broken.gpx: line 1: this is not whole XML" in page
    assert not Session.objects.exists()


def test_a_yes_brings_it_and_one_tap_takes_it_back(mine, person):
    bring(mine)
    page = mine.post(reverse("import_check"), {"do": "save"}, follow=True).content.decode()
    assert "2 sessions came in" in page
    assert 'Your entries run from 18 June 2026 to 19 June 2026: <a href="/week/?week=2026-06-18">see them</a>.' in page
    assert Session.objects.of(person).count() == 2
    assert "watch.zip" in mine.get(reverse("import_file")).content.decode()
    undo = re.search(r'action="(/settings/import/[\w-]+/undo/)"', page)[1]
    assert "Taken out: 2 sessions." in mine.post(undo, follow=True).content.decode()
    assert (Session.objects.count(), Import.objects.count(), ImportedRow.objects.count()) == (0, 0, 0)


def test_a_no_adds_nothing_and_keeps_nothing(mine, person, uploads):
    bring(mine)
    mine.post(reverse("import_check"), {"do": "drop"})
    assert (list(uploads.iterdir()), Session.objects.count()) == ([], 0)


def test_leaving_the_page_loses_nothing(mine, person):
    bring(mine)
    assert "watch.zip is still waiting" in mine.get(reverse("import_file")).content.decode()
    assert "2 sessions" in mine.get(reverse("import_check")).content.decode()


def test_what_waits_goes_with_signing_out_and_with_the_account(mine, person, uploads):
    bring(mine)
    mine.post(reverse("account_logout"))
    assert list(uploads.iterdir()) == []
    factories.sign_in(mine, person)
    bring(mine)
    mine.post(reverse("delete_account"), {"password": "a long passphrase"})
    assert list(uploads.iterdir()) == []


def test_nobody_sees_what_waits_for_somebody_else(mine, theirs, person):
    bring(mine)
    assert "No file is waiting" in theirs.get(reverse("import_check"), follow=True).content.decode()


def test_a_clock_that_the_file_does_not_say_can_be_chosen_and_changes_no_setting(mine, person):
    wall = timezone.datetime(2026, 6, 18, 7, 30)
    waiting.keep(person, "strong.csv", Found(rows=[a_run(started_at=wall)]))
    assert "Thursday 18 June 2026, 07:30" in mine.get(reverse("import_check")).content.decode()
    page = mine.post(reverse("import_check"), {"do": "again", "zone": "Asia/Tokyo"}).content.decode()
    assert '<option value="Asia/Tokyo" selected>' in page
    mine.post(reverse("import_check"), {"do": "save", "zone": "Asia/Tokyo"})
    assert Session.objects.get().started_at == factories.moment("2026-06-17 22:30")
    person.refresh_from_db()
    assert person.time_zone == "Europe/Berlin"


def test_the_page_of_an_import_asks_as_much_with_many_rows(mine, person, django_assert_max_num_queries):
    rows = [
        a_run(started_at=factories.moment("2026-01-01 10:00") + n * timezone.timedelta(hours=5), source_id=str(n))
        for n in range(300)
    ]
    waiting.keep(person, "watch.zip", Found(rows=rows))
    with django_assert_max_num_queries(25):
        mine.get(reverse("import_check"))
    with django_assert_max_num_queries(40):
        mine.post(reverse("import_check"), {"do": "save"})


def test_why_this_one_shows_the_others_and_switches(mine, person, theirs):
    come(person, a_run("gpx", duration_min=31), a_run("fit"))
    session = Session.objects.get()
    assert "why this one" in mine.get(reverse("session", args=[session.id])).content.decode()
    page = mine.get(reverse("import_sources", args=[session.id])).content.decode()
    assert page.index("FIT") < page.index("GPX")
    row = re.search(r'name="row" value="([\w-]+)"', page)[1]
    theirs.post(reverse("import_sources", args=[session.id]), {"row": row})
    assert Session.objects.get().duration_min == 30
    version = person.journal_version
    mine.post(reverse("import_sources", args=[session.id]), {"row": row})
    person.refresh_from_db()
    after = Session.objects.get()
    assert (after.id, after.duration_min, after.source, person.journal_version > version) == (
        session.id,
        31,
        "gpx",
        True,
    )


def test_an_entry_that_was_edited_is_not_switched(mine, person):
    come(person, a_run("gpx", duration_min=31), a_run("fit"))
    session = Session.objects.get()
    row = ImportedRow.objects.get(source="gpx")
    Session.objects.update(effort=7)
    page = mine.post(reverse("import_sources", args=[session.id]), {"row": row.id}, follow=True).content.decode()
    assert "you wrote or changed it yourself" in page
    assert Session.objects.get().source == "fit"


# What takes long: the worker does it, the page tells how far it is


@pytest.fixture
def all_is_large(monkeypatch):
    beat()
    monkeypatch.setattr(tasks, "LARGE", 10)
    monkeypatch.setattr(views, "MANY", 1)


def test_a_large_file_waits_for_the_worker_then_for_a_yes_and_is_gone(mine, person, uploads, all_is_large):
    page = bring(mine).content.decode()
    assert ("watch.zip is large" in page, '<meta http-equiv="refresh"' in page) == (True, True)
    assert "No worker runs" not in page
    assert "still waiting" in mine.get(reverse("import_file")).content.decode()
    work()
    assert sorted(path.suffix for path in uploads.glob("*.*")) == [".json", ".seen"]
    assert "2 sessions, from Thursday" in mine.get(reverse("import_check")).content.decode()
    assert "comes in whole" in mine.post(reverse("import_check"), {"do": "save"}, follow=True).content.decode()
    assert not Session.objects.exists()
    work()
    assert "2 sessions came in" in mine.get(reverse("import_check"), follow=True).content.decode()
    assert (Session.objects.of(person).count(), list(uploads.glob("*.*"))) == (2, [])


def test_what_a_large_file_would_do_is_worked_out_by_the_worker(mine, person, all_is_large, monkeypatch):
    content = b"Activity Type,Date,Favorite,Title,Time\n" + b"".join(
        b"Running,2026-06-%d 23:30,false,Me,00:30:00\n" % day for day in (18, 19)
    )
    bring(mine, content, "garmin.csv")
    work()
    with monkeypatch.context() as patched:
        patched.setattr(views, "look_at", None)  # not by the page
        assert "garmin.csv: 2 sessions, from Thursday 18 June" in mine.get(reverse("import_check")).content.decode()
        page = mine.post(reverse("import_check"), {"do": "again", "zone": "Asia/Tokyo"}, follow=True).content.decode()
        assert "garmin.csv is large" in page
        work()
        page = mine.get(reverse("import_check")).content.decode()
        assert '<option value="Asia/Tokyo" selected>' in page
        factories.night(person)
        person.touch()  # another look: what it would do may be another thing now
        assert "garmin.csv is large" in mine.get(reverse("import_check"), follow=True).content.decode()
        work()
        assert "garmin.csv: 2 sessions" in mine.get(reverse("import_check")).content.decode()


def test_a_page_says_when_no_worker_runs(mine, all_is_large):
    stopped()
    assert "No worker runs on this Twinge right now" in bring(mine).content.decode()


def test_what_takes_a_page_too_long_is_left_to_the_worker(mine, person, monkeypatch):
    beat()
    monkeypatch.setattr(tasks, "LONG", -1)
    assert "watch.zip is large" in bring(mine).content.decode()
    work()
    assert "2 sessions, from" in mine.get(reverse("import_check")).content.decode()


def test_the_day_is_asked_where_the_device_did_not_know_it(mine):
    file = fit_files.fit(fit_files.ACTIVITY, fit_files.session(start=5000))
    page = bring(mine, file, "ride.fit").content.decode()
    assert "start_time: 5000 is no date" in page
    address = unescape(re.search(r'href="(/log/session/[^"]+)"', page)[1])
    asked = mine.get(address).content.decode()
    assert re.search(r'value="run"[^>]* checked', asked)
    assert re.search(r'value="earlier"[^>]* checked', asked)


@real
def test_one_fit_file_is_left_to_the_worker_when_it_takes_long(mine, monkeypatch):
    beat()
    monkeypatch.setattr(tasks, "LONG", 0.01)
    page = bring(mine, (REAL / "fit/event_timestamp.fit").read_bytes(), "swim.fit").content.decode()
    assert "swim.fit is large" in page
    work()
    assert "swim.fit: 1 session" in mine.get(reverse("import_check")).content.decode()


def test_a_large_file_arrives_where_it_waits(mine, uploads, monkeypatch, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    seen = []
    monkeypatch.setattr(views, "_read", lambda _person, _file: seen.extend(uploads.glob("*.part")) or Found())
    bring(mine)
    assert len(seen) == 1
    assert list(uploads.glob("*.part")) == []


def test_a_broken_large_file_is_refused_in_one_sentence(mine, uploads, all_is_large):
    bring(mine, RUN[:-20], "run.gpx")
    work()
    page = mine.get(reverse("import_check"), follow=True).content.decode()
    assert "run.gpx: line 1: this is not whole XML" in page
    assert list(uploads.glob("*.*")) == []


@pytest.mark.parametrize("leaves", ["import_check", "account_logout", "delete_account"])
def test_a_no_signing_out_and_leaving_stop_the_worker(leaves, mine, person, uploads, all_is_large):
    bring(mine)
    mine.post(reverse(leaves), {"do": "drop", "password": "a long passphrase"})
    assert list(uploads.glob("*.*")) == []
    work()
    assert list(uploads.glob("*.*")) == []
    if leaves == "delete_account":
        assert not DBTaskResult.objects.exists()


def test_a_newer_file_takes_the_place_of_the_one_being_read(mine, person, all_is_large):
    bring(mine)
    bring(mine, SWIM, "swim.tcx")
    work()
    assert "swim.tcx: 1 session" in mine.get(reverse("import_check")).content.decode()


def test_what_a_killed_worker_was_at_is_done_by_the_next(mine, person, all_is_large):
    bring(mine)
    DBTaskResult.objects.update(status="RUNNING")
    take_up_again()
    work()
    assert "still waiting" in mine.get(reverse("import_file")).content.decode()
    assert waiting.job_of(person)
    stopped()
    take_up_again()
    work()
    assert "2 sessions, from" in mine.get(reverse("import_check")).content.decode()


def test_a_crash_while_it_comes_in_leaves_nothing_and_is_said(mine, person, monkeypatch, all_is_large):
    bring(mine)
    work()
    mine.post(reverse("import_check"), {"do": "save"})
    monkeypatch.setattr("journal.files.carry.ImportedRow.objects.bulk_create", lambda *_a, **_k: 1 / 0)
    work()
    page = mine.get(reverse("import_check"), follow=True).content.decode()
    assert "Nothing was added" in page
    assert (Session.objects.count(), Import.objects.count()) == (0, 0)


def test_after_a_day_what_waits_is_gone(mine, person, uploads, all_is_large):
    bring(mine)
    for path in uploads.glob("*.*"):
        os.utime(path, (0, 0))
    waiting.drop_old(timezone.now())
    assert list(uploads.glob("*.*")) == []


# Tables that are not known


TABLE = b"Day,Clock,Minutes,What\n18/06/2026,18:15,30,Run\n19/06/2026,18:15,45,Swim\n"
COLUMNS = {"column-0": "sessions.start_date.", "column-1": "sessions.start_time.", "column-2": "sessions.duration.min", "column-3": "sessions.activity."}  # fmt: skip


def test_the_next_file_takes_the_place_of_a_table_whose_columns_were_not_said(mine, person):
    assert "my app.csv" in bring(mine, TABLE, "my app.csv").content.decode()
    assert "watch.zip: 2 sessions" in bring(mine).content.decode()


def test_a_mapping_that_is_not_as_it_must_be_is_told_so_and_not_kept(mine, person):
    said = '{"format": "twinge-mapping", "name": "\\ud800", "kind": "days", "columns": {"date": "Day", "stress": "S"}}'
    page = bring(mine, said.encode(), "mapping.json").content.decode()
    assert "mapping.json: this is no mapping: name: " in page
    assert not SavedMapping.objects.exists()


def test_the_columns_of_a_table_are_said_once_kept_and_shared(mine, theirs, stranger, person):
    page = bring(mine, TABLE, "my app.csv").content.decode()
    assert ("18/06/2026; 19/06/2026" in page, 'value="my app"' in page) == (True, True)
    page = mine.post(reverse("import_columns"), COLUMNS | {"name": "My app"}, follow=True).content.decode()
    assert "my app.csv: 2 sessions, from Thursday 18 June 2026 to Friday 19 June 2026" in page
    mine.post(reverse("import_check"), {"do": "drop"})
    assert "2 sessions" in bring(mine, TABLE, "again.csv").content.decode()
    kept = SavedMapping.objects.of(person).get()
    shared = mine.get(reverse("import_mapping", args=[kept.id])).content
    assert theirs.get(reverse("import_mapping", args=[kept.id])).status_code == 404
    assert "Kept: My app" in bring(theirs, shared, "shared.json").content.decode()
    assert "2 sessions" in bring(theirs, TABLE, "app.csv").content.decode()
    mine.post(reverse("delete_account"), {"password": "a long passphrase"})
    assert SavedMapping.objects.get().person == stranger


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({}, "Choose what the columns are"),
        ({"column-0": "sessions.start.", "column-2": "nights.hours.h"}, "all for the same kind of entry"),
        ({"column-0": "sessions.start."}, "Still missing is one of: date and time of the end; how long, in minutes"),
        (
            {"column-0": "sessions.start.", "column-1": "sessions.start."},
            "Two columns are both: date and time of the start",
        ),
    ],
)
def test_what_is_missing_of_a_mapping_is_said_and_what_was_chosen_stays(columns, sentence, mine):
    bring(mine, TABLE, "app.csv")
    page = mine.post(reverse("import_columns"), columns | {"name": "Kept"}).content.decode()
    assert (sentence in page, 'value="Kept"' in page) == (True, True)
    assert page.count(" selected>") == len(columns)
    assert not SavedMapping.objects.exists()


def test_another_file_takes_the_place_of_a_table_whose_columns_nobody_said(mine, uploads):
    bring(mine, TABLE, "app.csv")
    assert "watch.zip: 2 sessions" in bring(mine).content.decode()
    assert [path.suffix for path in uploads.glob("*.*")] == [".json"]


def test_all_that_is_refused_is_counted_and_amounts_are_in_the_persons_units(mine, person):
    Profile.objects.filter(pk=person.pk).update(units="imperial")
    rows = "".join(f"2026-06-18,{ml},water\n" for ml in [500, *[9000] * 250])
    bring(mine, b"Day,Drunk,Kind\n" + rows.encode(), "own.csv")
    said = {"column-0": "drinks.start.", "column-1": "drinks.amount.ml", "column-2": "drinks.drink.", "name": "Mine"}
    page = " ".join(mine.post(reverse("import_columns"), said, follow=True).content.decode().split())
    assert '<dd class="big">250</dd>' in page
    assert "These are the first 200." in page
    assert "17 fl oz" in page
