"""What is sent is chosen: nothing comes by itself, and nothing before the address is known to be theirs."""

import json
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from journal.accounts.devices import end_sessions
from journal.calendar import DAY, HOUR
from journal.models import Device, PushAddress, Reminder, SentReminder
from journal.reminders.push import is_public_https, leads_outside
from tests import factories
from tests.journal.forms.test_columns import Filled
from tests.journal.reminders.conftest import MONDAYS_RUN, TUESDAY_EVENING, verify
from tests.journals import example
from tests.programs import Program
from tests.queries import captured

PAGE = "/settings/reminders/"
CHOSEN = {"by_mail": ["", "on"], "weekly": [""], "hour": "21", "quiet_days": ["", "5", "6"]}


def test_the_address_is_confirmed_first_by_a_link_that_a_look_does_not_use_up(mine, account):
    assert b"Send the link" in mine.get(PAGE).content
    assert mine.post(PAGE, CHOSEN).url == "/settings/email/sent/"
    assert not Reminder.objects.exists()
    link = re.search(r"https?://[^/]+(/settings/email/\S+/)", mail.outbox[-1].body)[1]
    assert mail.outbox[-1].to == ["runner@example.org"]
    assert "Is this your email?" in mine.get(link).content.decode()
    assert b"Send the link" in mine.get(PAGE).content
    assert mine.post(link).url == PAGE
    assert b"Never on" in mine.get(PAGE).content
    assert b"does not work any more" in mine.post(link).content


def test_a_page_that_is_older_than_the_settings_writes_only_what_was_changed_on_it(mine, account):
    verify(account)
    old = Filled(mine.get(PAGE).content.decode()).sent
    mine.post(PAGE, old | {"by_mail": ["", "on"], "hour": "20"})
    mine.post(PAGE, old | {"weekly": ["", "on"]})
    reminder = Reminder.objects.get()
    assert (reminder.by_mail, reminder.weekly, reminder.hour) == (True, True, 20)


def test_what_was_chosen_is_kept_and_planned(mine, account, clock):
    clock(TUESDAY_EVENING)
    verify(account)
    assert not Reminder.objects.exists()  # looking makes nothing
    assert mine.get(PAGE).status_code == 200
    assert mine.post(PAGE, CHOSEN).url == PAGE
    reminder = Reminder.objects.get()
    assert (reminder.by_mail, reminder.weekly, reminder.hour, reminder.quiet_days) == (True, False, 21, [5, 6])
    assert reminder.due_at == TUESDAY_EVENING + HOUR
    mine.post(PAGE, {"do": "pause"})
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + 7 * DAY + HOUR
    assert "Paused until" in mine.get(PAGE).content.decode()
    mine.post(PAGE, {"do": "go_on"})
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + HOUR
    mine.post(PAGE, CHOSEN | {"by_mail": [""]})
    assert Reminder.objects.get().due_at is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"quiet_days": ["", *"0123456"]}, "leave at least one day"), ({"hour": "3"}, "3"), ({"hour": "x"}, "x")],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(mine, account, wrong, said):
    verify(account)
    page = mine.post(PAGE, CHOSEN | wrong)
    assert page.context["form"].errors
    assert said in page.content.decode()
    assert not Reminder.objects.exists()


def test_who_moves_is_asked_on_the_new_clock(mine, account, person, clock):
    clock(TUESDAY_EVENING - 4 * HOUR)
    verify(account)
    mine.post(PAGE, CHOSEN)
    mine.post("/settings/time-zones/", {"do": "move", "time_zone": "Asia/Tokyo"})
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + 18 * HOUR


def brings(mine, person, zone, tmp_path):
    file = SimpleUploadedFile("journal.json", json.dumps(example(person={"time_zone": zone})).encode())
    mine.post("/settings/import/", {"file": file, "do": "import"})


def a_program_brings(mine, person, zone, tmp_path):
    file = SimpleUploadedFile("journal.json", json.dumps(example(person={"time_zone": zone})).encode())
    Program(person).client.post("/api/v1/imports", {"file": file})


def the_host_brings(mine, person, zone, tmp_path):
    (tmp_path / "journal.json").write_text(json.dumps(example(person={"time_zone": zone})))
    call_command("import_journal", tmp_path / "journal.json", person="runner@example.org")


@pytest.mark.parametrize("bring", [brings, a_program_brings, the_host_brings])
def test_who_brings_a_journal_of_another_zone_is_asked_on_its_clock(bring, mine, account, person, clock, tmp_path):
    clock(TUESDAY_EVENING - 4 * HOUR)
    verify(account)
    mine.post(PAGE, CHOSEN)
    bring(mine, person, "Asia/Tokyo", tmp_path)
    assert Reminder.objects.get().due_at == TUESDAY_EVENING + 18 * HOUR


SUBSCRIPTION = {
    "endpoint": "https://push.example.com/send/abc", "p256dh": "BNcRd" + "A" * 82, "auth": "tBHItJI5svbpez7KI4CCXg",
}  # fmt: skip


