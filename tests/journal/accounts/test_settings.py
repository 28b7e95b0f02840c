"""Settings, the first start, files in and out, the demo journal, and leaving."""

import json
import re
from datetime import timedelta
from time import time
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.forms.settings import PARTS
from journal.models import KINDS, Person, Profile, Token
from tests import factories
from tests.journals import example

SAVED = {"units": "metric", "week_starts_on": "monday", "day_starts_at": "0", "time_zone": "Europe/Oslo"}


def save(client, **changes):
    """Save what changes, each on its page; the answer of the last page."""
    for name, form in PARTS.items():
        of_this = {field: value for field, value in changes.items() if field in form.base_fields}
        if of_this:
            answer = client.post(reverse("settings_part", args=[name]), (SAVED if name == "units" else {}) | of_this)
    return answer


def errors(response):
    return response.context["form"].errors


def entry_count(person):
    return sum(model.objects.of(person).count() for model in KINDS.values())


# Settings
def test_settings_are_saved_and_shown_again(mine, person):
    answer = save(
        mine, units="imperial", week_starts_on="sunday", day_starts_at="3", time_zone="America/New_York", theme="dark",
        emergency_number="911", advice_line="Dr Ada 555", sex="female", birth_year="1990", weight_kg="68",
        conditions=["pregnant", "diabetes"],
    )  # fmt: skip
    assert answer.url == "/settings/"
    person.refresh_from_db()
    assert (person.units, person.week_starts_on, person.day_starts_at) == ("imperial", "sunday", 3)
    assert (person.time_zone, person.theme, person.emergency_number) == ("America/New_York", "dark", "911")
    assert (person.advice_line, person.sex, person.birth_year) == ("Dr Ada 555", "female", 1990)
    assert (round(person.weight_kg, 1), person.conditions) == (30.8, ["pregnant", "diabetes"])
    page = mine.get("/settings/").content.decode()
    assert "Settings saved." in page
    assert 'data-theme="dark"' in page
    assert 'value="68"' in mine.get("/settings/about-you/").content.decode()  # the unit was lb by then


def test_what_is_left_empty_is_not_recorded(mine, person):
    save(mine, sex="female", birth_year="1990", weight_kg="70", emergency_number="113", conditions=["diabetes"])
    save(mine, **dict.fromkeys(["sex", "birth_year", "weight_kg", "emergency_number", "conditions"], ""))
    person.refresh_from_db()
    assert [person.sex, person.birth_year, person.weight_kg, person.emergency_number, person.conditions] == [None] * 5


@pytest.mark.parametrize(
    ("ticked", "stored"),
    [([], None), (["none_of_these"], []), (["none_of_these", "asthma"], ["asthma"]), (["asthma"], ["asthma"])],
)
def test_no_condition_is_an_answer_and_differs_from_not_asked(mine, person, ticked, stored):
    save(mine, conditions=ticked)
    person.refresh_from_db()
    assert person.conditions == stored
    exported = mine.get("/settings/export/").json()["person"]
    assert exported.get("conditions") == stored
    assert (
        'value="none_of_these" id="conditions_17" checked' in mine.get("/settings/about-you/").content.decode()
    ) == (stored == [])


def test_units_change_what_is_shown_not_what_is_stored(mine, person):
    session = factories.session(person, distance_km=10)
    save(mine, units="imperial")
    assert 'value="6.2"' in mine.get(f"/session/{session.id}/").content.decode()
    session.refresh_from_db()
    assert session.distance_km == 10


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("birth_year", "1066", "Year of birth: enter 1900 to 2100. You typed 1066."),
        ("day_starts_at", "7", "A day starts at: enter 0 to 6 o’clock. You typed 7."),
        ("weight_kg", "1000", "Weight: enter 20 to 400 kg. You typed 1000."),
        ("emergency_number", "help", "Emergency number: enter a number to call such as 112. You typed help."),
    ],
)
def test_a_refused_value_is_named_and_kept_and_nothing_is_saved(mine, person, field, typed, sentence):
    answer = save(mine, **{field: typed})
    assert (answer.status_code, errors(answer)) == (200, {field: [sentence]})
    page = answer.content.decode()
    assert f'value="{typed}"' in page
    assert "<title>Error: " in page
    person.refresh_from_db()
    assert getattr(person, field) is None


@pytest.mark.parametrize("field", ["units", "week_starts_on", "time_zone", "theme", "hide_counts", "sex"])
def test_a_word_that_is_not_on_the_list_is_refused(mine, person, field):
    assert list(errors(save(mine, **{field: "nonsense"}))) == [field]


