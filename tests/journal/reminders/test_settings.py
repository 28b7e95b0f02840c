"""What is sent is chosen: nothing comes by itself, and nothing before the address is known to be theirs."""

import re

import pytest
from django.core import mail

from journal.calendar import DAY, HOUR
from journal.models import PushAddress, Reminder, SentReminder
from journal.reminders.push import is_public_https, leads_outside
from tests import factories
from tests.journal.reminders.conftest import MONDAYS_RUN, TUESDAY_EVENING, verify

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
