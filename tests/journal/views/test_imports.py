"""A file by browser: shown first, saved on a yes, taken back by one tap."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from journal.files import waiting
from journal.files.found import Found
from journal.models import Import, ImportedRow, Session
from tests import factories
from tests.journal.files.test_formats import RUN, SWIM, zipped
from tests.journal.files.test_imports import a_run, come

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