def test_settings_are_the_persons_own(mine, stranger):
    save(mine, theme="dark", emergency_number="113")
    stranger.refresh_from_db()
    assert (stranger.theme, stranger.emergency_number) == ("", None)


# The first start
WELCOME = {"time_zone": "Asia/Tokyo", "emergency_number": ""}


def test_beginning_empty(mine, person):
    assert mine.post("/welcome/", WELCOME | {"begin": "empty"}).url == "/"
    person.refresh_from_db()
    assert (person.time_zone, person.has_demo, entry_count(person)) == ("Asia/Tokyo", False, 0)


def test_beginning_with_a_file(mine, person):
    assert mine.post("/welcome/", WELCOME | {"begin": "file"}).url == "/settings/import/"


def test_beginning_with_the_demo(mine, person):
    answer = mine.post("/welcome/", WELCOME | {"begin": "demo"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "This is a demo journal. Everything in it is made up." in answer.content.decode()
    person.refresh_from_db()
    assert person.has_demo
    assert {kind for kind, model in KINDS.items() if model.objects.of(person).exists()} == {
        "sessions", "drinks", "nights", "days", "episodes", "intentions",
    }  # fmt: skip


def test_a_second_tap_starts_no_second_demo(mine, person):
    mine.post("/welcome/", WELCOME | {"begin": "demo"})
    before = entry_count(person)
    mine.post("/welcome/", WELCOME | {"begin": "demo"})
    assert entry_count(person) == before


def test_a_beginning_that_cannot_be_read_is_refused(mine, person):
    answer = mine.post("/welcome/", {"begin": "empty", "time_zone": "Mars/Olympus", "emergency_number": "+47 113"})
    assert list(errors(answer)) == ["time_zone"]
    assert 'value="+47 113"' in answer.content.decode()
    person.refresh_from_db()
    assert person.time_zone == "Europe/Berlin"


def test_the_number_to_call_stands_beside_the_time_zone(mine):
    for address in ("/welcome/", "/settings/units/"):
        page = mine.get(address).content.decode()
        assert "America/New York: call 911</option>" in page
        assert "Europe/Oslo</option>" in page
    for address in ("/welcome/", "/settings/safety/"):
        assert "Left empty, it is the number beside your time zone" in mine.get(address).content.decode()


@pytest.mark.parametrize(("languages", "units"), [("en-US", "imperial"), ("de-DE", "metric"), ("", "metric")])
def test_the_units_of_the_browsers_region_are_chosen_already(mine, person, languages, units):
    page = mine.get("/welcome/", headers={"accept-language": languages}).content.decode()
    assert re.search(rf'name="units"\s+value="{units}"[^>]*\schecked', page)
    mine.post("/welcome/", WELCOME | {"begin": "empty", "units": "imperial"})
    person.refresh_from_db()
    assert person.units == "imperial"


def test_a_page_of_the_settings_that_does_not_exist(mine):
    assert mine.get("/settings/secrets/").status_code == mine.post("/settings/secrets/").status_code == 404


def test_a_weight_keeps_its_unit_when_the_units_change_before_it_is_saved(mine, person):
    shown = re.search(r'name="shown" value="([^"]+)"', mine.get("/settings/about-you/").content.decode())[1]
    save(mine, units="imperial")
    mine.post("/settings/about-you/", {"shown": shown, "weight_kg": "70"})
    person.refresh_from_db()
    assert person.weight_kg == 70


# The demo journal
@pytest.fixture
def demo(mine):
    mine.post("/settings/demo/")


def with_menu(person):
    """The addresses of all pages that have the menu."""
    names = (
        "today week guidance session_new twinge_new drink_new sleep_new checkin_new settings import_file "
        "delete_account signs sources cramp"
    ).split()
    yield from (reverse(name) for name in names)
    yield from (reverse("entries", args=[kind]) for kind in ("sessions", "twinges", "drinks", "nights", "days"))
    yield reverse("day", args=[(timezone.now() - timedelta(days=3)).date()])
    yield reverse("session", args=[person.sessions.first().id])
    yield reverse("drink", args=[person.drinks.first().id])
    yield "/no/such/page/"


@pytest.mark.usefixtures("demo")
def test_the_demo_says_so_on_every_page_and_goes_with_one_tap(mine, person):
    own = factories.drink(person)
    for address in with_menu(person):
        page = mine.get(address).content.decode()
        assert "Demo journal: <span>these entries are made up</span>" in page, address
        assert f'<form method="post" action="{reverse("demo_remove")}">' in page, address
    assert mine.post(reverse("demo_remove")).url == "/"
    assert [entry.id for model in KINDS.values() for entry in model.objects.of(person)] == [own.id]
    factories.session(person)
    for address in with_menu(person):
        assert "Demo journal" not in mine.get(address).content.decode(), address


@pytest.mark.usefixtures("demo")
def test_made_up_entries_are_not_exported(mine, person):
    own = factories.drink(person)
    exported = json.loads(mine.get(reverse("export_file")).content)
    assert [row["id"] for kind in KINDS for row in exported[kind]] == [str(own.id)]


def test_no_demo_is_mixed_with_own_entries(mine, person):
    factories.drink(person)
    page = mine.post(reverse("demo_start"), follow=True).content.decode()
    assert "Your journal has entries already, so no demo was added to it." in page
    assert entry_count(person) == 1


@pytest.mark.usefixtures("demo")
def test_a_strangers_demo_is_another_one(person, stranger, theirs):
    theirs.post("/settings/demo/")
    theirs.post(reverse("demo_remove"))
    assert entry_count(stranger) == 0
    assert entry_count(person) > 0


# Files out and in
@pytest.fixture
def full(person):
    """The person with one entry of every kind."""
    factories.session(person, note="only for me")
    factories.drink(person)
    factories.night(person)
    factories.day(person)
    factories.episode(person)
    factories.answer(person)
    factories.set_aside(person)
    factories.intention(person)
    factories.trial(person)
    return person


def bring(client, content, do="import"):
    file = SimpleUploadedFile("mine.json", content, "application/json")
    return client.post(reverse("import_file"), {"file": file, "do": do}).content.decode()


def exported(client):
    document = json.loads(client.get(reverse("export_file")).content)
    return {key: value for key, value in document.items() if key != "exported_at"}


def test_an_export_is_a_file_that_imports_elsewhere(mine, full, theirs, stranger):
    answer = mine.get(reverse("export_file"))
    day = full.calendar.date_of(timezone.now())
    assert answer["Content-Disposition"] == f'attachment; filename="twinge-{day}.json"'
    before = exported(mine)
    full.delete()  # elsewhere these ids are new
    assert "1 added, 0 already there, 0 refused" in bring(theirs, answer.content)
    assert exported(theirs) == before
    assert "0 added, 1 already there, 0 refused" in bring(theirs, answer.content)
    assert exported(theirs) == before


def test_checking_a_file_only_counts(mine, full, theirs, stranger):
    file = mine.get(reverse("export_file")).content
    full.delete()
    page = bring(theirs, file, do="check")
    assert "Nothing is saved yet. This file would give:" in page
    assert page.count("1 added, 0 already there, 0 refused") == 9
    assert entry_count(stranger) == 0


TOKYO = json.dumps(example(drinks=[]) | {"person": {"time_zone": "Asia/Tokyo", "sex": "female"}}).encode()
KEPT = "Your settings stay as they are; those in the file are not taken over."


@pytest.mark.parametrize(
    ("asked", "zone"),
    [
        ({}, "Asia/Tokyo"),
        ({"asks_settings": "1", "settings": "on"}, "Asia/Tokyo"),
        ({"asks_settings": "1"}, "Europe/Berlin"),
    ],
)
def test_an_empty_journal_is_asked_about_the_settings_of_a_file(mine, person, asked, zone):
    assert 'name="settings" checked' in mine.get(reverse("import_file")).content.decode()
    file = SimpleUploadedFile("mine.json", TOKYO, "application/json")
    page = mine.post(reverse("import_file"), {"file": file, "do": "import"} | asked).content.decode()
    person.refresh_from_db()
    assert (person.time_zone, KEPT in page) == (zone, zone == "Europe/Berlin")
    assert ("are those of the file now" in page) == (zone == "Asia/Tokyo")


def test_what_a_file_does_not_say_takes_nothing_away(mine, person):
    person.conditions, person.medicines = ["kidney_disease"], [{"kind": "statin"}]
    person.save()
    bring(mine, TOKYO)
    person.refresh_from_db()
    assert (person.time_zone, person.sex, person.conditions) == ("Asia/Tokyo", "female", ["kidney_disease"])
    assert person.medicines == [{"kind": "statin"}]


def test_a_journal_with_entries_keeps_its_settings_and_says_so(mine, person):
    factories.drink(person)
    assert 'name="settings"' not in mine.get(reverse("import_file")).content.decode()
    assert KEPT in bring(mine, TOKYO)
    person.refresh_from_db()
    assert (person.time_zone, person.sex) == ("Europe/Berlin", None)


@pytest.mark.parametrize("do", ["check", "import"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a journal", "mine.json: this is not JSON: line 1, column 1"),
        (b"{}", "mine.json: this is not a journal: &quot;format&quot; must be &quot;twinge-journal&quot;"),
        (b"", "The file is empty; choose a journal file."),
    ],
)
def test_a_bad_file_gets_one_sentence_and_changes_nothing(mine, full, content, sentence, do):
    before = exported(mine)
    page = bring(mine, content, do)
    assert "1 thing to fix" in page
    assert sentence in page
    assert exported(mine) == before


def test_a_file_with_one_bad_entry_changes_nothing(mine, full, theirs, stranger):
    document = json.loads(mine.get(reverse("export_file")).content)
    document["drinks"].append({"id": "0e7a6f3e-0000-4000-8000-000000000000", "at": "yesterday", "ml": 250})
    full.delete()
    assert "mine.json: drinks[1].at" in bring(theirs, json.dumps(document).encode())
    assert entry_count(stranger) == 0


def test_no_file_is_no_import(mine):
    page = mine.post(reverse("import_file"), {"do": "import"}).content.decode()
    assert "Choose a journal file." in page


# Leaving
NOT_OURS = {"cache", "django_migrations", "django_content_type"}


def tables():
    """Every row of every table, but for the cache and what Django keeps about itself."""
    rows = {}
    for database in connections.all():
        with database.cursor() as cursor:
            for name in set(database.introspection.table_names(cursor)) - NOT_OURS:
                cursor.execute(f"SELECT * FROM {database.ops.quote_name(name)}")
                rows[name] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_deleting_leaves_no_row_behind_in_any_table(theirs, stranger, client):
    factories.session(stranger)
    before = tables()
    client.post(reverse("account_signup"), {"email": "me@example.org", "password1": "a long passphrase", "agree": "on"})
    me = Profile.objects.of_account(Person.objects.get(email="me@example.org"))
    for make in ("session", "drink", "night", "day", "episode", "answer", "set_aside", "intention", "trial"):
        getattr(factories, make)(me)
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": "me@example.org", "password": "a long passphrase"})
    elsewhere.post(reverse("account_reset_password"), {"email": "me@example.org"})
    full = {name for name, rows in tables().items() if rows != before[name]}
    assert {"account_emailaddress", "django_session", "journal_person", "journal_profile", "journal_setaside"} < full
    assert {model._meta.db_table for model in KINDS.values()} <= full

    answer = client.post(reverse("delete_account"), {"password": "a long passphrase"})
    assert "Everything is deleted" in answer.content.decode()
    assert tables() == before
    assert client.get("/week/").status_code == elsewhere.get("/week/").status_code == 302
    assert theirs.get("/").status_code == 200


NEED_FRESH = ["/settings/delete/", "/settings/export/", "/settings/export/sessions.csv"]


@pytest.mark.parametrize("address", NEED_FRESH)
def test_who_signed_in_a_while_ago_says_once_more_who_they_are(mine, full, address):
    factories.say_when(mine, full, time() - 301)
    asked = mine.get(address)
    assert asked.url == f"/accounts/reauthenticate/?next={quote(address, safe='')}"
    page = mine.post(asked.url, {"password": "another passphrase"}).content.decode()
    assert "That is not your passphrase." in page
    assert mine.get(address).status_code == 302
    assert mine.post(asked.url, {"password": "a long passphrase"}).url == address
    assert mine.get(address).status_code == 200


def test_a_token_asked_for_after_a_while_is_made_once_it_is_said_who_it_is(mine, person):
    factories.say_when(mine, person, time() - 301)
    asked = mine.post(reverse("programs"), {"name": "Watch", "scope": "log"})
    assert not Token.objects.exists()
    answer = mine.post(asked.url, {"password": "a long passphrase", "next": reverse("programs")})
    assert Token.objects.get().name == "Watch"
    assert answer.context["made"]


def test_delete_pressed_after_a_while_deletes_once_it_is_said_who_it_is(mine, full, stranger):
    factories.say_when(mine, full, time() - 301)
    before = {name: rows for name, rows in tables().items() if name.startswith("journal_")}
    asked = mine.post(reverse("delete_account"))
    assert {name: rows for name, rows in tables().items() if name.startswith("journal_")} == before
    answer = mine.post(asked.url, {"password": "a long passphrase", "next": "/settings/delete/"})
    assert "Everything is deleted" in answer.content.decode()
    assert not Person.objects.filter(pk=full.pk).exists()


def test_the_delete_page_says_how_much_goes_and_deletes_nothing(mine, full):
    assert "9 entries and your settings go at once." in mine.get(reverse("delete_account")).content.decode()
    assert entry_count(full) == 9
