"""The evening question in a calendar and as a message of the browser: nothing of health stands in either."""

import base64
import json
import os
import subprocess
import sys

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from icalendar import Calendar

from journal.calendar import DAY
from journal.models import Device, PushAddress, Reminder, SentReminder
from journal.reminders import push
from journal.reminders.links import calendar_link
from tests import factories
from tests.journal.reminders.conftest import MONDAYS_RUN, TUESDAY_EVENING
from tests.journal.reminders.test_evening import HEALTH
from tests.paths import ROOT

PAGE = "/settings/reminders/"


def address(account):
    link = calendar_link(Reminder.objects.get(account=account))
    return link[link.index("/evening/") :]


def test_a_calendar_asks_on_the_evening_after_a_session(asked, person, account, mine, clock):
    mine.post(PAGE, {"do": "calendar"})
    factories.session(person, MONDAYS_RUN + DAY, duration_min=30, activity="other")
    factories.session(person, MONDAYS_RUN - DAY, aftermath=0, quiet_after=True)
    clock(TUESDAY_EVENING)
    file = Client().get(address(account))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in events] == [
        ("Monday’s run: anything after?", TUESDAY_EVENING),
        ("Tuesday’s session: anything after?", TUESDAY_EVENING + DAY),
    ]
    assert not HEALTH.search(file.content.decode().replace("winge", ""))


def test_an_address_can_be_taken_back_and_is_the_same_until_then(asked, account, mine):
    mine.post(PAGE, {"do": "calendar"})
    first = address(account)
    assert first == address(account)
    assert first in mine.get(PAGE).content.decode().replace("&amp;", "&")
    mine.post(PAGE, {"do": "calendar"})
    second = address(account)
    assert [Client().get(known).status_code for known in (first, second)] == [404, 200]
    mine.post(PAGE, {"do": "no_calendar"})
    assert [Client().get(known).status_code for known in (first, second, "/evening/calendar.ics")] == [404] * 3


@pytest.fixture
def browser(account, settings, mine):
    """A browser that takes messages, with its keys: (private key, auth)."""
    settings.VAPID_KEY = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    key, auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    PushAddress.objects.create(
        account=account,
        device=Device.objects.get(account=account),
        endpoint="https://push.example.com/send/1",
        p256dh=base64.urlsafe_b64encode(point).decode().rstrip("="),
        auth=base64.urlsafe_b64encode(auth).decode().rstrip("="),
    )
    return key, auth


@pytest.fixture
def service(monkeypatch):
    """What the push service was sent, and `status`, which it answers."""

    class Service:
        status, sent = 201, []

    def post(session, endpoint, **said):
        Service.sent.append((endpoint, said["headers"], said["data"]))
        answer = requests.Response()
        answer.status_code = Service.status
        return answer

    Service.sent = []
    monkeypatch.setattr(requests.Session, "post", post)
    monkeypatch.setattr(push, "leads_outside", lambda endpoint: True)
    return Service


def test_a_message_is_for_its_browser_alone_and_says_nothing_of_health(asked, browser, service, worker):
    Reminder.objects.update(by_mail=False)
    assert worker(TUESDAY_EVENING) == []
    ((endpoint, headers, body),) = service.sent
    assert endpoint == "https://push.example.com/send/1"
    assert headers["authorization"].startswith("vapid ")
    key, auth = browser
    said = http_ece.decrypt(body, private_key=key, auth_secret=auth, version="aes128gcm").decode()
    assert json.loads(said)["title"] == "Monday’s run: anything after?"
    assert not HEALTH.search(said)
    assert worker(TUESDAY_EVENING) == []
    assert len(service.sent) == 1


def test_a_browser_that_is_gone_is_forgotten_and_one_that_is_busy_is_not(asked, person, browser, service, worker):
    service.status = 503
    worker(TUESDAY_EVENING)
    assert PushAddress.objects.count() == 1
    service.status = 410
    factories.session(person, MONDAYS_RUN + DAY)
    worker(TUESDAY_EVENING + DAY)
    assert not PushAddress.objects.exists()


def test_a_browser_whose_sign_in_is_over_is_sent_nothing(asked, browser, service, worker):
    BrowserSession.objects.update(expire_date=TUESDAY_EVENING - DAY)
    Reminder.objects.update(by_mail=False)
    worker(TUESDAY_EVENING)
    assert service.sent == []
    assert not SentReminder.objects.exists()  # nobody was asked, so the question may still come another way


def test_the_pages_do_not_load_what_writes_messages():
    code = (
        "import django, sys; django.setup(); import config.urls;"
        "print([name for name in ('pywebpush', 'aiohttp', 'icalendar') if name in sys.modules])"
    )
    env = os.environ | {
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "localhost",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "sqlite://:memory:",
    }
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
