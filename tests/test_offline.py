"""Without a connection: pages open from what the phone keeps, entries wait there and arrive once, alarms need no server."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Error, expect

from tests.chromium import CHROMIUM, FLAGS, KEPT, choose, join, kept_pages
from tests.flows import a_run, zone_where_it_is_noon
from tests.paths import ROOT
from tests.test_browser import chromium, complaints, open_page, pytestmark, sign_out

__all__ = ["chromium", "complaints", "open_page", "pytestmark"]


def person(page, email, **joined):
    join(page, email, zone=zone_where_it_is_noon(), **joined)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller")
    kept_pages(page)
    return page


def log_a_drink(page, ml="330"):
    page.goto("/log/drink/")
    choose(page, "How much?", ml)
    page.get_by_role("button", name="Save drink").click()


def waits(page, sentence):
    expect(page.locator("#waiting")).to_contain_text(sentence)


def all_sent(page):
    """Wait until the server has answered for all that waited; before a page's script ran its line is hidden, too."""
    page.wait_for_function("typeof Queue === 'object' && Queue.all().then((entries) => !entries.length)")
    expect(page.locator("#waiting")).to_be_hidden()


def drinks(page):
    """The amounts of the drinks that the server has, newest first; a message that comes late is none of them."""
    page.goto("/entries/drinks/")
    lines = page.locator("main").inner_text().splitlines()
    return [line for line in lines if re.fullmatch(r"\d+ ml", line)]


def test_what_is_logged_in_aeroplane_mode_arrives_once_and_in_order(open_page, complaints):
    page = person(open_page(), "plane@example.org")
    page.context.set_offline(True)
    for path in KEPT:
        page.goto(path)
        expect(page.get_by_text("No connection. This is what this phone kept on")).to_be_visible()
    log_a_drink(page, "330")
    waits(page, "1 entry waits on this phone.")
    log_a_drink(page, "500")
    page.goto("/log/sleep/")
    choose(page, "How long did you sleep?", "9 h")
    page.get_by_role("button", name="Save sleep").click()
    waits(page, "3 entries wait on this phone.")
    page.goto("/waiting/")
    expect(page.locator("[data-waiting-list] h2")).to_have_text(["Drink", "Drink", "Sleep"])
    page.context.set_offline(False)
    page.goto("/")
    all_sent(page)
    page.goto("/")
    assert sorted(drinks(page)) == ["330 ml", "500 ml"]
    page.goto("/entries/nights/")
    assert page.locator("main a[href^='/sleep/']").count() == 1
    complaints.clear()


def test_two_tabs_send_what_waits_once(open_page, complaints):
    page = person(open_page(), "tabs@example.org")
    page.context.set_offline(True)
    log_a_drink(page, "330")
    waits(page, "1 entry waits on this phone.")
    other = page.context.new_page()
    other.goto("/")
    waits(other, "1 entry waits on this phone.")
    page.context.set_offline(False)
    all_sent(other)
    all_sent(page)
    assert drinks(page) == ["330 ml"]
    complaints.clear()


def test_a_killed_browser_keeps_it_and_neither_a_wrong_clock_nor_another_zone_moves_it(site, chromium, tmp_path):
    def browser(**options):
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=CHROMIUM, args=FLAGS, base_url=site, **options
        )
        context.set_default_timeout(20000)
        return context, context.pages[0]

    context, page = browser()
    person(page, "killed@example.org")
    context.set_offline(True)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    log_a_drink(page, "750")
    waits(page, "1 entry waits on this phone.")
    context.close()

    context, page = browser(timezone_id="Asia/Tokyo")
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    page.goto("/")
    all_sent(page)
    page.goto("/")
    expect(page.locator("#timeline .tl__title")).to_have_text(["Water"])  # today, not tomorrow
    assert drinks(page) == ["750 ml"]
    context.close()


