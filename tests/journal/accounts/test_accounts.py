"""Joining, signing in and out, and passphrases."""

import re

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from config import settings as real_settings
from journal.accounts.tries import device
from journal.models import Person, Profile
from tests.queries import accounts_database

JOINING = {"email": "New@Example.org", "password1": "twelve or more", "agree": "on"}
WRONG = "Email or passphrase is wrong. Check both, or choose a new passphrase."


def join(client, **changes):
    return client.post(reverse("account_signup"), JOINING | changes)


def sign_in(client, email, passphrase):
    return client.post(reverse("account_login"), {"login": email, "password": passphrase})


def is_signed_in(client):
    return client.get("/week/").status_code == 200


def errors(response):
    return response.context["form"].errors


# Joining
def test_joining_leads_through_the_welcome_page_to_today(client, db):
    assert join(client).url == "/welcome/"
    page = client.get("/welcome/")
    assert '<option value="" selected>Choose</option>' in page.content.decode()
    assert errors(client.post("/welcome/", {"begin": "empty"})) == {
        "time_zone": ["Time zone: choose the one where you are."]
    }
    chosen = {"begin": "empty", "time_zone": "Europe/Oslo", "emergency_number": "113"}
    assert client.post("/welcome/", chosen).url == "/"
    account, person = Person.objects.get(), Profile.objects.get()
    assert (account.pk, account.email) == (person.pk, "new@example.org")
    assert (person.time_zone, person.emergency_number) == ("Europe/Oslo", "113")
    assert client.get("/").status_code == 200


def test_a_clock_that_nobody_was_asked_for_is_said_on_today(client, db):
    join(client)
    said = "Times are in UTC"
    assert said in client.get("/").content.decode()
    client.post("/welcome/", {"begin": "empty", "time_zone": "Europe/Oslo"})
    assert said not in client.get("/").content.decode()


def test_joining_needs_the_box_ticked(client, db):
    response = join(client, agree="")
    assert errors(response) == {
        "agree": ["Tick the box to say that you are 16 or older and know Twinge is not a doctor."]
    }
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("", "Enter a passphrase of 12 characters or more."),
        ("short", "Passphrase: enter 12 characters or more. You typed 5."),
        ("abcabcabcabc", "Passphrase: this repeats the same few characters. Choose something else."),
        ("aaabbbcccaaabbb", "Passphrase: this repeats the same few characters. Choose something else."),
        ("new@example.org", "Passphrase: this is too much like your email. Choose something else."),
        ("qwertyuiop123", "Passphrase: this one is too common. Choose something else."),
        ("password1234", "Passphrase: this one is too common. Choose something else."),
        ("P@ssw0rd2024!", "Passphrase: this one is too common. Choose something else."),
        ("1q2w3e4r5t6y", "Passphrase: this one is too common. Choose something else."),
        ("drowssapdrowssap", "Passphrase: this one is too common. Choose something else."),
        ("monkey monkey monkey", "Passphrase: this one is too common. Choose something else."),
        ("football12345", "Passphrase: this one is too common. Choose something else."),
        ("twingetwinge1", "Passphrase: this one is too common. Choose something else."),
    ],
)
def test_a_weak_passphrase_is_refused_with_one_sentence_and_the_email_is_kept(client, db, passphrase, sentence):
    response = join(client, password1=passphrase)
    assert errors(response) == {"password1": [sentence]}
    page = response.content.decode()
    assert 'value="New@Example.org"' in page
    assert passphrase == "" or f'value="{passphrase}"' not in page
    assert not Person.objects.exists()


def test_joining_with_a_taken_email_says_so_and_changes_nothing(client, account):
    response = join(client, email="RUNNER@example.org")
    assert errors(response) == {
        "email": ["There is a journal for this email already. Sign in, or choose a new passphrase."]
    }
    assert Person.objects.get() == account
    assert account.check_password("a long passphrase")


def test_two_people_with_alike_emails_are_two_people(client, db):
    join(client, email="runner@one.example")
    join(Client(), email="runner@two.example")
    assert sorted(Person.objects.values_list("email", flat=True)) == ["runner@one.example", "runner@two.example"]


# Signing in and out
def test_signing_in_leads_to_the_page_that_was_asked_for(client, person):
    asked = client.get("/week/").url
    assert asked == "/accounts/login/?next=/week/"
    response = client.post(asked, {"login": "Runner@example.org", "password": "a long passphrase", "next": "/week/"})
    assert response.url == "/week/"


