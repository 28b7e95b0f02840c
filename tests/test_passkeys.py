"""Passkeys in a real browser, with an authenticator that Chromium makes up."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from tests.journal.accounts.test_factors import code_of
from tests.test_browser import (
    NEED_A_FACTOR,
    PASSPHRASE,
    chromium,  # noqa: F401
    complaints,  # noqa: F401
    join,
    open_page,  # noqa: F401
    pytestmark,  # noqa: F401
    wrong_with,
)

# A browser that would make any key one that can sign in alone, whatever it is asked for.
EAGER = """const create = navigator.credentials.create.bind(navigator.credentials);
navigator.credentials.create = asked => {
  Object.assign(asked.publicKey.authenticatorSelection, {residentKey: "required", requireResidentKey: true});
  return create(asked);
};"""


@pytest.fixture
def page(open_page, site):  # noqa: F811 - the fixture
    """A page at localhost whose browser has an authenticator; an address with numbers can have no passkeys."""
    page = open_page(timezone_id="UTC", reduced_motion="reduce")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    able = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": able})
    page.at = site.replace("127.0.0.1", "localhost")
    return page


def joins(page, email):
    page.goto(page.at + "/accounts/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_text("I am 16 or older").click()
    page.get_by_role("button", name="Create journal").click()
    page.get_by_role("button", name="Continue").wait_for()


def adds_passkey(page, *, alone):
    """The recovery codes that come with the first one."""
    page.goto(page.at + "/accounts/passkeys/add/")
    page.get_by_label("Name").fill("Test key")
    box = page.get_by_label("It signs me in alone")
    expect(box).to_be_checked()
    if not alone:
        page.get_by_text("It signs me in alone").click()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return page.locator(".codes code").all_inner_texts()


def signs_out(page):
    page.goto(page.at + "/settings/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def enters_passphrase(page, email):
    page.get_by_label("Email").fill(email)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="The second step").wait_for()


def is_in(page):
    page.locator("nav").get_by_role("link", name="Week").first.wait_for()


def test_a_passkey_signs_in_alone_and_says_who_it_is(page):
    joins(page, "alone@example.org")
    assert len(adds_passkey(page, alone=True)) == 10
    page.goto(page.at + "/settings/signing-in/")
    page.get_by_text("Passkey, signs you in alone").wait_for()
    signs_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_in(page)
    page.goto(page.at + "/accounts/reauthenticate/passkey/?next=/settings/delete/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Delete everything").wait_for()


def test_a_key_that_is_the_second_step_does_not_sign_in_alone(page):
    joins(page, "step@example.org")
    page.add_init_script(EAGER)
    codes = adds_passkey(page, alone=False)
    signs_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This key is only the second step of signing in.").wait_for()
    page.goto(page.at + "/week/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    enters_passphrase(page, "step@example.org")
    page.get_by_role("button", name="Use a passkey").click()
    is_in(page)
    signs_out(page)
    enters_passphrase(page, "step@example.org")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_in(page)


def adds_app(page):
    page.goto(page.at + "/accounts/app/add/")
    page.get_by_label("Code").fill(code_of(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Add the app").click()
    page.get_by_role("heading", name="Signing in").wait_for()


def test_pages_of_who_has_a_passkey_and_an_app_can_be_read_by_everybody(page):
    """As test_browser walks the pages of everybody else."""
    page.emulate_media(reduced_motion="reduce")  # or colours are looked at while they change
    joins(page, "factors@example.org")
    adds_passkey(page, alone=False)
    adds_app(page)
    page.goto(page.at + "/settings/signing-in/")
    ways = [urlsplit(link.get_attribute("href")).path for link in page.locator("main a[href*='/accounts/']").all()]
    ways += ["/accounts/reauthenticate/code/", "/accounts/reauthenticate/passkey/"]
    signs_out(page)
    enters_passphrase(page, "factors@example.org")
    seen, wrong = {"mfa_authenticate"}, list(wrong_with(page))
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Use a passkey").click()
    is_in(page)
    for way in ways:
        page.goto(page.at + way)
        seen.add(resolve(urlsplit(page.url).path).url_name)
        wrong += [f"{way} {found}" for found in wrong_with(page)]
    assert seen >= NEED_A_FACTOR
    assert not wrong, "\n".join(wrong)


def test_where_there_can_be_no_passkey_none_is_offered(open_page):  # noqa: F811 - the fixture
    page = open_page(timezone_id="UTC", reduced_motion="reduce")
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    join(page, "numbers@example.org")
    page.goto("/accounts/passkeys/add/")
    page.get_by_text("Passkeys work where the address begins with https, and at localhost.").wait_for()
    expect(page.get_by_role("button", name="Add it")).to_be_hidden()