def test_what_the_server_fails_to_take_stays_and_what_it_refuses_can_be_mended(open_page, complaints):
    page = person(open_page(), "refused@example.org")
    page.context.set_offline(True)
    page.goto("/log/session/")
    choose(page, "What did you do?", "Run")
    page.get_by_role("button", name="Save session").click()  # without minutes
    waits(page, "1 entry waits on this phone.")
    page.route("**/log/session/", lambda route: route.fulfill(status=500))
    page.context.set_offline(False)
    page.goto("/waiting/")
    waits(page, "1 entry waits on this phone.")
    page.unroute("**/log/session/")
    page.reload()
    waits(page, "Not all could be saved.")
    expect(page.locator("[data-reason]")).to_contain_text("minutes")
    page.get_by_role("link", name="Open and correct").click()
    expect(page.get_by_role("radio", name="Run", exact=True)).to_be_checked()
    page.locator("label:has([name=duration_min][value='45'])").click()
    page.get_by_role("button", name="Save session").click()  # still without how hard it was
    expect(page.locator("[data-error-summary]")).to_contain_text("Choose how hard it was.")
    assert [entry["reason"] != "" for entry in page.evaluate("Queue.all()")] == [
        True
    ]  # a page that is closed loses nothing
    page.locator("label:has([name=effort][value='6'])").click()
    page.get_by_role("button", name="Save session").click()
    expect(page).to_have_url(re.compile("/$"))
    all_sent(page)
    page.goto("/entries/sessions/")
    assert page.locator("main a[href^='/session/']").count() == 1
    complaints.clear()


def test_an_entry_at_which_the_server_breaks_does_not_hold_up_the_others(open_page, complaints):
    page = person(open_page(), "breaks@example.org")
    page.context.set_offline(True)
    for ml in ("330", "500", "750"):
        log_a_drink(page, ml)
    waits(page, "3 entries wait on this phone.")
    breaks = lambda route: route.fulfill(status=500) if "ml=330" in route.request.post_data else route.continue_()  # noqa: E731
    page.route("**/log/drink/", breaks)
    page.context.set_offline(False)
    page.goto("/")
    waits(page, "1 entry waits on this phone.")
    assert sorted(drinks(page)) == ["500 ml", "750 ml"]
    page.unroute("**/log/drink/")
    page.goto("/")
    all_sent(page)
    assert sorted(drinks(page)) == ["330 ml", "500 ml", "750 ml"]
    complaints.clear()


def test_a_server_that_fails_or_is_slow_while_saving_loses_and_doubles_nothing(open_page, complaints):
    """Saved online: the answer is an error, comes too late, or never; the entry is there once in the end."""
    page = person(open_page(), "slow@example.org")
    page.goto("/log/drink/")
    choose(page, "How much?", "330")
    for status, following in ((500, "500"), (503, "750")):
        page.context.route("**/log/drink/", answers(status))
        page.get_by_role("button", name="Save drink").click()
        waits(page, "1 entry waits on this phone.")
        page.context.unroute("**/log/drink/")
        send_again(page)
        page.goto("/log/drink/")
        choose(page, "How much?", following)
    page.context.route("**/log/drink/", arrives_unanswered)
    page.get_by_role("button", name="Save drink").click()
    waits(page, "1 entry waits on this phone.")
    page.context.unroute("**/log/drink/")
    send_again(page)
    assert sorted(drinks(page)) == ["330 ml", "500 ml", "750 ml"]
    complaints.clear()


def send_again(page):
    """As when the connection is back; a page that goes meanwhile sends when the next one shows."""
    with suppress(Error):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    all_sent(page)
    page.wait_for_load_state()


def answers(status):
    """What a server that is broken, or away, says to a form."""
    return lambda route: route.fulfill(status=status) if route.request.method == "POST" else route.continue_()


def arrives_unanswered(route):
    """A form that the server took, and whose answer was lost on the way."""
    if route.request.method != "POST":
        return route.continue_()
    route.fetch(max_redirects=0)
    return route.abort()


