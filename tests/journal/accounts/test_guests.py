"""Visitors: the page they land on, and looking around in a demo that is gone after a day."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.accounts import guests
from journal.accounts.addresses import OPEN_TO_GUESTS
from journal.models import KINDS, Person, Profile
from tests import factories
from tests.journal.accounts.test_settings import tables
from tests.test_isolation import PATTERNS, addresses


def look_around(**said):
    """A browser inside a demo of its own."""
    client = Client(HTTP_ACCEPT_LANGUAGE=said.pop("languages", ""))
    assert client.post(reverse("look_around"), said).url == "/"
    return client


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.django_db
def test_a_visitor_sees_what_twinge_does_with_help_for_a_cramp_first():
    answer = Client().get("/")
    page, said = answer.content.decode(), text(answer)
    assert page.index(f'href="{reverse("cramp")}"') < page.index("<h1>") < page.index("Look around</button>")
    assert "Twinges followed 6 of your 11 sessions with a short warm-up, and 1 of your 16 others." in said
    assert "Possible" in said
    for leads_to in ("account_login", "account_signup", "signs", "sources"):
        assert f'href="{reverse(leads_to)}"' in page


@pytest.mark.django_db
def test_a_guest_is_in_a_demo_on_their_own_clock_and_can_log():
    guest = look_around(time_zone="America/New_York", languages="en-US,en;q=0.9")
    person = Profile.objects.get()
    assert (person.time_zone, person.units, person.has_demo) == ("America/New_York", "imperial", True)
    assert "made up, gone after a day" in text(guest.get("/"))
    began = {"kind": "cramp", "place": "calf-left", "began": "now", "id": uuid4()}
    assert guest.post(reverse("twinge_new"), began).status_code == 302
    assert person.episodes.filter(demo=False).count() == 1
    assert "short warm-up" in text(guest.get(reverse("guidance")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("languages", "units"),
    [
        ("en-US,en;q=0.9", "imperial"), ("en,en-us;q=0.8", "imperial"), ("de-DE,en-US;q=0.5", "metric"),
        ("zh-Hans-CN", "metric"), ("en", "metric"), ("", "metric"), ("*;q=x,,", "metric"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["", "Mars/Olympus"])
def test_what_a_browser_does_not_say_is_taken_for_the_plainest(languages, units, zone):
    look_around(time_zone=zone, languages=languages)
    assert Profile.objects.values_list("time_zone", "units").get() == ("UTC", units)


@pytest.mark.django_db
def test_files_mail_and_passphrases_are_for_accounts():
    guest = look_around()
    closed = {name for name in PATTERNS if any(a.startswith(("/settings/", "/accounts/")) for a in addresses(name))}
    closed -= OPEN_TO_GUESTS
    assert {"import_file", "import_check", "new_email", "account_change_password", "delete_account"} < closed
    before = Person.objects.values().get()
    for name in closed:
        for address in addresses(name):
            for answer in (guest.get(address), guest.post(address)):
                assert (answer.status_code, "Not in the demo" in text(answer)) == (403, True), address
    assert Person.objects.values().get() == before


@pytest.mark.django_db
def test_no_page_of_the_demo_leads_to_what_is_closed_in_it():
    guest = look_around()
    for address in ("/", "/week/", "/guidance/", "/summary/", "/log/session/", "/entries/sessions/", "/settings/"):
        page = guest.get(address).content.decode()
        for link in re.findall(r'(?:href|action)="(/(?:settings|accounts)/[^"?#]*)', page):
            assert guest.get(link).status_code != 403, (address, link)


@pytest.mark.django_db
def test_a_large_file_of_a_guest_is_refused_by_its_length():
    answer = look_around().post("/settings/import/", CONTENT_LENGTH=str(36 * 1024 * 1024))
    assert answer.status_code == 413


def test_nobody_reaches_a_guests_journal_and_a_guest_nobodys(mine, person):
    own = factories.session(person, note="only for me")
    guest = look_around()
    made_up = Profile.objects.exclude(pk=person.pk).get().sessions.first()
    assert guest.get(reverse("session", args=[own.id])).status_code == 404
    assert mine.get(reverse("session", args=[made_up.id])).status_code == 404
    assert guest.get(reverse("session", args=[made_up.id])).status_code == 200


def test_after_a_day_nothing_of_a_guest_is_left(mine, person, monkeypatch):
    factories.session(person)
    mine.get("/")
    before = tables()
    guest = look_around()
    guest.post(reverse("quick"), {"preset": "water-250", "id": uuid4()})
    guest.get(reverse("guidance"))
    in_a_day = timezone.now() + guests.STAYS + timedelta(seconds=1)
    assert BrowserSession.objects.filter(expire_date__gt=in_a_day).count() == 1  # of who has an account
    Client().get("/")
    assert Person.objects.count() == 2
    monkeypatch.setattr(timezone, "now", lambda: in_a_day)
    assert "Look around" in text(guest.get("/"))
    mine.session.clear_expired()
    assert tables() == before
    assert mine.get("/").status_code == 200


@pytest.mark.django_db
def test_many_are_swept_a_few_at_each_visit_and_all_by_the_command(monkeypatch, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    for _ in range(3):
        look_around()
    Person.objects.update(guest_until=timezone.now())
    assert guests.sweep_guests(timezone.now(), most=1) == 1
    assert Person.objects.count() == 2
    call_command("sweep")
    assert Person.objects.count() == 2
    call_command("sweep", delete=True)
    assert (Person.objects.count(), Profile.objects.count()) == (0, 0)
    assert not any(model.objects.exists() for model in KINDS.values())


def test_a_guest_leaves_for_a_journal_of_their_own_and_nobody_else_goes_that_way(mine, person):
    guest = look_around()
    assert guest.post(reverse("look_around_end")).url == reverse("account_signup")
    assert guest.get(reverse("account_signup")).status_code == 200
    assert Person.objects.count() == 1
    mine.post(reverse("look_around_end"))
    assert mine.get(reverse("week")).status_code == 200
    assert Person.objects.count() == 1


def test_who_is_signed_in_makes_no_guest_by_looking_around(mine, person):
    assert mine.post(reverse("look_around")).url == "/"
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_an_address_starts_few_demos(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"look_around": "2/h/ip"}
    answers = [Client().post(reverse("look_around")).status_code for _ in range(3)]
    assert (answers, Person.objects.count()) == ([302, 302, 429], 2)
    assert Client(REMOTE_ADDR="192.0.2.7").post(reverse("look_around")).status_code == 302


@pytest.mark.django_db
def test_a_guest_takes_the_demo_along_without_being_asked_who_they_are():
    assert look_around().get(reverse("export_file")).status_code == 200
