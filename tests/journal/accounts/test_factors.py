"""The second step of signing in: an app's codes, recovery codes, passkeys; those of a real browser are in test_passkeys."""

import hashlib
import json
import re
from pathlib import Path
from time import time
from uuid import uuid4

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from journal.accounts import encrypted
from tests import factories
from tests.guidance.knowledge.test_acceptance import text_of
from tests.journal.accounts.test_accounts import is_signed_in, sign_in
from tests.journal.accounts.test_guests import look_around
from tests.paths import ROOT

PASSPHRASE = "a long passphrase"
STEP = "/accounts/step/"


def code_of(secret, ahead=0):
    """The six digits that an app shows, or showed `ahead` of now in half minutes."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time()) // 30 + ahead))


@pytest.fixture
def secret(mine, account):
    """The person has added an app with this secret."""
    page = mine.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)[1]
    assert mine.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).url == reverse("mfa_view_recovery_codes")
    return secret


def recovery_codes(mine):
    return re.findall(r"<li><code>(\d{8})</code>", mine.get(reverse("mfa_view_recovery_codes")).content.decode())


def at_the_step(account):
    """A browser that has entered the passphrase."""
    browser = Client()
    assert sign_in(browser, account.email, PASSPHRASE).url == STEP
    assert not is_signed_in(browser)
    return browser


def enters(browser, code):
    return browser.post(STEP, {"code": code})


def test_with_an_app_the_passphrase_alone_signs_nobody_in(account, secret):
    browser = at_the_step(account)
    said = text_of(enters(browser, "000 000" if code_of(secret) != "000000" else "111111"))
    assert "That code is not right. Enter the six digits that your app shows now" in said
    assert not is_signed_in(browser)
    right = code_of(secret)
    assert enters(browser, f"{right[:3]} {right[3:]}").url == "/"
    assert is_signed_in(browser)


def test_a_code_works_once_and_an_old_one_not_at_all(account, secret):
    assert enters(at_the_step(account), code_of(secret)).status_code == 302
    again = at_the_step(account)
    assert enters(again, code_of(secret)).status_code == enters(again, code_of(secret, -2)).status_code == 200


def test_who_has_lost_the_phone_gets_in_with_a_recovery_code_once(mine, account, secret):
    codes = recovery_codes(mine)
    assert len(set(codes)) == 10
    wrong = str((int(codes[0][0]) + 1) % 10) + codes[0][1:]
    browser = at_the_step(account)
    assert enters(browser, wrong if wrong not in codes else "1").status_code == 200
    assert enters(browser, codes[0]).status_code == 302
    assert enters(at_the_step(account), codes[0]).status_code == 200
    assert recovery_codes(mine) == codes[1:]
    assert "9 left" in text_of(mine.get(reverse("signing_in")))


def test_no_secret_stands_in_the_database(mine, account, secret):
    kept = str([one.data for one in Authenticator.objects.all()])
    assert secret not in kept
    assert not any(code in kept for code in recovery_codes(mine))


@pytest.mark.parametrize("kind", ["app", "codes"])
def test_a_secret_of_before_secrets_were_encrypted_still_opens(mine, account, secret, kind):
    one = Authenticator.objects.get(type="totp" if kind == "app" else "recovery_codes")
    one.data = {name: encrypted.decrypt(text) if isinstance(text, str) else text for name, text in one.data.items()}
    one.save()
    code = code_of(secret) if kind == "app" else recovery_codes(mine)[3]
    assert enters(at_the_step(account), code).status_code == 302


def test_a_former_secret_key_still_opens_it_and_without_it_codes_are_refused(mine, account, secret, settings):
    codes, settings.SECRET_KEY_FALLBACKS = recovery_codes(mine), [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert enters(at_the_step(account), codes[0]).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    browser = at_the_step(account)
    assert enters(browser, codes[1]).status_code == enters(browser, code_of(secret)).status_code == 200


def test_wrong_codes_end_after_five(account, secret):
    browser = at_the_step(account)
    for _ in range(5):
        enters(browser, "12345")
    assert "Too many wrong codes. Wait five minutes" in text_of(enters(browser, code_of(secret)))
    assert not is_signed_in(browser)


def test_what_was_typed_is_sent_after_the_second_step_too(mine, person, account, secret):
    browser = Client()
    drink = {"ml": "250", "kind": "water", "when": "now", "id": str(uuid4())}
    whose = re.search(r'name="whose" value="(\w+)"', mine.get(reverse("drink_new")).content.decode())[1]
    page = browser.post(reverse("drink_new"), drink | {"whose": whose}).content.decode()
    typed = re.search(r'name="typed" value="([^"]+)"', page)[1]
    said = {"login": account.email, "password": PASSPHRASE, "typed": typed}
    step = browser.post(reverse("account_login"), said).content.decode()
    assert "The second step" in step
    assert re.search(r'name="typed" value="([^"]+)"', step)[1] == typed
    browser.post(STEP, {"code": code_of(secret), "typed": typed})
    assert person.drinks.count() == 1


@pytest.mark.django_db(transaction=True)
def test_each_change_is_told_by_mail_and_asks_who_it_is(mine, person, secret, mailoutbox):
    mine.post(reverse("mfa_generate_recovery_codes"))
    factories.say_when(mine, person, time() - 301)
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_add_webauthn"):
        assert mine.get(reverse(name)).url.startswith("/accounts/reauthenticate/"), name
    factories.say_when(mine, person, time())
    mine.post(reverse("mfa_deactivate_totp"))
    assert [mail.subject for mail in mailoutbox] == [
        "An authenticator app was added",
        "New recovery codes for your Twinge", "An authenticator app was removed",
    ]  # fmt: skip


def test_a_code_says_who_it_is_as_well(mine, person, secret):
    factories.say_when(mine, person, time() - 301)
    asked = f"{reverse('mfa_reauthenticate')}?next=/settings/export/"
    assert "Use a code" in text_of(mine.get("/accounts/reauthenticate/"))
    assert mine.post(asked, {"code": recovery_codes_of(person)[0]}).url == "/settings/export/"
    assert mine.get("/settings/export/").status_code == 200


def recovery_codes_of(person):
    return Authenticator.objects.get(user_id=person.pk, type="recovery_codes").wrap().get_unused_codes()


def test_without_the_last_one_the_passphrase_is_enough_again_and_the_codes_are_gone(mine, account, secret):
    assert "With your last passkey or app the recovery codes go" in text_of(mine.get(reverse("mfa_deactivate_totp")))
    mine.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert mine.get(reverse("mfa_view_recovery_codes")).status_code == 404
    assert sign_in(Client(), account.email, PASSPHRASE).url == "/"
    assert "Add one of those first" in text_of(mine.post(reverse("mfa_generate_recovery_codes")))


def passkey(account, name="Phone", *, alone=True):
    """One that a browser made; nothing here asks it for a signature."""
    credential = {"clientExtensionResults": {"credProps": {"rk": alone}}}
    return Authenticator.objects.create(user=account, type="webauthn", data={"name": name, "credential": credential})


def test_a_passkey_of_somebody_else_does_not_exist(theirs, account):
    key = passkey(account)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[key.pk])
        assert theirs.get(address).status_code == theirs.post(address, {"name": "Mine"}).status_code == 404
    assert "Phone" not in text_of(theirs.get(reverse("signing_in")))
    assert Authenticator.objects.get().data == key.data


def test_a_passkey_is_named_and_removed(mine, account):
    key = passkey(account)
    mine.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Blue key"})
    shown = text_of(mine.get(reverse("signing_in")))
    assert "Blue key" in shown
    assert "Passkey, signs you in alone" in shown
    assert mine.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True).redirect_chain[-1][0] == reverse(
        "signing_in"
    )
    assert not Authenticator.objects.exists()


def test_the_only_way_in_is_not_removed(mine, account, person):
    key = passkey(account)
    account.set_unusable_password()
    account.save()
    factories.sign_in(mine, person)
    said = text_of(mine.post(reverse("mfa_remove_webauthn", args=[key.pk])))
    assert "This is your only way to sign in." in said
    passkey(account, "Another")
    mine.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert [one.data["name"] for one in Authenticator.objects.all()] == ["Another"]


@pytest.mark.parametrize("sent", ["", "{}", "null", "[]", '{"id": "x", "response": {"userHandle": "MQ"}}'])
def test_a_broken_passkey_is_refused_in_words(client, account, sent):
    said = text_of(client.post(reverse("mfa_login_webauthn"), {"credential": sent}))
    assert "passkey was not taken" in said or "required" in said
    assert not is_signed_in(client)


def test_a_host_lets_somebody_in_who_has_lost_everything(account, secret, capsys):
    call_command("forget_factors", person=account.email)
    assert "2 removed" in capsys.readouterr().out
    assert sign_in(Client(), account.email, PASSPHRASE).url == "/"


def test_where_mail_can_be_sent_an_address_is_confirmed_before_anything_is_added(mine, account, settings, mailoutbox):
    """Nobody keeps the owner of an address out who joined with it."""
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert mine.get(reverse(name)).url == reverse("mfa_index")
    page = mine.get(reverse("signing_in"))
    assert "Before you add one, show that runner@example.org reaches you" in text_of(page)
    mine.post(re.search(r'action="([^"]+)">[^<]*<input[^>]+>\s*<button class="btn">Send the link', page.text)[1])
    mine.post(re.search(r"https?://[^/]+(/settings/email/\S+/)", mailoutbox[-1].body)[1])
    assert EmailAddress.objects.get(user=account).verified
    assert mine.get(reverse("mfa_activate_totp")).status_code == 200
    assert "Before you add one" not in text_of(mine.get(reverse("signing_in")))


@pytest.mark.django_db
def test_guests_have_no_factors():
    guest = look_around()
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"):
        assert guest.get(reverse(name)).status_code == 403


# allauth's templates that ours stand in for -> the sum of what allauth's said when ours were last looked at.
SEEN = Path(__file__).with_name("allauth_templates.json")


def test_our_templates_are_looked_at_again_when_allauths_have_changed():
    """Look at what has changed there, mend ours, then put the new sum into the file."""
    theirs = Path(allauth.__file__).parent / "templates"
    ours = [
        path.relative_to(ROOT / "templates")
        for room in ("account", "mfa")
        for path in (ROOT / "templates" / room).rglob("*.*")
    ]
    shared = {str(path): theirs / path for path in sorted(ours) if (theirs / path).exists()}
    sums = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in shared.items()}
    assert sums == json.loads(SEEN.read_text())


def test_every_page_and_mail_of_allauth_that_can_be_met_is_ours():
    theirs = Path(allauth.__file__).parent / "templates/mfa"
    not_met = {"base_entrance.html", "base_manage.html", "index.html", "trust.html", "recovery_codes/base.html",
               "totp/base.html", "webauthn/base.html", "webauthn/authenticator_list.html", "webauthn/signup_form.html",
               "webauthn/snippets/login_script.html", "webauthn/snippets/scripts.html"}  # fmt: skip
    all_of_them = {str(path.relative_to(theirs)) for path in theirs.rglob("*.*")}
    assert {name for name in all_of_them - not_met if not (ROOT / "templates/mfa" / name).exists()} == set()