def test_a_browser_takes_messages_for_one_account_until_it_does_not(mine, theirs, account, stranger):
    verify(account)
    assert mine.post(f"{PAGE}push/", SUBSCRIPTION).status_code == 204
    assert Reminder.objects.get().due_at is not None
    assert theirs.post(f"{PAGE}push/", SUBSCRIPTION).status_code == 400  # their address is not known
    theirs.post(f"{PAGE}push/", SUBSCRIPTION | {"do": "forget"})
    assert account.push_addresses.count() == 1
    verify(factories.account_of(stranger))
    theirs.post(f"{PAGE}push/", SUBSCRIPTION)  # the same browser, another person signed in
    assert [address.account_id for address in PushAddress.objects.all()] == [stranger.pk]
    theirs.post(f"{PAGE}push/", SUBSCRIPTION | {"do": "forget"})
    assert not PushAddress.objects.exists()


def sign_out_here(phone, mine, account):
    phone.post(reverse("account_logout"))


def sign_out_there(phone, mine, account):
    mine.post(reverse("device_end", args=[device_of_client(phone).pk]))


def sign_out_everywhere(phone, mine, account):
    end_sessions(account)


def device_of_client(client):
    return Device.objects.get(session_id=client.session.session_key)


@pytest.mark.parametrize("sign_out", [sign_out_here, sign_out_there, sign_out_everywhere])
def test_a_browser_that_is_signed_out_is_sent_nothing(sign_out, mine, person, account):
    verify(account)
    phone = Client()
    factories.sign_in(phone, person)
    mine.post(f"{PAGE}push/", SUBSCRIPTION | {"endpoint": "https://push.example.com/send/mine"})
    phone.post(f"{PAGE}push/", SUBSCRIPTION)
    sign_out(phone, mine, account)
    assert not PushAddress.objects.filter(endpoint=SUBSCRIPTION["endpoint"]).exists()
    assert PushAddress.objects.exists() == (sign_out is not sign_out_everywhere)


def test_with_a_new_passphrase_a_browser_still_takes_messages(mine, account):
    verify(account)
    mine.post(f"{PAGE}push/", SUBSCRIPTION)
    new = {"oldpassword": "a long passphrase", "password1": "another long passphrase"}
    assert mine.post(reverse("account_change_password"), new).status_code == 302
    assert PushAddress.objects.get().device == device_of_client(mine)
    assert mine.get(PAGE).context["is_here"]


def test_the_page_knows_whether_this_browser_takes_messages(mine, theirs, person, account, settings):
    settings.VAPID_KEY = "b25seS1mb3ItdGhlc2UtdGVzdHMtMzItYnl0ZXMtISE"
    verify(account)
    assert "data-is-here" not in mine.get(PAGE).content.decode()
    mine.post(f"{PAGE}push/", SUBSCRIPTION)
    assert "data-is-here" in mine.get(PAGE).content.decode()
    other = Client()
    factories.sign_in(other, person)
    assert "data-is-here" not in other.get(PAGE).content.decode()


def test_two_pages_change_their_own_settings_only(mine, account):
    """Each writes what it changed, under a lock."""
    verify(account)
    mine.post(PAGE, CHOSEN)
    stale = Reminder.objects.get()
    Reminder.objects.update(weekly=True, calendar_part="secret")
    with captured() as asked:
        mine.post(PAGE, {"do": "pause"})
    written = [query["sql"] for query in asked if query["sql"].startswith('UPDATE "journal_reminder"')]
    assert len(written) == 1
    assert "calendar_part" not in written[0]
    assert "weekly" not in written[0]
    reminder = Reminder.objects.get()
    assert (reminder.weekly, reminder.calendar_part, stale.weekly) == (True, "secret", False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/", "https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
        "https://0x7f.1/", "https://push.example.com:8443/", "https://a@push.example.com/", "https://printer/",
        "https://printer.local/", "https://db.internal/", "ftp://push.example.com/", "https://push.example.com:x/", "",
        "https://127.1/", "https://10.0.0.1./",
    ],
)  # fmt: skip
def test_no_address_inside_of_a_network_is_kept(mine, account, endpoint):
    verify(account)
    assert not is_public_https(endpoint)
    assert mine.post(f"{PAGE}push/", SUBSCRIPTION | {"endpoint": endpoint}).status_code == 400
    assert not PushAddress.objects.exists()


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("93.184.215.14", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("fd00::1", False),
    ],
)
def test_a_name_that_leads_inside_is_not_asked(address, outside, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: [(2, 1, 6, "", (address, 443))])
    assert leads_outside("https://push.example.com/") is outside


def test_all_of_it_goes_with_the_account_and_none_of_it_is_in_the_journals_file(mine, account, person):
    verify(account)
    mine.post(PAGE, CHOSEN)
    mine.post(PAGE, {"do": "calendar"})
    mine.post(f"{PAGE}push/", SUBSCRIPTION)
    SentReminder.objects.create(account=account, date=MONDAYS_RUN.date(), about="week")
    exported = mine.get("/settings/export/").content.decode()
    for said in ("push.example.com", "quiet", "by_mail", "reminder", Reminder.objects.get().calendar_part):
        assert said not in exported
    mine.post("/settings/delete/", {"password": "a long passphrase"})
    assert not any(table.objects.exists() for table in (Reminder, PushAddress, SentReminder))


def test_who_looks_around_is_sent_nothing(client, db):
    client.post("/look-around/", {"time_zone": "Europe/Berlin"})
    assert client.get(PAGE).status_code == 403