def test_a_slow_network_shows_what_the_phone_keeps(open_page, complaints):
    page = person(open_page(), "waits@example.org")
    held = []
    page.context.route("**/week/", lambda route: held.append(route))  # an answer that takes for ever
    page.goto("/week/")
    expect(page.get_by_text("No connection. This is what this phone kept on")).to_be_visible()
    for route in held:
        route.abort()
    complaints.clear()


def test_what_a_phone_does_not_keep_is_sent_with_try_again(open_page, complaints):
    page = person(open_page(), "again@example.org")
    page.goto("/settings/look/")
    page.locator("label:has([name=theme][value=dark])").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you entered is not saved yet")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    complaints.clear()


SHARE = """() => {
  document.body.insertAdjacentHTML("beforeend",
    `<form id="share" method="post" action="/settings/import/share/" enctype="multipart/form-data"><input type="file" name="files" multiple></form>`);
}"""


def test_a_file_that_another_app_shares_is_read(open_page, complaints):
    page = person(open_page(), "shares@example.org")
    page.evaluate(SHARE)  # as the system does for an installed app: see share_target in the manifest
    page.locator("#share input").set_input_files(
        {"name": "a run.gpx", "mimeType": "application/gpx+xml", "buffer": a_run()}
    )
    page.evaluate("document.getElementById('share').submit()")
    page.wait_for_url("**/settings/import/?shared=1")
    page.wait_for_function("document.querySelector('[type=file]').files.length === 1")
    assert page.evaluate("document.querySelector('[type=file]').files[0].name") == "a run.gpx"
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("1 session", exact=False).first).to_be_visible()
    assert page.evaluate("caches.open('twinge-shared').then(cache => cache.keys()).then(keys => keys.length)") == 0
    complaints.clear()


def shares(page, *names):
    page.evaluate(SHARE)
    files = [{"name": name, "mimeType": "application/gpx+xml", "buffer": a_run()} for name in names]
    page.locator("#share input").set_input_files(files)
    page.evaluate("document.getElementById('share').submit()")
    page.wait_for_url("**/settings/import/?shared=1")


def chosen(page, name):
    named = "name => document.querySelector('[type=file]').files[0]?.name === name"
    page.wait_for_function(named, arg=name)


def test_several_shared_files_come_in_one_after_the_other_and_only_for_who_shared_them(open_page, complaints):
    page = person(open_page(), "several@example.org")
    page.context.set_offline(True)
    shares(page, "one.gpx", "two.gpx", "three.gpx")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    chosen(page, "one.gpx")
    expect(page.get_by_text("2 more shared files wait")).to_be_visible()
    page.goto("/settings/import/")
    chosen(page, "two.gpx")
    expect(page.get_by_text("1 more shared file waits")).to_be_visible()
    page.context.clear_cookies()
    join(page, "another@example.org", zone=zone_where_it_is_noon())
    page.goto("/settings/import/")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('[type=file]').files.length") == 0
    complaints.clear()


def test_a_network_that_asks_to_sign_in_first_takes_nothing(open_page, complaints):
    """As that of a train does: it answers everything, and saves nothing."""
    page = person(open_page(), "train@example.org")
    page.context.set_offline(True)
    log_a_drink(page, "330")
    waits(page, "1 entry waits on this phone.")
    portal = lambda route: route.fulfill(status=200, body="<html>Welcome on board</html>")  # noqa: E731
    for address in ("**/waiting/whose/", "**/log/drink/"):
        page.context.route(address, portal)
        page.context.set_offline(False)
        page.goto("/settings/")
        expect(page.get_by_text("Signing out deletes what waits on this phone")).to_be_visible()
        page.wait_for_timeout(500)
        assert [entry["reason"] for entry in page.evaluate("Queue.all()")] == [""]
        page.context.unroute(address)
    send_again(page)
    assert drinks(page) == ["330 ml"]
    complaints.clear()


def test_a_phone_without_room_says_that_a_tap_was_not_saved(open_page, complaints):
    page = person(open_page(), "full@example.org")
    page.evaluate("""() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
    }""")
    page.context.set_offline(True)
    page.locator(".onetap button").first.click()
    expect(page.locator("#flash")).to_contain_text("No connection, so this was not saved.")
    assert page.evaluate("Queue.all()") == []
    complaints.clear()