def test_signing_in_never_leads_to_another_site(client, account):
    typed = {"login": account.email, "password": "a long passphrase", "next": "https://elsewhere.example/"}
    assert client.post(reverse("account_login"), typed).url == "/"


def test_a_wrong_passphrase_and_an_unknown_email_get_the_same_answer(client, account):
    wrong = sign_in(client, account.email, "not this passphrase")
    unknown = sign_in(client, "nobody@example.org", "not this passphrase")
    assert errors(wrong) == errors(unknown) == {"__all__": [WRONG]}
    assert 'value="runner@example.org"' in wrong.content.decode()
    assert not is_signed_in(client)


def test_a_stranger_signs_in_to_their_own_journal_only(client, person, stranger):
    sign_in(client, "stranger@example.org", "another passphrase")
    assert client.get("/").context["request"].person == stranger


def test_what_is_missing_is_said(client, db):
    assert errors(sign_in(client, "", "")) == {"login": ["Enter your email."], "password": ["Enter your passphrase."]}


def test_signing_out_ends_the_session_on_the_server(client, account, settings):
    sign_in(client, account.email, "a long passphrase")
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_signed_in(thief)


def test_signing_out_takes_a_tap_not_a_link(mine):
    assert "Sign out?" in mine.get(reverse("account_logout")).content.decode()
    assert is_signed_in(mine)


# Too many tries
def test_after_five_wrong_passphrases_even_the_right_one_must_wait(client, account):
    answers = [sign_in(client, account.email, "not this passphrase").status_code for _ in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]
    refused = sign_in(Client(), account.email, "a long passphrase")
    assert refused.status_code == 429
    assert "Wait a few minutes" in refused.content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "stranger@example.org", "?").status_code == 200


def test_the_tries_are_counted_where_all_processes_see_them(client, account):
    for _ in range(5):
        sign_in(client, account.email, "not this passphrase")
    del caches["default"]  # what another process would begin with
    assert sign_in(Client(), account.email, "a long passphrase").status_code == 429
    with accounts_database().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%login_failed%"])
        # One count for the address here, one for it from anywhere, one for the network address.
        assert cursor.fetchone() == (3,)


def test_a_new_passphrase_by_mail_ends_the_waiting(client, db, mailoutbox):
    join(client)
    for _ in range(6):
        sign_in(Client(), "new@example.org", "not this passphrase")
    other = Client(REMOTE_ADDR="192.0.2.7")
    follow_the_mail(other, "new@example.org", mailoutbox, "a brand new passphrase")
    assert sign_in(other, "new@example.org", "a brand new passphrase").url == "/"


def test_wrong_tries_from_elsewhere_do_not_lock_the_owner_out(client, account):
    sign_in(client, account.email, "a long passphrase")
    client.post(reverse("account_logout"))
    for n in range(60):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), account.email, "not this passphrase")
    assert sign_in(Client(REMOTE_ADDR="198.51.100.1"), account.email, "a long passphrase").status_code == 429
    assert sign_in(client, account.email, "a long passphrase").url == "/"


