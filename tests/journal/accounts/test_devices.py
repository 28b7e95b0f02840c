"""Where somebody is signed in, and signing out there."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.accounts.devices import devices_of, end_sessions, names_of
from journal.models import Device
from tests.guidance.knowledge.test_acceptance import text_of
from tests.journal.accounts.test_guests import look_around

ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
PASSPHRASE = "a long passphrase"


@pytest.fixture
def phone(account):
    """A phone of the person's that has just signed in."""
    client = Client(headers={"user-agent": ANDROID})
    client.post(reverse("account_login"), {"login": account.email, "password": PASSPHRASE})
    return client


def numbers(account):
    return list(devices_of(account).values_list("pk", flat=True))


def signs_out(client, number):
    return client.post(reverse("device_end", args=[number]), follow=True)


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        (ANDROID, ("Firefox", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
         " Mobile/15E148 Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/137.0"
         " Mobile/15E148 Safari/604.1", ("Chrome", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0"
         " Safari/537.36 Edg/137.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36",
         ("Chrome", "Linux")),
        ("curl/8.5", ("", "")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent, names):
    assert names_of(agent) == names


def test_each_browser_is_listed_and_this_one_named(mine, phone, account):
    shown = text_of(mine.get(reverse("signing_in")))
    assert "Firefox on Android" in shown
    assert shown.count("This browser") == shown.count(": Firefox Android") == 1
    assert Device.objects.filter(account=account).count() == 2


def test_signed_out_there_it_clears_what_it_keeps_at_its_next_visit_and_only_then(mine, phone, account):
    [number] = [device.pk for device in devices_of(account) if device.browser == "Firefox"]
    assert "Signed out there" in text_of(signs_out(mine, number))
    answer = phone.get("/week/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache", "storage"')
    assert not phone.get("/accounts/login/").has_header("Clear-Site-Data")
    assert mine.get("/week/").status_code == 200
    assert len(numbers(account)) == 1
    assert "signed out already" in text_of(signs_out(mine, number))


def test_nobody_signs_out_a_browser_of_somebody_else(theirs, phone, account):
    assert "signed out already" in text_of(signs_out(theirs, numbers(account)[0]))
    assert phone.get("/week/").status_code == 200


def test_a_browser_keeps_its_line_with_a_new_passphrase_and_loses_it_by_signing_out(phone, account):
    new = {"oldpassword": PASSPHRASE, "password1": "another long passphrase"}
    assert phone.post(reverse("account_change_password"), new).status_code == 302
    assert [device.browser for device in devices_of(account)] == ["Firefox"]
    phone.post(reverse("account_logout"))
    assert not Device.objects.filter(account=account).exists()


def test_with_a_new_passphrase_every_other_browser_is_signed_out_and_clears_what_it_keeps(mine, phone, account):
    new = {"oldpassword": PASSPHRASE, "password1": "another long passphrase"}
    mine.post(reverse("account_change_password"), new)
    assert Device.objects.get().session_id == mine.session.session_key
    assert phone.get("/week/")["Clear-Site-Data"] == '"cache", "storage"'
    assert mine.get("/week/").status_code == 200


def test_who_chooses_a_new_passphrase_by_mail_signs_every_browser_out(phone, account, client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": account.email})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[-1].body)[1]
    form = client.get(link).url
    client.post(form, {"password1": "another long passphrase"})
    assert not Device.objects.exists()
    assert phone.get("/week/").has_header("Clear-Site-Data")


def test_a_use_is_noted_once_a_day(phone, account, django_assert_num_queries):
    old = timezone.now() - timedelta(days=3)
    Device.objects.update(used_at=old)
    phone.get("/accounts/password/change/")
    assert Device.objects.get().used_at == old
    session = phone.session
    session["device"][1] = "2026-01-01"
    session.save()
    phone.get("/accounts/password/change/")
    assert Device.objects.get().used_at > old


def test_another_person_in_the_same_browser_is_another_line(phone, account, stranger):
    phone.post(reverse("account_logout"))
    phone.post(reverse("account_login"), {"login": "stranger@example.org", "password": "another passphrase"})
    assert [device.account_id for device in Device.objects.all()] == [stranger.pk]


def test_signed_out_everywhere_every_browser_clears_what_it_keeps(phone, account):
    end_sessions(account)
    assert not BrowserSession.objects.exists()
    assert phone.get("/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.django_db
def test_a_guest_has_no_list():
    guest = look_around()
    assert guest.get(reverse("signing_in")).status_code == 403
    assert not Device.objects.exists()
