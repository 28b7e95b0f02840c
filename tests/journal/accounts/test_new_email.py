"""Another e-mail address: asked for with the passphrase, confirmed from the new one, told to the old one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from journal.models import Person
from tests import factories

PASSPHRASE = "a long passphrase"  # of `person`


def ask(client, email="New@Example.org", passphrase=PASSPHRASE):
    return client.post(reverse("new_email"), {"email": email, "password": passphrase})


def link():
    """The link in the newest mail, as a path."""
    return re.search(r"https?://[^/]+(/settings/email/\S+/)", mail.outbox[-1].body)[1]


def opens(email, passphrase=PASSPHRASE):
    """Whether an address signs in."""
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": passphrase})
    return "_auth_user_id" in client.session


def works_no_more(page):
    return "This link does not work any more" in page.content.decode()


@pytest.fixture
def joined(db):
    """Somebody who joined by the page, with allauth's record of their address."""
    client = Client()
    client.post(reverse("account_signup"), {"email": "old@example.org", "password1": PASSPHRASE, "agree": "on"})
    assert EmailAddress.objects.count() == 1
    return client


def test_the_address_changes_when_the_link_is_confirmed_and_the_old_one_is_told(joined):
    assert ask(joined).url == reverse("new_email_sent")
    assert [sent.to for sent in mail.outbox] == [["new@example.org"]]
    assert Person.objects.get().email == "old@example.org"
    elsewhere = Client()  # the mail may be read on another device
    assert "new@example.org" in elsewhere.get(link()).content.decode()
    assert Person.objects.get().email == "old@example.org"  # looking changes nothing: mail scanners look, too
    done = elsewhere.post(link(), follow=True)
    assert "Email changed" in done.content.decode()
    assert Person.objects.get().email == "new@example.org"
    assert [mail.outbox[-1].to, "new@example.org" in mail.outbox[-1].body] == [["old@example.org"], True]
    assert (opens("new@example.org"), opens("old@example.org")) == (True, False)
    assert joined.get("/settings/").status_code == 200


def test_what_the_form_refuses_it_says_and_nothing_is_sent(mine, person, stranger):
    refused = {
        ("runner@example.org", PASSPHRASE): "runner@example.org is your email already.",
        ("RUNNER@example.org", PASSPHRASE): "runner@example.org is your email already.",
        ("Stranger@example.org", PASSPHRASE): "There is another journal for this email.",
        ("no address", PASSPHRASE): "You typed no address.",
        ("new@example.org", "wrong"): "That is not your passphrase.",
    }
    for said, sentence in refused.items():
        page = ask(mine, *said)
        assert sentence in page.content.decode()
    assert PASSPHRASE not in page.content.decode()
    assert mail.outbox == []


def test_a_link_works_once_and_not_after_a_new_passphrase(mine, person, account):
    ask(mine)
    first = link()
    account.set_password("a brand new passphrase")
    account.save()
    assert works_no_more(Client().get(first))
    assert works_no_more(Client().post(first))
    account.set_password(PASSPHRASE)
    account.save()
    factories.sign_in(mine, person)
    ask(mine)
    second = link()
    assert Client().post(second).status_code == 302
    assert works_no_more(Client().post(second))


def test_an_address_that_was_taken_meanwhile_is_not_taken_twice(mine, account, db):
    ask(mine)
    factories.person("quick", "new@example.org")
    assert works_no_more(Client().post(link()))
    account.refresh_from_db()
    assert account.email == "runner@example.org"


def test_a_link_is_good_for_a_day(mine, person, monkeypatch):
    monkeypatch.setattr("journal.accounts.new_email.GOOD_FOR", 0)
    ask(mine)
    assert works_no_more(Client().get(link()))


def test_tries_and_mails_have_a_limit(mine, person):
    statuses = [ask(mine, passphrase="wrong").status_code for _try in range(6)]
    assert statuses[-1] == 429
    assert mail.outbox == []


def test_a_stranger_is_not_flooded_with_mail(mine, theirs):
    for _time in range(3):
        ask(mine)
    assert ask(theirs, passphrase="another passphrase").status_code == 429
    assert len(mail.outbox) == 3


@pytest.fixture
def no_mail(monkeypatch):
    def refused(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)


def test_without_mail_it_is_said_and_nothing_is_changed(mine, account, no_mail):
    page = ask(mine)
    assert (page.status_code, "We could not send that mail" in page.content.decode()) == (503, True)
    assert 'href="/settings/email/"' in page.content.decode()


def test_the_change_holds_also_when_the_old_address_cannot_be_told(mine, account, monkeypatch, request):
    ask(mine)
    request.getfixturevalue("no_mail")
    page = mine.post(link(), follow=True)
    assert "The mail that tells you of this change could not be sent." in page.content.decode()
    account.refresh_from_db()
    assert account.email == "new@example.org"


def test_a_link_leads_to_where_twinge_is_hosted(mine, settings):
    settings.PUBLIC_ORIGIN = "https://twinge.example:8443"
    ask(mine)
    assert "https://twinge.example:8443/settings/email/" in mail.outbox[0].body


def test_settings_lead_there(mine, person):
    page = mine.get("/settings/").content.decode()
    assert f'href="{reverse("new_email")}"' in page
    assert "runner@example.org" in page