def test_a_known_browser_has_no_endless_tries_either(client, account):
    sign_in(client, account.email, "a long passphrase")
    client.post(reverse("account_logout"))
    assert [sign_in(client, account.email, "wrong").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_mark_opens_one_address_only(client, account, stranger):
    sign_in(client, account.email, "a long passphrase")
    mark = client.cookies[real_settings.DEVICE_COOKIE_NAME].value
    for forged in (mark, mark + "x", "", "a:b:c"):
        other = Client(REMOTE_ADDR="192.0.2.99")
        other.cookies[real_settings.DEVICE_COOKIE_NAME] = forged
        request = other.get(reverse("account_login")).wsgi_request
        assert device(request, "stranger@example.org") == ""


@pytest.mark.parametrize("hosts", [["testserver", "testserver:81", "testserver:82"]])
def test_a_port_in_the_host_counts_as_the_same_site(account, hosts):
    answers = [sign_in_at(hosts[n % 3], account.email).status_code for n in range(6)]
    assert answers == [200] * 5 + [429]


def sign_in_at(host, email):
    said = {"login": email, "password": "not this passphrase"}
    return Client().post(reverse("account_login"), said, headers={"host": host})


def test_filling_the_store_of_counts_forgets_none(client, account):
    for _ in range(5):
        sign_in(client, account.email, "not this passphrase")
    for n in range(1000):
        caches["default"].set(f"allauth:rl:filled:{n}", [n], 300)
    assert sign_in(Client(), account.email, "a long passphrase").status_code == 429


def test_saying_once_more_who_one_is_takes_no_endless_tries(mine, person):
    answers = [mine.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_link_by_mail_leads_to_where_twinge_is_hosted(client, account, mailoutbox, settings):
    settings.PUBLIC_ORIGIN = "https://twinge.example:8443"
    client.post(reverse("account_reset_password"), {"email": account.email}, headers={"host": "testserver:666"})
    assert "https://twinge.example:8443/accounts/password/reset/key/" in mailoutbox[-1].body
    assert "666" not in mailoutbox[-1].body.split("key/")[0]


# A forgotten passphrase
def ask_for_a_link(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def follow_the_mail(client, email, mailoutbox, passphrase):
    ask_for_a_link(client, email)
    link = re.search(r"https://testserver(/\S+)", mailoutbox[-1].body)[1]
    form = client.get(link).url
    return client.post(form, {"password1": passphrase})


def test_a_forgotten_passphrase_is_replaced_by_mail(client, mine, account, mailoutbox):
    assert follow_the_mail(client, account.email, mailoutbox, "a brand new passphrase").url == reverse(
        "account_reset_password_from_key_done"
    )
    assert (mailoutbox[0].subject, mailoutbox[0].to) == ("Your new Twinge passphrase", ["runner@example.org"])
    assert not is_signed_in(mine)  # whoever was signed in with the old one is not any more
    assert errors(sign_in(client, account.email, "a long passphrase")) == {"__all__": [WRONG]}
    assert sign_in(client, account.email, "a brand new passphrase").url == "/"


def test_a_link_works_once(client, account, mailoutbox):
    follow_the_mail(client, account.email, mailoutbox, "a brand new passphrase")
    link = re.search(r"https://testserver(/\S+)", mailoutbox[0].body)[1]
    assert "This link does not work any more" in Client().get(link).content.decode()


def test_a_weak_new_passphrase_is_refused(client, account, mailoutbox):
    response = follow_the_mail(client, account.email, mailoutbox, "short")
    assert errors(response) == {"password1": ["Passphrase: enter 12 characters or more. You typed 5."]}
    account.refresh_from_db()
    assert account.check_password("a long passphrase")


def test_asking_for_a_link_answers_the_same_for_an_unknown_email(client, account, mailoutbox):
    known, unknown = ask_for_a_link(client, account.email), ask_for_a_link(client, "nobody@example.org")
    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert [mail.subject for mail in mailoutbox] == [
        "Your new Twinge passphrase",
        "No Twinge journal for this address",
    ]
    assert "password" not in "".join(mail.body for mail in mailoutbox).replace("/password/", "/")


def test_one_address_is_not_flooded_with_mail(client, account, mailoutbox):
    assert [ask_for_a_link(client, account.email).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


# A changed passphrase
def change(client, now, new):
    return client.post(reverse("account_change_password"), {"oldpassword": now, "password1": new})


def test_changing_the_passphrase_signs_out_everywhere_else(client, db, mailoutbox):
    join(client)
    elsewhere = Client()
    sign_in(elsewhere, "new@example.org", "twelve or more")
    response = change(client, "twelve or more", "a brand new passphrase")
    assert response.url == reverse("settings")
    assert "New passphrase saved." in client.get(response.url).content.decode()
    assert not is_signed_in(elsewhere)
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Your Twinge passphrase was changed", ["new@example.org"])
    ]


def test_changing_needs_the_passphrase_of_now(mine, account):
    response = change(mine, "not this passphrase", "a brand new passphrase")
    assert errors(response) == {
        "oldpassword": ["That is not your passphrase. Enter the one that you sign in with now."]
    }
    account.refresh_from_db()
    assert account.check_password("a long passphrase")


def test_no_page_about_passphrases_says_password(client, mine):
    pages = [client.get(reverse(name)) for name in ("account_login", "account_signup", "account_reset_password")]
    pages += [join(client, password1=""), sign_in(client, "", ""), mine.get(reverse("account_change_password"))]
    for page in pages:
        seen = re.sub(r"<[^>]*>", "", page.content.decode())
        assert "password" not in seen.lower()


def test_passphrases_are_kept_as_argon2_hashes(settings, db):
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS
    person = Person.objects.create_user("hashed", password="a long passphrase")
    assert person.password.startswith("argon2$argon2id$")


# The forms
PASSPHRASE = '<input type="password" name="{name}" class="input" autocomplete="{auto}" required id="id_{name}">'
EMAIL = (
    '<input type="email" name="{name}" class="input" autocomplete="email" inputmode="email" autocapitalize="none"'
    ' spellcheck="false" required id="id_{name}">'
)


def test_an_input_tells_the_phone_and_the_password_manager_what_it_is_for(client, mine):
    login = client.get(reverse("account_login"))
    assertContains(login, EMAIL.format(name="login"), html=True)
    assertContains(login, PASSPHRASE.format(name="password", auto="current-password"), html=True)
    joining = PASSPHRASE.format(name="password1", auto="new-password")
    described = joining.replace(" required", ' required aria-describedby="id_password1_helptext"')
    assertContains(client.get(reverse("account_signup")), described, html=True)
    changing = mine.get(reverse("account_change_password"))
    assertContains(changing, described, html=True)
    assertContains(changing, 'data-reveal="id_oldpassword"')
    assertContains(changing, 'data-reveal="id_password1"')


def test_what_is_wrong_stands_on_top_and_at_the_field_and_no_passphrase_comes_back(client, db):
    answer = join(client, email="no address", password1="too short", agree="")
    assertContains(answer, "3 things to fix")
    assertContains(answer, "Email: enter an address like name@example.org. You typed no address.", count=2)
    for name in ("email", "password1", "agree"):
        assertContains(answer, f'<a href="#id_{name}">')
        assertContains(answer, f'<div id="id_{name}_error">')
    assertContains(answer, 'value="no address"')
    assertNotContains(answer, "too short")


def test_every_account_form_uses_the_template_of_all_forms(client, mine, account, mailoutbox):
    ask_for_a_link(client, account.email)
    link = re.search(r"https://testserver(/\S+)", mailoutbox[-1].body)[1]
    pages = [client.get(reverse(f"account_{name}")) for name in ("login", "signup", "reset_password")]
    pages += [mine.get(reverse("account_change_password")), client.get(client.get(link).url)]
    for page in pages:
        names = [template.name for template in page.templates]
        assert names.count("forms/group.html") == len(page.context["form"].visible_fields()) > 0


# One address, one passphrase, however they are typed


def test_a_person_of_the_command_line_gets_in_by_mail_and_nobody_joins_with_their_address(client, db, mailoutbox):
    Person.objects.create_user("Anna@Example.ORG", email="Anna@Example.ORG")
    assert errors(join(client, email="ANNA@example.org")) or mailoutbox[-1].to == ["anna@example.org"]
    assert Person.objects.count() == 1
    client.post(reverse("account_reset_password"), {"email": "ANNA@Example.org"})
    link = re.search(r"/accounts/password/reset/key/[^\s]+", mailoutbox[-1].body)[0]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "a long passphrase"})
    fresh = Client()
    sign_in(fresh, "aNNa@example.org", "a long passphrase")
    assert is_signed_in(fresh)


def test_an_address_belongs_to_one_account_in_any_case(db):
    Person.objects.create_user("one", email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic(using=accounts_database().alias):
        Person.objects.create(name="two", email="Anna@example.org")


APART, TOGETHER = "cafe\u0301 au lait", "caf\u00e9 au lait"


@pytest.mark.parametrize(("chosen", "typed"), [(APART, TOGETHER), (TOGETHER, APART)])
def test_a_passphrase_is_the_same_however_its_accents_are_typed(client, db, chosen, typed):
    join(client, password1=chosen)
    fresh = Client()
    sign_in(fresh, "new@example.org", typed)
    assert is_signed_in(fresh)


def test_a_hash_from_before_still_opens_and_is_written_anew(client, db):
    account = Person.objects.create_user("old", email="old@example.org")
    account.password = make_password(APART)
    account.save()
    sign_in(client, "old@example.org", APART)
    assert is_signed_in(client)
    account.refresh_from_db()
    assert check_password(TOGETHER, account.password)
    wrong = Client()
    sign_in(wrong, "old@example.org", "cafe au lait")
    assert not is_signed_in(wrong)


# Mail that cannot be sent


@pytest.fixture
def no_mail(monkeypatch):
    def refused(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)


@pytest.mark.parametrize("email", ["runner@example.org", "nobody@example.org"])
def test_a_link_that_cannot_be_mailed_is_said_and_the_same_for_an_unknown_email(client, account, no_mail, email):
    page = ask_for_a_link(client, email)
    assert (page.status_code, "We could not send that mail" in page.content.decode()) == (503, True)


def test_a_passphrase_is_changed_also_when_the_mail_about_it_cannot_be_sent(mine, account, no_mail):
    said = {"oldpassword": "a long passphrase", "password1": "a brand new passphrase"}
    page = mine.post(reverse("account_change_password"), said, follow=True)
    assert "The mail that tells you of this change could not be sent." in page.content.decode()
    account.refresh_from_db()
    assert account.check_password("a brand new passphrase")