def test_what_waits_is_never_sent_for_somebody_else_and_signing_out_clears_it(open_page, complaints):
    page = person(open_page(), "first@example.org")
    page.context.set_offline(True)
    log_a_drink(page, "330")
    waits(page, "1 entry waits on this phone.")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.set_offline(False)
    for path in ("/", "/accounts/login/"):
        page.goto(path)
        waits(page, "1 entry waits on this phone. Sign in to send what is yours.")
    join(page, "second@example.org", zone=zone_where_it_is_noon())
    waits(page, "1 entry of another person waits on this phone; only they can send it.")
    assert drinks(page) == []
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.goto("/")
    all_sent(page)
    assert drinks(page) == ["330 ml"]
    sign_out(page)
    page.get_by_role("heading", name="Sign in").wait_for()
    page.wait_for_timeout(500)  # what was on its way when the person left
    assert not [name for name in page.evaluate("caches.keys()") if name.startswith("twinge-pages")]
    assert page.evaluate("Queue.all()") == []
    complaints.clear()


def test_a_cramp_that_eases_without_a_connection_lasted_as_long_as_its_clock_showed(open_page, complaints):
    page = person(open_page(), "eases@example.org")
    page.goto("/cramp/")
    page.context.set_offline(True)
    page.get_by_role("button", name="It has eased").click()
    expect(page.get_by_text("What you entered is not saved yet")).to_be_visible()
    page.wait_for_timeout(5000)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    lasted = page.get_by_role("heading", name="It lasted").inner_text()
    assert int(re.fullmatch(r"It lasted (\d+) s", lasted)[1]) < 5
    complaints.clear()


def test_another_number_to_call_is_the_one_that_the_phone_keeps(open_page, complaints):
    page = person(open_page(), "number@example.org")
    page.goto("/settings/safety/")
    page.get_by_label("Emergency number").fill("000")
    page.get_by_role("button", name="Save").click()
    kept_pages(page)
    page.context.set_offline(True)
    page.goto("/log/twinge/")
    page.locator("[name=signs][value=chest_pain]").evaluate("box => box.click()")
    expect(page.locator("[data-when-answers]:visible")).to_contain_text("Call 000")
    complaints.clear()


def test_an_emergency_shows_on_the_phone_before_the_entry_is_kept(open_page, complaints):
    page = person(open_page(), "alarm@example.org")
    page.context.set_offline(True)
    page.goto("/log/twinge/")
    alarm = page.locator("[data-when-answers]:visible")
    expect(page.locator("[data-when-answers]").first).to_be_attached()
    expect(alarm).to_have_count(0)
    for sign, heading in {
        "chest_pain": "Chest pain or pressure",
        "face_droop": "Sudden weakness or loss of movement",
    }.items():
        page.locator(f"[name=signs][value={sign}]").evaluate("box => box.click()")
        expect(alarm.first).to_contain_text(heading)
        page.locator(f"[name=signs][value={sign}]").evaluate("box => box.click()")
    expect(alarm).to_have_count(0)
    page.locator("[name=signs][value=chest_pain]").evaluate("box => box.click()")
    page.locator("[name=lasted][value='5']").evaluate("box => box.click()")
    expect(alarm).to_have_count(1)
    expect(alarm).to_contain_text("see a doctor today")
    complaints.clear()


MODEL = (ROOT / "tests/offline_model.js").read_text()


# 1,000 runs at night: OFFLINE_RUNS=1000 (make nightly).
@pytest.mark.parametrize("seeds", [(1, int(os.environ.get("OFFLINE_RUNS", "25")))])
def test_a_model_of_lost_answers_kills_and_tabs_loses_and_doubles_nothing(open_page, seeds):
    page = open_page()
    page.goto("/cramp/")
    assert page.evaluate(f"({MODEL})({seeds[0]}, {seeds[1]})") == {
        "runs": seeds[1],
        "lost": [],
        "doubled": [],
        "leaked": [],
    }
